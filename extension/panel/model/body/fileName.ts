const EXTENSIONS: Readonly<Record<string, string>> = {
  'text/html': 'html',
  'application/xhtml+xml': 'xhtml',
  'text/css': 'css',
  'text/javascript': 'js',
  'application/json': 'json',
  'application/xml': 'xml',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/svg+xml': 'svg',
};

/** A name for a file with the bytes of a body: what was asked for, as far as a file can be called so. */
export function fileNameOf(target: string, of: 'request' | 'response' | 'output', essence: string): string {
  const last = plain(target.split(/[?#]/)[0]?.split('/').at(-1) ?? '')
    // Letters that some system does not take, and a point at the start, which would hide the file.
    .replace(/[\p{Cc}"*/:<>?\\|]/gu, '_')
    .replace(/^\.+/, '');
  if (of === 'output') return `${last || 'script'}.out.txt`;
  const name = of === 'request' ? `${last || 'index'}.request` : last || 'index';
  const extension = EXTENSIONS[essence] ?? (essence.startsWith('text/') ? 'txt' : undefined);
  const named = of === 'response' && /\.\w+$/.test(name) && !/\.(?:py|cgi|pl|sh|php|rb)$/i.test(name);
  return named || extension === undefined || name.endsWith(`.${extension}`) ? name : `${name}.${extension}`;
}

function plain(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
