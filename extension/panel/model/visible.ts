/**
 * What is not seen, or has others be seen in another order (Unicode Standard Annex 9, section 2; Unicode Technical Report
 * 36, section 2.5). Tabs and line ends are laid out; what joins letters or emoji, and chooses their form, is seen by that.
 */
const HIDDEN = /(?![\t\n\r\u200c\u200d]|\p{Mn})[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}]/gu;

/** A text in which such characters stand by their numbers, as on the server's own pages (server/internal/pages). */
export const visible = (text: string): string =>
  text.replace(HIDDEN, (letter) => `‹U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}›`);

/** The same with one letter for each, where a line has so many columns: those that picture control characters (U+2400 and following). */
export const pictured = (text: string): string =>
  text.replace(HIDDEN, (letter) =>
    letter < ' ' ? String.fromCharCode(0x2400 + letter.charCodeAt(0)) : '\u2426'.repeat(letter.length),
  );
