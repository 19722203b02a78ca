import { type Case, text, binary, SVG, cases } from './verdictCase';

const BOM16 = '\uFEFF';

const drawn = (start: string, inner = ''): string =>
  `${start}<svg xmlns="http://www.w3.org/2000/svg" width="5" height="5">${inner}</svg>`;

const utf16 = (content: string): Uint8Array => Buffer.from(content, 'utf16le');

/** Images of SVG in other encodings, versions and with entities of their own. */
const SVGS: Case[] = [
  ...[
    ...[text, utf16].map((encode) => encode(BOM16 + drawn(''))),
    utf16(BOM16 + drawn('<?xml version="1.0" encoding="utf-16"?>')),
    Buffer.from(utf16(BOM16 + drawn(''))).swap16(),
    utf16(drawn('')),
    ...['1.1', '1.5', '1.10', '2.0', '1'].map((version) => text(drawn(`<?xml version="${version}"?>`))),
    ...['iso-8859-1', 'utf-8', 'utf-16', 'nonsense', 'windows-1252'].flatMap((label) => [
      binary(drawn(`<?xml version="1.0" encoding="${label}"?>`, '<!-- \xf1 -->')),
      text(drawn(`<?xml version="1.0" encoding="${label}"?>`, '<!-- ñ -->')),
    ]),
    binary(drawn('', '<text>\xf1</text>')),
    text(drawn('<!DOCTYPE svg [<!ENTITY a "b">]>', '<text x="&a;">&a;</text>')),
    text(
      drawn(
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd" [<!ENTITY a "b">]>',
        '<text x="&a;">&a;</text>',
      ),
    ),
    text(drawn('<!DOCTYPE svg [<!ENTITY a "<g/>">]>', '&a;')),
    text(drawn('<!DOCTYPE svg [<!ENTITY a "&b;"><!ENTITY b "c">]>', '&a;')),
    text(drawn('', '&nbsp;')),
    text('<!DOCTYPE svg [<!ENTITY ns "http://www.w3.org/2000/svg">]><svg xmlns="&ns;" width="5" height="5"/>'),
    text(SVG.replaceAll('svg', 'SVG')),
    text(`${SVG}<!-- c -->\n`),
    text(`${SVG}x`),
  ].flatMap((body) => cases('image', ['image/svg+xml', 'image/svg+xml; charset=iso-8859-1'], body)),
];

/** Images that browsers read in another way than they look. */
export const DRAWN: readonly Case[] = [...SVGS];
