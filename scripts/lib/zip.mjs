// Reads a ZIP file (https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT), for looking into a VSIX: names and
// modes as an unpacker will see them, which no listing made before packing can tell.
import { readFileSync } from 'node:fs';
import { crc32, inflateRawSync } from 'node:zlib';

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;

/** The files of a ZIP: for each name its Unix mode, and a function that gives its content. */
export function readZip(file) {
  const zip = readFileSync(file);
  const end = zip.lastIndexOf(signature(END_OF_DIRECTORY));
  if (end < 0) throw new Error(`${file} is not a ZIP file`);
  const entries = new Map();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    if (zip.readUInt32LE(at) !== DIRECTORY_ENTRY) throw new Error(`${file} has a broken directory`);
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset));
    const entry = {
      method: zip.readUInt16LE(at + 10),
      crc: zip.readUInt32LE(at + 16),
      size: zip.readUInt32LE(at + 20),
      start: zip.readUInt32LE(at + 42),
    };
    entries.set(zip.toString('utf8', at + 46, at + 46 + nameLength), {
      // The upper half of the external attributes, where Unix packers put the mode (4.4.15).
      mode: zip.readUInt16LE(at + 40) & 0o7777,
      content: () => content(zip, entry),
    });
    at += 46 + nameLength + extraLength + commentLength;
  }
  return entries;
}

function content(zip, { method, crc, size, start }) {
  const from = start + 30 + zip.readUInt16LE(start + 26) + zip.readUInt16LE(start + 28);
  const packed = zip.subarray(from, from + size);
  const data = method === 0 ? packed : inflateRawSync(packed);
  if (crc32(data) !== crc) throw new Error('a file in the ZIP is damaged');
  return data;
}

function signature(number) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(number);
  return bytes;
}
