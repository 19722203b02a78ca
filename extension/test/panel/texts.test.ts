import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import english from '../../panel/l10n/en.json';
import spanish from '../../panel/l10n/es.json';
import { Texts, spokenOf } from '../../panel/model/texts';

const PAGE = 'extension/panel';

test('both languages have the same sentences, each with the same values', () => {
  assert.deepEqual(Object.keys(spanish), Object.keys(english));
  const values = (sentence: string): string[] => (sentence.match(/\{\w+\}/g) ?? []).sort();
  for (const [key, sentence] of Object.entries(english)) {
    assert.deepEqual(values(spanish[key as keyof typeof spanish]), values(sentence), key);
  }
});

test('every sentence is used', () => {
  const sources = readdirSync(PAGE, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(path.join(PAGE, file), 'utf8'))
    .join('\n');
  const unused = Object.keys(english).filter((key) => !sources.includes(`'${key.replace(/\.(one|other)$/, '')}'`));
  assert.deepEqual(unused, []);
});

test('Spanish is spoken to whoever reads Spanish, English to everybody else', () => {
  for (const locale of ['es', 'es-419', 'es-MX', 'ES']) assert.equal(new Texts(locale).language, 'es', locale);
  for (const locale of ['en', 'est', 'fr', '', 'not a locale']) assert.equal(new Texts(locale).language, 'en', locale);
});

test('of the languages of a browser the first counts that is spoken', () => {
  for (const languages of ['es', 'es-419', 'es-MX en', 'ca es', 'gl es-ES en']) {
    assert.equal(new Texts(spokenOf(languages.split(' '))).language, 'es', languages);
  }
  for (const languages of ['', 'fr', 'en es', 'fr en-GB es', 'est']) {
    assert.equal(new Texts(spokenOf(languages.split(' '))).language, 'en', languages);
  }
});

test('counts choose the form, and values are taken as they are', () => {
  const texts = new Texts('es');
  assert.equal(texts.counted('gap', 1, { count: '1' }), '1 intercambio no se conservó');
  assert.equal(texts.counted('gap', 12, { count: '12' }), '12 intercambios no se conservaron');
  assert.equal(texts.text('redirectedTo', { target: '{target} $& <b>' }), 'Se redirige a {target} $& <b>');
});
