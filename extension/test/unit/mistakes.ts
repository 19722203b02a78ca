import { readdirSync, readFileSync } from 'node:fs';

const CORPUS = 'server/test/mistakes';

/** A mistake of the corpus that server/test/mistakes_test.go runs, at a line of a script. */
export interface Mistake {
  readonly file: string;
  readonly source: string;
  /** Counts from 0. */
  readonly at: number;
  readonly code: string;
  readonly printed: string | undefined;
  readonly meant: string | undefined;
  /** The script after the quick fix. Undefined where none may be offered. */
  readonly fixed: string | undefined;
}

/** The mistakes for which the corpus says what the editor shows. */
export function readMistakes(): Mistake[] {
  const names = readdirSync(CORPUS).filter((name) => name.endsWith('.txtar'));
  return names.flatMap((name) => {
    const { comment, files } = parseTxtar(readFileSync(`${CORPUS}/${name}`, 'utf8'));
    return comment.split(/^(?=[A-Z]+ \/)/m).flatMap((request): Mistake[] => {
      const file = /^[A-Z]+ \/([^?\s]+)/.exec(request)?.[1] ?? '';
      const source = files.get(file);
      const [, line, code = ''] = /^ {2}diagnostic (\d+) (\S+)$/m.exec(request) ?? [];
      if (source === undefined || line === undefined) return [];
      const [, printed, meant] = /^ {2}fix (.*) \| (.*)$/m.exec(request) ?? [];
      return [{ file, source, at: Number(line) - 1, code, printed, meant, fixed: files.get(`fixed/${file}`) }];
    });
  });
}

/** Reads the format of golang.org/x/tools/txtar: a comment, then files, each below a line with its name. */
export function parseTxtar(text: string): { comment: string; files: Map<string, string> } {
  const [comment = '', ...rest] = text.split(/^-- (.+) --\n/m);
  const files = new Map<string, string>();
  for (let at = 0; at + 1 < rest.length; at += 2) files.set(rest[at] ?? '', rest[at + 1] ?? '');
  return { comment, files };
}
