import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { pictured, visible } from '../../panel/model/visible';
import { exchangeRow, type LabPanel, openLabPanel } from './browser';
import { everything } from './everything';
import { sendRaw } from './server';

// Characters that are not seen, or turn the order of others, are shown by their numbers: “photo‮gpj.exe” is no picture.

const TURN = '\u202e';
const UNSEEN = /[\p{Bidi_Control}\u200b]/u;

const SCRIPT = `#!/bin/sh
printf 'Content-Type: text/html; charset=utf-8\\nX-Turned: a${TURN}b\u200bc\\n'
printf "Content-Disposition: inline; filename=\\"a${TURN}gpj.exe\\"; filename*=UTF-8''a%%E2%%80%%AEgpj.exe\\n\\n"
printf '<!doctype html><p>a${TURN}b'
printf 'a${TURN}b\\001' >&2
`;

let lab: LabPanel;
let page: Page;

before(async () => {
  lab = await openLabPanel(async (serving) => {
    await writeFile(path.join(serving.root, 'cgi-bin/turned.sh'), SCRIPT, { mode: 0o755 });
    const { host } = new URL(serving.url);
    const send = (line: string, body = ''): Promise<string> =>
      sendRaw(
        serving.url,
        Buffer.from(
          `${line} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\nX-Asked: a${TURN}b\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${String(body.length)}\r\n\r\n${body}`,
        ).toString('latin1'),
      );
    await send(`GET /a${TURN}gpj.exe`);
    await send('POST /cgi-bin/turned.sh?1', 'name=%E2%80%AE');
    await send('POST /cgi-bin/turned.sh?2', 'name=%E2%80%AE');
  });
  page = lab.page;
});

after(() => lab.close());

test('what is not seen has its number, or one picture in lines of so many columns', () => {
  for (const [text, shown, line] of [
    ['niño \u0645\u0631\u062d \t\n\r', 'niño \u0645\u0631\u062d \t\n\r', 'niño \u0645\u0631\u062d \t\n\r'],
    ['a\u202eb\u2066', 'a‹U+202E›b‹U+2066›', 'a␦b␦'],
    ['\0\x1b[1m\x7f', '‹U+0000›‹U+001B›[1m‹U+007F›', '␀␛[1m␦'],
    ['\ufeff\u200b\u00ad\u2028\u3164', '‹U+FEFF›‹U+200B›‹U+00AD›‹U+2028›‹U+3164›', '␦␦␦␦␦'],
    ['\u{e0041}', '‹U+E0041›', '␦␦'],
    ['👩\u200d💻❤\ufe0f', '👩\u200d💻❤\ufe0f', '👩\u200d💻❤\ufe0f'],
  ] as const) {
    assert.equal(visible(text), shown);
    assert.equal(pictured(text), line);
  }
});

for (const [target, shown] of [
  ['/a‹U+202E›gpj.exe', '/a‹U+202E›gpj.exe'],
  ['/cgi-bin/turned.sh?2', 'a‹U+202E›b‹U+200B›c'],
] as const) {
  test(`nothing turns the order of what is read: ${target}`, async () => {
    await exchangeRow(page, target).click();
    await page.locator('exchange-detail').getByText(shown).first().waitFor();
    for (const name of ['Body', 'Request', 'Script', 'History']) {
      const fold = page.locator('exchange-detail button.fold[aria-expanded=false]').filter({ hasText: name });
      if ((await fold.count()) > 0) await fold.first().click();
    }
    for (const body of await page.locator('exchange-body').all()) await body.locator('.bar, p').first().waitFor();
    const names = page.locator('header-table th button[aria-expanded=false]');
    while ((await names.count()) > 0) await names.first().click();
    const lines = (await everything(page, 'exchange-list', 'exchange-detail')).split('\n');
    assert.deepEqual(
      lines.filter((line) => UNSEEN.test(line)),
      [],
    );
  });
}
