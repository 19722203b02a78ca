import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import english from '../../panel/knowledge/en.json';
import index from '../../panel/knowledge/index.json';
import spanish from '../../panel/knowledge/es.json';
import { Book, type FieldFacts, type Index, type Sentences } from '../../panel/knowledge/book';
import { Library } from '../../panel/knowledge/library';
import { linksOf } from '../../panel/knowledge/links';
import { say, word } from '../../panel/knowledge/say';
import registry from './registry.json';

const FIELDS: Readonly<Record<string, FieldFacts>> = (index as Index).fields;
const languages: Readonly<Record<string, Sentences>> = { english, spanish };

const names = (record: object): string[] => Object.keys(record).sort();

/** Every sentence of a language, with the place where it stands. */
function sentencesOf({ fields, statuses, words }: Sentences): [place: string, sentence: string][] {
  return Object.entries({ fields, statuses, ...words }).flatMap(([part, sentences]) =>
    Object.entries(sentences).map(([key, sentence]): [string, string] => [`${part} ${key}`, sentence]),
  );
}

test('both languages explain the same fields, statuses and words, and nothing else is known', () => {
  for (const { fields, statuses } of Object.values(languages)) {
    assert.deepEqual(names(fields), names(index.fields));
    assert.deepEqual(names(statuses), names(index.statuses));
  }
  const keys = (language: Sentences): string[] => sentencesOf(language).map(([place]) => place);
  assert.deepEqual(keys(spanish), keys(english));
});

test('the fields are in IANA’s registry, written as there, or marked as known from practice; at least 120 are', () => {
  const registered = names(FIELDS).filter((name) => !FIELDS[name]?.deFacto);
  assert.deepEqual(
    registered.filter((name) => !registry.fields.includes(name)),
    [],
  );
  const lower = registry.fields.map((name) => name.toLowerCase());
  assert.deepEqual(
    names(FIELDS).filter((name) => FIELDS[name]?.deFacto && lower.includes(name.toLowerCase())),
    [],
  );
  assert.ok(registered.length >= 120, String(registered.length));
});

test('every status of IANA’s registry is explained', () => {
  assert.deepEqual(names(index.statuses), registry.statuses.map(String).sort());
});

test('a name is explained in one short sentence', () => {
  for (const [language, { fields, statuses }] of Object.entries(languages)) {
    for (const [name, sentence] of Object.entries({ ...fields, ...statuses })) {
      const where = `${language}, ${name}: ${sentence}`;
      assert.match(sentence, /^\p{Lu}.*(\.|…)$/u, where);
      assert.ok(sentence.length <= 160, where);
      // A name may have a dot in it, but no sentence begins within another.
      assert.doesNotMatch(sentence, /[.?!] \p{Lu}/u, where);
    }
  }
});

test('sentences hold the same values in both languages', () => {
  const values = (sentence: string): string[] => (sentence.match(/\{\w+\}/g) ?? []).sort();
  const english_ = sentencesOf(english);
  for (const [at, [place, sentence]] of sentencesOf(spanish).entries()) {
    assert.deepEqual(values(sentence), values(english_[at]?.[1] ?? ''), place);
  }
});

test('no English is left in the Spanish', () => {
  const foreign = /(?<![\p{L}-])(the|of|is|are|and|or|with|which|that|this|for|from|it|browser|server)(?![\p{L}-])/iu;
  const translated = new Map(sentencesOf(english));
  for (const [place, sentence] of sentencesOf(spanish)) {
    assert.doesNotMatch(sentence, foreign, place);
    const same = /^\W*\{\w+\}\W*$/.test(sentence) || sentence === 'No.'; // a value and nothing else, and “No.”
    if (!same) assert.notEqual(sentence, translated.get(place), place);
  }
});

