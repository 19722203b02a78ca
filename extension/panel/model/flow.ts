// An exchange as a sequence of steps, each with its real values: what a sequence diagram shows.
import type { Exchange, Note } from '../../protocol/types.generated';
import type { Format } from './format';
import { fieldValues, startLine } from './head';
import { covered, coveredLine } from './secrets';
import type { TextKey, Texts } from './texts';
import { visible } from './visible';

/** Who takes part: who asks, the server, and the file or script that the path means. */
export type LaneKind = 'browser' | 'client' | 'server' | 'file' | 'script';

export interface Lane {
  readonly kind: LaneKind;
  readonly name: string;
}

/** Something that happened. From a lane to itself, nothing crossed. */
export interface Step {
  /** The lane that it starts at, and the one that it goes to, counted from 0. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
  /** The text where there is little room; undefined where it can only be cut. */
  readonly short?: string | undefined;
  /** Milliseconds since the exchange began; undefined where nobody measured it. */
  readonly atMs: number | undefined;
}

export interface Flow {
  readonly lanes: readonly Lane[];
  /** In the order of time. */
  readonly steps: readonly Step[];
  /** The steps between which the script's process ran, by their index; undefined where none did. */
  readonly ran: readonly [first: number, last: number] | undefined;
}

const [ASKER, SERVER, SOURCE] = [0, 1, 2];

export function flowOf(exchange: Exchange, texts: Texts, format: Format): Flow {
  const { timing, request, response, script, complete } = exchange;
  const steps: Step[] = [];
  const add = (...given: Parameters<typeof step>): void => {
    steps.push(step(...given));
  };
  const started = moment(timing.scriptStartedMs);

  add(ASKER, SERVER, coveredLine(startLine(request)) || texts.text('flow.noRequest'), timing.requestHeadMs);
  for (const { text, short } of meaning(exchange, texts)) {
    add(SERVER, source(exchange) ? SOURCE : SERVER, text, undefined, short);
  }
  const untimed = steps.length;

  if (moment(timing.requestEndMs)) {
    const { bytes } = request.body;
    const short = texts.text('flow.requestBody.short', { size: format.size(bytes) });
    add(
      ASKER,
      SERVER,
      texts.text('flow.requestBody', { size: sizeIn(texts, format, bytes) }),
      timing.requestEndMs,
      short,
    );
  }
  for (const { head, atMs } of exchange.interim ?? []) add(SERVER, ASKER, startLine({ head }), atMs);
  if (script && started) {
    add(SERVER, SOURCE, texts.text('flow.started'), started);
    const printed = moment(timing.firstOutputMs);
    if (printed) add(SOURCE, SERVER, texts.text('flow.firstOutput'), printed);
    const ended = moment(timing.outputEndMs);
    if (ended) add(SOURCE, SERVER, texts.text('flow.outputEnd'), ended);
    const exited = moment(timing.scriptExitMs);
    if (exited) add(SOURCE, SOURCE, exit(exchange, texts), exited);
  }
  if (response.head !== '') add(SERVER, ASKER, startLine(response), timing.responseHeadMs);
  if (complete) {
    const [text, short] = end(exchange, texts, format);
    add(SERVER, ASKER, text, timing.endMs, short);
  }
  steps.push(...steps.splice(untimed).sort((a, b) => (a.atMs ?? 0) - (b.atMs ?? 0)));
  if (script && exchange.kind === 'error') {
    const answer = steps.findIndex(({ atMs, to }) => to === ASKER && atMs === timing.responseHeadMs);
    if (answer > 0) steps.splice(answer, 0, step(SERVER, SERVER, texts.text('flow.means.error')));
  }
  if (!complete) add(SERVER, ASKER, texts.text('timing.unfinished'));
  return { lanes: lanes(exchange, texts), steps, ran: running(steps, started, moment(timing.scriptExitMs)) };
}

const step = (from: number, to: number, text: string, atMs?: number, short?: string): Step => ({
  from,
  to,
  text: printable(text),
  short: short === undefined ? undefined : printable(short),
  atMs,
});

/** A moment that came. The protocol has no 0 for one: nothing takes no time. */
const moment = (ms: number | undefined): number | undefined => (ms === undefined || ms === 0 ? undefined : ms);

const source = ({ file, script }: Exchange): string | undefined => script?.path ?? file?.path;

/** Browsers name themselves as Mozilla/5.0 (HTML, “Client identification”), and hardly anything else does. */
const isBrowser = ({ request }: Exchange): boolean =>
  fieldValues(request, 'user-agent').some((value) => value.startsWith('Mozilla/'));

