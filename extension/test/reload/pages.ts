// Small pages, sheets, pictures and scripts that scenarios are made of.

/** A page in standards mode. */
export const page = (body: string, head = ''): string =>
  `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>page</title>${head}</head>\n<body>${body}</body></html>\n`;

export const sheet = (colour: string, selector = 'p'): string => `${selector} { color: ${colour} }\n`;
export const RED = 'rgb(255, 0, 0)';
export const BLUE = 'rgb(0, 0, 255)';
export const GREEN = 'rgb(0, 128, 0)';
export const BLACK = 'rgb(0, 0, 0)';

/** A square of one colour. */
export const picture = (width: number, colour = 'red'): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${width}"><rect width="100%" height="100%" fill="${colour}"/></svg>\n`;

/** A script that prints a header and then does what the lines say. */
export const script = (lines: string, type = 'text/html'): string =>
  `#!/bin/sh\n${type ? `printf 'Content-Type: ${type}\\n'\n` : ''}echo\n${lines}\n`;

export const link = '<link rel="stylesheet" href="s.css">';
/** A field, and what keeps a page in mind that is not loaded again. */
export const field = '<input id="f">';
