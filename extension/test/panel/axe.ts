import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';

export const AXE = 'node_modules/axe-core/axe.min.js';

/**
 * Beyond the rules that axe-core applies by itself, what a voice control needs: a name says what is seen (WCAG 2.5.3); and
 * what a hand needs: a target is 24 px wide and high, or has that much room (WCAG 2.5.8).
 */
const OPTIONS = `{ rules: { 'label-content-name-mismatch': { enabled: true }, 'target-size': { enabled: true } }, resultTypes: ['violations'] }`;

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** Lets axe-core look at what a page shows inside an element, shadow trees too. It finds nothing that keeps anybody out. */
export async function accessible(page: Page, selector: string, state: string): Promise<void> {
  await page.evaluate(await readFile(AXE, 'utf8'));
  assert.deepEqual(await violations(page, selector), [], state);
}

/** What axe-core finds inside an element of a page that has it. */
export async function violations(page: Page, selector: string): Promise<string[]> {
  const inside = JSON.stringify(selector.split(' >>> '));
  const found = await page.evaluate<Violation[]>(
    `axe.run({ include: [{ fromShadowDom: ${inside} }] }, ${OPTIONS}).then(({ violations }) => violations)`,
  );
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n  ')}`);
}
