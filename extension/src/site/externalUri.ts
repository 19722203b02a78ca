import * as vscode from 'vscode';
import { pathPrefix } from './pathPrefix';

/**
 * The site's address as the user's browser must ask for it. Over SSH, in containers and in Codespaces VS Code forwards
 * the port for it. Not to be kept: the user may close a forwarded port.
 */
export async function externalUrl(siteUrl: string): Promise<string> {
  const uri = await vscode.env.asExternalUri(vscode.Uri.parse(siteUrl, true));
  return uri.toString(true); // an encoded `=` would not be the same query any more
}

/** The sentence that warns of a proxy which breaks links; undefined where there is none. */
export function proxyNotice(siteUrl: string, external: string): string | undefined {
  const prefix = pathPrefix(siteUrl, external);
  if (prefix === '') return undefined;
  return vscode.l10n.t(
    'A proxy puts {0} before each path of this site. Links in your pages that start with a slash, such as /index.css, lead to another place here. Write them without the slash.',
    prefix,
  );
}
