import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { accessible } from './axe';
import { exchangeRow, inLanguage, openPanel, sharedBrowser, until } from './browser';
import { everything } from './everything';
import { serveLesson } from './lessonSite';
import { serveLab, type Serving } from './server';

// A lesson as a student does it in the panel, in a browser: `vitrina serve`.

const ENGLISH = `---
title: The first lesson
minutes: 5
opens: /
---
Begin with [the page](/page.html?a=1) or [the standard](https://www.rfc-editor.org/rfc/rfc9110).

## Look {#look}

What is it?

\`\`\`choice
Which type has \`/page.html\`?
- [ ] text/plain
- [x] text/html
- [ ] none
\`\`\`

\`\`\`check
the student answered
a GET of /page.html was answered text/html
\`\`\`

\`\`\`hint
a GET of /pag.html was answered 404
---
An *e* is missing.
\`\`\`

\`\`\`done
It ends in \`.html\`.
\`\`\`

## Read {#read}

Nothing to do here.

    print()

## Style {#style}

\`\`\`choice
And the sheet?
- [x] text/css
- [ ] text/plain
\`\`\`

\`\`\`check
the student answered
a GET of /style.css was answered text/css
\`\`\`
`;

const SPANISH = ENGLISH.replace('The first lesson', 'La primera lección').replace('## Look', '## Mira');

let serving: Serving;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let complaints: { readonly all: string[] };

before(async () => {
  serving = await serveLesson({
    'lesson.md': ENGLISH,
    'lesson.es.md': SPANISH,
    'html/page.html': '<!doctype html><title>Page</title>',
    'html/style.css': 'p { color: red }',
  });
  browser = await sharedBrowser();
  context = await browser.newContext({ locale: 'en-US', viewport: { width: 1200, height: 900 } });
  ({ page, complaints } = await openPanel(context, serving.panel));
});

after(async () => {
  assert.deepEqual(complaints.all, []);
  await context.close();
  await serving.stop();
});

const ask = async (target: string): Promise<void> => {
  await (await fetch(new URL(target, serving.url))).text();
};
const lesson = (of: Page = page): Locator => of.getByRole('region', { name: 'Lesson', exact: true });
const step = (title: string, of: Page = page): Locator => of.locator('lesson-step', { hasText: title });
const fold = (title: string, of: Page = page): Locator => of.getByRole('button', { name: title });
const said = (text: string): Locator => page.getByRole('status').filter({ hasText: text });

test('the lesson stands beside the exchanges: what it is about, how far one is, the step that is open', async () => {
  await lesson().getByRole('heading', { name: 'The first lesson' }).waitFor();
  assert.equal(await lesson().getByRole('progressbar').getAttribute('aria-label'), 'Steps done: 0 of 3');
  await lesson().getByText('about 5 minutes').waitFor();
  await fold('1. Look (current step)').waitFor();
  assert.equal(await fold('2. Read').getAttribute('aria-expanded'), 'false');
  assert.equal(await page.getByRole('tab').count(), 0);
  const link = lesson().getByRole('link', { name: 'the page' });
  assert.equal(await link.getAttribute('href'), new URL('/page.html?a=1', serving.url).href);
  assert.equal(await link.getAttribute('target'), '_blank');
  await accessible(page, 'vitrina-panel >>> lesson-section', 'a question');
});

test('an open question covers what comes after it, and what the step asserts', async () => {
  await ask('/pag.html');
  await exchangeRow(page, '/pag.html').getByText('covered').waitFor();
  await page.getByText('until you have answered the lesson’s question').waitFor();
  const shown = await everything(page, 'lesson-section', 'exchange-list', 'exchange-detail');
  assert.doesNotMatch(shown, /404|was answered/);
  // The hint helps who is lost, answered or not; who listens is told of it.
  await step('1. Look').getByRole('note', { name: 'Hint' }).getByText('is missing').waitFor();
  await said('Hint: An e is missing.').waitFor();
});

