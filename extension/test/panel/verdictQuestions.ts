import type { How } from './verdictCase';

/*
 * How a page finds out what became of an address: the source of a function of the address that promises the fate. Pages
 * run them; these tests are compiled for Node.
 */

/** An element that tells by two events. */
const element = (name: string, given: string): string => `(url) => new Promise((tell) => {
  const element = document.createElement('${name}');
  element.onload = () => tell('applied');
  element.onerror = () => tell('refused');
  ${given};
  document.head.append(element);
})`;

/** A style sheet that is refused by its type is "loaded" all the same, without a rule. */
const style = `(url) => new Promise((tell) => {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.onload = () => tell(link.sheet?.cssRules.length > 0 ? 'applied' : 'refused');
  link.onerror = () => tell('refused');
  link.href = url;
  document.head.append(link);
})`;

const imported = (type: string): string =>
  `(url) => import(url, { with: { type: '${type}' } }).then(() => 'applied', () => 'refused')`;

/** The script posts a message as soon as it runs. */
const worker = (options: string): string => `(url) => new Promise((tell) => {
  const worker = new Worker(url, ${options});
  const end = (fate) => { worker.terminate(); tell(fate); };
  worker.onmessage = () => end('applied');
  worker.onerror = (event) => { event.preventDefault(); end('refused'); };
})`;

/** A part of an SVG image. Its element has "loaded" any document; what is drawn has a size. */
const svgPart = `(url) => new Promise((tell) => {
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  use.addEventListener('load', () => tell(use.getBBox().width > 0 ? 'applied' : 'refused'));
  use.addEventListener('error', () => tell('refused'));
  use.setAttribute('href', url + '#part');
  document.body.appendChild(document.createElementNS('http://www.w3.org/2000/svg', 'svg')).append(use);
})`;

const image = element('img', 'element.src = url');
const module = element('script', "element.type = 'module'; element.src = url");
const font = `(url) => new FontFace('x', 'url("' + url + '")').load().then(() => 'applied', () => 'refused')`;
const fetched = `(url) => fetch(url).then((response) => response.blob()).then(() => 'applied', () => 'refused')`;

const audio = `(url) => new Promise((tell) => {
  const audio = new Audio();
  audio.onloadedmetadata = () => tell('applied');
  audio.onerror = () => tell('refused');
  audio.src = url;
})`;

const track = `(url) => new Promise((tell) => {
  const track = document.createElement('track');
  track.onload = () => tell('applied');
  track.onerror = () => tell('refused');
  track.src = url;
  const video = document.createElement('video');
  video.append(track);
  document.body.append(video);
  track.track.mode = 'hidden';
})`;

/** A stream that is over connects again, and is closed here. */
const eventSource = `(url) => new Promise((tell) => {
  const source = new EventSource(url);
  const end = (fate) => { source.close(); tell(fate); };
  source.onopen = () => end('applied');
  source.onerror = () => end('refused');
})`;

/** The worker's file tells what came of the address that it is sent, as does the script itself. */
const importScripts = `(url) => new Promise((tell) => {
  const worker = new Worker('importer.js');
  worker.onmessage = ({ data }) => { worker.terminate(); tell(data === 'ran' ? 'applied' : data); };
  worker.postMessage(url);
})`;

const opaque = `(url) => fetch(url, { mode: 'no-cors' })
  .then(({ type }) => (type === 'opaque' ? 'refused' : 'applied'), () => 'refused')`;

/** Each has a scope of its own: its address. */
const serviceWorker = `(url) => navigator.serviceWorker.register(url, { scope: url })
  .then((registered) => registered.unregister().then(() => 'applied'), () => 'refused')`;

/** By what the page asks. Frames and documents are asked otherwise. */
export const ASK: Readonly<Record<Exclude<How, 'document' | 'saved' | 'frame' | 'object'>, string>> = {
  style,
  styleQuirks: style,
  styleModule: imported('css'),
  script: element('script', 'element.src = url'),
  module,
  json: imported('json'),
  text: imported('text'),
  svgPart,
  image,
  font,
  fetch: fetched,
  worker: worker('{}'),
  moduleWorker: worker("{ type: 'module' }"),
  serviceWorker,
  importScripts,
  eventSource,
  audio,
  track,
  opaque,
  opaqueAcross: opaque,
  scriptAcross: element('script', 'element.src = url'),
  fetchAcross: fetched,
  moduleAcross: module,
  fontAcross: font,
  imageAcross: image,
};
