import { Language } from './elements/language';
import './elements/vitrina-panel';
import { FilterEvent } from './elements/exchange-filter';
import { LessonShareEvent } from './elements/lesson/lesson-events';
import { SectionEvent } from './elements/section';
import { ShareEvent } from './elements/split-view';
import { PanelMemory } from './memory';
import { PanelModel } from './model/panelModel';
import { Sections } from './model/sections';
import { spokenOf } from './model/texts';
import type { Transport } from './model/transport';
import { WebSocketTransport } from './transport/webSocketTransport';
import { type VsCodeApi, WebviewTransport } from './transport/webviewTransport';

/** Given by VS Code to the page of a webview, once. */
declare const acquireVsCodeApi: (() => VsCodeApi) | undefined;

/** The version of the extension and the server; put in by the build. */
declare const VITRINA_VERSION: string;

const parameters = new URLSearchParams(location.search);
const api = typeof acquireVsCodeApi === 'undefined' ? undefined : acquireVsCodeApi();
// The extension writes VS Code's language into the page; a browser has its own.
const locale = api ? document.documentElement.lang : (parameters.get('lang') ?? spokenOf(navigator.languages));
const language = new Language(locale, besideScript((document.currentScript as HTMLScriptElement).src));
document.documentElement.lang = language.texts.language;

const unconnected = language.texts.text('unconnected');
const transport: Transport = api
  ? new WebviewTransport(api, unconnected)
  : new WebSocketTransport(socketAddress(), locale, VITRINA_VERSION, unconnected);

const panel = document.querySelector('vitrina-panel') ?? document.createElement('vitrina-panel');
const memory = new PanelMemory(api);
const { pin, share, sections, filter, predict, lesson } = memory.read();
// VS Code keeps a webview's memory from one session to the next, and says in the page which one this is.
const session = document.documentElement.dataset['session'] ?? '';
const model = new PanelModel(
  transport,
  () => {
    panel.changed();
    memory.keep({ pin: model.pin, predict: { ...model.predicting.kept, session } });
    keepLesson();
  },
  parameters.get('site') ?? undefined,
  pin,
);

panel.addEventListener(ShareEvent.type, (event) => {
  memory.keep({ share: (event as ShareEvent).share });
});
panel.addEventListener(FilterEvent.type, (event) => {
  memory.keep({ filter: { text: (event as FilterEvent).filter, session } });
});
panel.addEventListener(SectionEvent.type, () => {
  memory.keep({ sections: panel.sections.kept });
});
panel.addEventListener(LessonShareEvent.type, () => {
  keepLesson();
});
if (share !== undefined) panel.share = share;
if (lesson?.share !== undefined) panel.lessonShare = lesson.share;
model.lesson.kept = lesson?.question;
panel.sections = Sections.of(sections);
if (filter?.session === session) model.filter = filter.text;
if (predict?.session === session) model.predicting.kept = predict;
panel.language = language;
panel.editor = transport.editor;
panel.model = model;
if (!panel.isConnected) document.body.append(panel);
model.seen = !document.hidden;
document.addEventListener('visibilitychange', () => {
  model.seen = !document.hidden;
});
model.open();

/** How much room the lesson has, and since when its question covers what comes. */
function keepLesson(): void {
  memory.keep({ lesson: { share: panel.lessonShare, question: model.lesson.kept } });
}

/** Reads JSON files that the build put beside the script: a webview's page has another address than its files. */
function besideScript(script: string): (name: string) => Promise<unknown> {
  return async (name) => {
    const response = await fetch(new URL(name, script));
    if (!response.ok) throw new Error(`${name}: ${String(response.status)}`);
    return (await response.json()) as unknown;
  };
}

/** Beside the page, whatever its port and secret are. */
function socketAddress(): string {
  const address = new URL('rpc', location.href);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  return address.href;
}
