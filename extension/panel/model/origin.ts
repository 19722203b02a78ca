// Who set a field of a response, in words.
import type { Header, SetBy } from '../../protocol/types.generated';
import type { TextKey, Texts } from './texts';

const WHO: Record<SetBy, TextKey> = {
  script: 'setBy.script',
  'type table': 'setBy.typeTable',
  file: 'setBy.file',
  setting: 'setBy.setting',
  server: 'setBy.server',
  reload: 'setBy.reload',
};

export type Origin = Pick<Header, 'setBy' | 'where'>;

/** In a word or two: “type table”. */
export const who = (texts: Texts, setBy: SetBy): string => texts.text(WHO[setBy]);

/** With the place: “script (index.py:3)”. Undefined where nobody is named. */
export function shortOrigin(texts: Texts, { setBy, where }: Origin): string | undefined {
  if (!setBy) return undefined;
  const name = who(texts, setBy);
  return where ? `${name} (${where.path.slice(where.path.lastIndexOf('/') + 1)}:${String(where.line)})` : name;
}
