import { chmod, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { Workbench, eventually } from './workbench';

// Live reload as an author has it: the live view beside the editor, a tab of a browser, and the panel that says what each
// save did.

let workbench: Workbench;
let tab: Page;
let site: string;

before(async () => {
  workbench = await Workbench.start('reload', {
    prepare: async (folder) => {
      await mkdir(path.join(folder, 'html/cgi-bin'), { recursive: true });
      await save(folder, 'index.html', '<!doctype html>\n<title>Page</title>\n<p>first</p>\n');
      await save(folder, 'cgi-bin/type.sh', script('Content-Type: text/html', '<!doctype html><p>first'));
      await save(folder, 'cgi-bin/count.sh', `#!/bin/sh\necho x >> visits.txt\n${printed(HTML, '<p>counted')}`);
      await save(folder, 'cgi-bin/visits.txt', '');
    },
  });
  await workbench.run('Vitrina: Start Server');
  site = `http://127.0.0.1:${String(await workbench.shownPort())}`;
  await workbench.showPanel();
  tab = await workbench.context.newPage();
  await workbench.page.bringToFront();
});

after(async () => {
  await workbench.stop();
});

const HTML = 'Content-Type: text/html';

/** Writes a file of the site, as another program does. */
async function save(folder: string, name: string, content: string): Promise<void> {
  const file = path.join(folder, 'html', name);
  await writeFile(file, content);
  if (name.endsWith('.sh')) await chmod(file, 0o755);
}

const printed = (field: string, content: string): string => `printf '%s\\n' '${field}' '' '${content}'\n`;
const script = (field: string, content: string): string => `#!/bin/sh\n${printed(field, content)}`;

/** Shows a page in the live view and in the tab. */
async function show(file: string): Promise<void> {
  await workbench.edit(file);
  await workbench.run('Vitrina: Open Live View');
  await tab.goto(`${site}/${file}`);
  await shows('first');
}

/** Waits until the live view and the tab both show a text, and where it is given, in a document of a type. */
async function shows(text: string, type?: string): Promise<void> {
  for (const page of [workbench.framed, tab]) {
    await page.getByText(text).waitFor();
    if (type !== undefined) await eventually(`a document of type ${type}`, async () => (await typeOf(page)) === type);
  }
}

const typeOf = (page: FrameLocator | Page): Promise<string> =>
  page.locator(':root').evaluate<string, never>('document.contentType');

/** The lines of the panel's list that speak of a file and say what came of its change. */
const said = (file: string, outcome: string | RegExp): Locator =>
  workbench.panel
    .locator('.row.reload')
    .filter({ has: workbench.page.getByTitle(file, { exact: true }) })
    .filter({ hasText: outcome });

test('a save in the editor and one by another program reach the live view and a tab, and the panel says so', async () => {
  await show('index.html');
  await workbench.write(3, 'replace', '<p>by the editor</p>');
  await shows('by the editor');
  await said('index.html', /reloaded/)
    .first()
    .waitFor();
  const before = await said('index.html', /reloaded/).count();

  await save(workbench.folder, 'index.html', '<!doctype html>\n<title>Page</title>\n<p>by another program</p>\n');
  await shows('by another program');
  await eventually('a second line', async () => (await said('index.html', /reloaded/).count()) > before);
  const line = said('index.html', /reloaded/).last();
  await line.click();
  const details = workbench.panel.getByRole('region', { name: 'Change' });
  await details.getByText('index.html changed: it is the page itself.').waitFor();
  await details.getByText('From save to page').waitFor();
  await workbench.screenshot('1-said');
});

test('a file that nobody shows reloads nothing, and the panel says why', async () => {
  await save(workbench.folder, 'notes.txt', 'x');
  await said('notes.txt', 'Not reloaded').click();
  const details = workbench.panel.getByRole('region', { name: 'Change' });
  await details.getByText('No followed page uses what changed.').waitFor();
});

test('a script that changes its type three times is followed in the live view and in a tab', async () => {
  await show('cgi-bin/type.sh');
  const xhtml =
    '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>t</title></head><body><p>third</p></body></html>';
  for (const [text, type, field, content] of [
    ['second', 'text/html', 'X-Untyped: 1', '<!doctype html><p>second'],
    ['third', 'application/xhtml+xml', 'Content-Type: application/xhtml+xml', xhtml],
    ['fourth', 'text/plain', 'Content-Type: text/plain', 'fourth'],
  ] as const) {
    await save(workbench.folder, 'cgi-bin/type.sh', script(field, content));
    await shows(text, type);
  }
  // A tab has no place for a line in plain text; the live view follows that, too.
  await save(workbench.folder, 'cgi-bin/type.sh', script(HTML, '<!doctype html><p>fifth'));
  await workbench.framed.getByText('fifth').waitFor();
  await workbench.screenshot('2-types');
});

test('for a file that a script writes, the panel leads to the setting that ignores it', async () => {
  await tab.goto('about:blank');
  await workbench.panel.getByRole('listbox').press('Escape'); // what comes is in view again
  await workbench.edit('cgi-bin/count.sh');
  await workbench.run('Vitrina: Open Live View');
  await workbench.framed.getByText('counted').waitFor();
  await workbench.panel.getByRole('option', { name: 'the script itself seems to have written it' }).click();
  await workbench.panel.getByText('cgi-bin/visits.txt', { exact: true }).first().waitFor();
  await workbench.panel.getByRole('button', { name: 'Open Settings' }).click();
  await workbench.page.locator('.settings-editor .setting-item', { hasText: 'Reload: Ignore' }).waitFor();
  await workbench.screenshot('3-setting');
});
