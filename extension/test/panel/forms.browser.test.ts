import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { exchangeRow, type LabPanel, openLabPanel, until } from './browser';
import type { Serving } from './server';

// The two forms of the panel: what submits them, once.

const TARGET = '/index-1.html?x';

let lab: LabPanel;
let serving: Serving;
let page: Page;
/** What the page asked of the server. */
const asked: string[] = [];

before(async () => {
  lab = await openLabPanel((_serving, context) => {
    context.on('page', (opened) => {
      opened.on('websocket', (socket) => {
        socket.on('framesent', ({ payload }) => asked.push((JSON.parse(String(payload)) as { method: string }).method));
      });
    });
  });
  ({ serving, page } = lab);
  await fetch(new URL(TARGET, serving.url));
});

after(() => lab.close());

const field = (form: string, name: string): Locator => page.locator(`${form} [name=${name}]`);

const FORMS = {
  'request-composer': {
    method: 'exchange/replay',
    open: () => page.getByRole('button', { name: 'Edit and send' }).click(),
  },
  'override-form': {
    method: 'override/set',
    open: async () => {
      await page.getByRole('button', { name: 'Serve as…' }).click();
      await page.getByRole('menuitem', { name: 'More choices…' }).click();
      await field('override-form', 'status').fill('404');
    },
  },
} as const;

type Form = keyof typeof FORMS;

const button = (form: Form): Locator => page.locator(`${form} vscode-button[type=submit]`);

const SUBMITS: readonly (readonly [name: string, form: Form, submit: () => Promise<void>])[] = [
  ...(['request-composer', 'override-form'] as const).flatMap((form) => [
    ['a click', form, () => button(form).click()] as const,
    ['Enter on the button', form, () => button(form).press('Enter')] as const,
    ['Ctrl+Enter on the button', form, () => button(form).press('Control+Enter')] as const,
  ]),
  ['Enter in a field', 'request-composer', () => field('request-composer', 'target').press('Enter')],
  ['Enter in a field with proposals', 'request-composer', () => field('request-composer', 'method').press('Enter')],
  ['Ctrl+Enter in a field', 'request-composer', () => field('request-composer', 'target').press('Control+Enter')],
  ['Ctrl+Enter in a text', 'request-composer', () => field('request-composer', 'headers').press('Control+Enter')],
  ['Enter in a field', 'override-form', () => field('override-form', 'path').press('Enter')],
  ['Enter in a field with proposals', 'override-form', () => field('override-form', 'status').press('Enter')],
  ['Ctrl+Enter in a text', 'override-form', () => field('override-form', 'fields').press('Control+Enter')],
];

for (const [name, form, submit] of SUBMITS) {
  test(`${name} submits once: ${form}`, async () => {
    await exchangeRow(page, TARGET).click();
    await page.locator('exchange-detail section').first().waitFor();
    await FORMS[form].open();
    asked.length = 0;
    await submit();
    await page.locator(form).waitFor({ state: 'detached' });
    await page.evaluate(`document.querySelector('vitrina-panel').model.ask('site/list')`); // all before was sent
    await until('the last', () => Promise.resolve(asked.includes('site/list')));
    assert.equal(asked.filter((each) => each === FORMS[form].method).length, 1);
  });
}

test('Enter in a text is a new line', async () => {
  await exchangeRow(page, TARGET).click();
  await page.locator('exchange-detail section').first().waitFor();
  for (const [form, name] of [
    ['request-composer', 'headers'],
    ['override-form', 'fields'],
  ] as const) {
    await FORMS[form].open();
    const text = field(form, name);
    await text.fill('A: b');
    await text.press('Enter');
    assert.equal(await text.inputValue(), 'A: b\n', form);
    await text.press('Escape');
    await page.locator(form).waitFor({ state: 'detached' });
  }
});

test('what is wrong comes into view, however far from the field', async () => {
  await page.setViewportSize({ width: 320, height: 480 });
  for (const [form, name, text] of [
    ['request-composer', 'target', 'no path'],
    ['override-form', 'status', 'many'],
    ['override-form', 'status', '999'],
  ] as const) {
    await exchangeRow(page, TARGET).click();
    await page.locator('exchange-detail section').first().waitFor();
    await FORMS[form].open();
    await field(form, name).fill(text);
    await field(form, name).press('Enter');
    const problem = page.locator(form).getByRole('alert').filter({ hasText: text });
    await until(`“${text}” in view`, async () => {
      const box = await problem.boundingBox();
      return box !== null && Math.floor(box.y + box.height) <= 480;
    });
    await field(form, name).press('Escape');
  }
});
