/** Asks to keep bytes in a file of the user's. */
export class SaveEvent extends Event {
  static readonly type = 'vitrina-save';
  /** What the file may be called. */
  readonly name: string;
  readonly bytes: Uint8Array;

  constructor(name: string, bytes: Uint8Array) {
    super(SaveEvent.type, { bubbles: true, composed: true });
    this.name = name;
    this.bytes = bytes;
  }
}

/** Saves bytes as a browser saves a download. */
export function download(name: string, bytes: Uint8Array): void {
  // Without a type that a browser would open.
  const address = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
