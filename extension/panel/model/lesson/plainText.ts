import type { Block, Span } from '../../../protocol/types.generated';

/** More cannot be read out at once. */
const MOST = 600;

/** The text of spans, without what they are. */
export const textOfSpans = (spans: readonly Span[]): string => spans.map(({ text }) => text).join('');

/** The text of blocks, for who listens. */
export function textOfBlocks(blocks: readonly Block[]): string {
  return blocks.map(textOfBlock).join(' ').replace(/\s+/g, ' ').trim().slice(0, MOST);
}

function textOfBlock({ spans = [], items = [], blocks = [], text = '' }: Block): string {
  return [textOfSpans(spans), ...items.map(textOfBlocks), textOfBlocks(blocks), text]
    .filter((each) => each !== '')
    .join(' ');
}
