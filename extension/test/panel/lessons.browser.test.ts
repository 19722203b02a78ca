import assert from 'node:assert/strict';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { PROTOCOL_VERSION } from '../../protocol/methods.generated';
import type { Lesson, LessonGetResult, LessonStep } from '../../protocol/types.generated';
import { inLanguage, openPanel, sharedBrowser, until } from './browser';
import { steps } from './lessonSteps';
import { type Serving, serveFolder } from './server';
import { Student } from './student';

// Each step of each lesson is done as a student does it: in a browser, an editor and the panel. There are two panels, one in
// each language, and the student answers in both by turns.

const LESSONS = 'lab/lessons';

let browser: Browser;
let folder: string;

before(async () => {
  browser = await sharedBrowser();
  folder = await mkdtemp(path.join(tmpdir(), 'vitrina-lesson-'));
});
after(() => rm(folder, { recursive: true, force: true }));

/** Serves a copy of a lesson. */
async function serveLesson(name: string, ...flags: string[]): Promise<Serving> {
  const copy = path.join(await mkdtemp(path.join(folder, 'copy-')), name);
  await cp(path.join(LESSONS, name), copy, { recursive: true });
  return serveFolder(path.join(copy, 'html'), ...flags);
}

/** Asks the server what the lesson looks like, over a socket of the panel's page. */
class Teacher {
  readonly #page: Page;
  #site = '';

  private constructor(page: Page) {
    this.#page = page;
  }

