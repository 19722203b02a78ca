import type { ServerNotifications } from '../../protocol/methods.generated';
import type { HostAct, HostState } from '../../protocol/panelHost';
import type { Exchange, ExchangeSummary, Site } from '../../protocol/types.generated';
import { type Announcement, Announcements } from './announcements';
import { Composing } from './composing';
import { DetailLoader } from './detailLoader';
import { ExchangeFeed } from './exchangeFeed';
import { type Filtered, ListFilter } from './filter/listFilter';
import { TextSearch } from './filter/textSearch';
import type { ExchangeStore } from './exchangeStore';
import { type Identity, identityOf, isSame } from './identity';
import { LessonModel } from './lesson/lessonModel';
import { Overriding } from './override/overriding';
import { PanelTime } from './panelTime';
import { Predicting } from './predict/predicting';
import { ReloadFeed } from './reloadFeed';
import type { Reload } from './reloadStore';
import { type ChosenRow, exchangeRow, type Row, Rows } from './rows';
import { chosen, type Pin, pinned, pinOf } from './selection';
import { Sites } from './sites';
import type { Ask, Transport, TransportListener } from './transport';

/** Whether the server can be asked. Inside VS Code the host's state says more. */
export type Link = 'connecting' | 'connected' | 'lost';

/** What a page does for a command: what it asked for, or to say why that cannot be done. */
export type PageAct = 'copyAsCurl' | 'replay' | 'tellNothing' | 'tellCovered' | 'tellGone' | 'tellProblem';

/**
 * Everything that the page shows, and what a user can do to it; knows nothing of the page itself. Its parts are the
 * sites, the two lists, the detail and the announcements; the link and the choice are its own.
 *
 * The model asks for the whole whenever the connection is new, and keeps up by notifications. What it holds is never
 * stored: a page that was hidden begins again.
 */
export class PanelModel implements TransportListener {
  readonly #transport: Transport;
  readonly #changed: () => void;
  readonly #sites: Sites;
  readonly #announcements = new Announcements();
  readonly #feed: ExchangeFeed;
  readonly #reloads: ReloadFeed;
  readonly #rows = new Rows();
  readonly #filter: ListFilter;
  readonly #details: DetailLoader;
  /** The exchange that is to be edited; undefined once its draft has begun. */
  #edited: ExchangeSummary | undefined;
  /** What came before and after what is shown, and what it is compared with. */
  readonly time: PanelTime;
  /** Requests that are sent from here. */
  readonly composing: Composing;
  /** What is covered until somebody has said what they expect. */
  readonly predicting: Predicting;
  /** The lesson of the site, where it has one. */
  readonly lesson: LessonModel;
  /** Paths that are served as something else. */
  readonly overriding: Overriding;
  #link: Link = 'connecting';
  #seen = true;
  #pin: Pin | undefined;
  /** What a command asked for, until it can be done; and of which exchange, as soon as that is known. */
  #act: HostAct | undefined;
  #actOn: Identity | undefined;

  /**
   * @param transport the way to the server
   * @param changed called after every change, possibly many times in a frame
   * @param site the only site to show, as the page's address may name it
   * @param pin what was chosen when the page was last shown
   */
  constructor(transport: Transport, changed: () => void, site?: string, pin?: Pin) {
    this.#transport = transport;
    this.#changed = changed;
    this.#pin = pin;
    this.#sites = new Sites(site);
    this.predicting = new Predicting(() => this.#update());
    const search = new TextSearch(transport.ask, () => {
      this.#filter.refresh();
      this.#update();
    });
    this.#filter = new ListFilter(search);
    this.#feed = new ExchangeFeed(transport.ask, this.#sites, this.#announcements, () => this.#listed());
    this.#reloads = new ReloadFeed(transport.ask, this.#sites, () => this.#update());
    this.#details = new DetailLoader(
      transport.ask,
      () => this.#link !== 'lost',
      () => this.#update(),
    );
    this.time = new PanelTime(
      transport.ask,
      () => this.store,
      () => this.chosen,
      () => this.#update(),
      this.predicting,
    );
    const show = (sent: ExchangeSummary, of: ExchangeSummary | undefined): void => {
      this.#show(exchangeRow(sent));
      if (of) this.time.compareWith(of);
    };
    this.composing = new Composing({ ask: transport.ask, store: this.store, show, changed });
    const [siteId, all] = [() => this.siteId, () => this.store.all()];
    this.overriding = new Overriding({ ask: transport.ask, siteId, all, show, changed });
    this.lesson = new LessonModel({
      ask: transport.ask,
      newest: () => this.store.newest?.time ?? '',
      cover: (covers) => {
        this.predicting.lesson = covers;
      },
      changed,
    });
  }

  get link(): Link {
    return this.#link;
  }

  /** What VS Code tells; undefined in a plain browser. */
  get host(): HostState | undefined {
    return this.#sites.host;
  }

