// What scenarios do, and what they demand.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { mkdir, open, readFile, rename as renameFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ReloadDidSendParams } from '../../protocol/types.generated';
import { colourOf } from './png';
import type { Run } from './run';
import type { Content, Step } from './scenario';
import { Window, pause } from './window';

const step = (says: string, take: (run: Run) => Promise<void>): Step => ({ says, take });

/** How long the watcher waits for a further file before it tells the first, in milliseconds: `gather` in timing.go. */
const GATHERED_MS = 0.1;

// What happens to files.

/** Writes a file in one piece, as most editors do. */
export const save = (name: string, content: Content): Step =>
  step(`save ${name}`, (run) => run.served.write({ [name]: content }));

/** Writes a file beside and renames it onto the old one, as careful editors do. */
export const saveByRename = (name: string, content: string): Step =>
  step(`save ${name} by renaming`, async ({ served }) => {
    const beside = served.path(`${name}.new~`);
    await writeFile(beside, content);
    await renameFile(beside, served.path(name));
  });

/** Writes the halves of a file with a pause between them. */
export const saveSlowly = (name: string, first: string, second: string, milliseconds: number): Step =>
  step(`save ${name} in two halves`, async ({ served }) => {
    const file = await open(served.path(name), 'w');
    await file.write(first);
    await pause(milliseconds);
    await file.write(second);
    await file.close();
  });

export const remove = (name: string): Step =>
  step(`remove ${name}`, ({ served }) => rm(served.path(name), { recursive: true }));

export const rename = (from: string, to: string): Step =>
  step(`rename ${from} to ${to}`, async ({ served }) => {
    await mkdir(path.dirname(served.path(to)), { recursive: true });
    await renameFile(served.path(from), served.path(to));
  });

/** Has a link lead elsewhere: a new link is renamed onto the old one. */
export const relink = (name: string, target: string): Step =>
  step(`link ${name} to ${target}`, async ({ served }) => {
    const beside = `${served.path(name)}.new~`;
    await symlink(target, beside);
    await renameFile(beside, served.path(name));
  });

/** Changes a file's times alone. */
export const touch = (name: string): Step =>
  step(`touch ${name}`, ({ served }) => utimes(served.path(name), new Date(), new Date()));

/** Writes a file again as it is. */
export const rewrite = (name: string): Step =>
  step(`write ${name} again`, async ({ served }) => {
    await writeFile(served.path(name), await readFile(served.path(name)));
  });

export const wait = (milliseconds: number): Step => step(`wait ${milliseconds} ms`, () => pause(milliseconds));

/** Waits until the page has told the server that it fetched a target. */
export const tells = (target: string): Step =>
  step(`the page tells of ${target}`, (run) => run.until('', () => run.window.told.has(target)));

/**
 * Writes files one right after the other, and demands one reload. A busy machine may hold the writer up in between: the
 * files before such a pause are told without waiting for the others, so that each pause may bring one reload more.
 */
export const saveAtOnce = (names: readonly string[], content: string, shown: Step): Step =>
  step(`save ${names.length} files at once, and ${shown.says}`, async (run) => {
    let pauses = 0;
    for (let [index, before] = [0, performance.now()]; index < names.length; index++) {
      writeFileSync(run.served.path(names[index] ?? ''), content);
      const now = performance.now();
      if (now - before > GATHERED_MS) pauses++;
      before = now;
    }
    await shown.take(run);
    await run.until('a reload', () => run.window.loads.length > 0);
    const { loads } = run.window;
    assert.ok(loads.length <= 1 + pauses, `${loads.length} reloads, and ${pauses} pauses: ${loads.join(', ')}`);
    run.window.loads = [];
  });

/** Takes all steps at the same time. */
export const together = (...steps: Step[]): Step =>
  step(steps.map(({ says }) => says).join(', '), async (run) => {
    await Promise.all(steps.map((each) => each.take(run)));
  });

/** The server ends, and is started again at the same port. Steps between are taken while it is away. */
export const restart = (...meanwhile: Step[]): Step =>
  step('restart', async (run) => {
    await run.served.stop();
    for (const each of meanwhile) await each.take(run);
    await run.served.start();
  });

/** Takes steps while no module of live reload comes, as where the server ends before the page has asked for it. */
export const withoutModules = (...steps: Step[]): Step =>
  step('no modules come', async (run) => {
    const modules = /\/_vitrina\/(?:uses|losses)\.js/;
    await run.window.page.route(modules, (route) => route.abort());
    for (const each of steps) await each.take(run);
    await run.window.page.unroute(modules);
  });

