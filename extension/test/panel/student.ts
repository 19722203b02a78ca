import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { LIMIT_MS } from './browser';
import type { Serving } from './server';

/** A student: a browser tab at the site, and an editor on the lesson's folder. */
export class Student {
  readonly tab: Page;
  readonly #serving: Serving;

  private constructor(tab: Page, serving: Serving) {
    this.tab = tab;
    this.#serving = serving;
  }

  static async at(context: BrowserContext, serving: Serving): Promise<Student> {
    const tab = await context.newPage();
    tab.setDefaultTimeout(LIMIT_MS);
    return new Student(tab, serving);
  }

  /** What the server answered with a target that begins so. */
  seen = (target: string): number =>
    this.#serving.answered.filter((one) => one.target === target || one.target.startsWith(`${target}?`)).length;

  /** The address of a path of the site, at another host where one is given. */
  address(target: string, host?: string): string {
    const url = new URL(target, this.#serving.url);
    if (host) url.hostname = host;
    return url.href;
  }

  /** Types an address. A reload that a save has caused may come in between: then it is typed again. */
  async open(target: string, host?: string): Promise<void> {
    for (;;) {
      try {
        await this.tab.goto(this.address(target, host));
        return;
      } catch (error) {
        if (!/interrupted by another navigation|ERR_ABORTED/.test(String(error))) throw error;
      }
    }
  }

  /** Clicks a link of the page. */
  async follow(target: string): Promise<void> {
    await this.tab.locator(`a[href="${target}"]`).click();
  }

  async press(name: string): Promise<void> {
    await this.tab.getByRole('button', { name }).click();
  }

  /** Replaces texts in a file of the lesson's folder, and saves it. */
  async edit(file: string, ...changes: readonly (readonly [from: string, to: string])[]): Promise<void> {
    const place = path.join(this.folder, file);
    let text = await readFile(place, 'utf8');
    for (const [from, to] of changes) {
      if (!text.includes(from)) throw new Error(`${file} does not contain ${from}`);
      text = text.replace(from, () => to);
    }
    await writeFile(place, text);
  }

  /** Puts lines before the first line of a script that prints a header, and saves it. */
  async addHeaders(file: string, ...lines: readonly string[]): Promise<void> {
    const first = 'print("Content-Type';
    await this.edit(file, [first, [...lines.map((line) => `print(${line})`), first].join('\n')]);
  }

  /** The folder of the lesson. */
  get folder(): string {
    return path.dirname(this.#serving.root);
  }
}