  /** The site that the panel is about. */
  get site(): Site | undefined {
    return this.#sites.current;
  }

  /** The only site whose exchanges are shown; undefined for all. */
  get siteId(): string | undefined {
    return this.#sites.id;
  }

  /** Asks the server, for what is shown of its own accord: the bodies. */
  get ask(): Ask {
    return this.#transport.ask;
  }

  get store(): ExchangeStore {
    return this.#feed.store;
  }

  /** The list's lines, without regard to the filter. The same array as before as long as nothing changed. */
  get rows(): readonly Row[] {
    return this.predicting.rows(this.#rows.of(this.store.rows(), this.#reloads.store.all));
  }

  /** What the filter leaves of them. */
  get filtered(): Filtered {
    return this.#filter.of(this.rows);
  }

  /** What the list is filtered by: see model/filter. */
  get filter(): string {
    return this.#filter.text;
  }

  set filter(filter: string) {
    this.#filter.text = filter;
    this.#update();
  }

  /** The line of the list whose details are shown. */
  get choice(): ChosenRow | undefined {
    return chosen(this.store, this.#reloads.store, this.#pin, (row) => this.#filter.shows(this.predicting.row(row)));
  }

  /** The summary of the exchange that is shown. */
  get chosen(): ExchangeSummary | undefined {
    const { choice } = this;
    return choice?.kind === 'exchange' ? choice.summary : undefined;
  }

  /** The reload that is shown. */
  get chosenReload(): Reload | undefined {
    const { choice } = this;
    return choice?.kind === 'reload' ? choice.reload : undefined;
  }

  /** The chosen exchange as a whole; undefined until it is there. */
  get detail(): Exchange | undefined {
    return this.#details.of(this.chosen);
  }

  /** Why there is no detail, in words of the server; undefined where nothing went wrong. */
  get problem(): string | undefined {
    return this.#details.problem;
  }

  /** Why the list may be out of date, in words of the server; undefined where nothing went wrong. */
  get listProblem(): string | undefined {
    return this.#feed.problem;
  }

  /** What the user chose, for the page's own memory; undefined while the newest is followed. */
  get pin(): Pin | undefined {
    return this.#pin;
  }

  /** True while the newest exchange is shown, whichever it is. */
  get following(): boolean {
    return pinned(this.store, this.#reloads.store, this.#pin) === undefined;
  }

  open(): void {
    this.#transport.open(this);
  }

  /**
   * Whether anybody can see the page. While nobody can, what the server tells of exchanges and reloads is passed over;
   * the page asks for the whole when it is seen again.
   */
  set seen(seen: boolean) {
    if (seen === this.#seen) return;
    this.#seen = seen;
    this.#feed.abandon();
    this.#reloads.abandon();
    this.lesson.abandon();
    if (this.#link === 'connected') this.#load();
  }

  /** Shows what the user chose, in place of a form and of what was to be shown of its own accord. */
  choose(row: ChosenRow): void {
    this.composing.leave();
    this.composing.unfollow();
    this.overriding.leave();
    this.#show(row);
  }

  /** Shows the newest exchange from now on, or stays at the one that is shown. */
  follow(following: boolean): void {
    const { choice } = this;
    this.#pin = following || !choice ? undefined : pinOf(choice);
    this.#update();
  }

  /** Makes the server forget what the list shows but what is pinned; its notification then empties the list. */
  async clear(): Promise<void> {
    await this.#transport.ask('exchange/clear', this.siteId === undefined ? {} : { siteId: this.siteId });
  }

  /** How many of the listed exchanges are pinned, which clearing leaves. */
  get pinnedCount(): number {
    return [...this.store.all()].filter(({ pinned }) => pinned).length;
  }

  /** Failures that nobody was told of yet. */
  nextAnnouncement(): Announcement | undefined {
    const next = this.#announcements.next();
    return next && this.predicting.reason(next.last) === undefined ? next : undefined;
  }

  connected(): void {
    this.#link = 'connected';
    this.#announcements.forget();
    this.#update();
    this.#load();
  }

  disconnected(): void {
    this.#link = 'lost';
    this.#feed.abandon();
    this.#reloads.abandon();
    this.lesson.abandon();
    this.composing.unfollow();
    this.overriding.unfollow();
    this.#update();
  }

  /** What a command asked for and the page has to do, once it is known of which exchange, or that of none. */
  takeAct(): PageAct | undefined {
    const done = this.#act && this.#pageAct(this.#act);
    if (done !== undefined) this.#act = undefined;
    return done;
  }

  #pageAct({ act }: HostAct): PageAct | undefined {
    const { chosen } = this;
    if (act === 'serveAs') return undefined; // that is the model's own
    if (act === 'compare') return this.#settled ? 'tellGone' : undefined; // and that, where both are listed
    if (!chosen) return this.#settled ? 'tellNothing' : undefined;
    if (act === 'replay') return act;
    this.#actOn ??= identityOf(chosen);
    if (!isSame(this.#actOn, chosen)) return 'tellGone';
    if (this.predicting.reason(chosen) !== undefined) return 'tellCovered';
    if (this.problem !== undefined) return 'tellProblem';
    return this.detail ? act : undefined;
  }

  /** True while the whole list is there. */
  get #settled(): boolean {
    return this.#link === 'connected' && !this.#feed.loading;
  }

  /**
   * Begins a draft of the chosen exchange's request, once the whole of it is there and unless another is chosen first.
   * Newer ones do not take its place.
   */
  edit(): void {
    const { choice, chosen } = this;
    if (choice && chosen) this.#pin = pinOf(choice);
    this.#edited = chosen;
    this.#update();
  }

  /** Does what a command asks for, which has the exchanges in sight: a form stands aside. */
  hostAsked(act: HostAct): void {
    this.composing.leave();
    this.overriding.leave();
    this.#act = act;
    this.#actOn = undefined;
    this.#update();
  }

  hostChanged(state: HostState): void {
    const before = this.#sites.host?.site;
    this.#sites.host = state;
    // What a file had is not the site's, which may not run and then tells nothing.
    if (before?.archive && before.id !== state.site?.id) this.#feed.clear({ siteId: before.id });
    this.#update();
  }

  notified<M extends keyof ServerNotifications>(method: M, params: ServerNotifications[M]): void;
  notified(method: keyof ServerNotifications, params: ServerNotifications[keyof ServerNotifications]): void {
    switch (method) {
      case 'exchange/didRecord':
        if (!this.#seen) return;
        this.#feed.record(params as ServerNotifications['exchange/didRecord']);
        this.composing.recorded();
        this.overriding.recorded();
        break;
      case 'exchange/didClear':
        this.#feed.clear(params as ServerNotifications['exchange/didClear']);
        this.#reloads.clear((params as ServerNotifications['exchange/didClear']).siteId);
        break;
      case 'reload/didSend':
        if (!this.#seen) return;
        this.#reloads.record(params as ServerNotifications['reload/didSend']);
        break;
      case 'lesson/didChange':
        if (this.#seen) this.lesson.tell((params as ServerNotifications['lesson/didChange']).siteId);
        return;
      case 'override/didChange':
        this.overriding.record(params as ServerNotifications['override/didChange']);
        break;
      case 'site/didChange':
        this.#siteChanged(params as ServerNotifications['site/didChange']);
        if (this.#sites.change(params as ServerNotifications['site/didChange'])) this.#load();
        break;
      default:
        return;
    }
    this.#update();
  }

  #siteChanged({ site, change }: ServerNotifications['site/didChange']): void {
    if (change === 'ended') this.overriding.ended(site.id);
  }

  #load(): void {
    if (!this.#seen) return;
    void this.overriding.load();
    void this.#feed.load();
    void this.#reloads.load();
    this.lesson.reload();
  }

  /** Compares two exchanges where a command asked for it, once the list has them. */
  #compareAsked(): void {
    if (this.#act?.act !== 'compare') return;
    const [chosen, base] = [this.store.get(this.#act.chosen), this.store.get(this.#act.base)];
    if (!chosen || !base) return;
    this.#act = undefined;
    this.#pin = pinOf(exchangeRow(chosen));
    this.time.compareWith(base);
  }

  /**
   * Shows the form of “Serve as” where a command asked for it, once it is known which exchange is chosen: for that one, or
   * else for a path.
   */
  #serveAsAsked(): void {
    if (this.#act?.act !== 'serveAs' || !this.#settled) return;
    const { chosen, site } = this;
    if (!chosen && !site) return;
    const { path } = this.#act;
    this.#act = undefined;
    if (chosen) this.overriding.begin(chosen.siteId, chosen.target, chosen.contentType ?? undefined);
    else if (site) this.overriding.begin(site.id, path);
  }

  #show(row: ChosenRow): void {
    this.#pin = pinOf(row);
    this.#update();
  }

  /** A list has come, or cannot be had: what was sent meanwhile may be in it. */
  #listed(): void {
    this.composing.recorded();
    this.overriding.recorded();
    this.#update();
  }

  #editAsked(): void {
    const asked = this.#edited;
    if (!asked) return;
    const { detail } = this;
    if (asked.id === this.chosen?.id && !detail && this.problem === undefined) return;
    this.#edited = undefined;
    if (detail?.id === asked.id) this.composing.begin(detail);
  }

  #update(): void {
    this.#compareAsked();
    this.lesson.follow(this.site?.id);
    this.#serveAsAsked();
    this.#details.show(this.chosen);
    this.time.show(this.detail);
    this.#editAsked();
    this.#changed();
  }
}
