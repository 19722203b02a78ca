// What stands above the list: what went wrong, and what is to be known of the site.
import { css, html, nothing, type TemplateResult } from 'lit';
import { isArchive } from '../model/archive';
import { Unsendable } from '../model/compose/unsendable';
import type { PanelModel } from '../model/panelModel';
import type { TextKey, Texts } from '../model/texts';
import { icon, type IconName } from '../styles/icons';
import { archiveRemarks } from './archive-header';
import type { Language } from './language';

export const noticeStyles = css`
  .notice {
    display: flex;
    align-items: start;
    gap: 8px;
    margin: 0;
    padding: 5px 12px;
    border-bottom: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent));
    overflow-wrap: anywhere;
  }
  .notice > .icon {
    margin-top: 1px;
    color: var(--vscode-problemsWarningIcon-foreground);
  }
  .notice > .icon-info {
    color: var(--vscode-problemsInfoIcon-foreground);
  }
  .notice > .icon-error {
    color: var(--vscode-problemsErrorIcon-foreground);
  }
  .notice.quiet,
  .notice.quiet > .icon {
    color: var(--vscode-descriptionForeground);
  }
  .notice > span:not(.icon),
  .aside span:not(.icon) {
    flex: 1;
    min-width: 0;
  }
  .aside {
    display: block;
  }
  .aside summary {
    display: flex;
    gap: 8px;
    cursor: pointer;
  }
  .aside:not([open]) span:not(.icon) {
    overflow: hidden;
    white-space: nowrap;
    text-overflow: ellipsis;
  }
`;

/** What the page says of a server that does not run. */
export const STATES = {
  stopped: { icon: 'play', title: 'stopped.title', hint: 'stopped.hint' },
  starting: { icon: 'sync', title: 'starting.title', hint: undefined },
  failed: { icon: 'error', title: 'failed.title', hint: undefined },
} as const satisfies Record<string, { icon: IconName; title: TextKey; hint: TextKey | undefined }>;

/**
 * @param failure why what was asked last was not done
 * @param start a button that starts the server
 */
export function notices(
  model: PanelModel,
  language: Language,
  failure: string | undefined,
  start: unknown,
): (TemplateResult | typeof nothing)[] {
  const { texts } = language;
  const { host, site, link, composing, overriding } = model;
  const untrusted = !isArchive(site) && (host?.trusted === false || site?.cgi === 'untrusted');
  const stopped = host && model.rows.length > 0 && host.state !== 'running' ? host.state : undefined;
  return [
    alert('error', model.listProblem),
    alert('warning', failure),
    // The forms say by themselves why what is in them cannot be done.
    alert('warning', composing.draft ? undefined : composingProblem(composing, texts)),
    alert('warning', overriding.draft ? undefined : overriding.problem),
    alert('debug-disconnect', !host && link === 'lost' ? texts.text('lost') : undefined),
    stopped ? notRunning(stopped, host?.reason, texts, start) : nothing,
    untrusted ? notice('workspace-untrusted', texts.text('untrusted')) : nothing,
    site?.cgi === 'network' ? notice('globe', texts.text('cgi.network.explanation')) : nothing,
    site?.watching ? notice('eye', site.watching.message, nothing, 'quiet') : nothing,
    ...(host?.notices ?? []).map(aside),
    ...(site?.archive ? archiveRemarks(language, site.archive).map(aside) : []),
  ];
}

/** Why the last request could not be sent. */
export function composingProblem({ problem }: PanelModel['composing'], texts: Texts): string | undefined {
  return problem instanceof Unsendable ? texts.text(problem.key, problem.values) : problem;
}

function notRunning(state: keyof typeof STATES, reason: string | undefined, texts: Texts, start: unknown) {
  const title = texts.text(STATES[state].title);
  return notice(STATES[state].icon, reason ? `${title}. ${reason}` : title, state === 'starting' ? nothing : start);
}

/** A sentence that need not be read each time: its first line, which opens to the whole. */
function aside(sentence: string): TemplateResult {
  return html`<details class="notice aside">
    <summary>${icon('info')}<span>${sentence}</span></summary>
  </details>`;
}

function notice(iconName: IconName, sentence: string, button: unknown = nothing, tone = ''): TemplateResult {
  return html`<p class="notice ${tone}">${icon(iconName)}<span>${sentence}</span>${button}</p>`;
}

/** What went wrong is told at once also to those who do not see it (WAI-ARIA 1.2, `alert`). */
function alert(iconName: IconName, sentence: string | undefined): TemplateResult | typeof nothing {
  if (sentence === undefined) return nothing;
  return html`<p class="notice">${icon(iconName)}<span role="alert">${sentence}</span></p>`;
}
