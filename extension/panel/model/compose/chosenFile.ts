/** A file that somebody chose. It is read when it is sent. */
export type ChosenFile = Pick<File, 'name' | 'type' | 'arrayBuffer'>;

/** A chosen file cannot be read, as one that was moved meanwhile. */
export class UnreadableFile extends Error {
  /** The name of the file. */
  readonly file: string;

  constructor(file: string, cause: unknown) {
    super(`${file} cannot be read`, { cause });
    this.file = file;
  }
}

/** The bytes of a chosen file. Rejects with UnreadableFile. */
export async function bytesOf(file: ChosenFile): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    throw new UnreadableFile(file.name, error);
  }
}
