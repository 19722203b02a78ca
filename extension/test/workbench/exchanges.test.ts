import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { Workbench, eventually } from './workbench';

// What a person does with exchanges in VS Code, by commands: what counts is what really happened, which the script of
// the site, the clipboard and the saved file tell.

/** Writes down what it was asked. */
const SCRIPT = `#!/bin/sh
echo "$REQUEST_METHOD $HTTP_X_NAME $(cat)" >> "$DOCUMENT_ROOT/../asked.txt"
printf 'Content-Type: text/plain\\n\\n%s\\n' "$HTTP_X_NAME"
`;
const SECRET = 's3cret4711';
const SHEET = '<!doctype html><h1>A page after all</h1>';

let workbench: Workbench;
let site: string;

before(async () => {
  workbench = await Workbench.start('exchanges', {
    prepare: async (folder) => {
      await mkdir(path.join(folder, 'html/cgi-bin'), { recursive: true });
      await writeFile(path.join(folder, 'html/cgi-bin/name.sh'), SCRIPT, { mode: 0o755 });
      await writeFile(path.join(folder, 'html/sheet.css'), SHEET);
      await writeFile(path.join(folder, 'asked.txt'), '');
    },
  });
  await workbench.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await workbench.run('Vitrina: Start Server');
  site = `http://127.0.0.1:${String(await workbench.shownPort())}`;
});

after(async () => {
  await workbench.stop();
});

const asked = async (): Promise<string[]> =>
  (await readFile(path.join(workbench.folder, 'asked.txt'), 'utf8')).trim().split('\n');

const rows = () => workbench.panel.locator('[role=option]').filter({ hasText: '/cgi-bin/name.sh' });

test('without an exchange a command says that there is nothing to send', async () => {
  await workbench.run('Vitrina: Replay Request');
  await workbench.toast('No exchange is chosen').waitFor();
  await workbench.run('Notifications: Clear All Notifications');
});

test('the chosen request is sent again by a command, and with another field from the form', async () => {
  const headers = { 'X-Name': 'one', Authorization: `Bearer ${SECRET}` };
  await (await fetch(`${site}/cgi-bin/name.sh`, { method: 'POST', body: 'same', headers })).text();
  await rows().first().waitFor();
  await workbench.run('Vitrina: Replay Request');
  await rows().nth(1).waitFor();
  await eventually('the second request', async () => (await asked()).length === 2);
  assert.deepEqual(await asked(), ['POST one same', 'POST one same']);

  await workbench.panel.getByRole('button', { name: 'Edit and send' }).click();
  const field = workbench.panel.locator('request-composer [name=headers]');
  const written = await field.inputValue();
  assert.ok(!written.includes(SECRET));
  await field.fill(written.replace(/x-name: one/i, 'X-Name: two'));
  await workbench.panel.getByRole('button', { name: 'Send', exact: true }).click();
  await rows().nth(2).waitFor();
  await eventually('the third request', async () => (await asked()).length === 3);
  assert.equal((await asked())[2], 'POST two same');
  await workbench.panel.locator('exchange-comparison').getByText('X-Name').first().waitFor();
  await workbench.screenshot('1-sent-again');
});

test('two exchanges that are chosen are compared', async () => {
  await workbench.run('Vitrina: Compare Exchanges');
  const line = (index: number) => workbench.quickInput.locator(`.monaco-list-row[data-index="${String(index)}"]`);
  await workbench.quickInput.getByPlaceholder('Choose an exchange').waitFor();
  await line(2).waitFor();
  // By keyboard: a mouse shows what a line says beside it, and over the others.
  const input = workbench.quickInput.locator('input.input');
  await input.press('Enter'); // the newest
  await workbench.quickInput.getByPlaceholder('Compare it with…').waitFor();
  await line(2).waitFor({ state: 'detached' }); // the lines are those of the second question by now
  await input.press('ArrowDown');
  await workbench.quickInput.locator('.monaco-list-row.focused[data-index="1"]').waitFor();
  await input.press('Enter'); // the oldest
  const body = workbench.panel.locator('exchange-comparison line-diff');
  await body.getByText('one').first().waitFor();
  await body.getByText('two').first().waitFor();
  await workbench.screenshot('2-compared');
});

test('cURL on the clipboard sends the same request, without secrets', async () => {
  await workbench.run('Vitrina: Copy as cURL');
  const read = (): Promise<string> => workbench.page.evaluate<string>('navigator.clipboard.readText()');
  await eventually('the clipboard', async () => (await read()).startsWith('curl '));
  const command = await read();
  assert.ok(!command.includes(SECRET) && command.includes('REDACTED'));
  await promisify(execFile)('sh', ['-c', command]);
  assert.deepEqual((await asked()).slice(3), ['POST two same']);
});

test('a HAR is saved to the file that is chosen, without secrets', async () => {
  await workbench.run('Vitrina: Export HAR');
  await workbench.quickInput.getByText('How should all exchanges be exported?').waitFor();
  await workbench.quickInput.locator('.monaco-list-row', { hasText: 'Without secrets' }).click();
  const name = workbench.quickInput.locator('input.input');
  await workbench.quickInput.getByRole('button', { name: 'OK' }).waitFor();
  await name.press('Enter');
  const saved = async (): Promise<string | undefined> =>
    (await readdir(workbench.folder)).find((each) => each.endsWith('.har'));
  await eventually('the file', async () => (await saved()) !== undefined);
  const text = await eventuallyWhole(path.join(workbench.folder, (await saved()) ?? ''));
  const { log } = JSON.parse(text) as { log: { entries: { request: { url: string; headers: unknown[] } }[] } };
  assert.equal(log.entries.filter(({ request }) => request.url === `${site}/cgi-bin/name.sh`).length, 4);
  assert.ok(!text.includes(SECRET) && text.includes('Bearer REDACTED'));
});

test('a style sheet is served as a page, which the live view shows, until that is undone', async () => {
  await workbench.run('Vitrina: Open Live View');
  const address = workbench.liveView.locator('#path');
  await address.fill('/sheet.css');
  await address.press('Enter');
  await workbench.framed.locator('pre', { hasText: '<h1' }).waitFor();

  await workbench.panel.locator('[role=option]').filter({ hasText: '/sheet.css' }).first().click();
  await workbench.run('Vitrina: Serve This Path As…');
  await workbench.panel.locator('override-form [name=type]').selectOption('text/html');
  await workbench.panel.getByRole('button', { name: 'Serve it so' }).click();
  await workbench.framed.getByRole('heading', { name: 'A page after all' }).waitFor();
  const item = workbench.page.locator('.statusbar-item[id$="vitrina.status"] .codicon-arrow-swap');
  await item.waitFor();

  await workbench.panel.getByRole('button', { name: 'Undo: /sheet.css' }).click();
  await workbench.framed.locator('pre', { hasText: '<h1' }).waitFor();
  await item.waitFor({ state: 'detached' });
  assert.equal(await readFile(path.join(workbench.folder, 'html/sheet.css'), 'utf8'), SHEET);
});

/** A file's text, once VS Code has written all of it. */
async function eventuallyWhole(file: string): Promise<string> {
  let text = '';
  await eventually('the whole file', async () => (text = await readFile(file, 'utf8')).endsWith('}\n'));
  return text;
}
