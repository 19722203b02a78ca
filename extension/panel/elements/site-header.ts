import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Site } from '../../protocol/types.generated';
import { icon, iconStyles } from '../styles/icons';
import { base, buttons } from '../styles/shared';
import { ComposeEvent } from './compose/compose-events';
import { isArchive, nameOf } from '../model/archive';
import { archiveFacts } from './archive-header';
import './export-menu';
import { FocusKeeper } from './focus';
import type { Language } from './language';
import { type PredictState, predictSwitch } from './predict/predict-switch';

/** Tells that the user wants the exchanges forgotten. */
export class ClearEvent extends Event {
  static readonly type = 'vitrina-clear';

  constructor() {
    super(ClearEvent.type, { bubbles: true, composed: true });
  }
}

/** Tells that the user wants to follow the newest exchange, or to stay at the one that is shown. */
export class ToggleFollowEvent extends Event {
  static readonly type = 'vitrina-toggle-follow';

  constructor() {
    super(ToggleFollowEvent.type, { bubbles: true, composed: true });
  }
}

/** Tells that the user wants the network's addresses shown, or hidden. */
export class ToggleNetworkEvent extends Event {
  static readonly type = 'vitrina-toggle-network';

  constructor() {
    super(ToggleNetworkEvent.type, { bubbles: true, composed: true });
  }
}

/** What is served, where, who can reach it, whether scripts run; and the page's buttons. */
@customElement('site-header')
export class SiteHeader extends LitElement {
  static override styles = [
    base,
    buttons,
    ...iconStyles,
    css`
      /* Its menu stands above what is below. */
      :host {
        position: relative;
        z-index: 3;
        display: block;
        container-type: inline-size;
        border-bottom: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent));
      }
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 1px 14px;
        min-height: 30px;
        padding: 3px 8px 3px 12px;
      }
      .facts {
        display: contents;
      }
      .tools {
        display: flex;
        flex-wrap: wrap;
        justify-content: flex-end;
        gap: 4px;
        margin-inline-start: auto;
      }
      .address a {
        line-height: 24px; /* as high as a tool beside or below it */
      }
      .tally {
        align-self: center;
        padding: 0 6px;
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      .tool {
        width: auto;
        gap: 4px;
        padding: 0 6px;
      }
      /* Two lines: where the site is, with the buttons; and what else is to be known of it, in small letters. */
      @container (max-width: 560px) {
        .bar {
          column-gap: 8px;
        }
        .facts {
          display: flex;
          flex-wrap: wrap;
          gap: 0 10px;
          order: 1;
          flex-basis: 100%;
          font-size: 0.9em;
        }
        .facts .icon:not(.icon-chevron-right, .icon-chevron-down),
        .scheme {
          display: none;
        }
      }
      @container (max-width: 340px) {
        .tool:has(span:not(.icon)) .icon,
        .address .icon {
          display: none;
        }
        .bar {
          padding-inline-end: 4px;
        }
        .tools {
          gap: 0;
        }
        .tool {
          padding: 0 4px;
        }
      }
      @container (max-width: 200px) {
        .facts > :not(.warn) {
          display: none;
        }
      }
      .fact {
        display: inline-flex;
        align-items: center;
        gap: 4px;
        min-width: 0;
      }
      .fact > span:not(.icon),
      .fact > a {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .fact .icon {
        font-size: 14px;
        color: var(--vscode-descriptionForeground);
      }
      .warn {
        color: var(--vscode-list-warningForeground);
      }
      .fact.warn .icon {
        color: inherit;
      }
      button.fact:hover > span:not(.icon) {
        text-decoration: underline;
      }
    `,
  ];

  @property({ attribute: false }) language!: Language;
  @property({ attribute: false }) site: Site | undefined;
  /** The site's address as this browser must ask for it, where that is not `site.url`. */
  @property({ attribute: false }) externalUrl: string | undefined;
  @property({ type: Boolean }) following = false;
  /** True where there are exchanges, so that the buttons have something to do. */
  @property({ type: Boolean }) listed = false;
  /** True where the server can be asked to forget them. */
  @property({ type: Boolean }) clearable = false;
  /** True while the list is filtered. */
  @property({ type: Boolean }) filtered = false;
  /** True where exchanges are pinned. */
  @property({ type: Boolean }) pinned = false;
  /** True where an exchange is chosen. */
  @property({ type: Boolean }) chosen = false;
  /** Whether what came of exchanges is covered until somebody answered, and how many answers were right. */
  @property({ attribute: false }) predict: PredictState = { on: false, tally: { right: 0, asked: 0 } };
  /** True where the addresses on the network are shown. */
  @property({ type: Boolean }) network = false;
  /** True inside VS Code, where the view's title has the button that clears. */
  @property({ type: Boolean }) editor = false;

