/** The bytes of a base64 text. */
export function fromBase64(base64: string): Uint8Array<ArrayBuffer> {
  return fromLatin1(atob(base64));
}

/** The bytes of a text of which each letter stands for one. */
export function fromLatin1(text: string): Uint8Array<ArrayBuffer> {
  // A loop: Uint8Array.from calls a function for each byte, which takes ten times as long.
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}

/** Bytes as base64, for a data: URL. */
export function toBase64(bytes: Uint8Array): string {
  return btoa(toLatin1(bytes));
}

/** One letter for each byte (ISO-8859-1). */
export function toLatin1(bytes: Uint8Array): string {
  // As many arguments as a call takes everywhere.
  const piece = 0x8000;
  let text = '';
  for (let at = 0; at < bytes.length; at += piece) text += String.fromCharCode(...bytes.subarray(at, at + piece));
  return text;
}

export function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
