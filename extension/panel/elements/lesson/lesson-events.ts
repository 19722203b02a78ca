// What a student does in a lesson, for the page to hand on.
import type { PanelModel } from '../../model/panelModel';

/** Asks for a step, or the introduction, to be opened or closed. */
export class ToggleStepEvent extends Event {
  static readonly type = 'vitrina-lesson-toggle';
  readonly step: string;

  constructor(step: string) {
    super(ToggleStepEvent.type, { bubbles: true, composed: true });
    this.step = step;
  }
}

/** Answers the question of a step. */
export class AnswerEvent extends Event {
  static readonly type = 'vitrina-lesson-answer';
  readonly step: string;
  /** The option, from 0. */
  readonly choice: number;

  constructor(step: string, choice: number) {
    super(AnswerEvent.type, { bubbles: true, composed: true });
    this.step = step;
    this.choice = choice;
  }
}

/** Says that a step was read that asserts nothing. */
export class ReadStepEvent extends Event {
  static readonly type = 'vitrina-lesson-read';
  readonly step: string;

  constructor(step: string) {
    super(ReadStepEvent.type, { bubbles: true, composed: true });
    this.step = step;
  }
}

/** Asks for the next step. */
export class NextStepEvent extends Event {
  static readonly type = 'vitrina-lesson-next';

  constructor() {
    super(NextStepEvent.type, { bubbles: true, composed: true });
  }
}

/** Asks to begin the lesson anew; whoever sends it has asked the student. */
export class RestartLessonEvent extends Event {
  static readonly type = 'vitrina-lesson-restart';

  constructor() {
    super(RestartLessonEvent.type, { bubbles: true, composed: true });
  }
}

/** Tells the lesson's share of the room. */
export class LessonShareEvent extends Event {
  static readonly type = 'vitrina-lesson-share';
  readonly share: number;

  constructor(share: number) {
    super(LessonShareEvent.type, { bubbles: true, composed: true });
    this.share = share;
  }
}

/** Hands what the student does on to the model. */
export function handLessonOn(page: HTMLElement, model: () => PanelModel | undefined): void {
  page.addEventListener(ToggleStepEvent.type, (event) => {
    model()?.lesson.toggle((event as ToggleStepEvent).step);
  });
  page.addEventListener(AnswerEvent.type, (event) => {
    const { step, choice } = event as AnswerEvent;
    void model()?.lesson.choose(step, choice);
  });
  page.addEventListener(ReadStepEvent.type, (event) => {
    void model()?.lesson.markRead((event as ReadStepEvent).step);
  });
  page.addEventListener(NextStepEvent.type, () => {
    model()?.lesson.next();
  });
  page.addEventListener(RestartLessonEvent.type, () => {
    void model()?.lesson.restart();
  });
}
