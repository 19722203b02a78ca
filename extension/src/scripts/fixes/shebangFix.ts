import type { LineEdit } from './lineEdit';

/** A #! line, with or without spaces where none may be; one that lacks one of its two characters, or has them in the other order. */
const SHEBANG = /^(?:\s*#\s*!\s*(?=\/)|!#\s*(?=\/\S*bin\/\w)|[#!](?=\/\S*bin\/\w))(.*)$/;

/** Moves the #! line, below empty lines and comments only, to the first line, and takes its spaces out. */
export function shebangFirst(lines: readonly string[]): LineEdit[] | undefined {
  const at = lines.findIndex((line) => SHEBANG.test(line));
  if (at < 0 || !lines.slice(0, at).every((line) => /^\s*(?:#.*)?$/.test(line))) return undefined;
  const shebang = `#!${SHEBANG.exec(lines[at] ?? '')?.[1] ?? ''}`;
  if (at === 0) return [{ line: 0, remove: 1, insert: [shebang] }];
  return [
    { line: 0, remove: 0, insert: [shebang] },
    { line: at, remove: 1, insert: [] },
  ];
}
