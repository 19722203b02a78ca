import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ExchangeSummary } from '../../protocol/types.generated';
import { type Change, type FieldChange, isSame } from '../model/comparison';
import type { ComparedEdit, Compared } from '../model/comparisonLoader';
import { asWhat, fateOf } from '../model/fate';
import { covered, isSecret, pieces } from '../model/secrets';
import type { TextKey } from '../model/texts';
import { icon, iconStyles } from '../styles/icons';
import { base, buttons } from '../styles/shared';
import { comparisonStyles } from './exchange-comparison.styles';
import type { Language } from './language';
import './line-diff';
import { masked, maskStyles, revealButton } from './masked';
import { part, partStyles } from './part';
import { placeLink } from './place';
import { Revealed } from './revealed';
import { HoldEvent } from './time-events';
import { visible } from '../model/visible';

/** What changed between two exchanges, and by which edit: first, in large type, what a class is to see. */
@customElement('exchange-comparison')
export class ExchangeComparison extends LitElement {
  static override styles = [base, buttons, ...iconStyles, partStyles, maskStyles, comparisonStyles];

  @property({ attribute: false }) language!: Language;
  @property({ attribute: false }) compared!: Compared;
  /** The exchange that is shown, one of the two. */
  @property({ attribute: false }) chosen!: ExchangeSummary;
  /** True where all exchanges are compared with the other one. */
  @property({ type: Boolean }) held = false;
  @property({ type: Boolean }) editor = false;
  /** By the names of headers in lower case. */
  readonly #revealed = new Revealed(() => {
    this.requestUpdate();
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.setAttribute('role', 'group');
  }

  protected override willUpdate(): void {
    this.setAttribute('aria-label', this.language.texts.text('comparison'));
    this.#revealed.of(this.compared.before, this.compared.after);
  }

  protected override render(): TemplateResult {
    const { texts } = this.language;
    return part(texts, texts.text('comparison'), () => html`${this.#since()} ${this.#changes()} ${this.#details()}`);
  }

  /** With what it is compared. */
  #since(): TemplateResult {
    const { texts, format } = this.language;
    const { before, after, comparison } = this.compared;
    const earlier = after.id === this.chosen.id;
    const other = earlier ? before : after;
    const time = format.clock(other.time);
    const what = comparison.request ? `${other.method} ${covered(other.target)}, ${time}` : time;
    const key = this.#title(earlier);
    return html`<div class="since">
      <h3>${texts.text(key, { what })}</h3>
      ${
        this.held
          ? html`<button class="link" @click=${() => this.dispatchEvent(new HoldEvent(false))}>
              ${texts.text('comparison.stop')}
            </button>`
          : nothing
      }
    </div>`;
  }

  /** Nothing is said to be the same before the bodies are there. */
  #title(earlier: boolean): TextKey {
    const { comparison, body } = this.compared;
    if (this.#isSame()) return 'comparison.same';
    if (comparison.notModified || (isSame(comparison) && body === undefined)) return 'comparison.waiting';
    return earlier ? 'comparison.since' : 'comparison.until';
  }

  #isSame(): boolean {
    const { comparison, body } = this.compared;
    return !comparison.notModified && isSame(comparison) && (body?.kind === 'same' || body?.kind === 'none');
  }

  #changes(): unknown {
    const { texts } = this.language;
    const { comparison } = this.compared;
    const { status, contentType, request, destination, fields, notModified } = comparison;
    return [
      notModified ? html`<p>${icon('info')} ${texts.text('comparison.notModified')}</p>` : nothing,
      request
        ? this.#change(texts.text('request'), {
            before: covered(request.before ?? ''),
            after: covered(request.after ?? ''),
          })
        : nothing,
      contentType ? this.#change('Content-Type', contentType, true) : nothing,
      status ? this.#change(texts.text('column.status'), status, !notModified) : nothing,
      this.#fate(),
      destination
        ? this.#change(texts.text('comparison.asked'), {
            before: asWhat(texts, destination.before),
            after: asWhat(texts, destination.after),
          })
        : nothing,
      fields.telling.map((field) => this.#field(field)),
    ];
  }

  #fate(): TemplateResult | typeof nothing {
    const { texts } = this.language;
    const { verdict, contentType } = this.compared.comparison;
    if (!verdict) return nothing;
    const { before, after } = verdict;
    const fates = {
      before: fateOf(texts, before, before.destination),
      after: fateOf(texts, after, after.destination),
    };
    if (fates.before !== fates.after) return this.#change(undefined, fates, true);
    if (contentType) return nothing; // which says it
    return this.#change(texts.text('comparison.type'), {
      before: before.type || undefined,
      after: after.type || undefined,
    });
  }

  /** A header's change. Cookies and credentials are hidden until somebody asks for them. */
  #field({ name, before, after }: FieldChange): TemplateResult {
    if (!isSecret(name, before ?? '') && !isSecret(name, after ?? ''))
      return this.#change(name, { before: before && visible(before), after: after && visible(after) });
    const key = name.toLowerCase();
    const shown = this.#revealed.has(key);
    const toggle = (): void => {
      this.#revealed.toggle(key);
    };
    const value = (text: string | undefined): unknown =>
      text === undefined ? undefined : masked(this.language, pieces(name, text), shown, toggle);
    const sides = { before: value(before), after: value(after) };
    return this.#change(name, sides, false, revealButton(this.language, name, shown, toggle));
  }

  #change(
    name: string | undefined,
    { before, after }: Readonly<Record<keyof Change, unknown>>,
    big = false,
    action: unknown = nothing,
  ): TemplateResult {
    const { texts } = this.language;
    const none = texts.text('comparison.none');
    return html`<p class="change ${big ? 'big' : ''}">
      ${name === undefined ? nothing : html`<span class="name">${name}:</span>`}
      <span class="before">${before ?? none}</span>
      <span aria-hidden="true">→</span><span class="visually-hidden">${texts.text('comparison.now')}</span>
      <strong class="after">${after ?? none}</strong>
      ${action}
    </p>`;
  }

  #details(): unknown {
    const { edits, comparison } = this.compared;
    const { texts } = this.language;
    return [
      edits.map((edit) => this.#edit(edit)),
      this.#body(),
      this.#more(texts.text('comparison.following'), comparison.fields.following),
      this.#more(texts.text('comparison.request'), [
        ...comparison.requestFields.telling,
        ...comparison.requestFields.following,
      ]),
    ];
  }

  /** The edit that caused it: the file, its lines, when. */
  #edit({ edit, diff }: ComparedEdit): TemplateResult {
    const { texts, format } = this.language;
    const first = diff?.lines.find(({ kind }) => kind === 'added' || kind === 'removed');
    const line = first?.after ?? first?.before ?? 1;
    const key: TextKey = edit.added ? 'edit.added' : 'edit.changed';
    const sentence = texts.text(key, { time: format.clock(edit.time) });
    const place = first
      ? placeLink(texts, this.editor, { path: edit.path, line })
      : html`<span class="mono">${edit.path}</span>`;
    return html`<div class="edit">
      <p class="edit-line">${place} <span>${sentence}</span></p>
      ${
        diff && diff.lines.length > 0
          ? html`<line-diff .language=${this.language} .diff=${diff} .label=${`${edit.path} ${sentence}`}></line-diff>`
          : nothing
      }
    </div>`;
  }

  #body(): TemplateResult | typeof nothing {
    const { texts, format } = this.language;
    const { before, after, body, edits } = this.compared;
    switch (body?.kind) {
      case undefined:
      case 'none':
        return nothing;
      case 'same':
        return this.#isSame() ? nothing : html`<p class="body">${texts.text('body.same')}</p>`;
      case 'secrets':
        return html`<p class="body">${texts.text('body.secrets')}</p>`;
      case 'forgotten':
        return html`<p class="body dim">${texts.text('body.forgotten')}</p>`;
      case 'bytes': {
        const sizes = {
          before: format.count(before.response.body.bytes),
          after: format.count(after.response.body.bytes),
        };
        return html`<p class="body">${texts.text('body.bytes', sizes)}</p>`;
      }
      case 'lines': {
        const { diff } = body;
        const counts = { removed: format.count(diff.removed), added: format.count(diff.added) };
        const title = texts.text('body.lines', counts);
        // Where the source says what changed, the body only follows.
        const open = !edits.some((edit) => edit.diff && edit.diff.lines.length > 0);
        return html`<details class="body" ?open=${open}>
          <summary>${title}</summary>
          <line-diff .language=${this.language} .diff=${diff} .label=${title}></line-diff>
        </details>`;
      }
    }
  }

  /** What is told small. */
  #more(title: string, changes: readonly FieldChange[]): TemplateResult | typeof nothing {
    if (changes.length === 0) return nothing;
    const names = [...new Set(changes.map(({ name }) => name))].join(', ');
    return html`<details class="more">
      <summary><span class="dim">${title}: ${names}</span></summary>
      ${changes.map((field) => this.#field(field))}
    </details>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'exchange-comparison': ExchangeComparison;
  }
}