function lanes(exchange: Exchange, texts: Texts): Lane[] {
  const kinds: LaneKind[] = [isBrowser(exchange) ? 'browser' : 'client', 'server'];
  if (exchange.script) kinds.push('script');
  else if (exchange.file) kinds.push('file');
  return kinds.map((kind) => ({ kind, name: texts.text(LANES[kind]) }));
}

const LANES: Record<LaneKind, TextKey> = {
  browser: 'flow.browser',
  client: 'flow.client',
  server: 'flow.server',
  file: 'flow.file',
  script: 'flow.script',
};

/** What the path meant, in one line; a script that handed the request on has one of its own. */
function meaning(exchange: Exchange, texts: Texts): Pick<Step, 'text' | 'short'>[] {
  const { kind, script, file, response, notes, status } = exchange;
  const means = (path: string): Pick<Step, 'text' | 'short'> => ({
    text: texts.text('flow.means', { path }),
    short: path,
  });
  const only = (key: TextKey): Pick<Step, 'text'>[] => [{ text: texts.text(key) }];
  if (script) {
    const handedOn = notes.filter(({ code }) => code === 'localRedirect');
    return [means(handedOn[0]?.args?.['script'] ?? script.path), ...handedOn.map((note) => handsOn(note, texts))];
  }
  switch (kind) {
    case 'listing':
      return only('flow.means.listing');
    case 'redirect': {
      const target = covered(fieldValues(response, 'location')[0] ?? '');
      return [{ text: texts.text('flow.means.redirect', { target }), short: `→ ${target}` }];
    }
    case 'error':
      if (file) return [{ text: texts.text('flow.means.errorFile', { path: file.path }), short: file.path }];
      if (response.head === '') return [];
      return only(status === 404 ? 'flow.means.nothing' : 'flow.means.error');
    case 'file':
    case 'script':
    case 'unknown':
      return file ? [means(file.path)] : [];
  }
}

function handsOn({ args }: Note, texts: Texts): Pick<Step, 'text' | 'short'> {
  const target = covered(args?.['target'] ?? '');
  return { text: texts.text('flow.handsOn', { script: args?.['script'] ?? '', target }), short: `→ ${target}` };
}

function exit({ script }: Exchange, texts: Texts): string {
  if (script && script.signal !== '') return texts.text('flow.stopped', { signal: script.signal });
  const code = script?.exitCode;
  return code === null || code === undefined
    ? texts.text('flow.exited')
    : texts.text('flow.exit', { code: String(code) });
}

/** How it ended, and the same in fewer letters. */
function end({ response, notes }: Exchange, texts: Texts, format: Format): [text: string, short?: string] {
  if (notes.some(({ code }) => code === 'connectionClosed')) return [texts.text('flow.cut')];
  const { bytes } = response.body;
  if (bytes === 0) return [texts.text('flow.endEmpty')];
  return [
    texts.text('flow.end', { size: sizeIn(texts, format, bytes) }),
    texts.text('flow.end', { size: format.size(bytes) }),
  ];
}

const sizeIn = (texts: Texts, format: Format, bytes: number): string =>
  texts.counted('size.bytes', bytes, { count: format.count(bytes) });

/** The steps of the process's start and its exit, or the last one where it still runs. */
function running(steps: readonly Step[], started?: number, exited?: number): Flow['ran'] {
  if (started === undefined) return undefined;
  const at = (ms: number, to: number): number => steps.findIndex((step) => step.atMs === ms && step.to === to);
  const last = exited === undefined ? steps.length - 1 : at(exited, SOURCE);
  return [at(started, SOURCE), last];
}

/** A text in one line, as XML can hold it: what is laid out becomes its picture (Unicode, “Control Pictures”). */
const printable = (text: string): string =>
  visible(text)
    .replace(/[\t\n\r]/g, (letter) => String.fromCharCode(0x2400 + letter.charCodeAt(0)))
    .replace(/[\ufffe\uffff]/g, '\ufffd');

/** A step as a sentence of a list, for who cannot see where its arrow goes. */
export function sentenceOf({ from, to, text, atMs }: Step, flow: Flow, texts: Texts, format: Format): string {
  const at = atMs === undefined ? '' : `+${format.duration(atMs)}. `;
  const name = (lane: number): string => flow.lanes[lane]?.name ?? '';
  const values = { from: name(from), to: name(to), what: text };
  return at + texts.text(from === to ? 'flow.step.at' : 'flow.step.sent', values);
}
