import { Unsendable } from './unsendable';

/** The bytes of a chosen file, read when it is sent. Rejects with Unsendable where it cannot be read, as one that was moved. */
export async function bytesOf(file: File): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    throw new Unsendable('compose.file.unreadable', { file: file.name }, error);
  }
}
