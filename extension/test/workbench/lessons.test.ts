import assert from 'node:assert/strict';
import { cp, readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Locator } from 'playwright-core';
import { Workbench, eventually } from './workbench';

// The first lesson as a student does it in VS Code, and the same lesson as a teacher who writes on it.

const LESSON = 'lab/lessons/1-types';

let workbench: Workbench;
before(async () => {
  workbench = await Workbench.start('lessons', {
    // Each line of a lesson is one on the screen: the tests go to it by the arrow keys.
    settings: { '[markdown]': { 'editor.wordWrap': 'off' } },
    prepare: (folder) => cp(path.resolve(LESSON), folder, { recursive: true }),
  });
});
after(async () => {
  await workbench.stop();
});

const step = (title: string): Locator => workbench.panel.locator('lesson-step', { hasText: title });
const site = async (): Promise<string> => `http://127.0.0.1:${String(await workbench.shownPort())}`;

/** Answers the question of a step by the option with a text. */
async function answer(title: string, option: string): Promise<void> {
  await step(title).getByRole('radio', { name: option }).check();
  await step(title).getByRole('button', { name: 'Answer' }).click();
  await step(title).locator('lesson-choice .result').waitFor();
}

/** Waits until a step is done, and goes on to the next. */
async function goOn(title: string): Promise<void> {
  await step(title).getByRole('note', { name: 'done' }).waitFor();
  await step(title).getByRole('button', { name: 'Next step' }).click();
}

/** Opens an address in a tab of a browser, as a student does. */
async function visit(...addresses: string[]): Promise<void> {
  const tab = await workbench.context.newPage();
  for (const address of addresses) await tab.goto(address, { waitUntil: 'networkidle' });
  await tab.close();
  await workbench.page.bringToFront();
}

test('without a site: a wrong assertion is an error at its line, what can be asserted is proposed and explained', async () => {
  const { page } = workbench;
  await workbench.edit('lesson.md');
  const lines = (await readFile(path.join(workbench.folder, 'lesson.md'), 'utf8')).split('\n');
  const at = lines.indexOf('a GET of /index-1.html was answered text/html') + 1;
  assert.ok(at > 0);
  await workbench.write(at, 'replace', 'a GET of /index-1.html was anwsered text/html');
  await workbench.run('Problems: Focus on Problems View');
  const problem = page.locator('.markers-panel .monaco-list-row', { hasText: `[Ln ${String(at)}` });
  await problem.waitFor();
  await workbench.screenshot('4-wrong');
  await workbench.write(at, 'replace', 'a GET of /index-1.html ');
  const proposals = page.locator('.suggest-widget .monaco-list-row');
  await eventually('what can be asserted', async () => {
    await page.keyboard.press('Control+Space');
    return proposals
      .filter({ hasText: 'was answered' })
      .first()
      .waitFor({ timeout: 15_000 })
      .then(
        () => true,
        async () => {
          await page.keyboard.press('Escape');
          return false;
        },
      );
  });
  await workbench.screenshot('5-proposed');
  await page.keyboard.press('Escape');
  await workbench.write(at, 'replace', 'a GET of /index-1.html was answered text/html');
  await problem.waitFor({ state: 'detached' });
  await eventually('what it means', async () => {
    await workbench.run('Show or Focus Hover');
    return page
      .locator('.monaco-hover:visible .hover-contents')
      .first()
      .waitFor({ timeout: 15_000 })
      .then(
        () => true,
        () => false,
      );
  });
  await workbench.screenshot('6-explained');
});

test('a lesson that is served for the first time shows itself, and in the live view where it begins', async () => {
  await workbench.edit('index.py');
  await workbench.run('Vitrina: Start Server');
  await workbench.panel.getByRole('tab', { name: /^Lesson 0\/10/ }).waitFor();
  await step('One page, one picture').getByRole('button', { name: 'Answer' }).waitFor();
  await eventually('the first page', async () => (await workbench.liveView.locator('#path').inputValue()) === '/');
  await workbench.screenshot('1-begun');
});

test('one answers, opens the page from the lesson, and the step comes true', async () => {
  await answer('One page, one picture', 'image/png');
  await step('One page, one picture').getByRole('link', { name: 'index-1.html', exact: true }).click();
  await eventually(
    'the page',
    async () => (await workbench.liveView.locator('#path').inputValue()) === '/index-1.html',
  );
  await goOn('One page, one picture');
});

test('a file and a script are opened in the browser', async () => {
  await answer('A style sheet that holds HTML', 'The text of the file');
  await visit(`${await site()}/index.css`);
  await goOn('A style sheet that holds HTML');
  await answer('A program without a type', 'none');
  await visit(`${await site()}/cgi-bin/index.py`);
  await goOn('A program without a type');
});

test('the script is changed in the editor, seen in the live view, and each step comes true', async () => {
  await step('called JavaScript').getByRole('link', { name: 'cgi-bin/index.py', exact: true }).click();
  await answer('called JavaScript', 'Show it as text');
  const lines = (await readFile(path.join(workbench.folder, 'html/cgi-bin/index.py'), 'utf8')).split('\n');
  const first = lines.findIndex((line) => line.startsWith('print(')) + 1;
  await workbench.write(first, 'insert', 'print("Content-type: text/javascript")\nprint()\n');
  await workbench.framed.locator('pre', { hasText: '<!doctype html>' }).waitFor();
  await visit(`${await site()}/cgi-bin/index.py`);
  await workbench.screenshot('2-javascript');
  await goOn('called JavaScript');
  await answer('called HTML', 'Only the header');
  await workbench.write(first, 'replace', 'print("Content-type: text/html")');
  await visit(`${await site()}/cgi-bin/index.py`);
  await goOn('called HTML');
  await answer('The line that is not there', 'It says where the headers end');
  await workbench.write(first + 1, 'replace', '# nothing');
  await visit(`${await site()}/cgi-bin/index.py`);
  await goOn('The line that is not there');
  await workbench.write(first + 1, 'replace', 'print()');
});

test('both names of this computer are asked for', async () => {
  await answer('Where is your server?', 'Nothing: no request arrives');
  const address = await site();
  await visit(address, address.replace('127.0.0.1', 'localhost'));
  await goOn('Where is your server?');
});

test('what was done is kept when the server is started again, without scripts', async () => {
  await answer('Let others in', 'Vitrina refuses to run it');
  await workbench.set({ 'vitrina.cgi.enabled': false });
  await workbench.restart();
  // The live view asks for the script by itself, which may have come true by then.
  await workbench.panel.getByRole('tab', { name: /^Lesson [78]\/10/ }).waitFor();
  await visit(`${await site()}/cgi-bin/index.py`);
  await goOn('Let others in');
  await workbench.set({});
  await workbench.restart();
  await workbench.panel.getByRole('tab', { name: /^Lesson 8\/10/ }).waitFor();
});

test('processes and rights: the lesson is done, and can be read again', async () => {
  await answer('A process for each request', 'Another one');
  const address = `${await site()}/cgi-bin/process.py`;
  await visit(address, address, address);
  await goOn('A process for each request');
  await answer('What a script may do', 'Yes: the script runs with your rights');
  await visit(`${await site()}/diary.txt`, `${await site()}/cgi-bin/rights.py`);
  await workbench.panel.getByText('You have done every step of this lesson.', { exact: true }).waitFor();
  await workbench.panel.getByRole('button', { name: /One page, one picture \(done\)/ }).click();
  await step('One page, one picture').getByText('text/html, because it is part of a page').waitFor();
  await workbench.screenshot('3-done');
});
