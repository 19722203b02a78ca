import type { BrowserContext } from 'playwright-core';
import type { Proxy } from './proxy';
import type { Host, Scenario } from './scenario';
import type { Served } from './sites';
import { type Window, pause } from './window';

/** One run of a scenario: its site, and the page that shows it. */
export class Run {
  /** Further pages that the scenario has opened. */
  readonly others: Window[] = [];

  constructor(
    readonly scenario: Scenario,
    readonly host: Host,
    readonly served: Served,
    readonly window: Window,
    readonly context: BrowserContext,
    readonly proxy: Proxy | undefined,
    /** How long a condition may take, in milliseconds. */
    readonly limit: number,
  ) {}

  /** Waits until a condition holds; a page that is being loaded again has no answer yet. */
  async until(what: string, holds: () => Promise<boolean> | boolean): Promise<void> {
    const end = Date.now() + this.limit;
    let last: unknown;
    for (let rest = 10; ; rest = Math.min(100, rest * 1.5)) {
      try {
        if (await holds()) return;
        last = undefined;
      } catch (error) {
        last = error;
      }
      if (Date.now() > end)
        throw new Error(`${what}: not within ${this.limit} ms${last instanceof Error ? `; ${last.message}` : ''}`);
      await pause(rest);
    }
  }

  /** Opens a target, and waits until it is loaded and followed. */
  async visit(target: string, window = this.window): Promise<void> {
    await window.arrive(() => window.begin(target), this.limit);
  }

  /** Takes the scenario's steps. */
  async take(): Promise<void> {
    if (!this.scenario.unopened) await this.visit(this.scenario.page ?? '/');
    for (const [index, step] of this.scenario.steps.entries()) {
      try {
        await step.take(this);
      } catch (error) {
        const cause = error instanceof Error ? error.message : String(error);
        const said = this.served.said.map((each) => JSON.stringify(each)).join('\n');
        throw new Error(`step ${index + 1}, “${step.says}”: ${cause}\nThe server said:\n${said}`, { cause: error });
      }
    }
  }
}
