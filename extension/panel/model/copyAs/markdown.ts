// An exchange as Markdown (CommonMark), for a report.
import type { Exchange } from '../../../protocol/types.generated';
import { fateOf } from '../fate';
import { startLine } from '../head';
import { coveredSentence, piecesOfAddress } from '../secrets';
import type { Texts } from '../texts';
import { redacted, type Remark, type Taken } from './copied';
import { raw } from './raw';

/** More of a body than this, in letters, nobody reads in a report. */
const MOST = 4000;

export interface Bodies {
  readonly request: Uint8Array;
  readonly response: Uint8Array;
}

export function markdown(texts: Texts, exchange: Exchange, bodies: Bodies, secrets: boolean): Taken {
  const remarks = new Set<Remark>();
  const message = (of: 'request' | 'response'): string[] => {
    if (exchange[of].head === '') return [];
    const { text, remarks: told } = raw(exchange, of, bodies[of], secrets);
    for (const remark of told) remarks.add(remark);
    return [`### ${texts.text(of)}`, fenced(text.length > MOST ? `${text.slice(0, MOST)}\n…` : text)];
  };
  const { method, target, status, response, verdict, notes } = exchange;
  const shown = secrets ? target : redacted(piecesOfAddress(target));
  const sentence = (text: string): string => plain(secrets ? text : coveredSentence(text));
  const answer = status === 0 ? texts.text('noResponse') : startLine(response).replace(/^\S+ /, '');
  const blocks = [
    `## ${code(`${method} ${shown}`)} → ${code(answer)}`,
    ...message('request'),
    ...message('response'),
    ...(verdict
      ? [
          `### ${texts.text('verdict')}`,
          `**${sentence(fateOf(texts, verdict, verdict.destination))}.** ${sentence(verdict.message)}`,
        ]
      : []),
    ...(notes.length > 0
      ? [`### ${texts.text('notes')}`, notes.map(({ message: told }) => `- ${sentence(told)}`).join('\n')]
      : []),
  ];
  return { text: `${blocks.join('\n\n')}\n`, remarks: [...remarks] };
}

/** The longest run of backticks in a text. */
const longestRun = (text: string): number => Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));

/** A block that nothing in it ends (CommonMark, "fenced code blocks"). */
function fenced(text: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  const lines = text.replace(/\r\n?/g, '\n').replace(/\n+$/, '');
  return `${fence}http\n${lines}\n${fence}`;
}

/** Code within a line (CommonMark, "code spans"). */
export function code(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  const fence = '`'.repeat(longestRun(line) + 1);
  return `${fence}${/^`|`$|^ .* $/.test(line) ? ` ${line} ` : line}${fence}`;
}

/** Text that means nothing else (CommonMark, "backslash escapes"). */
export const plain = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/[!"#$%&'()*+,\-./:;<=>?@[\\\]^_`{|}~]/g, (sign) => (/[.,:;'"()%/?!-]/.test(sign) ? sign : `\\${sign}`));
