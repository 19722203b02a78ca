// A section of the details that opens and closes, as those of VS Code's own views.
import { css, html, nothing, type TemplateResult } from 'lit';
import type { SectionName, Sections } from '../model/sections';
import { icon } from '../styles/icons';

/** Asks for a section to be opened or closed. */
export class SectionEvent extends Event {
  static readonly type = 'vitrina-section';
  readonly section: SectionName;

  constructor(section: SectionName) {
    super(SectionEvent.type, { bubbles: true, composed: true });
    this.section = section;
  }
}

export const sectionStyles = css`
  h3 {
    display: flex;
    align-items: center;
    gap: 6px;
    min-height: 22px;
    margin: 8px 0 2px;
    padding: 0 12px 0 4px;
    font-size: 11px;
    font-weight: 700;
    color: var(--vscode-sideBarSectionHeader-foreground, var(--vscode-foreground));
    border-top: 1px solid var(--vscode-panel-border, transparent);
  }
  h3 .fold {
    display: flex;
    flex: 1;
    align-items: center;
    gap: 4px;
    min-width: 0;
    min-height: 24px;
    text-align: start;
    text-transform: uppercase;
    font-weight: inherit;
  }
  h3 .summary {
    padding: 0;
    overflow: hidden;
    white-space: nowrap;
    text-overflow: ellipsis;
    font-weight: normal;
    text-transform: none;
  }
`;

/** What a section is beside its content. */
export interface SectionHead {
  readonly name: SectionName;
  readonly title: string;
  /** A few words that say, also of a closed section, what is in it. */
  readonly summary?: string;
  /** Buttons at the end of the title's line. */
  readonly actions?: unknown;
}

/** A section with what `draw` gives, which is drawn only while it is open. The styles are those of buttons and sections. */
export function section(sections: Sections, head: SectionHead, draw: () => unknown): TemplateResult {
  const open = sections.isOpen(head.name);
  const id = `section-${head.name}`;
  const toggle = (event: Event): boolean | undefined => event.currentTarget?.dispatchEvent(new SectionEvent(head.name));
  return html`<section aria-label=${head.title}>
    <h3>
      <button class="fold" aria-expanded=${open} aria-controls=${open ? id : nothing} @click=${toggle}>
        ${icon(open ? 'chevron-down' : 'chevron-right')}<span>${head.title}</span>
        ${head.summary === undefined ? nothing : html`<span class="summary dim">${head.summary}</span>`}
      </button>
      ${head.actions ?? nothing}
    </h3>
    ${open ? html`<div id=${id}>${draw()}</div>` : nothing}
  </section>`;
}
