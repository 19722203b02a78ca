// Fields of a request that a browser sends each time, whatever the page does.
import type { Header } from '../../protocol/types.generated';

const ALWAYS = [
  'accept',
  'accept-encoding',
  'accept-language',
  'connection',
  'dnt',
  'priority',
  'sec-gpc',
  'te',
  'upgrade-insecure-requests',
  'user-agent',
];

const isRoutine = (name: string): boolean => ALWAYS.includes(name) || /^sec-(ch-ua|fetch)\b/.test(name);

/** Fewer need no line of their own that stands for them. */
const FEWEST = 4;

/**
 * The fields of a request that may be folded: none where no browser asked, since then somebody chose each of them.
 * Browsers alone send Sec-Fetch-Dest (Fetch Metadata, section 2.1).
 */
export function routineFields(fields: readonly Header[]): ReadonlySet<Header> {
  const names = fields.map(({ name }) => name.toLowerCase());
  if (!names.includes('sec-fetch-dest')) return new Set();
  const routine = fields.filter((_, index) => isRoutine(names[index] ?? ''));
  return new Set(routine.length < FEWEST ? [] : routine);
}

/** A field that the server sends with every response, and that says nothing of this one. */
export const isQuiet = ({ name, setBy }: Header): boolean =>
  setBy === 'server' && ['date', 'server', 'connection'].includes(name.toLowerCase());

/** True where a browser asked for the icon of a tab by itself. */
export function isTabIcon(target: string, request: readonly Header[]): boolean {
  const dest = request.find(({ name }) => name.toLowerCase() === 'sec-fetch-dest');
  return /^\/favicon\.ico(\?|$)/.test(target) && dest?.value === 'image';
}
