import assert from 'node:assert/strict';
import { chmod, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Locator } from 'playwright-core';
import { Workbench, eventually } from './workbench';

// What a student sees of a script that does something wrong: a problem at its line, a light bulb that mends it, and the
// next response, which is right.

const PYTHON = '#!/usr/bin/env python3\n';
const SCRIPTS: Record<string, string> = {
  'untyped.py': `${PYTHON}import os\n\nprint("<h1>Hola</h1>")\n`,
  'untyped.pl': '#!/usr/bin/perl\nuse strict;\nprint "<h1>Hola</h1>\\n";\n',
  'unfinished.py': `${PYTHON}print("Content-Type: text/html")\nprint("<h1>Hola</h1>")\n`,
  'late.py': `${PYTHON}print("Hola")\nprint("Content-Type: text/plain")\nprint()\n`,
  'traces.py': `${PYTHON}import cgitb\ncgitb.enable()\nprint("Content-Type: text/plain")\nprint()\nprint("Hola")\n`,
  'upload.py': `${PYTHON}import cgi\nprint("Content-Type: text/plain")\nprint()\ncgi.test()\n`,
  'windows.py': '#!/usr/bin/env python3\r\nprint("Content-Type: text/plain")\r\nprint()\r\n',
  'marked.py': `\uFEFF${PYTHON}print("Content-Type: text/plain")\nprint()\n`,
  'environment.py': 'import os\nprint("Content-Type: text/plain")\nprint()\nprint(os.environ.get("ENVIRONMENT"))\n',
  'plain.py': `${PYTHON}print("Content-Type: text/plain")\nprint()\n`,
};

let workbench: Workbench;
before(async () => {
  workbench = await Workbench.start('fixes', {
    // What Python prints comes in one piece then, whatever the environment of the tests says.
    settings: { 'vitrina.cgi.env': { PYTHONUNBUFFERED: '' } },
    extension: 'pythonStub',
    prepare: async (folder) => {
      const python = path.join(folder, 'environment/bin/python');
      await mkdir(path.dirname(python), { recursive: true });
      await writeFile(python, '#!/bin/sh\nENVIRONMENT=chosen exec python3 "$@"\n');
      await chmod(python, 0o755);
      await mkdir(path.join(folder, 'html/cgi-bin'), { recursive: true });
      for (const [name, text] of Object.entries(SCRIPTS)) {
        await writeFile(script(name, folder), text);
        if (name !== 'plain.py') await chmod(script(name, folder), 0o755);
      }
    },
  });
});
after(async () => {
  await workbench.stop();
});

function script(name: string, folder = workbench.folder): string {
  return path.join(folder, 'html/cgi-bin', name);
}

/** The rows of the list of problems with a text. */
function problems(text: string | RegExp): Locator {
  return workbench.page.locator('.markers-panel .monaco-list-row', { hasText: text });
}

/** Asks the site for a script. */
async function run(name: string): Promise<Response> {
  return fetch(`http://127.0.0.1:${String(await workbench.shownPort())}/cgi-bin/${name}`);
}

/** Takes a fix from the menu of the light bulb, at the problem that begins with a text in the file that is edited. */
async function fix(name: string, problem: string | RegExp, title: string): Promise<void> {
  const { page } = workbench;
  await workbench.run('Problems: Focus on Problems View');
  const row = problems(problem).first();
  await row.waitFor();
  await row.dblclick(); // opens the file at the place and gives it the keyboard
  await page.locator('.tab.active', { hasText: name }).waitFor();
  await page.locator('.editor-group-container.active .monaco-editor.focused').waitFor();
  const menu = page.locator('.action-widget .monaco-list-row', { hasText: title });
  await eventually(`the fix “${title}”`, async () => {
    await page.keyboard.press('Control+.');
    return menu.waitFor({ timeout: 15_000 }).then(
      () => true,
      async () => {
        await page.keyboard.press('Escape');
        return false;
      },
    );
  });
  await workbench.screenshot(`${name}-menu`);
  await menu.click();
  await menu.waitFor({ state: 'detached' });
}

