import { chmod, readFile, stat, writeFile } from 'node:fs/promises';

/** Lets everybody run a file who may read it. */
export async function makeExecutable(file: string): Promise<void> {
  const { mode } = await stat(file);
  await chmod(file, (mode & 0o7777) | ((mode & 0o444) >> 2));
}

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** Takes the byte-order mark of UTF-8 off the beginning of a file. A file without one stays as it is. */
export async function removeByteOrderMark(file: string): Promise<void> {
  const bytes = await readFile(file);
  const mark = bytes.subarray(0, BYTE_ORDER_MARK.length);
  if (mark.equals(BYTE_ORDER_MARK)) await writeFile(file, bytes.subarray(BYTE_ORDER_MARK.length));
}
