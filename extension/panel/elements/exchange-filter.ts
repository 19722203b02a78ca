import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ExchangeSummary } from '../../protocol/types.generated';
import { complete, type Proposal, proposals } from '../model/filter/completion';
import { unfit } from '../model/filter/matching';
import { includes, type Key, parse, toggled, written } from '../model/filter/terms';
import type { TextKey } from '../model/texts';
import { icon, iconStyles } from '../styles/icons';
import { base, buttons } from '../styles/shared';
import { filterStyles } from './exchange-filter.styles';
import { FocusKeeper } from './focus';
import type { Language } from './language';
import { SayEvent } from './say';

/** Tells that the list is to be filtered by other words. */
export class FilterEvent extends Event {
  static readonly type = 'vitrina-filter';
  readonly filter: string;

  constructor(filter: string) {
    super(FilterEvent.type, { bubbles: true, composed: true });
    this.filter = filter;
  }
}

/** Tells that the user is done with the filter, and goes on to the list. */
export class LeaveFilterEvent extends Event {
  static readonly type = 'vitrina-leave-filter';

  constructor() {
    super(LeaveFilterEvent.type, { bubbles: true, composed: true });
  }
}

/** What a class uses most, as buttons. Each puts its words into the field, so that one learns how to write them. */
const QUICK = [
  ['filter.pages', 'is:page'],
  ['filter.errors', 'is:error'],
  ['filter.routine', '-is:304 -is:favicon'],
] as const satisfies readonly (readonly [TextKey, string])[];

/** An example of each key, and what it asks for. */
const HELP = {
  status: ['status:4xx', 'filter.help.status'],
  type: ['type:css', 'filter.help.type'],
  method: ['method:post', 'filter.help.method'],
  path: ['path:cgi-bin', 'filter.help.path'],
  dest: ['dest:script', 'filter.help.dest'],
  has: ['has:note', 'filter.help.has'],
  is: ['is:304', 'filter.help.is'],
  size: ['size:>10k', 'filter.help.size'],
  body: ['body:hola', 'filter.help.body'],
} as const satisfies Record<Key, readonly [string, TextKey]>;

/** Milliseconds without a letter after which a screen reader is told how many lines are left. */
const QUIET = 700;

/**
 * The field that filters the list, and what goes with it. The field is a combobox whose proposals the arrow keys choose
 * (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/).
 */
@customElement('exchange-filter')
export class ExchangeFilter extends LitElement {
  static override styles = [base, buttons, ...iconStyles, filterStyles];