/** Takes a fix that changes the text, and saves it. */
async function fixText(name: string, problem: string | RegExp, title: string, wanted: string): Promise<void> {
  await fix(name, problem, title);
  await workbench.page.locator('.tab.active.dirty').waitFor();
  await workbench.run('File: Save');
  await workbench.page.locator('.tab.active:not(.dirty)').waitFor();
  assert.equal(await readFile(script(name), 'utf8'), wanted);
}

async function gone(text: string | RegExp): Promise<void> {
  await eventually('the problem to be gone', async () => (await problems(text).count()) === 0);
}

const TYPE = 'Content-Type: text/html; charset=utf-8';

test('a script is given a Content-Type', async () => {
  await workbench.run('Vitrina: Start Server');
  assert.equal((await run('untyped.py')).headers.get('content-type'), null);
  const wanted = `${PYTHON}import os\n\nprint("${TYPE}")\nprint()\nprint("<h1>Hola</h1>")\n`;
  await fixText('untyped.py', 'untyped.py printed no Content-Type', 'Print a Content-Type first', wanted);
  const response = await run('untyped.py');
  assert.equal(response.headers.get('content-type'), 'text/html; charset=utf-8');
  assert.equal(await response.text(), '<h1>Hola</h1>\n');
  await gone('untyped.py');
  await workbench.screenshot('untyped-mended');
});

test('a Perl script is given one in Perl', async () => {
  assert.equal((await run('untyped.pl')).headers.get('content-type'), null);
  const wanted = `#!/usr/bin/perl\nuse strict;\nprint "${TYPE}\\n";\nprint "\\n";\nprint "<h1>Hola</h1>\\n";\n`;
  await fixText('untyped.pl', 'untyped.pl printed no Content-Type', 'Print a Content-Type first', wanted);
  const response = await run('untyped.pl');
  assert.equal(response.headers.get('content-type'), 'text/html; charset=utf-8');
  assert.equal(await response.text(), '<h1>Hola</h1>\n');
  await gone('untyped.pl');
});

test('a header is ended by an empty line', async () => {
  await run('unfinished.py');
  const wanted = `${PYTHON}print("Content-Type: text/html")\nprint()\nprint("<h1>Hola</h1>")\n`;
  await fixText(
    'unfinished.py',
    'printed no empty line between the headers',
    'Print an empty line after the headers',
    wanted,
  );
  const response = await run('unfinished.py');
  assert.equal(response.headers.get('content-type'), 'text/html');
  assert.equal(await response.text(), '<h1>Hola</h1>\n');
  await gone('unfinished.py');
});

test('a header that comes too late is moved to the beginning', async () => {
  assert.equal((await run('late.py')).headers.get('content-type'), null);
  const wanted = `${PYTHON}print("Content-Type: text/plain")\nprint()\nprint("Hola")\n`;
  await fixText('late.py', 'late.py printed other text', 'Move the headers before the first output', wanted);
  const response = await run('late.py');
  assert.equal(response.headers.get('content-type'), 'text/plain');
  assert.equal(await response.text(), 'Hola\n');
  await gone('late.py');
});

test('a check tells what is wrong without running anything, also while no site runs', async () => {
  await workbench.run('Vitrina: Stop Server');
  await eventually('no server', async () => (await workbench.serverProcesses()).length === 0);
  await workbench.run('Vitrina: Check Scripts');
  const toast = workbench.toast('Scripts checked: 10. Problems: 5.');
  await toast.waitFor();
  await workbench.screenshot('check');
  assert.match(await workbench.spokenStatus(), /The server is stopped/);
  await toast.getByRole('button', { name: 'Show Problems' }).click();
  for (const text of ['windows.py ends with CR LF', 'marked.py starts with', 'plain.py has a #! line']) {
    await problems(text).waitFor();
  }
  assert.equal(await problems('Python 3.13 removed the module cgi').count(), 2);
  await workbench.screenshot('check-problems');
  await workbench.run('Vitrina: Show Log');
  // The last of the list: the view shows the end of the log.
  await workbench.page.locator('.output-view .view-lines', { hasText: 'cgi-bin/windows.py' }).waitFor();
  await workbench.screenshot('check-log');
});