/** Takes steps while nothing arrives that the live view says, as by a slow line. */
export const unheard = (...steps: Step[]): Step =>
  step('the view is not heard', async (run) => {
    await run.window.page.evaluate(
      `void (({ prototype }) => {
        const { send } = prototype;
        const held = [];
        prototype.send = function (...words) {
          held.push(() => send.apply(this, words));
        };
        self.letArrive = () => {
          prototype.send = send;
          for (const each of held) each();
        };
      })(WebSocket)`,
    );
    for (const each of steps) await each.take(run);
    await run.window.page.evaluate('letArrive()');
  });

// What a user does.

/** Goes to a page by its address, and waits until it is loaded. */
export const visit = (target: string): Step => step(`visit ${target}`, (run) => run.visit(target));

/** Goes to a page by its address, and does not wait. */
export const begin = (target: string): Step => step(`begin to visit ${target}`, (run) => run.window.begin(target));

/** Clicks what leads to another page, and waits until it is loaded. */
export const follow = (selector: string): Step =>
  step(`follow ${selector}`, (run) =>
    // oxlint-disable-next-line no-deprecated -- without it a click waits for a page that may be slow on purpose
    run.window.arrive(() => run.window.frame.click(selector, { noWaitAfter: true }), run.limit),
  );

export const click = (selector: string): Step =>
  step(`click ${selector}`, (run) => run.window.frame.click(selector, { timeout: run.limit }));

export const type = (selector: string, text: string): Step =>
  step(`type “${text}”`, (run) => run.window.frame.locator(selector).pressSequentially(text, { timeout: run.limit }));

export const press = (key: string): Step => step(`press ${key}`, (run) => run.window.page.keyboard.press(key));

const through = (says: string, by: number): Step =>
  step(says, async ({ window }) => {
    await window.page.evaluate(`history.go(${by})`).catch(() => undefined);
  });
export const back = through('go back', -1);
export const forward = through('go forward', 1);

/** Runs an expression in the page. */
export const run = (expression: string): Step =>
  step(`run ${expression}`, async ({ window, limit }) => {
    await window.evaluate(expression, limit);
  });

/** Opens a target beside, in further pages of the browser. */
export const alongside = (target: string, count = 1): Step =>
  step(`open ${target} in ${count} more pages`, async (run) => {
    for (let i = 0; i < count; i++) {
      const other = await Window.open(run.context, run.host, run.window.base);
      run.others.push(other);
      await run.visit(target, other);
    }
  });

// What has to be so.

/** An expression of the page has a value, soon. */
export const is = (expression: string, wanted: unknown): Step =>
  step(`${expression} is ${JSON.stringify(wanted)}`, async (run) => {
    let got: unknown;
    await run
      .until('', async () => {
        got = await run.window.evaluate(expression);
        return JSON.stringify(got) === JSON.stringify(wanted);
      })
      .catch((error: unknown) => {
        throw new Error(`it is ${JSON.stringify(got)}${String(error)}`);
      });
  });

const textOf = 'document.documentElement.textContent';

/** The page holds a text, soon. */
export const shows = (text: string): Step =>
  step(`shows ${text}`, async (run) => {
    let now: unknown;
    await run
      .until('', async () => {
        now = await run.window.evaluate(textOf);
        return String(now).includes(text);
      })
      .catch((error: unknown) => {
        throw new Error(`it shows ${JSON.stringify(now)} at ${run.window.page.url()}${String(error)}`);
      });
  });

/** Every page that was opened holds a text, soon. */
export const allShow = (text: string): Step =>
  step(`all show ${text}`, async (run) => {
    for (const window of [run.window, ...run.others]) {
      await run.until(`${text} in each`, async () => String(await window.evaluate(textOf)).includes(text));
    }
  });

export const colour = (selector: string, wanted: string): Step =>
  is(`getComputedStyle(document.querySelector(${JSON.stringify(selector)})).color`, wanted);

/** What is painted at an element's corner has a colour, soon: red, green, blue. */
export const painted = (selector: string, ...wanted: [number, number, number]): Step =>
  step(`${selector} is painted ${wanted.join(' ')}`, (run) => {
    const now = async (): Promise<string> => colourOf(await run.window.screenshot(selector)).join();
    return run.until('', async () => (await now()) === wanted.join());
  });

/** An image is so many pixels wide, soon. */
export const wide = (selector: string, pixels: number): Step =>
  is(`document.querySelector(${JSON.stringify(selector)}).naturalWidth`, pixels);

/** The page is loaded again exactly so often. */
export const reloads = (count: number): Step =>
  step(`${count} reloads`, async (run) => {
    const { window } = run;
    await run.until('', () => window.loads.length >= count).catch(() => undefined);
    assert.equal(window.loads.length, count, window.loads.join(', '));
    window.loads = [];
  });

/** A frame within the page is loaded again exactly so often. */
export const innerReloads = (count: number): Step =>
  step(`${count} reloads of the inner frame`, async (run) => {
    const { window } = run;
    await run.until('', () => window.innerLoads.length >= count).catch(() => undefined);
    assert.equal(window.innerLoads.length, count, window.innerLoads.join(', '));
    window.innerLoads = [];
  });

