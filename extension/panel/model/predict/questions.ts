// What is asked about an exchange, with the right answer among others that could as well be.
import type { Exchange, Outcome } from '../../../protocol/types.generated';
import { fieldValues } from '../head';

/** What is asked: which type the browser is told, what it does, which class the status is of. */
export type QuestionName = 'type' | 'fate' | 'status';

/** A question. Its choices stand in an order of their own, which does not give the right one away. */
export interface Question {
  readonly name: QuestionName;
  readonly choices: readonly string[];
  readonly right: string;
}

/** The choice for a response without Content-Type. */
export const NO_TYPE = 'none';

/** The classes that every answer is of (RFC 9110, section 15). */
const CLASSES = ['2xx', '3xx', '4xx', '5xx'];

/** Types that an answer may well have, by the end of the path's last name; the first of each is the usual one. */
const TYPES: readonly (readonly [name: RegExp, types: readonly string[]])[] = [
  [/\.css$/, ['text/css', 'text/plain', 'text/html', 'application/octet-stream']],
  [/\.m?js$/, ['text/javascript', 'text/plain', 'application/json', 'text/html']],
  [/\.json$/, ['application/json', 'text/plain', 'text/javascript', 'text/html']],
  [/\.svg$/, ['image/svg+xml', 'application/xml', 'text/html', 'text/plain']],
  [/\.(?:png|jpe?g|gif|webp|avif|ico|bmp)$/, ['image/png', 'image/jpeg', 'application/octet-stream', 'text/plain']],
  [/\.(?:txt|md|csv|log)$/, ['text/plain', 'text/html', 'text/markdown', 'application/octet-stream']],
  [/\.pdf$/, ['application/pdf', 'application/octet-stream', 'text/plain', 'text/html']],
  [/\.xml$/, ['application/xml', 'text/plain', 'text/html', 'application/octet-stream']],
  [/\.(?:py|pl|sh|rb|php|cgi|lua)$/, ['text/html', 'text/plain', 'application/json', NO_TYPE]],
];
const USUAL_TYPES = ['text/html', 'text/plain', 'application/octet-stream', NO_TYPE];

/** What a browser may make of an address that is opened, and of a thing that a page asked for. */
const OPENED = ['shown page', 'shown text', 'downloaded', 'redirected'];
const PART = ['applied', 'refused', 'redirected'];
const DRAWN = ['shown image', 'shown text', 'downloaded', 'refused'];
const OPENING = new Set(['document', 'iframe', 'frame', 'fencedframe', 'embed', 'object']);
/** All that can be, in the order in which it is offered. */
const FATES = [
  ...['shown page', 'shown text', 'shown image', 'shown media', 'shown xml', 'shown pdf', 'shown'],
  ...['applied', 'refused', 'downloaded', 'redirected', 'empty'],
];

/** The questions about an exchange that was answered. Where nobody can say what a browser does, that is not asked. */
export function questionsOn(exchange: Exchange): Question[] {
  const { verdict } = exchange;
  return [
    ask('type', typesFor(exchange.target), typeOf(exchange), (types) => [
      ...types.filter((type) => type !== NO_TYPE).sort(),
      ...types.filter((type) => type === NO_TYPE),
    ]),
    ...(verdict ? [ask('fate', fatesFor(exchange), fateName(verdict), inOrder)] : []),
    ask('status', CLASSES, `${String(Math.floor(exchange.status / 100))}xx`, (classes) => classes.sort()),
  ];
}

/** An outcome as the name of a choice; what it is applied as, the question says. */
const fateName = ({ fate, as }: Outcome): string => (fate === 'shown' && as !== undefined ? `${fate} ${as}` : fate);

/** The outcome that a choice stands for. */
export function outcomeOf(choice: string): Pick<Outcome, 'fate' | 'as'> {
  const [fate, as] = choice.split(' ') as [Outcome['fate'], Outcome['as']];
  return { fate, ...(as && { as }) };
}

/** @param others what is offered beside the right answer, which takes the place of the last where it is not among them */
function ask(
  name: QuestionName,
  others: readonly string[],
  right: string,
  order: (choices: string[]) => string[],
): Question {
  const choices = others.includes(right) ? [...others] : [...others.slice(0, -1), right];
  return { name, choices: order(choices), right };
}

const inOrder = (fates: string[]): string[] => fates.sort((one, other) => FATES.indexOf(one) - FATES.indexOf(other));

function typesFor(target: string): readonly string[] {
  const [path = ''] = target.toLowerCase().split(/[?#]/, 1);
  return TYPES.find(([name]) => name.test(path))?.[1] ?? USUAL_TYPES;
}

/** The type without parameters (RFC 9110, section 8.3.1). */
function typeOf({ contentType }: Exchange): string {
  const [essence = ''] = (contentType ?? '').split(';', 1);
  return essence.trim().toLowerCase() || NO_TYPE;
}

/** By what the request says: the kind of answer that a browser hopes for, and whether it has a copy already. */
function fatesFor({ verdict, target, request }: Exchange): readonly string[] {
  const opened = verdict === undefined || OPENING.has(verdict.destination);
  const pictured = /\.(?:png|jpe?g|gif|webp|avif|ico|bmp|svg)(?:\?|$)/i.test(target);
  const fates = opened ? (pictured ? DRAWN : OPENED) : PART;
  const copied = ['if-none-match', 'if-modified-since'].some((name) => fieldValues(request, name).length > 0);
  return copied ? [...fates.slice(0, -1), 'shown'] : fates;
}