test('by keyboard alone: a question is answered, a step comes true, is said and stays to be read', async () => {
  const answer = step('1. Look').getByRole('button', { name: 'Answer' });
  await answer.focus();
  await page.keyboard.press('Enter');
  await step('1. Look').getByRole('alert').getByText('Choose an answer first.').waitFor();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('ArrowUp'); // from the last option, which has the focus, to the right one
  assert.equal(await step('1. Look').getByRole('radio', { name: 'text/html' }).isChecked(), true);
  await page.keyboard.press('Enter');
  await page.locator('lesson-choice .result:focus', { hasText: 'Right.' }).waitFor();
  await exchangeRow(page, '/pag.html').getByText('404').waitFor();
  const lines = step('1. Look').getByRole('listitem');
  await lines.filter({ hasText: 'true: the student answered' }).waitFor();
  await lines.filter({ hasText: 'not yet true: a GET of /page.html was answered text/html' }).waitFor();
  await accessible(page, 'vitrina-panel >>> lesson-section', 'an answer');
  await ask('/page.html');
  await said('Step done: Look. 1 of 3.').waitFor();
  await step('1. Look').getByRole('note', { name: 'done' }).getByText('It ends in').waitFor();
  assert.equal(await step('1. Look').getByRole('note', { name: 'Hint' }).count(), 0);
  await step('1. Look').getByRole('button', { name: 'Next step' }).press('Enter');
  await page.locator('lesson-step[here] h3.open:focus', { hasText: '2. Read' }).waitFor();
  await fold('1. Look (done)').waitFor();
});

test('a step to be read is done when the student says so; a wrong answer is told which is right', async () => {
  await step('2. Read').getByRole('button', { name: 'Done', exact: true }).press('Enter');
  await page.locator('lesson-step[here] h3.open:focus', { hasText: '3. Style' }).waitFor();
  await exchangeRow(page, '/page.html').getByText('200').waitFor(); // it was seen before the question
  await ask('/style.css');
  await exchangeRow(page, '/style.css').getByText('covered').waitFor();
  await step('3. Style').getByRole('radio', { name: 'text/plain' }).check();
  await step('3. Style').getByRole('button', { name: 'Answer' }).click();
  const wrong = page.locator('lesson-choice .result:focus', { hasText: 'Not quite. The right answer is “text/css”.' });
  await wrong.waitFor();
  await lesson().getByText('You have done every step of this lesson.').waitFor();
  await said('You have done every step of this lesson.').waitFor();
  await step('3. Style').getByText('text/plain (your answer)').waitFor();
  await fold('1. Look (done)').click();
  await step('1. Look').getByText('What is it?').waitFor();
  await accessible(page, 'vitrina-panel >>> lesson-section', 'all is done');
});

test('in Spanish and narrow it is a tab beside that of the exchanges, with the same progress', async () => {
  const own = await browser.newContext({ locale: 'es-MX', viewport: { width: 240, height: 420 } });
  const opened = await openPanel(own, inLanguage(serving.panel, 'es-MX'));
  const narrow = opened.page;
  await narrow.getByRole('heading', { name: 'La primera lección' }).waitFor();
  const tab = narrow.getByRole('tab', { name: 'Lección 3/3' });
  assert.equal(await tab.getAttribute('aria-selected'), 'true');
  assert.equal(await narrow.getByRole('option').first().isVisible(), false);
  await fold('1. Mira (hecho)', narrow).click();
  const section = `document.querySelector('vitrina-panel').shadowRoot.querySelector('lesson-section').shadowRoot`;
  const tooWide = `(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)(${section}.querySelector('.region'))`;
  assert.equal(await narrow.evaluate<boolean>(tooWide), false);
  // The lesson scrolls by itself: a page that could be scrolled would lose its head.
  const tooLong = `[document.documentElement, document.body].some(({ scrollHeight }) => scrollHeight > innerHeight)`;
  assert.equal(await narrow.evaluate<boolean>(tooLong), false);
  await accessible(narrow, 'vitrina-panel >>> lesson-layout', 'narrow');
  await tab.press('ArrowRight');
  await narrow.getByRole('option').first().waitFor();
  assert.equal(await narrow.locator('lesson-section').isVisible(), false);
  await narrow.setViewportSize({ width: 900, height: 900 });
  await narrow.locator('lesson-section').waitFor();
  await narrow.getByRole('option').first().waitFor();
  assert.equal(await narrow.getByRole('tab').count(), 0);
  assert.deepEqual(opened.complaints.all, []);
  await own.close();
});

test('started again only after a question, with nothing done', async () => {
  const again = lesson().getByRole('button', { name: 'Start again' });
  await again.first().click();
  const question = lesson().getByRole('group', { name: /Start this lesson again/ });
  await page.locator('lesson-section .asked:focus').waitFor();
  await accessible(page, 'vitrina-panel >>> lesson-section', 'asked');
  await page.keyboard.press('Escape');
  await question.waitFor({ state: 'detached' });
  await fold('3. Style (done)').waitFor();
  await again.first().click();
  await question.getByRole('button', { name: 'Start again' }).click();
  await fold('1. Look (current step)').waitFor();
  await step('1. Look').getByRole('button', { name: 'Answer' }).waitFor();
  // What happened before does not count, and what was seen is not covered.
  await exchangeRow(page, '/page.html').getByText('200').waitFor();
});

