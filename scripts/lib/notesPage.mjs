// docs/notes.md and its Spanish twin: every note by its code, with the sentence that the server says.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './root.mjs';

const LANGUAGES = {
  en: {
    file: 'docs/notes.md',
    title: 'Notes',
    twin: '[En español](notes.es.md)',
    intro:
      'A note is what a person should know about an exchange. Programs know it by its code ([Note](protocol.md#note)), and so does a [lesson](lessons.md), by `had the note CODE`. Names in braces stand for what was seen.',
    head: ['code', 'what it says'],
  },
  es: {
    file: 'docs/notes.es.md',
    title: 'Notas',
    twin: '[In English](notes.md)',
    intro:
      'Una nota es lo que conviene saber de un intercambio. Los programas la conocen por su código ([Note](protocol.md#note), en inglés), y también una [lección](lessons.es.md), con `tenía la nota CÓDIGO`. Los nombres entre llaves representan lo que se vio.',
    head: ['código', 'lo que dice'],
  },
};

/** The pages, by their paths below the project. */
export const notesPages = () =>
  Object.fromEntries(Object.entries(LANGUAGES).map(([language, words]) => [words.file, page(language, words)]));

function page(language, { title, twin, intro, head }) {
  const texts = JSON.parse(readFileSync(path.join(ROOT, `server/internal/l10n/${language}.json`), 'utf8'));
  const notes = Object.entries(texts).flatMap(([key, sentence]) => {
    const [, code] = /^note\.(\w+)$/.exec(key) ?? [];
    return code ? [[`\`${code}\``, asCell(sentence)]] : [];
  });
  notes.sort(([a], [b]) => (a < b ? -1 : 1));
  const rows = [head, head.map(() => '---'), ...notes].map((cells) => `| ${cells.join(' | ')} |`);
  return [`# ${title}`, twin, intro, rows.join('\n')].join('\n\n') + '\n';
}

/** A sentence as it is, in a table of Markdown. */
const asCell = (sentence) => sentence.replaceAll(/[\\|<>*_`[\]]/g, String.raw`\$&`).replaceAll('\n', '<br>');
