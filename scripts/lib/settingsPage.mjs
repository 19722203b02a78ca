// docs/settings.md and its Spanish twin, written from the extension's manifest: the same sentences that VS Code's own
// settings editor shows, so that they stand once.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './root.mjs';

const read = (file) => JSON.parse(readFileSync(path.join(ROOT, file), 'utf8'));

const LANGUAGES = {
  en: {
    file: 'docs/settings.md',
    texts: 'package.nls.json',
    title: 'Settings',
    twin: '[En español](settings.es.md)',
    intro: [
      'Change them in VS Code under _Settings › Extensions › Vitrina_, or in `settings.json`. Vitrina never writes your settings.',
      'A change takes effect when the server starts again: run **Vitrina: Restart Server**.',
    ],
    type: 'type',
    fallback: 'default',
    none: 'none',
    of: 'of',
    untrusted: 'A workspace cannot set it until you trust that workspace.',
    machine: 'Only your user settings can set it, never those of a workspace.',
  },
  es: {
    file: 'docs/settings.es.md',
    texts: 'package.nls.es.json',
    title: 'Configuración',
    twin: '[In English](settings.md)',
    intro: [
      'Cámbialas en VS Code, en _Configuración › Extensiones › Vitrina_, o en `settings.json`. Vitrina nunca escribe en tu configuración.',
      'Un cambio se aplica cuando el servidor se inicia de nuevo: ejecuta **Vitrina: Reiniciar servidor**.',
    ],
    type: 'tipo',
    fallback: 'por defecto',
    none: 'ninguno',
    of: 'de',
    untrusted: 'Un área de trabajo no puede establecerla hasta que confíes en ella.',
    machine: 'Solo vale en tu configuración de usuario, nunca en la de un área de trabajo.',
  },
};

/** The pages, by their paths below the project. */
export function settingsPages() {
  const manifest = read('package.json');
  return Object.fromEntries(Object.values(LANGUAGES).map((words) => [words.file, page(manifest, words)]));
}

function page(manifest, words) {
  const texts = read(words.texts);
  const say = (reference) => texts[reference.replaceAll('%', '')];
  const restricted = manifest.capabilities.untrustedWorkspaces.restrictedConfigurations;
  const settings = Object.entries(manifest.contributes.configuration.properties);
  settings.sort(([, a], [, b]) => a.order - b.order);

  const sections = settings.map(([name, setting]) => {
    const facts = [`${words.type}: ${type(setting, words)}`, `${words.fallback}: ${fallback(setting.default, words)}`];
    const lines = [`## \`${name}\``, `_${facts.join(' · ')}_`, withLinks(say(setting.markdownDescription))];
    if (setting.enum) {
      lines.push(
        setting.enum.map((value, i) => `- \`${value}\`: ${say(setting.markdownEnumDescriptions[i])}`).join('\n'),
      );
    }
    if (setting.scope === 'machine') lines.push(words.machine);
    else if (restricted.includes(name)) lines.push(words.untrusted);
    return lines.join('\n\n');
  });
  return [`# ${words.title}`, words.twin, words.intro.join('\n'), ...sections].join('\n\n') + '\n';
}

function type({ type: name, items, minimum, maximum, exclusiveMinimum }, words) {
  const of = items ? `${name} ${words.of} ${items.type}` : name;
  if (exclusiveMinimum !== undefined) return `${of} > ${exclusiveMinimum}`;
  if (maximum !== undefined) return `${of}, ${minimum}–${maximum}`;
  return minimum === undefined ? of : `${of} ≥ ${minimum}`;
}

const fallback = (value, words) =>
  value === '' ? words.none : `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;

/** VS Code writes `#vitrina.port#` for a link to another setting. */
const withLinks = (text) =>
  text.replaceAll(/`#([\w.]+)#`/g, (_, name) => `[\`${name}\`](#${name.replaceAll('.', '').toLowerCase()})`);