  static async beside(panel: Page): Promise<Teacher> {
    const teacher = new Teacher(panel);
    await panel.evaluate(connectTeacher);
    const sites = (await teacher.#ask('site/list', {})) as { sites: { id: string }[] };
    teacher.#site = sites.sites[0]?.id ?? '';
    return teacher;
  }

  async lesson(language: string): Promise<Lesson> {
    const { lesson, problems } = (await this.#ask('lesson/get', { siteId: this.#site, language })) as LessonGetResult;
    assert.deepEqual(problems, []);
    assert.ok(lesson, 'the site has a lesson');
    return lesson;
  }

  async step(id: string, language: string): Promise<LessonStep> {
    const step = (await this.lesson(language)).steps.find((one) => one.id === id);
    assert.ok(step, `there is a step ${id}`);
    return step;
  }

  async restart(): Promise<void> {
    await this.#ask('lesson/restart', { siteId: this.#site });
  }

  #ask(method: string, params: unknown): Promise<unknown> {
    return this.#page.evaluate(`teacher(${JSON.stringify(method)}, ${JSON.stringify(params)})`);
  }
}

/** Runs in the page: `teacher(method, params)` gives the result of a request to the server. */
const connectTeacher = `new Promise((connected, failed) => {
  const socket = new WebSocket(Object.assign(new URL('rpc', location.href), { protocol: 'ws:' }));
  const waiting = new Map();
  let last = 0;
  window.teacher = (method, params) => new Promise((resolve, reject) => {
    waiting.set(++last, { resolve, reject });
    socket.send(JSON.stringify({ jsonrpc: '2.0', id: last, method, params }));
  });
  socket.onmessage = ({ data }) => {
    const { id, result, error } = JSON.parse(data);
    const asked = waiting.get(id);
    waiting.delete(id);
    if (error) asked?.reject(new Error(error.message)); else asked?.resolve(result);
  };
  socket.onopen = () => teacher('initialize', {
    protocolVersion: ${JSON.stringify(PROTOCOL_VERSION)}, client: { name: 'test', version: '0' }, locale: 'en', workspaceTrusted: true,
  }).then(() => connected(), failed);
})`;

/** Opens a step in a panel, and answers its question. */
async function answer(panel: Page, index: number): Promise<void> {
  await panel.bringToFront(); // a tab behind others draws only now and then
  const step = panel.locator('lesson-step').nth(index);
  const title = step.getByRole('button', { expanded: false });
  if (await title.isVisible()) await title.click();
  await step.getByRole('radio').first().check();
  await step.getByRole('button', { name: /^(Answer|Responder)$/ }).click();
  await step.getByText(/^(Right|Not quite|Correcto|No es eso)\./).waitFor();
}

/** Does a step: answers its question, and then what its text says. It is answered in one of the panels. */
async function doStep(
  teacher: Teacher,
  student: Student,
  panels: readonly Page[],
  name: string,
  id: string,
): Promise<void> {
  const action = steps[name]?.[id];
  assert.ok(action, `the test knows what to do in the step ${id} of ${name}`);
  const lesson = await teacher.lesson('en');
  const index = lesson.steps.findIndex((one) => one.id === id);
  const panel = panels[index % panels.length];
  const before = lesson.steps[index];
  assert.ok(panel && before);
  assert.equal(before.done, false, `${id} is not done before`);
  assert.equal(before.choice?.right, undefined, 'the right answer is not given away');
  assert.equal(before.afterwards.length, 0, 'nor is the explanation');
  await answer(panel, index);
  await student.tab.bringToFront();
  await action(student, panel);
  for (const language of ['en', 'es']) {
    let step: LessonStep = before;
    await until(`${name}, ${id} is done (${language})`, async () => {
      step = await teacher.step(id, language);
      return step.done;
    }).catch((error: unknown) => {
      throw new Error(`${String(error)}: ${step.lines.map(({ text, seen }) => `${text}: ${seen}`).join('; ')}`);
    });
    assert.ok(step.afterwards.length > 0, 'it is explained');
    assert.deepEqual(step.hints, []);
  }
  await panel.locator('lesson-step').nth(index).locator('.box.after').waitFor();
  const done = lesson.steps.filter((one) => one.done).length + 1;
  for (const one of panels) {
    await one.getByText(new RegExp(`^${String(done)} (of|de) ${String(lesson.steps.length)}$`)).waitFor();
  }
}

for (const name of Object.keys(steps)) {
  test(`a student does each step of ${name}`, async () => {
    const context = await browser.newContext();
    const serving = await serveLesson(name);
    try {
      const { page: panel, complaints } = await openPanel(context, inLanguage(serving.panel, 'en'));
      const { page: spanishPanel, complaints: more } = await openPanel(context, inLanguage(serving.panel, 'es'));
      const panels = [panel, spanishPanel];
      const teacher = await Teacher.beside(panel);
      const [english, spanish] = [await teacher.lesson('en'), await teacher.lesson('es-MX')];
      assert.deepEqual([english.language, spanish.language], ['en', 'es']);
      await fitsAPhone(serving);
      await teacher.restart();
      const student = await Student.at(context, serving);
      for (const { id } of english.steps) {
        if (id === 'network') await onTheNetwork(name);
        else await doStep(teacher, student, panels, name, id);
      }
      assert.deepEqual([...complaints.all, ...more.all], []);
    } finally {
      await context.close();
      await serving.stop();
    }
  });
}

/** The step for which the student starts the server again, open to the network. */
async function onTheNetwork(name: string): Promise<void> {
  const context = await browser.newContext();
  const serving = await serveLesson(name, '--host', '0.0.0.0');
  try {
    const { page: panel } = await openPanel(context, inLanguage(serving.panel, 'es'));
    const student = await Student.at(context, serving);
    await doStep(await Teacher.beside(panel), student, [panel], name, 'network');
    assert.equal((await student.tab.goto(student.address('/index-1.html')))?.status(), 200);
  } finally {
    await context.close();
    await serving.stop();
  }
}

/** Opens each page of a lesson in the dark, on a screen as wide as a small phone's. */
async function fitsAPhone(serving: Serving): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 320, height: 600 }, colorScheme: 'dark' });
  const tab = await context.newPage();
  for (const file of (await readdir(serving.root)).filter((one) => one.endsWith('.html'))) {
    await tab.goto(new URL(file, serving.url).href);
    const [width, ink] = await tab.evaluate<[number, string]>(
      '[document.documentElement.scrollWidth, getComputedStyle(document.body).color]',
    );
    assert.ok(width <= 320, `${file} is ${String(width)} pixels wide`);
    assert.equal(ink, 'rgb(255, 255, 255)', `${file} is light on dark`);
    assert.equal(await tab.locator('html[lang] [lang=es]').count().then(Boolean), true, `${file} is in both languages`);
  }
  await context.close();
}
