import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Site } from '../../protocol/types.generated';
import { icon, iconStyles } from '../styles/icons';
import { base, buttons } from '../styles/shared';
import type { Language } from './language';

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
      :host {
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
        padding: 3px 6px 3px 12px;
      }
      .tools {
        display: flex;
        gap: 4px;
        margin-inline-start: auto;
      }
      @container (max-width: 520px) {
        /* The buttons stay in the first line, beside the folder. */
        .fact:not(:first-child) {
          order: 1;
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
  /** True where the addresses on the network are shown. */
  @property({ type: Boolean }) network = false;
  /** True inside VS Code, where the view's title has the button that clears. */
  @property({ type: Boolean }) editor = false;

  protected override render(): TemplateResult {
    return html`<div class="bar">
      ${this.site ? this.#facts(this.site) : nothing} ${this.listed ? this.#tools() : nothing}
    </div>`;
  }

  #tools(): TemplateResult {
    const { texts } = this.language;
    return html`<div class="tools">
      <button
        class="tool"
        title=${texts.text('follow')}
        aria-label=${texts.text('follow')}
        aria-pressed=${this.following}
        @click=${() => this.dispatchEvent(new ToggleFollowEvent())}
      >
        ${icon('target')}
      </button>
      ${this.editor ? nothing : this.#clear()}
    </div>`;
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
      ${icon('clear-all')}
    </button>`;
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

  #facts(site: Site): TemplateResult {
    const { texts } = this.language;
    const network = site.reach === 'network';
    const url = this.externalUrl ?? site.url;
    const folder = site.root.replace(/[\\/]+$/, '').replace(/^.*[\\/]/s, '') || site.root;
    const reach = texts.text(network ? 'site.reach.network' : 'site.reach.loopback');
    return html`
      <span class="fact" title=${`${texts.text('site.served')}: ${site.root}`}
        >${icon('folder-opened')}<span>${folder}</span></span
      >
      <span class="fact"
        >${icon('link-external')}<a href=${url} target="_blank" rel="noopener noreferrer" title=${url}>${url}</a></span
      >
      ${
        network
          ? this.#network(reach)
          : html`<span class="fact" title=${reach}>${icon('vm')}<span>${reach}</span></span>`
      }
      <span class="fact"
        >${icon('terminal')}<span>${texts.text(site.cgi === 'on' ? 'site.cgi.on' : 'site.cgi.off')}</span></span
      >
    `;
  }
}
