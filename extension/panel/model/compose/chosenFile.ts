/** A chosen file cannot be read, as one that was moved meanwhile. */
export class UnreadableFile extends Error {
  /** The name of the file. */
  readonly file: string;

  constructor(file: string, cause: unknown) {
    super(`${file} cannot be read`, { cause });
    this.file = file;
  }
}

/** The bytes of a chosen file, read when it is sent. Rejects with UnreadableFile. */
export async function bytesOf(file: File): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    throw new UnreadableFile(file.name, error);
  }
}
