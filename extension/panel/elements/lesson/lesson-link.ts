// Where a lesson's links lead. A lesson is a file of anybody: only what is named here becomes a link.
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../../styles/icons';
import type { Language } from '../language';
import { LiveViewEvent } from '../live-view-link';
import { unbroken } from '../unbroken';

/** Where the page is shown, for its links. */
export interface LinkHost {
  /** The site's address in this browser; undefined while it does not run. */
  readonly siteUrl: string | undefined;
  /** True inside VS Code, where a page of the site opens in the live view. */
  readonly editor: boolean;
}

/** A link to a page of the site or to one elsewhere; the text alone where it leads to neither. */
export function lessonLink({ texts }: Language, text: string, href: string, host: LinkHost): unknown {
  const url = addressOf(href, host.siteUrl);
  if (!url) return text;
  const path = pathInSite(href, url, host.siteUrl);
  if (path === undefined || !host.editor) return anchor(url, text);
  const open = (event: Event): void => {
    const { ctrlKey, metaKey } = event as MouseEvent;
    if (ctrlKey || metaKey) return; // as everywhere: in a tab of the browser
    event.preventDefault();
    event.currentTarget?.dispatchEvent(new LiveViewEvent(path));
  };
  const label = texts.text('lesson.openBrowser', { path });
  return html`${anchor(url, text, open)}<a
      class="elsewhere"
      href=${url.href}
      target="_blank"
      rel="noopener noreferrer"
      title=${label}
      aria-label=${label}
      >${icon('link-external')}</a
    >`;
}

function anchor(url: URL, text: string, click?: (event: Event) => void): TemplateResult {
  return html`<a href=${url.href} target="_blank" rel="noopener noreferrer" @click=${click ?? nothing}
    >${unbroken(text)}</a
  >`;
}

/** The address of http or https that a link leads to; undefined for any other, such as javascript: and data:. */
function addressOf(href: string, siteUrl: string | undefined): URL | undefined {
  const own = href.startsWith('/');
  if (own && siteUrl === undefined) return undefined;
  try {
    // A path is put behind the site's address as it is: a proxy's has a path of its own.
    const url = own ? new URL((siteUrl ?? '').replace(/\/$/, '') + href) : new URL(href);
    if (!['http:', 'https:'].includes(url.protocol) || url.username !== '' || url.password !== '') return undefined;
    return !own || url.origin === new URL(siteUrl ?? '').origin ? url : undefined;
  } catch {
    return undefined;
  }
}

/** The request target of a page of the site; undefined for one elsewhere. */
function pathInSite(href: string, url: URL, siteUrl: string | undefined): string | undefined {
  if (!href.startsWith('/') || siteUrl === undefined) return undefined;
  const base = new URL(siteUrl).pathname.replace(/\/$/, '');
  return url.pathname.startsWith(`${base}/`) ? url.pathname.slice(base.length) + url.search : undefined;
}
