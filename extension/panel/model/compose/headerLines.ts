import type { HeaderLine } from '../../../protocol/types.generated';

/** The header of each line that is not empty. One without a colon has only a name, which the server refuses by it. */
export function headerLines(text: string): HeaderLine[] {
  return linesOf(text).map((line) => {
    const colon = line.indexOf(':');
    if (colon < 0) return { name: line, value: '' };
    return { name: line.slice(0, colon), value: line.slice(colon + 1).trim() };
  });
}

/** The lines with a header in place of all that have its name, or behind them. */
export function withField(text: string, name: string, value: string): string {
  const line = `${name}: ${value}`;
  const lines = linesOf(text);
  const is = (each: string): boolean => each.toLowerCase().startsWith(`${name.toLowerCase()}:`);
  const at = lines.findIndex(is);
  if (at < 0) return [...lines, line].join('\n');
  return lines.flatMap((each, index) => (index === at ? [line] : is(each) ? [] : [each])).join('\n');
}

const linesOf = (text: string): string[] => text.split(/\r?\n/).filter((line) => line !== '');
