import '@vscode-elements/elements/dist/vscode-button/index.js';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ReloadCause } from '../../protocol/types.generated';
import { ignoring, outcomeOf, outcomeText } from '../model/outcome';
import type { Reload } from '../model/reloadStore';
import type { TextKey } from '../model/texts';
import { icon, iconStyles } from '../styles/icons';
import { base, buttons } from '../styles/shared';
import './copy-button';
import { detailStyles } from './exchange-detail.styles';
import { factStyles } from './facts';
import type { Language } from './language';
import { OpenSourceEvent } from './place';
import { reloadStyles } from './reload-detail.styles';
import { visible } from '../model/visible';

/** Tells that the user wants to see the setting that has changes of files ignored. */
export class IgnoreEvent extends Event {
  static readonly type = 'vitrina-ignore';

  constructor() {
    super(IgnoreEvent.type, { bubbles: true, composed: true });
  }
}

const CAUSES: Record<ReloadCause, TextKey> = {
  watch: 'reload.cause.watch',
  editor: 'reload.cause.editor',
  look: 'reload.cause.look',
  override: 'reload.cause.override',
};

/** A change of files: which, what came of it and why, and how long it took. */
@customElement('reload-detail')
export class ReloadDetail extends LitElement {
  static override styles = [base, buttons, ...iconStyles, detailStyles, factStyles, reloadStyles];

  @property({ attribute: false }) language!: Language;
  @property({ attribute: false }) reload: Reload | undefined;
  /** True where files and settings can be opened in an editor. */
  @property({ type: Boolean }) editor = false;

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('.region')?.focus();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { reload } = this;
    if (!reload) return nothing;
    const { texts, format } = this.language;
    const { paths, pages, cause, time, saveToMessageMs, doneMs } = reload;
    const [first = ''] = paths;
    const count = { count: format.count(paths.length) };
    const named = paths.length === 1 ? first : texts.counted('reload.count', paths.length, count);
    return html`<div class="region" role="region" tabindex="0" aria-label=${texts.text('reload.change')}>
      <div class="title">
        <h2 class="mono"><span class="method">${texts.text('reload.change')}</span> ${visible(named)}</h2>
      </div>
      <div class="outcome" role="group" aria-label=${texts.text('reload.outcome')}>
        <p class="line">
          ${icon(reload.kind === 'none' ? 'circle-slash' : 'refresh')}
          <strong>${outcomeText(texts, reload)}</strong>
        </p>
        <p class="dim">${visible(reload.reason)}</p>
        ${outcomeOf(reload) === 'sent' ? html`<p class="dim">${texts.text('reload.unanswered.explanation')}</p>` : nothing}
      </div>
      ${reload.code === 'output' && this.editor ? paths.map((path) => this.#offer(path)) : nothing}
      <dl>
        ${this.#fact('reload.files', this.#files(reload))}
        ${pages.length === 0 ? nothing : this.#fact('reload.pages', list(pages))}
        ${this.#fact('reload.cause', texts.text(CAUSES[cause]))} ${this.#fact('reload.time', format.moment(time))}
        ${
          pages.length === 0
            ? nothing
            : html`${this.#fact('reload.saveToMessage', format.duration(saveToMessageMs))}
              ${this.#fact(
                'reload.saveToPage',
                doneMs === 0 ? texts.text('reload.unanswered') : format.duration(doneMs),
              )}`
        }
      </dl>
    </div>`;
  }

  #fact(name: TextKey, value: unknown): TemplateResult {
    return html`<dt>${this.language.texts.text(name)}</dt>
      <dd class="mono">${value}</dd>`;
  }

  #files({ cause, paths }: Reload): TemplateResult {
    if (!this.editor || cause === 'override') return list(paths); // a path of the site, which may be of no file
    const { texts } = this.language;
    const open = (path: string) => (): boolean => this.dispatchEvent(new OpenSourceEvent({ path, line: 1 }));
    return list(
      paths.map(
        (path) =>
          html`<button class="link" title=${texts.text('openPlace', { place: path })} @click=${open(path)}>
            ${visible(path)}
          </button>`,
      ),
    );
  }

  /** What scripts write is passed over already; the setting has every change of it ignored. Only the user writes there. */
  #offer(path: string): TemplateResult {
    const { texts } = this.language;
    const glob = ignoring(path);
    return html`<div class="offer">
      <p>${texts.text('reload.ignore', { path })}</p>
      <p class="line">
        <code class="mono">${glob}</code>
        <copy-button
          .language=${this.language}
          .text=${glob}
          .label=${texts.text('network.copy', { url: glob })}
        ></copy-button>
        <vscode-button secondary @click=${() => this.dispatchEvent(new IgnoreEvent())}
          >${texts.text('openSettings')}</vscode-button
        >
      </p>
    </div>`;
  }
}

const list = (lines: readonly unknown[]): TemplateResult =>
  html`<ul>
    ${lines.map((line) => html`<li>${typeof line === 'string' ? visible(line) : line}</li>`)}
  </ul>`;
