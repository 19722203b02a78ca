// Spanish is whole: what one language says the other says, nothing is left in English, and nothing that a person reads
// stands in the code instead of a catalogue.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { parseSync, Visitor } from 'oxc-parser';
import { ROOT } from '../lib/root.mjs';
import { filesBelow } from '../lib/step.mjs';

const read = (file) => readFileSync(path.join(ROOT, file), 'utf8');
const json = (file) => JSON.parse(read(file));

/** Words of a sentence that belong to one language alone. None that code, HTTP or the panel's filter has is among them. */
const ENGLISH =
  /(?<![\p{L}\p{N}_./=-])(the|of|is|are|and|or|to|by|be|it|with|which|that|this|these|they|what|how|there|your|you|was|were|when|where|cannot|does|have|its|been|will|folder|browser|server|response|request)(?![\p{L}\p{N}_./=-])/iu;
const SPANISH =
  /(?<![\p{L}\p{N}_./=-])(el|los|las|del|que|una|unos|para|por|este|esta|está|están|tu|cuando|donde|puede|pero|más|también|archivo|carpeta|navegador|página|servidor|respuesta|petición)(?![\p{L}\p{N}_./=-])/iu;

/** A sentence without what is the same in every language: code, values, addresses, and what is quoted. */
const words = (text) =>
  text
    .replaceAll(/`+[^`]*`+|https?:\S+|\{\w+\}|<[^>]*>|--[\w-]+|\[[^\]]*\]|\]\([^)]*\)/g, ' ')
    .replaceAll(/«[^»]*»|“[^”]*”|"[^"]*"/g, ' ');

/** The leaves of a catalogue, by their place in it. */
function leaves(value, place = '') {
  if (typeof value === 'string') return [[place, value]];
  return Object.entries(value ?? {}).flatMap(([key, each]) => leaves(each, place ? `${place}.${key}` : key));
}

const bundle = json('extension/l10n/bundle.l10n.es.json');
const catalogues = {
  'package.nls': [json('package.nls.json'), json('package.nls.es.json')],
  'bundle.l10n': [Object.fromEntries(Object.keys(bundle).map((key) => [key, key])), bundle],
  panel: [json('extension/panel/l10n/en.json'), json('extension/panel/l10n/es.json')],
  knowledge: [json('extension/panel/knowledge/en.json'), json('extension/panel/knowledge/es.json')],
  server: [json('server/internal/l10n/en.json'), json('server/internal/l10n/es.json')],
};

for (const [name, [english, spanish]] of Object.entries(catalogues)) {
  test(`${name}: both languages have the same texts, each in its own words`, () => {
    const one = new Map(leaves(english));
    const other = new Map(leaves(spanish));
    assert.deepEqual([...other.keys()].sort(), [...one.keys()].sort());
    const values = (text) => [...new Set(text.match(/\{\w+\}/g))].sort();
    const faults = [...other].flatMap(([key, text]) => {
      const said = one.get(key);
      // A whole sentence that is the same has not been translated.
      const same =
        text === said &&
        words(text)
          .split(/\s+/)
          .filter((word) => /^\p{L}{3,}/u.test(word)).length >= 3;
      const wrong = {
        'other values': values(text).join() !== values(said).join(),
        empty: text.trim() === '' || said.trim() === '',
        'English in Spanish': ENGLISH.test(words(text)),
        'Spanish in English': SPANISH.test(words(said)),
        'quotation marks of English': /[“”]/.test(text),
        'not translated': same,
      };
      return Object.keys(wrong).flatMap((what) => (wrong[what] ? [`${key}: ${what}: ${said} | ${text}`] : []));
    });
    assert.deepEqual(faults, []);
  });
}

/** What is said to people by calls of VS Code's API: the text must come from `l10n.t`, or be made of others. */
const SAYS = /^(show(Information|Warning|Error)Message|setStatusBarMessage|createStatusBarItem)$/;
const SAID = ['title', 'label', 'detail', 'description', 'placeHolder', 'prompt', 'openLabel', 'saveLabel', 'tooltip'];

/** True for a text with a word in it, so that it would have to be said in another way in another language. */
const speaks = (text) => /\p{L}{3,}[^$]*\s|\s\p{L}{3,}/u.test(text.replaceAll(/\$\([^)]*\)/g, ''));

/** Visits the source of a file. */
const visit = (file, visitor) => new Visitor(visitor).visit(parseSync(file, read(file)).program);

/** What a string or a template says, with something between its parts; nothing of any other expression. */
function said(node, between) {
  if (node?.type === 'TemplateLiteral') return node.quasis.map(({ value }) => value.cooked).join(between);
  return typeof node?.value === 'string' ? node.value : '';
}

test('nothing that the extension says stands in its code', () => {
  const faults = [];
  for (const file of filesBelow(['extension/src'], (name) => name.endsWith('.ts'))) {
    const judge = (node) => {
      const text = said(node, '');
      if (speaks(text)) faults.push(`${file}: ${text}`);
    };
    visit(file, {
      CallExpression(node) {
        if (SAYS.test(node.callee.property?.name ?? '')) node.arguments.forEach(judge);
      },
      Property(node) {
        if (SAID.includes(node.key.name)) judge(node.value);
      },
    });
  }
  assert.deepEqual(faults, []);
});

test('nothing that the panel says stands in its templates', () => {
  const faults = [];
  let templates = 0;
  for (const file of filesBelow(['extension/panel/elements'], (name) => name.endsWith('.ts'))) {
    visit(file, {
      TaggedTemplateExpression(node) {
        if (!/^(html|svg)$/.test(node.tag.name ?? '')) return;
        templates++;
        faults.push(...spoken(said(node.quasi, '¤')).map((text) => `${file}: ${text}`));
      },
    });
  }
  assert.ok(templates > 100);
  assert.deepEqual(faults, []);
});

test('nothing that a page of the server says stands in its markup', () => {
  const pages = filesBelow(['server/internal'], (name) => /\.(html|svg)$/.test(name) && !name.includes('/testdata/'));
  const ours = pages.filter((file) => !file.includes('/panel/page/'));
  assert.ok(ours.length >= 3);
  for (const file of ours) {
    const markup = read(file).replaceAll(/\{\{[^}]*\}\}|\{\w+\.[\w.]+\}/g, '¤');
    assert.deepEqual(spoken(markup), [], file);
  }
});

/** The words in markup that a person reads or hears: text, and attributes that name things; code belongs to no language. */
function spoken(markup) {
  const plain = markup.replaceAll(/<!--[\s\S]*?-->|<(style|script|code|kbd)\b[\s\S]*?<\/\1>/g, '');
  const attributes = plain.matchAll(/\s(?:aria-label|title|placeholder|alt|label|aria-description)="([^"]*)"/g);
  const text = plain.replaceAll(/<[^>]*>/g, '\n').split('\n');
  return [...[...attributes].map(([, value]) => value), ...text]
    .map((each) => each.replaceAll(/&\w+;|¤|\b(Alt|Ctrl|Shift|[A-Z]\w+(-[A-Z]\w+)+)\b/g, ' ').trim())
    .filter((each) => /\p{L}{3,}/u.test(each));
}

test('nothing that the command line prints stands in its code', () => {
  for (const file of filesBelow(
    ['server/internal/command'],
    (name) => name.endsWith('.go') && !/_test\.go$/.test(name),
  )) {
    for (const [call] of read(file).matchAll(/\bfmt\.F?[Pp]rint(?:f|ln)?\(.*$/gm)) {
      // The text itself, not the keys of a catalogue and its values.
      const own = call.replaceAll(/\bsay\(.*\)/g, '');
      for (const [, text] of own.matchAll(/"((?:[^"\\]|\\.)*)"/g)) {
        const said = text.replaceAll(/%[-+#\d.]*[a-zA-Z]|\\[nrt]|^vitrina: ?|\b(ms|B)\b/g, ' ');
        assert.doesNotMatch(said, /\p{L}{3,}/u, `${file}: ${call}`);
      }
    }
  }
});

test('every page for users has its Spanish twin, in its own words', () => {
  const englishOnly = ['docs/protocol.md']; // for programmers of other editors; the README says so
  const twins = [
    ['README.md', 'README.es.md'],
    ['lab/README.md', 'lab/LEEME.md'],
    ['lab/TEACHING.md', 'lab/ENSEÑAR.md'],
    ...readdirSync(path.join(ROOT, 'docs'))
      .filter((file) => /^[\w-]+\.md$/.test(file))
      .map((file) => [`docs/${file}`, `docs/${file.replace('.md', '.es.md')}`]),
    ...filesBelow(['lab'], (file) => file.endsWith('/lesson.md')).map((file) => [
      file,
      file.replace('lesson.md', 'lesson.es.md'),
    ]),
  ].filter(([file]) => existsSync(path.join(ROOT, file)) && !englishOnly.includes(file));
  assert.ok(twins.length > 8);
  for (const [english, spanish] of twins) {
    assert.ok(existsSync(path.join(ROOT, spanish)), `${english} has no ${spanish}`);
    const prose = (file) =>
      words(
        read(file)
          .replaceAll(/^(```|~~~)[\s\S]*?^\1$/gm, '')
          .replaceAll(/^ {4}.*$/gm, ''),
      );
    for (const line of prose(spanish).split('\n')) {
      // A name of something English may stand in a sentence; two words of its grammar do not.
      const found = line.match(new RegExp(ENGLISH, 'giu')) ?? [];
      assert.ok(found.length < 2 || SPANISH.test(line), `${spanish}: ${line}`);
    }
  }
});

