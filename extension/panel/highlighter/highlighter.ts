// A script of its own, which the page loads when it first shows source text: the parsers are as large as all else.
import type { Tree } from '@lezer/common';
import { parser as css } from '@lezer/css';
import { highlightTree, tagHighlighter, tags } from '@lezer/highlight';
import { configureNesting, parser as html } from '@lezer/html';
import { parser as javascript } from '@lezer/javascript';
import { parser as json } from '@lezer/json';
import { parser as python } from '@lezer/python';
import { parser as xml } from '@lezer/xml';
import type { SourceLanguage } from '../model/body/bodyKind';
import { type Span, type Token, touching } from '../model/body/segments';

/** How long it parses before it lets the page draw, in milliseconds. */
const TURN = 12;

/** After how many steps it looks at the clock, which takes longer than a step. */
const STEPS = 64;

const typescript = javascript.configure({ dialect: 'ts jsx' });

const PARSERS = {
  html: html.configure({
    wrap: configureNesting([
      { tag: 'script', parser: typescript },
      { tag: 'style', parser: css },
    ]),
  }),
  css,
  javascript: typescript,
  json,
  python,
  xml,
} as const satisfies Record<SourceLanguage, unknown>;

/** How much of a text is gone through at once, in letters: each time it begins at the text's first letter. */
const BLOCK = 8192;

/** The names of the colours (source-lines.styles.ts). */
const colours = tagHighlighter([
  { tag: tags.comment, class: 'comment' },
  { tag: [tags.keyword, tags.tagName, tags.documentMeta, tags.processingInstruction], class: 'keyword' },
  { tag: [tags.string, tags.attributeValue, tags.regexp, tags.character, tags.escape], class: 'string' },
  { tag: [tags.number, tags.bool, tags.null, tags.color, tags.unit, tags.atom], class: 'number' },
  { tag: [tags.attributeName, tags.propertyName, tags.className, tags.labelName, tags.typeName], class: 'name' },
]);

/** The colours of a text. */
export class Highlighted {
  readonly #tree: Tree;
  readonly #blocks = new Map<number, readonly Token[]>();

  constructor(tree: Tree) {
    this.#tree = tree;
  }

  /** Those of a part of it, in its order. */
  tokens(span: Span): Token[] {
    const tokens: Token[] = [];
    for (let block = Math.floor(span.from / BLOCK); block * BLOCK < span.to; block++) {
      tokens.push(...touching(this.#tokensOf(block), span));
    }
    return tokens;
  }

  #tokensOf(block: number): readonly Token[] {
    let tokens = this.#blocks.get(block);
    if (tokens) return tokens;
    const found: Token[] = [];
    const add = (from: number, to: number, style: string): number => found.push({ from, to, style });
    highlightTree(this.#tree, colours, add, block * BLOCK, (block + 1) * BLOCK);
    this.#blocks.set(block, (tokens = found));
    return tokens;
  }
}

/** Reads a text, turn by turn; undefined where that was given up. */
export async function highlight(
  text: string,
  language: SourceLanguage,
  signal: AbortSignal,
): Promise<Highlighted | undefined> {
  const parse = PARSERS[language].startParse(text);
  for (let turn = performance.now() + TURN; !signal.aborted;) {
    for (let step = 0; step < STEPS; step++) {
      const tree = parse.advance();
      if (tree) return new Highlighted(tree);
    }
    if (performance.now() < turn) continue;
    await new Promise((resolve) => setTimeout(resolve));
    turn = performance.now() + TURN;
  }
  return undefined;
}
