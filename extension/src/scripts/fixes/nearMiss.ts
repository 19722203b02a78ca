import { correctLine } from './correctLine';
import { endHeaders, moveBeforeEmptyLine } from './endOfHeaders';
import type { LineEdit } from './lineEdit';
import { emptySpaces, endLine, printText } from './literalFixes';
import { runByBash } from './runByBash';

/** What a script printed that is almost right, as the server tells it of the line `at`, which counts from 0. */
export interface NearMiss {
  readonly code: string;
  readonly at: number;
  readonly printed?: string | undefined;
  readonly meant?: string | undefined;
}

const BY_CODE: Readonly<Record<string, typeof printText>> = {
  bytesLiteral: printText,
  spaceInEmptyLine: emptySpaces,
  literalEscape: endLine,
  echoOption: runByBash,
  headerNotEnded: endHeaders,
  fieldAfterEmptyLine: moveBeforeEmptyLine,
};

/** The edit that makes it right. Undefined where none surely does. */
export function mendNearMiss(lines: readonly string[], { code, at, printed, meant }: NearMiss): LineEdit[] | undefined {
  const mend = BY_CODE[code];
  if (mend) return mend(lines, at);
  return printed !== undefined && meant !== undefined ? correctLine(lines, at, printed, meant) : undefined;
}
