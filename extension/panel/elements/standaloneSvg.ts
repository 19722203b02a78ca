// A drawing of the page as a file of its own.

/** What a style sheet says of a drawing's elements, by the name of the property and of the attribute alike. */
const STYLES = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linejoin',
  'paint-order',
  'font-family',
  'font-size',
  'font-weight',
];

/** The drawing as SVG that needs no style sheet: with the colours that it has now, on what lies behind it now. */
export function standaloneSvg(drawing: SVGSVGElement): string {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const originals = drawing.querySelectorAll<SVGElement>('*');
  copy.querySelectorAll<SVGElement>('*').forEach((element, index) => {
    const original = originals[index];
    element.removeAttribute('class');
    if (!original || !(original instanceof SVGGraphicsElement)) return;
    const style = getComputedStyle(original);
    for (const name of STYLES) {
      const value = style.getPropertyValue(name);
      if (name.startsWith('font') && original.tagName !== 'text') continue;
      if (value !== '' && value !== 'normal') element.setAttribute(name, value);
    }
  });
  const comments = document.createNodeIterator(copy, NodeFilter.SHOW_COMMENT); // Lit's marks
  for (let comment = comments.nextNode(); comment; comment = comments.nextNode())
    comment.parentNode?.removeChild(comment);
  const back = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  for (const [name, value] of [
    ['width', '100%'],
    ['height', '100%'],
    ['fill', backgroundOf(drawing)],
  ] as const) {
    back.setAttribute(name, value);
  }
  copy.prepend(back);
  return new XMLSerializer().serializeToString(copy);
}

/** The colour behind an element: that of the nearest one around it that has any. */
function backgroundOf(element: Element): string {
  for (let at: Element | undefined = element; at; at = around(at)) {
    const colour = getComputedStyle(at).backgroundColor;
    if (colour !== 'transparent' && !/,\s*0\)$/.test(colour)) return colour;
  }
  return 'white';
}

function around(element: Element): Element | undefined {
  if (element.parentElement) return element.parentElement;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : undefined;
}
