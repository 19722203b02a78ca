/** A field of a head. */
export interface Field {
  readonly name: string;
  readonly value: string;
}

/** What the meaning of a field depends on: the message that it stands in, and what that one answers. */
export interface Message {
  readonly side: 'request' | 'response';
  readonly fields: readonly Field[];
  /** The fields of the request; those of a request itself are `fields`. */
  readonly request: readonly Field[];
  readonly method: string;
  /** 0 where there is no response. */
  readonly status: number;
  /** When it happened, in milliseconds since 1970. */
  readonly at: number;
}

/** The values of every field with a name; names are compared without regard to case. */
export function valuesOf(fields: readonly Field[], name: string): string[] {
  return fields.filter((field) => field.name.toLowerCase() === name).map(({ value }) => value);
}
