/** Light modules that a reader needs around a code (ISO/IEC 18004, section 6.3.8). */
export const QUIET_ZONE = 4;

/** The dark modules of a code as the path of an SVG whose unit is a module, with the quiet zone around them. */
export function darkPath(rows: readonly string[]): string {
  return rows
    .flatMap((row, y) =>
      [...row.matchAll(/1+/g)].map(
        ({ index, 0: run }) =>
          `M${String(index + QUIET_ZONE)} ${String(y + QUIET_ZONE)}h${String(run.length)}v1h-${String(run.length)}z`,
      ),
    )
    .join('');
}