  @property({ attribute: false }) language!: Language;
  @property({ attribute: false }) filter = '';
  /** How many lines it hides. */
  @property({ attribute: false }) hiddenCount = 0;
  /** How many lines there are. */
  @property({ attribute: false }) total = 0;
  /** What is known, for proposals. */
  @property({ attribute: false }) exchanges: () => Iterable<ExchangeSummary> = () => [];
  @state() private proposed: readonly Proposal[] = [];
  /** Which proposal the arrow keys chose, -1 for none. */
  @state() private active = -1;
  @state() private helping = false;
  /** Where somebody is writing, -1 where nobody is. */
  @state() private writing = -1;
  @query('input') private input!: HTMLInputElement;
  #quiet: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    new FocusKeeper(this, () => this.input.focus()); // the button that empties the field goes with what it emptied
  }

  override focus(): void {
    this.input.focus();
    this.input.select();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#quiet);
  }

  protected override render(): TemplateResult {
    const { texts, format } = this.language;
    const { filter, hiddenCount: hidden, total } = this;
    const counts = { count: format.count(hidden), total: format.count(total) };
    const on = filter.trim() !== '';
    return html`<div class="bar" role="search" aria-label=${texts.text('filter')}>
        <div class="field">
          ${icon('filter')}${this.#field()}
          ${on ? this.#tool('close', 'filter.clear', () => this.#change('')) : nothing}
          ${this.#tool('question', 'filter.help', () => (this.helping = !this.helping), this.helping)} ${this.#list()}
        </div>
        <div class="quick" role="group" aria-label=${texts.text('filter.quick')}>
          ${QUICK.map(([name, words]) => this.#quick(name, words))}
        </div>
        ${on ? html`<span class="hidden">${texts.counted('filter.hidden', hidden, counts)}</span>` : nothing}
      </div>
      ${this.#problems()} ${this.helping ? this.#help() : nothing}`;
  }

  protected override updated(changes: PropertyValues<this>): void {
    if (changes.has('active' as keyof ExchangeFilter)) {
      this.renderRoot.querySelector('.proposal[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
    }
  }

  #field(): TemplateResult {
    const { texts } = this.language;
    const open = this.proposed.length > 0;
    return html`<input
      type="text"
      role="combobox"
      spellcheck="false"
      autocomplete="off"
      aria-label=${texts.text('filter')}
      aria-autocomplete="list"
      aria-expanded=${open}
      aria-controls=${open ? 'proposals' : nothing}
      aria-activedescendant=${open && this.active >= 0 ? `proposal-${String(this.active)}` : nothing}
      placeholder=${texts.text('filter.placeholder')}
      .value=${this.filter}
      @input=${this.#typed}
      @keydown=${this.#key}
      @blur=${this.#left}
    />`;
  }

  #list(): TemplateResult | typeof nothing {
    if (this.proposed.length === 0) return nothing;
    const { texts, format } = this.language;
    const told = ({ key, text, count }: Proposal): string => {
      if (count !== undefined) return format.count(count);
      return text === `${key}:` ? texts.text(HELP[key][1]) : '';
    };
    return html`<div class="proposals" id="proposals" role="listbox" aria-label=${texts.text('filter.proposals')}>
      ${this.proposed.map(
        (proposal, index) =>
          html`<div
            class="proposal"
            role="option"
            id="proposal-${index}"
            aria-selected=${index === this.active}
            @mousedown=${(event: Event) => {
              event.preventDefault(); // the field keeps the focus
              this.#accept(proposal);
            }}
          >
            <span class="mono">${proposal.text}</span><span class="dim">${told(proposal)}</span>
          </div>`,
      )}
    </div>`;
  }

  #quick(name: (typeof QUICK)[number][0], words: string): TemplateResult {
    return html`<button
      class="choice"
      title=${words}
      aria-pressed=${includes(this.filter, words)}
      @click=${() => this.#change(toggled(this.filter, words))}
    >
      ${this.language.texts.text(name)}
    </button>`;
  }

  #tool(
    name: 'close' | 'question',
    key: 'filter.clear' | 'filter.help',
    click: () => void,
    expanded?: boolean,
  ): TemplateResult {
    const title = this.language.texts.text(key);
    return html`<button
      class="tool"
      title=${title}
      aria-label=${title}
      aria-expanded=${expanded ?? nothing}
      @click=${click}
    >
      ${icon(name)}
    </button>`;
  }

  /** What is being written is not called wrong before the caret has left it. */
  #problems(): TemplateResult[] {
    const { texts } = this.language;
    const left = unfit(parse(this.filter)).filter(({ start, end }) => this.writing < start || this.writing > end);
    return left.map((term) => {
      const [example] = HELP[term.key ?? 'path'];
      return html`<p class="problem" role="status">${texts.text('filter.unfit', { word: written(term), example })}</p>`;
    });
  }

  #help(): TemplateResult {
    const { texts } = this.language;
    const line = (example: string, key: TextKey): TemplateResult =>
      html`<dt>
          <button
            class="link mono"
            title=${texts.text('filter.use', { example })}
            @click=${() => this.#change(includes(this.filter, example) ? this.filter : toggled(this.filter, example))}
          >
            ${example}
          </button>
        </dt>
        <dd>${texts.text(key)}</dd>`;
    return html`<div class="help" role="region" aria-label=${texts.text('filter.help')}>
      <p>${texts.text('filter.help.text')}</p>
      <dl>
        ${Object.values(HELP).map(([example, key]) => line(example, key))} ${line('-is:304', 'filter.help.not')}
        ${line('status:404,5xx', 'filter.help.or')}
      </dl>
      <p>${texts.text('filter.help.keys')}</p>
    </div>`;
  }

  #change(filter: string): void {
    this.#close();
    this.#tell(filter);
  }

  #tell(filter: string): void {
    this.dispatchEvent(new FilterEvent(filter));
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => {
      this.#say();
    }, QUIET);
  }

  #say(): void {
    const { texts, format } = this.language;
    const { hiddenCount: hidden, total } = this;
    const counts = { count: format.count(hidden), total: format.count(total) };
    this.dispatchEvent(new SayEvent(texts.counted('filter.hidden', hidden, counts)));
  }

  #propose(): void {
    const caret = this.input.selectionStart ?? this.input.value.length;
    this.proposed = proposals(this.input.value, caret, this.exchanges());
    this.active = -1;
  }

  #accept(proposal: Proposal): void {
    const caret = this.input.selectionStart ?? this.input.value.length;
    const done = complete(this.input.value, caret, proposal);
    this.input.value = done.filter;
    this.input.setSelectionRange(done.caret, done.caret);
    this.#tell(done.filter);
    // Behind a key its values are proposed; behind a value nothing, until something is written.
    if (done.filter.charAt(done.caret - 1) === ':') this.#propose();
    else this.#close();
  }

  readonly #close = (): void => {
    this.proposed = [];
    this.active = -1;
  };

  readonly #left = (): void => {
    this.writing = -1;
    this.#close();
  };

  readonly #typed = (event: Event): void => {
    const { value, selectionStart } = this.input;
    this.writing = selectionStart ?? -1;
    this.#tell(value);
    if (value.trim() === '' || (event instanceof InputEvent && event.isComposing)) this.#close();
    else this.#propose();
  };

  readonly #key = (event: KeyboardEvent): void => {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    if (!this.#keyOfList(event) && !this.#keyOfField(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  #keyOfList({ key, shiftKey }: KeyboardEvent): boolean {
    const { length } = this.proposed;
    if (length === 0) return false;
    const chosen = this.proposed[this.active];
    if (key === 'ArrowDown') this.active = (this.active + 1) % length;
    else if (key === 'ArrowUp') this.active = (this.active <= 0 ? length : this.active) - 1;
    else if (key === 'Escape') this.#close();
    else if (chosen && !shiftKey && (key === 'Enter' || key === 'Tab')) this.#accept(chosen);
    else return false;
    return true;
  }

  #keyOfField({ key, shiftKey }: KeyboardEvent): boolean {
    if (shiftKey) return false;
    if (key === 'ArrowDown') {
      this.#propose();
      if (this.proposed.length === 0) return false;
      this.active = 0;
    } else if (key === 'Escape' && this.filter !== '') {
      this.#change('');
    } else if (key === 'Enter' || key === 'Escape') {
      this.#close();
      this.dispatchEvent(new LeaveFilterEvent());
    } else {
      return false;
    }
    return true;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'exchange-filter': ExchangeFilter;
  }
}
