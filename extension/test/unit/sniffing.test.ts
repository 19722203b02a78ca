import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { computedMIMEType } from 'whatwg-mimetype';

/** What the server guesses by; its own test holds it against the same file. */
const TABLE = 'server/internal/verdict/testdata/sniffing.json';
const RESOURCE_HEADER = 1445;

interface Row {
  readonly content: string;
  readonly type?: string;
  readonly standard?: string;
}

test('what the server takes for the standard is what whatwg-mimetype says', () => {
  const rows = (JSON.parse(readFileSync(TABLE, 'utf8')) as Row[]).filter(({ standard }) => standard !== undefined);
  assert.ok(rows.length > 400);
  for (const { content, type, standard } of rows) {
    const bytes = Buffer.from(content, 'base64').subarray(0, RESOURCE_HEADER);
    const computed = computedMIMEType(bytes, type === undefined ? {} : { contentTypeHeader: type });
    assert.equal(computed.essence, standard, `${bytes.toString('latin1').slice(0, 40)} as ${type ?? 'nothing'}`);
  }
});
