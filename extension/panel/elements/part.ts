import { css, html, nothing, type TemplateResult } from 'lit';
import type { Texts } from '../model/texts';
import { icon } from '../styles/icons';

/** How the sentence looks that stands in place of a part. */
export const partStyles = css`
  .broken {
    display: flex;
    gap: 6px;
    margin: 0;
    padding: 2px 12px;
    overflow-wrap: anywhere;
  }
  .broken .icon {
    margin-top: 1px;
  }
`;

/** What was reported of each part last: a part is drawn many times, and is to be reported once. */
const reported = new Map<string, string>();

/**
 * Draws a part of the page. One that fails takes nothing else with it: a sentence stands in its place, and the console
 * has the error.
 *
 * @param name the part's name, for the console
 * @param frame puts the sentence where it belongs
 */
export function part<T>(
  texts: Texts,
  name: string,
  draw: () => T,
  frame = (sentence: TemplateResult): TemplateResult => sentence,
): T | TemplateResult {
  try {
    return draw();
  } catch (error) {
    if (reported.get(name) !== String(error)) console.error(`Vitrina: the part “${name}” cannot be shown.`, error);
    reported.set(name, String(error));
    return frame(html`<p class="broken">${icon('error')} <span>${texts.text('part.broken')}</span></p>`);
  }
}

/** What repeats or depends on something that another part shows: where it fails, that part says so. */
export function orNothing<T>(draw: () => T): T | typeof nothing {
  try {
    return draw();
  } catch {
    return nothing;
  }
}
