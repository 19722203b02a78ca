import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { ICONS } from '../../panel/styles/codicons';

/** By a glyph's place in the font, the names that it has. */
const MAPPING = 'node_modules/@vscode/codicons/src/template/mapping.json';

test('every icon stands in the font where the page looks for it', () => {
  const mapping = JSON.parse(readFileSync(MAPPING, 'utf8')) as Record<string, string[]>;
  for (const [name, code] of Object.entries(ICONS)) {
    assert.ok(mapping[String(code)]?.includes(name), `${name} is not at ${code.toString(16)}`);
  }
});