test('line endings are converted, and the check follows the save', async () => {
  const wanted = (SCRIPTS['windows.py'] ?? '').replaceAll('\r', '');
  await fixText('windows.py', 'windows.py ends with CR LF', 'Convert line endings to LF', wanted);
  await gone('windows.py ends with CR LF');
});

test('a byte-order mark is taken off, and a save does not bring it back', async () => {
  await fix('marked.py', 'marked.py starts with', 'Remove the byte-order mark');
  await gone('marked.py starts with');
  assert.equal(await readFile(script('marked.py'), 'utf8'), (SCRIPTS['marked.py'] ?? '').slice(1));
  await workbench.write(4, 'insert', '# fin\n');
  assert.equal(await readFile(script('marked.py'), 'utf8'), `${(SCRIPTS['marked.py'] ?? '').slice(1)}# fin\n`);
});

test('a script is made executable', async () => {
  await fix('plain.py', 'plain.py has a #! line', 'Make the script executable');
  await gone('plain.py has a #! line');
  assert.equal((await stat(script('plain.py'))).mode & 0o111, 0o111);
  await eventually('the end of the server that checked', async () => (await workbench.serverProcesses()).length === 0);
});

test('a script does without the module that is gone', async () => {
  await fix('traces.py', 'Python 3.13 removed the module cgitb', 'Stop using the modules cgi and cgitb');
  await workbench.run('File: Save');
  await eventually('one import to be left', async () => (await problems('removed the module cgi').count()) === 1);
  assert.doesNotMatch(await readFile(script('traces.py'), 'utf8'), /cgitb/);
  await workbench.run('Vitrina: Start Server');
  assert.equal(await (await run('traces.py')).text(), 'Hola\n');
});

test('while a site runs, its server checks what is saved, and no other is started', async () => {
  await eventually('one server', async () => (await workbench.serverProcesses()).length === 1);
  const server = await workbench.serverProcesses();
  await workbench.edit('upload.py');
  await workbench.write(2, 'replace', 'import os');
  await gone('removed the module cgi');
  assert.deepEqual(await workbench.serverProcesses(), server);
  await workbench.write(2, 'replace', 'import cgi');
  await problems('removed the module cgi').waitFor();
  await workbench.run('Vitrina: Check Scripts');
  await workbench.toast('Scripts checked: 10. Problems: 1.').waitFor();
  assert.deepEqual(await workbench.serverProcesses(), server);
});

test('what cannot be rewritten is explained', async () => {
  await fix('upload.py', 'Python 3.13 removed the module cgi', 'Show what replaces it (PEP 594)');
  await workbench.page.locator('.monaco-dialog-box', { hasText: 'https://peps.python.org/pep-0594/' }).waitFor();
  await workbench.screenshot('replacements');
  await workbench.page.keyboard.press('Escape');
});

test('what a check and a run both tell of a line is one problem, with one fix', async () => {
  await workbench.edit('upload.py');
  await workbench.write(2, 'replace', 'import sys; sys.path = []; import cgi'); // fails, as it does in Python 3.13
  assert.equal((await run('upload.py')).status, 500);
  await writeFile(script('after.py'), `${PYTHON}told_after\n`);
  assert.equal((await run('after.py')).status, 500);
  await problems('told_after').first().waitFor(); // so that what the first run tells is known
  assert.equal(await problems('removed the module cgi').count(), 1);
  await rm(script('after.py'));
  // The menu has one row with the text: this fails where there are more.
  await fix('upload.py', 'Python 3.13 removed the module cgi', 'Show what replaces it (PEP 594)');
  await workbench.page.locator('.monaco-dialog-box', { hasText: 'https://peps.python.org/pep-0594/' }).waitFor();
  await workbench.page.keyboard.press('Escape');
});

test('the interpreter that was chosen in the Python extension runs the scripts, from then on', async () => {
  await workbench.edit('environment.py');
  assert.equal(await (await run('environment.py')).text(), 'None\n');
  await workbench.run('Python: Choose the Environment');
  await eventually('the chosen interpreter', async () => {
    const text = await run('environment.py').then(
      (answer) => answer.text(),
      () => '', // the server starts again
    );
    return text === 'chosen\n';
  });
});