/** One word for one thing: what Spanish does not say, and what it says in its place; `but` is where the word is right. */
const GLOSSARY = [
  { not: /ordenador(es)?|computadoras?|computador(es)?/, write: 'equipo' },
  { not: /cabeceras?/, write: 'encabezado', but: /cabecera del archivo/ }, // the front matter of a lesson's file
  { not: /cifras?/, write: 'dígito' },
  { not: /trozos?/, write: 'fragmento' },
  { not: /(volver|vuelv[ea][ns]?|volvió|volverán?|vuelto|volviendo) a cargar(se|l[ao]s?)?/, write: 'recargar' },
  { not: /(se )?carg(ar|arse|ará|an?|ó) (de nuevo|otra vez)/, write: 'recargar' },
  { not: /ficheros?/, write: 'archivo' },
  { not: /directorios?/, write: 'carpeta' },
  { not: /indulgentes?/, write: 'tolerante' },
  { not: /salida de errores/, write: 'salida de error (stderr)' },
  { not: /trazas? de errores/, write: 'traza (traceback)' },
  { not: /líneas? de encabezado/, write: 'encabezado' },
  { not: /(fue|es|será) terminad[oa]/, write: 'se detuvo' },
  { not: /tú mism[oa]/, write: 'a mano' },
  { not: /vosotr[oa]s|vuestr[oa]s?|poneos|[\p{L}]+(áis|éis)/u, write: 'tú', but: /(diecis|veintis)éis/ },
  { not: /hojas? de estilos/, write: 'hoja de estilo' },
  { not: /(las?|unas?|cada|otra) [oó]rden(es)?/, write: 'comando' },
  { not: /\d{1,3}\.\d{3}/, write: '1000, or 10 000', but: /192\.168[\d.]*/ }, // as the Real Academia writes numbers
].map(({ not, ...rest }) => ({
  not: new RegExp(`(?<![\\p{L}\\p{N}_])(?:${not.source})(?![\\p{L}\\p{N}_])`, 'iu'),
  ...rest,
}));

test('Spanish has one word for one thing', () => {
  const pages = filesBelow(
    ['README.es.md', 'docs', 'lab'],
    (file) => file.endsWith('.es.md') || /^lab\/(LEEME|ENSEÑAR)\.md$/.test(file),
  );
  assert.ok(pages.length > 15);
  const texts = [
    ...Object.entries(catalogues).flatMap(([name, [, spanish]]) =>
      leaves(spanish).map(([key, text]) => [`${name}: ${key}`, text]),
    ),
    // A paragraph is one text: a sentence may go on in the next line.
    ...pages.flatMap((file) =>
      read(file)
        .split(/\n\s*\n/)
        .map((text) => [file, text.replaceAll(/\s+/g, ' ')]),
    ),
  ];
  const faults = texts.flatMap(([place, text]) =>
    GLOSSARY.filter(({ not, but }) => not.test(but ? text.replaceAll(new RegExp(but, 'giu'), '') : text)).map(
      ({ not, write }) => `${place}: write “${write}” for “${text.match(not)[0]}”`,
    ),
  );
  assert.deepEqual(faults, []);
});
