// What a header or a status means: a sentence, the parts of its value, what is odd about it, and where to read more.
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Book } from '../knowledge/book';
import type { Explanation } from '../knowledge/explain';
import type { Link } from '../knowledge/links';
import { icon } from '../styles/icons';
import type { Language } from './language';
import { part } from './part';
import { unbroken, unbrokenStyles } from './unbroken';
import { visible } from '../model/visible';

/** Needed where an explanation, or a name that opens one, is drawn. */
export const explanationStyles = css`
  ${unbrokenStyles}
  .name {
    position: relative;
    max-width: 100%;
    text-align: start;
    overflow-wrap: anywhere;
    border: 0;
  }
  .name:hover,
  .name:focus-visible {
    text-decoration: underline dotted;
    text-underline-offset: 3px;
  }
  .name .icon {
    position: absolute;
    inset-inline-start: -12px;
    top: calc(0.7em - 6px);
    width: 12px;
    font-size: 12px;
    color: var(--vscode-descriptionForeground);
  }
  .explanation {
    display: flex;
    flex-direction: column;
    gap: 5px;
    margin: 2px 0 6px;
    padding: 4px 10px 6px;
    border-inline-start: 2px solid var(--vscode-focusBorder);
    background: var(--vscode-textCodeBlock-background);
    font-family: var(--vscode-font-family);
    font-size: var(--vscode-font-size);
    white-space: normal;
    overflow-wrap: break-word;
  }
  .explanation p,
  .explanation dl,
  .explanation ul {
    display: block;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .explanation dl > div + div {
    margin-block-start: 3px;
  }
  .explanation .inner {
    margin-inline-start: 14px;
  }
  .explanation dt,
  .explanation dd {
    display: inline;
    margin: 0;
    white-space: normal;
  }
  .explanation dt {
    color: var(--vscode-foreground);
    overflow-wrap: anywhere;
    margin-inline-end: 6px;
  }
  .explanation dd,
  .explanation .whole {
    color: var(--vscode-descriptionForeground);
  }
  .explanation li {
    display: flex;
    gap: 6px;
  }
  .explanation li + li {
    margin-block-start: 3px;
  }
  .explanation li .icon {
    margin-top: 1px;
  }
  .explanation .links {
    line-height: 24px; /* one below another they are as high as a hand needs (WCAG 2.5.8) */
    display: flex;
    flex-wrap: wrap;
    gap: 2px 14px;
  }
  @media (forced-colors: active) {
    .explanation {
      border: 1px solid;
    }
  }
`;

/** A name that opens and closes the explanation with an id. */
export function opener(
  { texts }: Language,
  name: string,
  id: string,
  open: boolean,
  toggle: () => void,
): TemplateResult {
  const title = texts.text('knowledge.open', { name });
  const content = html`${icon(open ? 'chevron-down' : 'chevron-right')}${unbroken(name)}`;
  // No white space within: it would be shown, and be part of the name.
  // oxfmt-ignore
  return html`<button class="name mono" title=${title} aria-expanded=${open} aria-controls=${open ? id : nothing} @click=${toggle}>${content}</button>`;
}

/** @param explain makes the explanation once the book is there */
export function explanation(language: Language, id: string, explain: (book: Book) => Explanation): TemplateResult {
  const { texts, library } = language;
  const { book } = library;
  const waiting = html`<p>${texts.text(library.failed ? 'knowledge.failed' : 'knowledge.loading')}</p>`;
  return html`<div class="explanation" id=${id}>
    ${book ? part(texts, id, () => explained(language, explain(book))) : waiting}
  </div>`;
}

function explained({ texts, format }: Language, shown: Explanation): TemplateResult {
  const { sentence, whole, parts, more, oddities, links } = shown;
  return html`<p>${sentence ?? texts.text('knowledge.unknown')}</p>
    ${whole === undefined ? nothing : html`<p class="whole">${visible(whole)}</p>`}
    ${parts.length === 0 ? nothing : html`<dl>${parts.map(piece)}</dl>`}
    ${more === 0 ? nothing : html`<p>${texts.counted('knowledge.more', more, { count: format.count(more) })}</p>`}
    ${
      oddities.length === 0
        ? nothing
        : html`<ul aria-label=${texts.text('knowledge.odd')}>
            ${oddities.map((oddity) => html`<li>${icon('info')}<span>${visible(oddity)}</span></li>`)}
          </ul>`
    }
    ${links.length === 0 ? nothing : html`<p class="links">${links.map(link)}</p>`}`;
}

function link({ label, url }: Link): TemplateResult {
  return html`<a href=${url} target="_blank" rel="noopener noreferrer" title=${url}>${label}</a>`;
}

function piece({ text, meaning, inner }: Explanation['parts'][number]): TemplateResult {
  return html`<div class=${inner ? 'inner' : ''}>
    <dt class="mono">${visible(text)}</dt>
    <dd>${visible(meaning)}</dd>
  </div>`;
}
