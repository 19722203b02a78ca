import { inflateSync } from 'node:zlib';

/**
 * The colour of a picture's first pixel, of 8 bits a channel. No filter changes it: what filters add to a pixel is what
 * stands to its left and above it, and there it is nothing (PNG, section 9.2).
 */
export function colourOf(png: Buffer): [number, number, number] {
  const data: Buffer[] = [];
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') data.push(png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const [, red = 0, green = 0, blue = 0] = inflateSync(Buffer.concat(data));
  return [red, green, blue];
}
