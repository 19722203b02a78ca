import '@vscode-elements/elements/dist/vscode-button/index.js';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { HostCommand } from '../../protocol/panelHost';
import type { Draft } from '../model/compose/draft';
import type { PanelModel } from '../model/panelModel';
import type { Reload } from '../model/reloadStore';
import { Sections } from '../model/sections';
import type { TextKey } from '../model/texts';
import { iconStyles } from '../styles/icons';
import { base } from '../styles/shared';
import type { Editor } from '../model/transport';
import { download, SaveEvent } from './body/save';
import { handComposingOn, SendAgainEvent } from './compose/compose-events';
import './compose/request-composer';
import { handPredictingOn } from './predict/predict-events';
import { Announcing } from './announcing';
import { Drawing } from './drawing';
import { handClearOn } from './clear-events';
import { handExportsOn } from './export-events';
import { Failure } from './failure';
import { keepFocus } from './focus';
import { isArchive } from '../model/archive';
import { emptyState, emptyStyles, lessonsByCommand, nothingYet, siteLink } from './empty-state';
import './exchange-detail';
import type { ExchangeDetail } from './exchange-detail';
import { FilterEvent, LeaveFilterEvent } from './exchange-filter';
import './exchange-filter';
import { ChooseEvent, EnterDetailEvent, FollowEvent } from './exchange-list';
import './exchange-list';
import { OpenSettingEvent } from './field-origin';
import './override/override-bar';
import { handOverridesOn } from './override/override-events';
import './override/override-form';
import { OpenSourceEvent } from './place';
import type { Language } from './language';
import { besideLesson } from './lesson/beside-lesson';
import { handLessonOn, LessonShareEvent } from './lesson/lesson-events';
import './live-region';
import { LiveViewEvent } from './live-view-link';
import { composingProblem, notices, noticeStyles, STATES } from './notices';
import { IgnoreEvent } from './reload-detail';
import './reload-detail';
import { SayEvent } from './say';
import { SectionEvent } from './section';
import './network-access';
import { ToggleFollowEvent, ToggleNetworkEvent } from './site-header';
import './site-header';
import { CloseChoiceEvent, ShowChoiceEvent } from './site-chooser';
import './site-chooser';
import './split-view';
import { ShareEvent } from './split-view';
import { handTimeOn } from './time-events';
import { panelStyles } from './vitrina-panel.styles';

/** The whole page. It shows what its model holds, and hands what the user does on to it. */
@customElement('vitrina-panel')
export class VitrinaPanel extends LitElement {
  static override styles = [base, ...iconStyles, emptyStyles, noticeStyles, panelStyles];