  constructor() {
    super();
    new FocusKeeper(this); // its buttons go with the last exchange
  }

  protected override render(): TemplateResult {
    return html`<div class="bar">
      ${this.site ? this.#about(this.site) : nothing} ${this.listed ? this.#tools() : nothing}
    </div>`;
  }

  #about(site: Site): TemplateResult {
    const { archive } = site;
    if (archive) return archiveFacts(this.language, { ...site, archive });
    return html`${this.#address(site)} ${this.#facts(site)}`;
  }

  #tools(): TemplateResult {
    const offline = isArchive(this.site);
    return html`<div class="tools">
      ${predictSwitch(this.language, this.predict)} ${offline ? nothing : this.#follow()}
      ${
        this.clearable
          ? (['har', 'html'] as const).map(
              (as) =>
                html`<export-menu
                  .language=${this.language}
                  .as=${as}
                  ?filtered=${this.filtered}
                  ?pinned=${this.pinned}
                  ?chosen=${this.chosen}
                ></export-menu>`,
            )
          : nothing
      }
      ${this.editor || offline ? nothing : this.#clear()} ${offline ? nothing : this.#compose()}
    </div>`;
  }

  #follow(): TemplateResult {
    const { texts } = this.language;
    return html`<button
      class="tool"
      title=${texts.text('follow')}
      aria-label=${texts.text('follow')}
      aria-pressed=${this.following}
      @click=${() => this.dispatchEvent(new ToggleFollowEvent())}
    >
      ${icon('target')}<span>${texts.text('follow.label')}</span>
    </button>`;
  }

  #compose(): TemplateResult {
    const { texts } = this.language;
    return html`<button
      class="tool"
      title=${texts.text('compose.new')}
      aria-label=${texts.text('compose.new')}
      ?disabled=${!this.clearable}
      @click=${() => this.dispatchEvent(new ComposeEvent('nothing'))}
    >
      ${icon('add')}
    </button>`;
  }

  #clear(): TemplateResult {
    const { texts } = this.language;
    return html`<button
      class="tool"
      title=${texts.text('clear')}
      aria-label=${texts.text('clear')}
      ?disabled=${!this.clearable}
      @click=${() => this.dispatchEvent(new ClearEvent())}
    >
      ${icon('clear-all')}<span>${texts.text('clear.label')}</span>
    </button>`;
  }

  /** How many interpreters wait for requests, empty where none does. */
  #waiting({ waiting }: Site): string {
    if (waiting === undefined) return '';
    const { texts, format } = this.language;
    const { count, bytes } = waiting;
    const said = texts.counted('site.waiting', count, { count: format.count(count) });
    return bytes === 0 ? said : texts.text('site.waiting.memory', { waiting: said, size: format.size(bytes) });
  }

  #network(reach: string): TemplateResult {
    return html`<button
      class="fact warn"
      title=${this.language.texts.text('site.reach.network.explanation')}
      aria-expanded=${this.network}
      @click=${() => this.dispatchEvent(new ToggleNetworkEvent())}
    >
      ${icon('globe')}<span>${reach}</span>${icon(this.network ? 'chevron-down' : 'chevron-right')}
    </button>`;
  }

  #address(site: Site): TemplateResult {
    const url = this.externalUrl ?? site.url;
    const [, scheme = '', rest = url, slash = ''] = /^(https?:\/\/)(.*?)(\/?)$/.exec(url) ?? [];
    return html`<span class="fact address"
      >${icon('link-external')}<a href=${url} target="_blank" rel="noopener noreferrer" title=${url}
        ><span class="scheme">${scheme}</span>${rest}<span class="scheme">${slash}</span></a
      ></span
    >`;
  }

  #facts(site: Site): TemplateResult {
    const { texts } = this.language;
    const network = site.reach === 'network';
    const folder = nameOf(site.root);
    const reach = texts.text(network ? 'site.reach.network' : 'site.reach.loopback');
    return html`<div class="facts">
      <span class="fact" title=${`${texts.text('site.served')}: ${site.root}`}
        >${icon('folder-opened')}<span>${folder}</span></span
      >
      ${
        network
          ? this.#network(reach)
          : html`<span class="fact" title=${reach}>${icon('vm')}<span>${reach}</span></span>`
      }
      <span class="fact" title=${this.#waiting(site)}
        >${icon('terminal')}<span>${texts.text(site.cgi === 'on' ? 'site.cgi.on' : 'site.cgi.off')}</span></span
      >
    </div>`;
  }
}
