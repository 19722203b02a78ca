/** Asks the panel to say a sentence to whoever listens with a screen reader; it is not shown. */
export class SayEvent extends Event {
  static readonly type = 'vitrina-say';
  readonly sentence: string;

  constructor(sentence: string) {
    super(SayEvent.type, { bubbles: true, composed: true });
    this.sentence = sentence;
  }
}
