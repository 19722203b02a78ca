/**
 * The path that a proxy puts before every path of a site, without the slash at its end; empty where there is none.
 * With such a prefix (code-server's `/proxy/8000`) a page's links that begin with a slash lead out of the site.
 */
export function pathPrefix(siteUrl: string, externalUrl: string): string {
  const own = new URL(siteUrl).pathname;
  const outer = new URL(externalUrl).pathname;
  return outer !== own && outer.endsWith(own) ? outer.slice(0, outer.length - own.length) : '';
}