/** Nothing is loaded while the time goes by. */
export const quiet = (milliseconds: number): Step =>
  step(`nothing for ${milliseconds} ms`, async (run) => {
    await pause(milliseconds);
    const loaded = [run.window, ...run.others].flatMap(({ loads, innerLoads }) => [...loads, ...innerLoads]);
    assert.deepEqual(loaded, []);
  });

/** At most so many loads of all pages come, and then none while the time goes by once their requests have ended. */
export const settles = (most: number, milliseconds: number): Step =>
  step(`at most ${most} reloads`, async (run) => {
    const windows = [run.window, ...run.others];
    const count = (): number =>
      windows.reduce((sum, { loads, innerLoads }) => sum + loads.length + innerLoads.length, 0);
    for (let before = -1; before !== count();) {
      before = count();
      assert.ok(before <= most, `${before} reloads: ${windows.flatMap(({ loads }) => loads.slice(0, 5)).join(', ')}`);
      await run.until('requests end', () => windows.every(({ open }) => open.size === 0));
      await pause(milliseconds);
    }
    for (const window of windows) {
      window.loads = [];
      window.innerLoads = [];
    }
  });

/** What assistive technology is told of: it sees into closed shadow roots too. */
async function accessible(run: Run): Promise<{ name: string; role: string; element: number }[]> {
  const session = await run.context.newCDPSession(run.window.page);
  try {
    const { nodes } = await session.send('Accessibility.getFullAXTree');
    return nodes.map(({ name, role, backendDOMNodeId }) => ({
      name: String(name?.value ?? ''),
      role: String(role?.value ?? ''),
      element: backendDOMNodeId ?? 0,
    }));
  } finally {
    await session.detach();
  }
}

/** The page, or the live view around it, asks the user something. */
export const asks = (text: string): Step =>
  step(`asks “${text}”`, (run) =>
    run.until('', async () => (await accessible(run)).some(({ name }) => name.includes(text))),
  );

/** Nothing is asked. */
export const asksNothing = (text: string): Step =>
  step(`asks nothing`, async (run) => {
    assert.ok(!(await accessible(run)).some(({ name }) => name.includes(text)));
  });

/** Chooses a button of a question by the keyboard. */
export const choose = (name: string): Step =>
  step(`choose ${name}`, async (run) => {
    let element = 0;
    await run.until(`a button ${name}`, async () => {
      element = (await accessible(run)).find((node) => node.role === 'button' && node.name === name)?.element ?? 0;
      return element !== 0;
    });
    const session = await run.context.newCDPSession(run.window.page);
    await session.send('DOM.getDocument', { depth: 0 });
    await session.send('DOM.focus', { backendNodeId: element });
    await session.detach();
    await run.window.page.keyboard.press('Enter');
  });

/** A file of the site, or beside it, has so many lines. */
export const lines = (name: string, count: number): Step =>
  step(`${name} has ${count} lines`, async (run) => {
    const now = async (): Promise<number> => (await readFile(run.served.path(name), 'utf8')).split('\n').length - 1;
    await run.until('', async () => (await now()) >= count).catch(() => undefined);
    assert.equal(await now(), count);
  });

/** The server says of a save what it did. */
export const said = (
  wanted: Partial<Omit<ReloadDidSendParams, 'reason' | 'kind'>> & { kind: string; reason?: string },
): Step =>
  step(`said: ${JSON.stringify(wanted)}`, (run) => {
    const { reason = '', ...same } = wanted;
    const fits = (sent: ReloadDidSendParams): boolean =>
      sent.reason.includes(reason) &&
      Object.entries(same).every(
        ([key, value]) => JSON.stringify(sent[key as keyof typeof sent]) === JSON.stringify(value),
      );
    return run
      .until('', () => run.served.said.some(fits))
      .catch(() => {
        throw new Error(JSON.stringify(run.served.said));
      });
  });

/** The page has told that it has what is new. */
export const done: Step = step('the page is done', (run) =>
  run.until('', () => run.served.said.some(({ doneMs }) => doneMs > 0)),
);

/** Each save got its word, which the times that pages took may follow under the same id: there are so many. */
export const saidTimes = (count: number): Step =>
  step(`said ${count} times`, async (run) => {
    const told = (): number => new Set(run.served.said.map(({ id }, index) => id || index)).size;
    await run.until('', () => told() >= count).catch(() => undefined);
    assert.equal(told(), count, JSON.stringify(run.served.said));
  });

/** Cuts the line between the browser and the site, and mends it. Steps between are taken while it is cut. */
export const cut = (...meanwhile: Step[]): Step =>
  step('cut the line', async (run) => {
    run.proxy?.cut();
    for (const each of meanwhile) await each.take(run);
    run.proxy?.mend();
  });