test('the file may change while it is shown; one with errors shows those, and none at all shows no section', async () => {
  const file = path.join(serving.root, '../lesson.md');
  await writeFile(file, ENGLISH.replace('The first lesson', 'Written anew'));
  await lesson().getByRole('heading', { name: 'Written anew' }).waitFor();
  const broken = ENGLISH.replace('was answered text/css', 'was anwsered text/css');
  await writeFile(file, broken);
  await writeFile(path.join(serving.root, '../lesson.es.md'), broken);
  await lesson().getByText('The file of this lesson has errors:').waitFor();
  await lesson().getByText('lesson.md:').first().waitFor();
  await accessible(page, 'vitrina-panel >>> lesson-section', 'errors');
  const lab = await serveLab();
  const other = await openPanel(context, lab.panel);
  await other.page.getByText('No exchanges yet').waitFor();
  assert.equal(await other.page.locator('lesson-section, lesson-layout').count(), 0);
  await lab.stop();
});

/** Content of somebody who means harm: markup, links with scripts, names that look like others'. */
const HOSTILE = `---
title: "<img src=x onerror=alert(1)> & <script>alert(2)</script>"
---
<script>alert(3)</script><img src=x onerror="alert(4)"> **<b>bold</b>** \`<i>code</i>\`

[one](javascript:alert(5)) [two](JAVASCRIPT:alert(6)) [three](data:text/html,<script>alert(7)</script>)
[four](vbscript:x) [five](file:///etc/passwd) [six](//evil.example/x) [seven](/\\\\evil.example/x) [eight](command:workbench.action.quit)
[nine](https://user:secret@evil.example/) [ten]( javascript:alert(8)) <javascript:alert(9)> ![picture](https://evil.example/p.png)

## <svg onload=alert(10)> {#one}

${'> '.repeat(150)}deep

${'- '.repeat(60)}deeper

\`\`\`choice
<iframe src="javascript:alert(11)"></iframe>?
- [x] <b onclick=alert(12)>yes</b>
- [ ] \${alert(13)} {done} {title}
\`\`\`

\`\`\`check
a GET of /<script>alert(14)</script> was answered 200
\`\`\`

\`\`\`html
<script>alert(15)</script>
\`\`\`
`;

test('a lesson of hostile content is text and does no harm', async () => {
  const hostile = await serveLesson({ 'lesson.md': HOSTILE, 'html/index.html': 'x' });
  const asked: string[] = [];
  const opened = await openPanel(context, hostile.panel);
  opened.page.on('request', (request) => asked.push(request.url()));
  const section = lesson(opened.page);
  await section.getByRole('heading', { name: '<img src=x onerror=alert(1)>' }).waitFor();
  await section.getByText('<script>alert(3)</script>').waitFor();
  await section.getByText('<b>bold</b>').waitFor();
  const held = `[...document.querySelector('vitrina-panel').shadowRoot.querySelectorAll('lesson-section')].flatMap(
    function inside(element) {
      const root = element.shadowRoot ?? element;
      return [...root.querySelectorAll('*')].flatMap((each) => [each, ...(each.shadowRoot ? inside(each) : [])]);
    })`;
  const links = await opened.page.evaluate<string[]>(
    `${held}.filter((each) => each.localName === 'a').map((each) => each.getAttribute('href'))`,
  );
  const own = new URL(hostile.url).origin;
  assert.deepEqual(
    links.filter((href) => !href.startsWith(own)),
    [],
  );
  await section.getByText('Answer', { exact: true }).click();
  for (const option of await section.getByRole('radio').all()) await option.check();
  await section.getByRole('button', { name: 'Answer' }).click();
  await until('the result', async () => (await opened.page.locator('lesson-choice .result').count()) > 0);
  const foreign = await opened.page.evaluate<string[]>(
    `${held}.filter((each) => /^(?:script|iframe|svg|b|object|img)$/.test(each.localName)).map((each) => each.outerHTML)`,
  );
  assert.deepEqual(foreign, []);
  assert.deepEqual(
    asked.filter((url) => url.includes('evil')),
    [],
  );
  assert.deepEqual(opened.complaints.all, []);
  await hostile.stop();
});