test('links lead to a standard, a section where it is an RFC, and to MDN', () => {
  const hosts = new Set<string>();
  for (const [kind, all] of [
    ['Headers', index.fields],
    ['Status', index.statuses],
  ] as const) {
    for (const [name, facts] of Object.entries(all as Index['fields'])) {
      for (const { label, url } of linksOf(kind, name, facts)) {
        assert.notEqual(label, '', name);
        const { protocol, hostname, href } = new URL(url);
        assert.equal(protocol, 'https:', url);
        assert.equal(href, url);
        hosts.add(hostname);
        if (hostname !== 'www.rfc-editor.org') continue;
        assert.match(
          url,
          /^https:\/\/www\.rfc-editor\.org\/rfc\/rfc\d{4}\.html#(section-\d+(\.\d+)*|appendix-[A-Z](\.\d+)*)$/,
        );
        assert.match(label, /^RFC \d{4}, [A-Z\d]/);
      }
    }
  }
  assert.deepEqual([...hosts].sort(), [
    'cdn.cta.tech',
    'datatracker.ietf.org',
    'developer.mozilla.org',
    'docs.oasis-open.org',
    'fetch.spec.whatwg.org',
    'html.spec.whatwg.org',
    'privacycg.github.io',
    'tc39.es',
    'w3c-fedid.github.io',
    'w3c.github.io',
    'wicg.github.io',
    'www.rfc-editor.org',
    'www.w3.org',
  ]);
  // What is registered says where it is defined.
  assert.deepEqual(
    names(FIELDS).filter((name) => !FIELDS[name]?.deFacto && !FIELDS[name]?.spec),
    [],
  );
});

test('every sentence of our own is used', () => {
  const folder = 'extension/panel/knowledge';
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(path.join(folder, file), 'utf8'))
    .join('\n');
  const own = [...Object.keys(english.words.say), ...Object.keys(english.words.odd)];
  assert.deepEqual(
    own.filter((name) => !sources.includes(`'${name}'`)),
    [],
  );
  assert.deepEqual(
    Object.keys(english.words).filter((of) => !['say', 'odd'].includes(of) && !sources.includes(`'${of}'`)),
    [],
  );
});

test('measures are written in the reader’s language', () => {
  const books = { en: new Book(index as Index, english, 'en'), es: new Book(index as Index, spanish, 'es') };
  const duration = (seconds: number, language: 'en' | 'es'): string =>
    books[language].text(say('duration', { duration: ['duration', seconds] }));
  assert.equal(duration(3600, 'en'), '1 hour.');
  assert.equal(duration(3600, 'es'), '1 hora.');
  assert.equal(duration(90061, 'en'), '1 day and 1 hour.');
  assert.equal(duration(31_536_000, 'es'), '1 año.');
  assert.equal(duration(0, 'en'), '0 seconds.');
  assert.equal(books.es.text(say('bytes', { bytes: ['bytes', 12345] })), '12.345 bytes.');
  assert.equal(books.es.text(say('language', { language: ['language', 'es-ES'] })), 'Español de España.');
  assert.equal(books.en.text(say('language', { language: ['language', '<b>'] })), '<b>.');
  assert.equal(books.en.text(say('charset', { value: '{value} $&' })), 'The body’s text is encoded as {value} $&.');
});

test('a name that every object has is no word of HTTP', () => {
  const book = new Book(index as Index, english, 'en');
  for (const name of ['constructor', '__proto__', 'toString', '']) {
    assert.equal(book.field(name), undefined, name);
    assert.equal(book.text(word('cache-control', name)), english.words.say.unknown, name);
  }
  assert.equal(book.field('CONTENT-TYPE')?.name, 'Content-Type');
});

test('the book is brought once, and again where that failed', async () => {
  const read: string[] = [];
  let broken = true;
  const library = new Library('es', 'es', (name) => {
    read.push(name);
    if (broken) return Promise.reject(new Error('gone'));
    return Promise.resolve(name.includes('index') ? index : spanish);
  });
  await library.load();
  assert.deepEqual([library.book, library.failed], [undefined, true]);
  broken = false;
  await Promise.all([library.load(), library.load()]);
  assert.equal(library.failed, false);
  assert.equal(library.book?.status(404)?.sentence, spanish.statuses['404']);
  await library.load();
  assert.deepEqual(read, Array(2).fill(['knowledge/index.json', 'knowledge/es.json']).flat());
});
