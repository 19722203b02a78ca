/** A line of bytes in hexadecimal digits, beside their characters. */
export interface HexLine {
  /** Of the first byte, from the start. */
  readonly offset: number;
  /** Two digits for each byte. */
  readonly digits: readonly string[];
  /** What each byte is in ASCII; a dot for what is none that can be seen. */
  readonly letters: readonly string[];
}

export function hexLineCount(bytes: number, width: number): number {
  return Math.ceil(bytes / width);
}

export function hexLine(bytes: Uint8Array, index: number, width: number): HexLine {
  const offset = index * width;
  const line = [...bytes.subarray(offset, offset + width)];
  return {
    offset,
    digits: line.map((byte) => byte.toString(16).padStart(2, '0')),
    letters: line.map((byte) => (byte > 0x1f && byte < 0x7f ? String.fromCharCode(byte) : '.')),
  };
}

/** An offset in as many digits as the last one takes, eight as most tools have them, fewer where there is little. */
export function offsetText(offset: number, bytes: number): string {
  return offset.toString(16).padStart(bytes > 0xffff ? 8 : 4, '0');
}

/** All lines, for the clipboard. */
export function hexDump(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let index = 0; index < hexLineCount(bytes.length, 16); index++) {
    const { offset, digits, letters } = hexLine(bytes, index, 16);
    lines.push(`${offsetText(offset, 0xfffff)}  ${digits.join(' ').padEnd(47)}  ${letters.join('')}`);
  }
  return lines.join('\n');
}
