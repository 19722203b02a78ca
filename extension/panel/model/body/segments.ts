/** A part of a text, from a letter up to, not with, another. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A part of source text that has a colour of its own. */
export interface Token extends Span {
  readonly style: string;
}

/** A part of a row that is drawn in one way. */
export interface Segment extends Span {
  readonly style: string;
  /** True for what Vitrina put into the body. */
  readonly inserted: boolean;
  readonly found: boolean;
}

/** Cuts a row where its look changes. Tokens and finds are in the text's order and do not overlap among themselves. */
export function segmentsOf(
  row: Span,
  tokens: readonly Token[],
  inserted: Span | undefined,
  finds: readonly Span[],
): Segment[] {
  const edges = new Set([row.from, row.to]);
  for (const span of [...tokens, ...finds, ...(inserted ? [inserted] : [])]) {
    for (const edge of [span.from, span.to]) if (edge > row.from && edge < row.to) edges.add(edge);
  }
  const places = [...edges].sort((one, other) => one - other);
  return places.slice(0, -1).map((from, index) => ({
    from,
    to: places[index + 1] ?? row.to,
    style: tokens.find((token) => token.from <= from && from < token.to)?.style ?? '',
    inserted: inserted !== undefined && inserted.from <= from && from < inserted.to,
    found: finds.some((span) => span.from <= from && from < span.to),
  }));
}

/** Those spans of a list in the text's order that touch a row. */
export function touching<S extends Span>(spans: readonly S[], row: Span): S[] {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.to ?? 0) > row.from) high = middle;
    else low = middle + 1;
  }
  const touched: S[] = [];
  for (let index = low; index < spans.length; index++) {
    const span = spans[index];
    if (!span || span.from >= row.to) break;
    touched.push(span);
  }
  return touched;
}
