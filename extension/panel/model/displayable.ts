/** As what a browser shows a document. */
export type Appearance = 'page' | 'text' | 'image' | 'media' | 'xml' | 'pdf';

/*
 * Which types Chromium shows in a tab instead of offering them as a download. No standard says it; each entry was asked
 * of the browser (Chromium 156), and extension/test/panel asks the installed one again.
 */

const XML = ['text/xml', 'application/xml', 'application/xhtml+xml'];

const IMAGES = [
  ...['image/png', 'image/apng', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif', 'image/jxl', 'image/bmp'],
  ...['image/x-icon', 'image/vnd.microsoft.icon', 'image/svg+xml'],
];

const MEDIA = [
  ...['audio/mpeg', 'audio/wav', 'audio/ogg', 'audio/flac', 'audio/aac', 'audio/mp4', 'audio/webm'],
  ...['video/mp4', 'video/webm', 'video/ogg', 'video/x-matroska', 'application/ogg'],
  ...['application/x-mpegurl', 'application/vnd.apple.mpegurl'],
];

const SOURCE_TEXT = ['application/javascript', 'application/x-javascript', 'application/ecmascript'];

/** Types under text/ that belong to other programs: calendars, address books, tables, accounts. */
const FOREIGN_TEXT = [
  ...['text/calendar', 'text/x-calendar', 'text/vcalendar', 'text/x-vcalendar', 'text/vcard', 'text/x-vcard'],
  ...['text/x-vcf', 'text/directory', 'text/ldif', 'text/qif', 'text/x-qif', 'text/ofx', 'text/rtf'],
  ...['text/csv', 'text/x-csv', 'text/comma-separated-values', 'text/tab-separated-values', 'text/tsv'],
  'text/vnd.sun.j2me.app-descriptor',
];

/**
 * As what a document of a type is shown.
 *
 * @param type a MIME type's essence, in lower case
 * @returns undefined where it is downloaded instead
 */
export function appearanceOf(type: string): Appearance | undefined {
  if (type === 'text/html') return 'page';
  if (XML.includes(type)) return 'xml';
  if (IMAGES.includes(type)) return 'image';
  if (MEDIA.includes(type)) return 'media';
  if (type === 'application/pdf') return 'pdf';
  if (SOURCE_TEXT.includes(type) || /^application\/(.+\+)?json$/.test(type)) return 'text';
  return type.startsWith('text/') && !FOREIGN_TEXT.includes(type) ? 'text' : undefined;
}
