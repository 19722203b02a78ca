import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Exchange, ScriptRun } from '../../protocol/types.generated';
import { piecesOfVariable } from '../model/secrets';
import { iconStyles } from '../styles/icons';
import { base, buttons } from '../styles/shared';
import { factList, factStyles } from './facts';
import type { Language } from './language';
import { masked, maskStyles, revealButton } from './masked';
import { part, partStyles } from './part';
import { Revealed } from './revealed';
import { visible } from '../model/visible';

/** The cookies and credentials among the variables are shown together. */
const ENVIRONMENT = 'environment';

/** How a script was run, how it ended, and what it said on its error output. What it printed is in its slot. */
@customElement('script-run')
export class ScriptRunElement extends LitElement {
  static override styles = [
    base,
    buttons,
    ...iconStyles,
    maskStyles,
    partStyles,
    factStyles,
    css`
      :host {
        display: block;
      }
      h4 {
        margin: 8px 0 2px;
        padding: 0 12px;
        font-size: inherit;
        font-weight: 600;
      }
      details {
        margin-top: 8px;
      }
      summary {
        padding: 4px 12px;
        cursor: pointer;
      }
      pre {
        margin: 0 12px;
        padding: 6px 8px;
        max-height: 30em;
        overflow: auto;
        border-radius: 4px;
        border: 1px solid var(--vscode-contrastBorder, transparent);
        background: var(--vscode-textCodeBlock-background);
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) language!: Language;
  @property({ attribute: false }) exchange!: Exchange;
  /** How its script ran. */
  @property({ attribute: false }) run!: ScriptRun;
  readonly #revealed = new Revealed(() => {
    this.requestUpdate();
  });

  protected override willUpdate(): void {
    this.#revealed.of(this.exchange);
  }

  protected override render(): TemplateResult {
    const { texts } = this.language;
    return html`${part(texts, texts.text('script.stderr'), () => this.#errorOutput())}
      ${part(texts, texts.text('script'), () => this.#facts())}
      <h4>${texts.text('output')}</h4>
      <slot></slot>
      ${part(texts, texts.text('script.environment'), () => this.#environment())}`;
  }

  #facts(): TemplateResult {
    const { texts, format } = this.language;
    const { path, command, shim, start, savedMs, exitCode, signal } = this.run;
    const started =
      start === 'waiting'
        ? texts.text('script.start.waiting', { duration: format.duration(savedMs) })
        : texts.text('script.start.spawned');
    const running = this.exchange.complete ? undefined : texts.text('script.running');
    const exit = exitCode === null ? running : String(exitCode);
    return factList(texts, [
      ['script.path', visible(path)],
      ['script.command', visible(command.map(quoted).join(' '))],
      shim === '' ? undefined : ['script.shim', shim],
      ['script.start', started],
      exit === undefined ? undefined : ['script.exit', exit],
      signal === '' ? undefined : ['script.signal', signal],
    ]);
  }

  #errorOutput(): TemplateResult | typeof nothing {
    const { stderr } = this.run;
    if (stderr === '') return nothing;
    return html`<h4 id="stderr">${this.language.texts.text('script.stderr')}</h4>
      <pre class="mono" tabindex="0" role="region" aria-labelledby="stderr">${visible(stderr)}</pre>`;
  }

  #environment(): TemplateResult {
    const { texts } = this.language;
    const { env } = this.run;
    return html`<details>
      <summary>${texts.counted('script.env', env.length, { count: String(env.length) })}</summary>
      ${this.#secrets()}
      <pre class="mono" tabindex="0">${this.#variables()}</pre>
    </details>`;
  }

  #variables(): unknown[] {
    return this.run.env.flatMap((variable, index) => [
      index === 0 ? '' : '\n',
      ...masked(this.language, piecesOfVariable(variable), this.#revealed.has(ENVIRONMENT), this.#reveal),
    ]);
  }

  #secrets(): TemplateResult | typeof nothing {
    const secret = this.run.env.some((variable) => piecesOfVariable(variable).some((piece) => piece.secret));
    if (!secret) return nothing;
    const name = this.language.texts.text('secret.env');
    return revealButton(this.language, name, this.#revealed.has(ENVIRONMENT), this.#reveal);
  }

  readonly #reveal = (): void => {
    this.#revealed.toggle(ENVIRONMENT);
  };
}

/** An argument as it would be written for a POSIX shell, so that where one ends can be seen. */
function quoted(argument: string): string {
  return /^[\w@%+=:,./\\-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
}
