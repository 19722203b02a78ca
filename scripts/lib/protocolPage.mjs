// The generated parts of docs/protocol.md: the table of methods and the types that travel, from the Go protocol itself.

/** What stands between the markers of docs/protocol.md, by the marker's name. */
export const protocolParts = ({ calls, schema }) => ({
  methods: methodTable(calls),
  types: typeSections(schema.$defs),
});

/** A page in which the text between each pair of markers is replaced. */
export function withParts(page, parts) {
  return Object.entries(parts).reduce((text, [name, part]) => {
    const [begin, end] = [`<!-- begin ${name} -->`, `<!-- end ${name} -->`];
    const [from, to] = [text.indexOf(begin), text.indexOf(end)];
    if (from < 0 || to < from) throw new Error(`docs/protocol.md has no ${begin} … ${end}`);
    return `${text.slice(0, from + begin.length)}\n\n${part}\n\n${text.slice(to)}`;
  }, page);
}

const KINDS = {
  clientRequest: 'client → server, request',
  clientNotification: 'client → server, notification',
  serverNotification: 'server → client, notification',
};

/** Who may call a method, by its protocol.Access. */
const CALLERS = {
  own: 'every client, about its own connection',
  editor: 'the editor',
  all: 'the editor and the panel',
  server: '',
};

function methodTable(calls) {
  const rows = calls.map((call) => [
    `[\`${call.method}\`](#${anchor(call.method)})`,
    KINDS[call.kind],
    CALLERS[call.access],
    typeLink(call.params),
    typeLink(call.result),
  ]);
  return table(['method', 'direction, kind', 'who may call it', 'parameters', 'result'], rows);
}

function typeSections(definitions) {
  return Object.keys(definitions)
    .sort()
    .map((name) => section(name, definitions[name]))
    .join('\n\n');
}

function section(name, definition) {
  const parts = [`### ${name}`, oneLine(definition.description)];
  if (definition.enum) {
    parts.push(definition.enum.map((value) => `\`${value}\``).join(' · '));
  } else {
    const required = new Set(definition.required ?? []);
    const rows = Object.entries(definition.properties ?? {}).map(([field, type]) => [
      `\`${field}\`${required.has(field) ? '' : ' (optional)'}`,
      typeOf(type),
      oneLine(type.description),
    ]);
    if (rows.length > 0) parts.push(table(['field', 'type', 'meaning'], rows));
  }
  return parts.filter(Boolean).join('\n\n');
}

function typeOf(type) {
  if (type.$ref) return typeLink(type.$ref.split('/').at(-1));
  const choices = type.oneOf ?? type.anyOf;
  if (choices) return choices.map(typeOf).join(' or ');
  if (type.type === 'array') return `list of ${typeOf(type.items)}`;
  if (type.type === 'object') {
    return type.additionalProperties ? `object of ${typeOf(type.additionalProperties)}` : 'object';
  }
  return type.format === 'date-time' ? 'time' : (type.type ?? 'any');
}

const typeLink = (name) => (name ? `[${name}](#${anchor(name)})` : '');
/** GitHub's anchor of a heading: lower case, punctuation dropped. */
const anchor = (heading) => heading.toLowerCase().replaceAll(/[^\w-]/g, '');
const oneLine = (text = '') =>
  text
    .trim()
    .replaceAll(/\s*\n\s*/g, ' ')
    .replaceAll('|', '\\|');
const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
