import path from 'node:path';
import { asWithin, isBelow } from './paths';

/**
 * The path by which a site answers with a file, percent-encoded, beginning with a slash. It is `/` where there is no
 * such path: without a file, for one outside the root, and for what a site never sends (names that begin with a dot,
 * save `.well-known` at the top).
 */
export function sitePath(root: string, file: string | undefined, system: path.PlatformPath = path): string {
  if (file === undefined || !isBelow(root, file, system)) return '/';
  const names = system.relative(root, file).split(system.sep);
  const hidden = names.some((name, index) => name.startsWith('.') && !(index === 0 && name === '.well-known'));
  return hidden ? '/' : `/${names.map(encodeURIComponent).join('/')}`;
}

/** The same, for a file that may have been opened by another name than that which the site has for it. */
export async function pathOfFile(root: string, file: string | undefined): Promise<string> {
  return sitePath(root, file && (await asWithin(root, file)));
}

/** How the live view looks. */
export type Theme = 'light' | 'dark';

/** The address of the page that shows `target`, a path of the site, and follows its files; with the key, for a frame. */
export function liveViewUrl(siteUrl: string, key: string, target: string, locale: string, theme: Theme): string {
  const url = new URL('_vitrina/live', siteUrl);
  url.searchParams.set('path', target);
  url.searchParams.set('key', key);
  url.searchParams.set('lang', locale);
  url.searchParams.set('theme', theme);
  return url.href;
}
