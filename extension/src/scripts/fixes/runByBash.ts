import type { LineEdit } from './lineEdit';

const PLAIN_SHELL = /^#!\s*(?:\/usr)?\/bin\/(?:env )?(?:da)?sh\s*$/;

/** An echo without an option: of a backslash in its text, bash and a plain sh make different things. */
const ECHOES_BACKSLASH = /\becho\s+(?!-[neE]*e)[^#]*\\/;

/** Lets bash run a shell script, whose echo knows the options -e and -n. Undefined where no edit is surely right. */
export function runByBash(lines: readonly string[]): LineEdit[] | undefined {
  const [first = ''] = lines;
  if (lines.some((line) => ECHOES_BACKSLASH.test(line))) return undefined;
  if (PLAIN_SHELL.test(first)) return [{ line: 0, remove: 1, insert: ['#!/bin/bash'] }];
  return first.startsWith('#!') ? undefined : [{ line: 0, remove: 0, insert: ['#!/bin/bash'] }];
}
