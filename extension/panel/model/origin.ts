// Who set a field of a response, in words.
import { type HostSetting, isHostSetting } from '../../protocol/panelHost';
import type { Exchange, Header, SetBy } from '../../protocol/types.generated';
import { isErrorPage } from './keyField';
import type { TextKey, Texts } from './texts';

const WHO: Record<SetBy, TextKey> = {
  script: 'setBy.script',
  'type table': 'setBy.typeTable',
  file: 'setBy.file',
  setting: 'setBy.setting',
  server: 'setBy.server',
  reload: 'setBy.reload',
  override: 'setBy.override',
};

/** What of a file a field tells, by the field's name in lower case. */
const OF_FILE: Readonly<Record<string, TextKey>> = {
  'content-length': 'origin.file.size',
  'content-range': 'origin.file.range',
  etag: 'origin.file.content',
  'last-modified': 'origin.file.time',
};

export type Origin = Omit<Header, 'name' | 'value'>;

/** In a word or two: “type table”. */
export const who = (texts: Texts, setBy: SetBy): string => texts.text(WHO[setBy]);

/** With the line or the entry that applied: “script (index.py:3)”, “type table (.css)”. Undefined where nobody is named. */
export function shortOrigin(texts: Texts, { setBy, where, key }: Origin): string | undefined {
  if (!setBy) return undefined;
  const entry = where ? `${where.path.slice(where.path.lastIndexOf('/') + 1)}:${String(where.line)}` : key;
  return entry === undefined ? who(texts, setBy) : `${who(texts, setBy)} (${entry})`;
}

/** How it came to a field, in a sentence or two. */
export function originSentence(texts: Texts, header: Header, exchange: Exchange): string {
  const { setBy, where, key = '', setting = '' } = header;
  switch (setBy) {
    case 'script':
      return where
        ? texts.text('origin.script', { path: where.path, line: String(where.line) })
        : texts.text('origin.script.unsure');
    case 'type table': {
      const [type = ''] = header.value.split(';', 1);
      const row = key === '' ? texts.text('origin.typeTable.content') : texts.text('origin.typeTable', { key, type });
      return /;\s*charset=/i.test(header.value) ? `${row} ${texts.text('origin.typeTable.charset')}` : row;
    }
    case 'file': {
      const path = exchange.file?.path ?? '';
      return texts.text(OF_FILE[header.name.toLowerCase()] ?? 'origin.file', { path });
    }
    case 'setting':
      return texts.text('origin.setting', { setting, flag: FLAGS[setting] ?? setting, key });
    case 'reload':
      return texts.text('origin.reload');
    case 'override':
      return texts.text(header.name.toLowerCase() === 'etag' ? 'origin.override.mark' : 'origin.override');
    default:
      return texts.text(exchange.kind === 'listing' || isErrorPage(exchange) ? 'origin.ownPage' : 'origin.server');
  }
}

/** The flags of `vitrina serve` that do what settings do. */
const FLAGS: Readonly<Record<string, string>> = { 'vitrina.headers': '--header', 'vitrina.mimeTypes': '--mime' };

/** The setting that would change the field, where there is one. */
export function settingOf({ setBy, setting }: Origin): HostSetting | undefined {
  const name = setBy === 'type table' ? 'vitrina.mimeTypes' : setting;
  return isHostSetting(name) ? name : undefined;
}
