import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { parseSync, Visitor } from 'oxc-parser';
import { readSource, readTexts } from './manifest';

const SOURCES = 'extension/src';

/** The first argument of each call of vscode.l10n.t. */
function localized(): { file: string; text: string | undefined }[] {
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  return files.flatMap((file) => {
    const source = readSource(`${SOURCES}/${file}`);
    const found: { file: string; text: string | undefined }[] = [];
    new Visitor({
      CallExpression({ callee, arguments: [first] }) {
        if (!source.slice(callee.start, callee.end).endsWith('l10n.t')) return;
        found.push({
          file,
          text: first?.type === 'Literal' && typeof first.value === 'string' ? first.value : undefined,
        });
      },
    }).visit(parseSync(file, source).program);
    return found;
  });
}

const placeholders = (text: string): string[] => [...text.matchAll(/\{\d+\}/g)].map(([found]) => found).sort();

test('every text of the code has a Spanish one, and none is left over', () => {
  const texts = localized();
  assert.ok(texts.length > 20);
  for (const { file, text } of texts) assert.ok(text !== undefined, `${file}: the text of l10n.t must be a literal`);
  const spanish = readTexts('extension/l10n/bundle.l10n.es.json');
  const english = new Set(texts.map(({ text }) => text ?? ''));
  assert.deepEqual(Object.keys(spanish).sort(), [...english].sort());
  for (const [key, text] of Object.entries(spanish)) {
    assert.deepEqual(placeholders(text), placeholders(key), key);
    assert.notEqual(text, key);
  }
});

test('every text of the manifest exists in both languages and is used', () => {
  const english = readTexts('package.nls.json');
  const spanish = readTexts('package.nls.es.json');
  const used = new Set([...readSource('package.json').matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key));
  assert.deepEqual(Object.keys(english).sort(), [...used].sort());
  assert.deepEqual(Object.keys(spanish).sort(), Object.keys(english).sort());
});
