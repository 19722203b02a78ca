import type { Diagnostic, Lesson } from '../../../protocol/types.generated';
import { messageOf } from '../errors';
import type { Ask } from '../transport';
import { newsOf, type LessonNews } from './lessonNews';
import { INTRO, LessonPosition } from './lessonPosition';
import { type KeptQuestion, OpenQuestion } from './openQuestion';

/** What the lesson needs of the page around it. */
export interface LessonHost {
  readonly ask: Ask;
  /** When the newest exchange began; empty where there is none. */
  readonly newest: () => string;
  /** Takes which exchanges are covered because a question is open. */
  readonly cover: (covers: OpenQuestion['covers']) => void;
  /** Called after every change. */
  readonly changed: () => void;
}

/** More news than that wait for nobody. */
const MOST_NEWS = 20;

/**
 * The lesson of the site that the page is about, if it has one: what is done, where the student is, what is covered, and
 * what they do. What came true the server says; it is asked for the whole whenever it tells that something changed.
 */
export class LessonModel {
  readonly #host: LessonHost;
  readonly #position = new LessonPosition();
  readonly #question = new OpenQuestion();
  #siteId: string | undefined;
  #lesson: Lesson | undefined;
  #problems: readonly Diagnostic[] = [];
  #problem: string | undefined;
  #news: LessonNews[] = [];
  #revision = 0;
  /** Grows with each question to the server: only the answer to the last counts. */
  #asked = 0;
  /** The step that was read just now. */
  #read: string | undefined;
  /** True while an answer is on its way. */
  #waiting = false;
  /** How often the server told that something changed. */
  #told = 0;

  constructor(host: LessonHost) {
    this.#host = host;
  }

  /** Undefined where the site has none, or none that can be read. */
  get lesson(): Lesson | undefined {
    return this.#lesson;
  }

  /** What is wrong with the lesson's files. */
  get problems(): readonly Diagnostic[] {
    return this.#problems;
  }

  /** Why what the student did was not taken, in words of the server. */
  get problem(): string | undefined {
    return this.#problem;
  }

  /** True where there is something to show. */
  get present(): boolean {
    return this.#lesson !== undefined || this.#problems.length > 0;
  }

  /** Grows with every change, for who draws what this gives. */
  get revision(): number {
    return this.#revision;
  }

  /** The id of the student's step; undefined where all are done. */
  get here(): string | undefined {
    return this.#position.here;
  }

  /** For the page's memory. */
  get kept(): KeptQuestion | undefined {
    return this.#question.kept;
  }

  set kept(kept: KeptQuestion | undefined) {
    this.#question.kept = kept;
  }

  /** @param id a step's, or {@link INTRO} */
  isOpen(id: string): boolean {
    return this.#lesson !== undefined && this.#position.isOpen(this.#lesson, id);
  }

  /** Takes which site the page is about. */
  follow(siteId: string | undefined): void {
    if (siteId === this.#siteId) return;
    this.#siteId = siteId;
    this.#show(undefined, []);
    void this.#load();
  }

  /** Asks for the whole: the connection is new, or the page was not seen for a while. */
  reload(): void {
    void this.#load();
  }

  /** Takes what `lesson/didChange` tells. */
  tell(siteId: string): void {
    if (siteId !== this.#siteId) return;
    this.#told++;
    if (!this.#waiting) void this.#load(); // else what comes is looked at first
  }

  /** Drops the answer that has not come: its connection is gone. */
  abandon(): void {
    this.#asked++;
    this.#waiting = false;
  }

  /** What happened that nobody was told of yet. */
  takeNews(): readonly LessonNews[] {
    const news = this.#news;
    this.#news = [];
    return news;
  }

  toggle(id: string): void {
    if (!this.#lesson) return;
    this.#position.toggle(this.#lesson, id);
    this.#update();
  }

  /** Goes on to the next step that is not done. */
  next(): void {
    if (!this.#lesson) return;
    this.#position.next(this.#lesson);
    this.#update();
  }

  /** Answers the question of a step by one of its options, from 0. */
  async choose(step: string, choice: number): Promise<void> {
    await this.#do((siteId) => this.#host.ask('lesson/choose', { siteId, step, choice }));
  }

  /** Says that a step was read that asserts nothing, and goes on once the server knows. */
  async markRead(step: string): Promise<void> {
    this.#read = step;
    await this.#do((siteId) => this.#host.ask('lesson/markRead', { siteId, step }));
    this.#read = undefined;
  }

  /** Forgets what came true. */
  async restart(): Promise<void> {
    if (!(await this.#do((siteId) => this.#host.ask('lesson/restart', { siteId })))) return;
    this.#position.begin();
    this.#question.forget();
    this.#news = [];
    this.#position.follow(this.#lesson);
    this.#update();
  }

  /** Does something and takes what the lesson looks like then. False where the server took it not. */
  async #do(act: (siteId: string) => Promise<unknown>): Promise<boolean> {
    const siteId = this.#siteId;
    if (siteId === undefined) return false;
    try {
      await act(siteId);
      this.#problem = undefined;
    } catch (error) {
      this.#problem = messageOf(error);
      this.#update();
      return false;
    }
    await this.#load();
    return true;
  }

  async #load(): Promise<void> {
    const siteId = this.#siteId;
    const asked = ++this.#asked;
    const told = this.#told;
    this.#waiting = siteId !== undefined;
    if (siteId === undefined) return;
    try {
      const { lesson, problems } = await this.#host.ask('lesson/get', { siteId });
      if (asked !== this.#asked) return;
      this.#show(lesson, problems);
    } catch {
      // A connection or a site that ended: the next asks again.
    }
    if (asked !== this.#asked) return;
    this.#waiting = false;
    if (told !== this.#told) await this.#load();
  }

  #show(lesson: Lesson | undefined, problems: readonly Diagnostic[]): void {
    const before = this.#lesson;
    this.#lesson = lesson;
    this.#problems = problems;
    this.#position.follow(lesson);
    const read = lesson?.steps.some(({ id, done }) => done && id === this.#read && id === this.#position.here);
    if (lesson && read) this.#position.next(lesson); // at once: whoever looks sees one change
    this.#news = [...this.#news, ...newsOf(before, lesson, this.#position.here)].slice(-MOST_NEWS);
    this.#update();
  }

  #update(): void {
    this.#revision++;
    const newest = this.#host.newest();
    if (this.#question.follow(this.#lesson, this.#position.here, newest)) this.#host.cover(this.#question.covers);
    this.#host.changed();
  }
}

export { INTRO };
