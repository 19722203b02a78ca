// The text of a lesson, drawn from its blocks: never as HTML.
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Block, Span } from '../../../protocol/types.generated';
import '../copy-button';
import type { Language } from '../language';
import { unbroken, unbrokenStyles } from '../unbroken';
import { type LinkHost, lessonLink } from './lesson-link';

/** Blocks that lie deeper are not drawn: nobody reads them. */
const DEEPEST = 10;

export const blockStyles = [
  unbrokenStyles,
  css`
    p,
    ul.text,
    ol.text,
    blockquote,
    h4 {
      margin: 0 0 8px;
    }
    ul.text,
    ol.text {
      padding-inline-start: 22px;
    }
    .text li > :last-child,
    blockquote > :last-child {
      margin-bottom: 2px;
    }
    h4 {
      font-size: inherit;
    }
    blockquote {
      padding-inline-start: 10px;
      border-inline-start: 3px solid var(--vscode-textBlockQuote-border, var(--vscode-panel-border, currentcolor));
    }
    code {
      padding: 0 3px;
      border-radius: 3px;
      background: var(--vscode-textCodeBlock-background);
      font-family: var(--vscode-editor-font-family);
      font-size: var(--vscode-editor-font-size);
    }
    .code {
      position: relative;
      margin: 0 0 8px;
    }
    pre {
      margin: 0;
      padding: 6px 30px 6px 8px;
      border-radius: 3px;
      background: var(--vscode-textCodeBlock-background);
      white-space: pre-wrap;
      overflow-wrap: anywhere;
    }
    pre code {
      padding: 0;
      background: none;
    }
    .code copy-button {
      position: absolute;
      inset: 2px 2px auto auto;
    }
    .elsewhere {
      margin-inline-start: 2px;
      vertical-align: middle;
    }
    .elsewhere .icon {
      font-size: 12px;
      width: 12px;
    }
  `,
];

/** How text is drawn. */
export interface Drawn {
  readonly language: Language;
  readonly host: LinkHost;
}

export function drawBlocks(drawn: Drawn, blocks: readonly Block[], depth = 0): unknown[] {
  return depth > DEEPEST ? [] : blocks.map((block) => drawBlock(drawn, block, depth));
}

function drawBlock(drawn: Drawn, block: Block, depth: number): TemplateResult | typeof nothing {
  const { kind, spans = [], items = [], blocks = [], text = '' } = block;
  const entries = (): TemplateResult[] => items.map((item) => html`<li>${drawBlocks(drawn, item, depth + 1)}</li>`);
  switch (kind) {
    case 'paragraph':
      return html`<p>${drawSpans(drawn, spans)}</p>`;
    case 'heading':
      return html`<h4>${drawSpans(drawn, spans)}</h4>`;
    case 'list':
      return html`<ul class="text">
        ${entries()}
      </ul>`;
    case 'orderedList':
      return html`<ol class="text">
        ${entries()}
      </ol>`;
    case 'quote':
      return html`<blockquote>${drawBlocks(drawn, blocks, depth + 1)}</blockquote>`;
    case 'code':
      return html`<div class="code">
        <pre><code>${text.replace(/\n$/, '')}</code></pre>
        <copy-button
          .language=${drawn.language}
          .text=${text}
          .label=${drawn.language.texts.text('lesson.copyCode')}
        ></copy-button>
      </div>`;
    default: // of a server that knows more kinds
      return nothing;
  }
}

export function drawSpans({ language, host }: Drawn, spans: readonly Span[]): unknown[] {
  return spans.map(({ kind, text, href }) => {
    switch (kind) {
      case 'code':
        return html`<code>${unbroken(text)}</code>`;
      case 'strong':
        return html`<strong>${text}</strong>`;
      case 'em':
        return html`<em>${text}</em>`;
      case 'link':
        return lessonLink(language, text, href ?? '', host);
      default:
        return text;
    }
  });
}