  @property({ attribute: false }) model: PanelModel | undefined;
  @property({ attribute: false }) language: Language | undefined;
  /** What only an editor can do; undefined in a plain browser. */
  @property({ attribute: false }) editor: Editor | undefined;
  /** The list's share of the room; undefined until the user says. */
  @property({ attribute: false }) share: number | undefined;
  /** The lesson's share of the room; undefined until the user says. */
  @property({ attribute: false }) lessonShare: number | undefined;
  /** Which sections of the details are open. */
  @property({ attribute: false }) sections = Sections.of();
  /** Whether the addresses on the network are shown; until the user says, while there is nothing else to see. */
  @state() private network: boolean | undefined;
  readonly #failure = new Failure(this, () => this.model);
  readonly #announcing = new Announcing(this);
  readonly #drawing = new Drawing(() => {
    this.requestUpdate();
    this.#announcing.announce(this.model, this.language);
    void this.#act();
  });

  constructor() {
    super();
    this.addEventListener(ChooseEvent.type, (event) => {
      const { row } = event as ChooseEvent;
      this.model?.choose(row);
      if (row.kind === 'exchange') this.editor?.chosen();
      this.requestUpdate(); // at once: the user waits for it
    });
    this.addEventListener(FollowEvent.type, () => {
      this.model?.follow(true);
      this.requestUpdate();
    });
    this.addEventListener(ToggleFollowEvent.type, () => {
      this.model?.follow(!this.model.following);
      this.requestUpdate();
    });
    this.addEventListener(ToggleNetworkEvent.type, () => {
      this.network = !this.#networkShown();
    });
    this.addEventListener(EnterDetailEvent.type, () => {
      this.renderRoot.querySelector<HTMLElement>('[slot=second]')?.focus();
    });
    this.addEventListener(FilterEvent.type, (event) => {
      if (this.model) this.model.filter = (event as FilterEvent).filter;
      this.requestUpdate(); // at once: the user waits for it
    });
    this.addEventListener(LeaveFilterEvent.type, () => {
      this.renderRoot.querySelector<HTMLElement>('exchange-list')?.focus();
    });
    this.addEventListener('keydown', this.#key);
    handClearOn(
      this,
      () => this.model,
      () => this.language,
      this.#failure,
    );
    handExportsOn(
      this,
      () => this.model,
      () => this.language,
      this.#failure,
    );
    this.addEventListener(ShowChoiceEvent.type, (event) => {
      this.editor?.show((event as ShowChoiceEvent).id);
    });
    this.addEventListener(CloseChoiceEvent.type, (event) => {
      this.editor?.close((event as CloseChoiceEvent).id);
    });
    this.addEventListener(SayEvent.type, (event) => {
      this.renderRoot.querySelector('live-region')?.say((event as SayEvent).sentence);
    });
    this.addEventListener(ShareEvent.type, (event) => {
      this.share = (event as ShareEvent).share;
    });
    this.addEventListener(LessonShareEvent.type, (event) => {
      this.lessonShare = (event as LessonShareEvent).share;
    });
    this.addEventListener(SectionEvent.type, (event) => {
      this.sections = this.sections.toggled((event as SectionEvent).section);
    });
    this.addEventListener(SaveEvent.type, (event) => {
      const { name, bytes } = event as SaveEvent;
      if (this.editor) this.editor.saveFile(name, bytes);
      else download(name, bytes);
    });
    this.addEventListener(IgnoreEvent.type, () => {
      this.editor?.openSetting('vitrina.reload.ignore');
    });
    this.addEventListener(OpenSettingEvent.type, (event) => {
      this.editor?.openSetting((event as OpenSettingEvent).setting);
    });
    this.addEventListener(LiveViewEvent.type, (event) => {
      this.editor?.openLiveView((event as LiveViewEvent).page);
    });
    keepFocus(this);
    handComposingOn(this, () => this.model);
    handPredictingOn(this, () => this.model);
    handLessonOn(this, () => this.model);
    handOverridesOn(this, () => this.model);
    handTimeOn(this, () => this.model, this.#failure);
    this.addEventListener(OpenSourceEvent.type, (event) => {
      const siteId = this.model?.chosenReload?.siteId ?? this.model?.detail?.siteId;
      if (siteId !== undefined) this.editor?.openFile({ siteId, ...(event as OpenSourceEvent).place });
    });
  }

  /** To be called whenever the model changed. */
  changed(): void {
    this.#drawing.request();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { model, language } = this;
    if (!model || !language) return nothing;
    const { rows } = model;
    return html`
      ${this.#chooser(model, language)} ${model.site || rows.length > 0 ? this.#header(model, language) : nothing}
      ${notices(model, language, this.#failure.sentence, this.#button('vitrina.start', 'start', language.texts, true))}
      ${
        model.site?.network && this.#networkShown()
          ? html`<network-access .language=${language} .site=${model.site}></network-access>`
          : nothing
      }
      <override-bar .language=${language} .overrides=${model.overriding.all}></override-bar>
      ${besideLesson(
        model,
        language,
        this.editor !== undefined,
        this.lessonShare,
        html`${rows.length === 0 ? nothing : this.#filter(model, language)}
        ${rows.length === 0 ? this.#emptyState(model, language) : this.#exchanges(model, language)}`,
      )}
      <live-region></live-region>
    `;
  }

  #chooser({ host }: PanelModel, language: Language): TemplateResult | typeof nothing {
    if (!host?.choices) return nothing;
    return html`<site-chooser
      .language=${language}
      .choices=${host.choices}
      .shown=${isArchive(host.site) ? (host.site?.id ?? '') : ''}
    ></site-chooser>`;
  }

  #header(model: PanelModel, language: Language): TemplateResult {
    return html`<site-header
      .language=${language}
      .site=${model.site}
      .externalUrl=${model.host?.externalUrl}
      ?following=${model.following}
      ?listed=${model.rows.length > 0}
      ?clearable=${model.link === 'connected'}
      ?network=${this.#networkShown()}
      ?filtered=${model.filtered.hidden > 0}
      ?chosen=${model.chosen !== undefined}
      .predict=${{ on: model.predicting.on, tally: model.predicting.tally }}
      ?pinned=${model.pinnedCount > 0}
      ?editor=${this.editor !== undefined}
    ></site-header>`;
  }

  #networkShown(): boolean {
    return this.network ?? this.model?.rows.length === 0;
  }

  #filter(model: PanelModel, language: Language): TemplateResult {
    return html`<exchange-filter
      .language=${language}
      .filter=${model.filter}
      .hiddenCount=${model.filtered.hidden}
      .total=${model.rows.length}
      .exchanges=${() => Array.from(model.store.all(), model.predicting.summary)}
    ></exchange-filter>`;
  }

  #exchanges(model: PanelModel, language: Language): TemplateResult {
    return html`<split-view .share=${this.share} .label=${language.texts.text('resize')}>
      ${model.filtered.rows.length === 0 ? this.#filteredOut(language) : this.#list(model, language)}
      ${this.#second(model, language)}
    </split-view>`;
  }

  #list(model: PanelModel, language: Language): TemplateResult {
    return html`<exchange-list
      slot="first"
      .language=${language}
      .rows=${model.filtered.rows}
      .chosen=${model.choice}
      ?following=${model.following}
    ></exchange-list>`;
  }

  #filteredOut({ texts }: Language): TemplateResult {
    const clear = html`<vscode-button secondary @click=${() => this.dispatchEvent(new FilterEvent(''))}
      >${texts.text('filter.clear')}</vscode-button
    >`;
    return html`<div slot="first" class="filtered-out">
      ${emptyState({ icon: 'filter', title: texts.text('filter.empty') }, clear)}
    </div>`;
  }

  #second(model: PanelModel, language: Language): TemplateResult {
    const { draft } = model.composing;
    if (draft) return this.#composer(model, draft, language);
    if (model.overriding.draft) return this.#overrideForm(model.overriding, language);
    return model.chosenReload ? this.#reload(model.chosenReload, language) : this.#exchange(model, language);
  }

  #composer({ composing }: PanelModel, draft: Draft, language: Language): TemplateResult {
    return html`<request-composer
      slot="second"
      .language=${language}
      .draft=${draft}
      .problem=${composingProblem(composing, language.texts)}
      ?sending=${composing.sending}
    ></request-composer>`;
  }

  #overrideForm({ draft, problem }: PanelModel['overriding'], language: Language): TemplateResult {
    return html`<override-form
      slot="second"
      .language=${language}
      .draft=${draft}
      .problem=${problem}
    ></override-form>`;
  }

  #reload(reload: Reload, language: Language): TemplateResult {
    return html`<reload-detail
      slot="second"
      .language=${language}
      .reload=${reload}
      ?editor=${this.editor !== undefined}
    ></reload-detail>`;
  }

  #exchange(model: PanelModel, language: Language): TemplateResult {
    const unreachable = model.link === 'lost' && !model.detail;
    return html`<exchange-detail
      slot="second"
      .language=${language}
      .summary=${model.chosen}
      .time=${model.time}
      .predicting=${model.predicting}
      .revision=${model.time.revision + model.predicting.revision}
      .detail=${model.detail}
      .problem=${unreachable ? language.texts.text('noDetail') : model.problem}
      .sections=${this.sections}
      .overridden=${model.chosen && model.overriding.of(model.chosen.siteId, model.chosen.target)}
      .ask=${model.ask}
      .siteUrl=${model.host?.externalUrl ?? model.site?.url}
      .ownUrl=${model.site?.url}
      ?offline=${isArchive(model.site)}
      ?editor=${this.editor !== undefined && !isArchive(model.site)}
    ></exchange-detail>`;
  }

  #emptyState(model: PanelModel, { texts }: Language): TemplateResult {
    const { host, link, site } = model;
    if (site?.archive) return emptyState({ icon: 'file-zip', title: texts.text('archive.empty') });
    if (!host) {
      if (link !== 'connected') return emptyState({ icon: 'sync', title: texts.text('connecting') });
      const also = model.lesson.present ? {} : { also: lessonsByCommand(texts) };
      return emptyState({ ...nothingYet(texts, site), ...also }, site && siteLink(texts, site.url));
    }
    if (host.state === 'running') {
      const open = this.#button('vitrina.openBrowser', 'openBrowser', texts);
      return emptyState(nothingYet(texts, site), html`${open} ${this.#toLearn(texts)}`);
    }
    const { icon: iconName, title, hint } = STATES[host.state];
    const buttons = {
      stopped: html`${this.#button('vitrina.start', 'start', texts)} ${this.#toLearn(texts)}`,
      starting: nothing,
      failed: html`${this.#button('vitrina.start', 'start', texts)}
      ${this.#button('vitrina.showLog', 'showLog', texts, true)}`,
    }[host.state];
    const why = host.reason ?? (hint && texts.text(hint));
    return emptyState({ icon: iconName, title: texts.text(title), ...(why && { hint: why }) }, buttons);
  }

  /** Something to begin with, for who has nothing of their own. */
  #toLearn(texts: Language['texts']): TemplateResult {
    return html`${this.#button('vitrina.openLesson', 'lessons', texts, true)}
    ${this.#button('vitrina.openLab', 'openLab', texts, true)}`;
  }

  #button(command: HostCommand, label: TextKey, texts: Language['texts'], secondary = false): TemplateResult {
    return html`<vscode-button ?secondary=${secondary} @click=${() => this.editor?.run(command)}
      >${texts.text(label)}</vscode-button
    >`;
  }

  /** Does what a command of the editor asked for. */
  async #act(): Promise<void> {
    const act = this.editor && this.model?.takeAct();
    if (act === undefined) return;
    await this.updateComplete;
    const detail = this.renderRoot.querySelector<ExchangeDetail>('exchange-detail');
    if (act === 'replay') this.dispatchEvent(new SendAgainEvent());
    else if (act === 'copyAsCurl') await detail?.copyWith((text) => this.editor?.copyText(text));
    else
      this.editor?.tell(
        act === 'tellProblem' ? (this.model?.problem ?? '') : (this.language?.texts.text(ACTS[act]) ?? ''),
      );
  }

  /** A slash, or the keys that find, go from the list to its filter: only the lines in view exist for a browser to find. */
  readonly #key = (event: KeyboardEvent): void => {
    const find =
      event.key.toLowerCase() === 'f' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    const slash = event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey;
    const inList = event.composedPath().some((at) => at instanceof HTMLElement && at.localName === 'exchange-list');
    if (event.defaultPrevented || !inList || !(find || slash)) return;
    event.preventDefault();
    this.renderRoot.querySelector('exchange-filter')?.focus();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'vitrina-panel': VitrinaPanel;
  }
}

/** Why the page does not do what a command of the editor asked for. */
const ACTS = {
  tellNothing: 'act.nothing',
  tellCovered: 'act.covered',
  tellGone: 'act.gone',
} as const satisfies Record<string, TextKey>;
