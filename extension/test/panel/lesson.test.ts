import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newsOf } from '../../panel/model/lesson/lessonNews';
import { LessonModel } from '../../panel/model/lesson/lessonModel';
import { INTRO, LessonPosition } from '../../panel/model/lesson/lessonPosition';
import { OpenQuestion } from '../../panel/model/lesson/openQuestion';
import { textOfBlocks } from '../../panel/model/lesson/plainText';
import type { Ask } from '../../panel/model/transport';
import type { Lesson, LessonStep } from '../../protocol/types.generated';

type Step = Partial<LessonStep> & { readonly id: string };

const text = (words: string) => [{ kind: 'paragraph' as const, spans: [{ kind: 'text' as const, text: words }] }];

function lessonOf(steps: readonly Step[], also: Partial<Lesson> = {}): Lesson {
  return {
    ...{ name: 'types', title: 'Types', language: 'en', languages: ['en'], minutes: 20, opens: '', predict: true },
    intro: [],
    steps: steps.map((step) => ({
      ...{ title: `Step ${step.id}`, blocks: [], lines: [], hints: [], afterwards: [], done: false, toRead: false },
      ...step,
    })),
    ...also,
  };
}

const asked = { question: [], options: [[], []] };
const answered = { ...asked, chosen: 1, right: 0 };

test('the student stays at a step that came true until they go on, and can open others', () => {
  const position = new LessonPosition();
  const before = lessonOf([{ id: 'a' }, { id: 'b' }, { id: 'c' }]);
  position.follow(before);
  assert.deepEqual([position.here, position.isOpen(before, 'a'), position.isOpen(before, INTRO)], ['a', true, true]);
  const after = lessonOf([{ id: 'a', done: true }, { id: 'b', done: true }, { id: 'c' }]);
  position.follow(after);
  assert.deepEqual([position.here, position.isOpen(after, 'a'), position.isOpen(after, INTRO)], ['a', true, false]);
  position.next(after);
  assert.deepEqual([position.here, position.isOpen(after, 'a'), position.isOpen(after, 'c')], ['c', false, true]);
  position.toggle(after, 'a');
  assert.deepEqual([position.here, position.isOpen(after, 'a'), position.isOpen(after, 'c')], ['c', true, true]);
  position.toggle(after, 'c');
  assert.equal(position.isOpen(after, 'c'), false);
});

test('who opens a step that is not done is there; what is left behind is come back to', () => {
  const position = new LessonPosition();
  const lesson = lessonOf([{ id: 'a' }, { id: 'b' }, { id: 'c' }]);
  position.follow(lesson);
  position.toggle(lesson, 'c');
  assert.deepEqual([position.here, position.isOpen(lesson, 'a'), position.isOpen(lesson, 'c')], ['c', true, true]);
  position.next(lessonOf([{ id: 'a' }, { id: 'b' }, { id: 'c', done: true }]));
  assert.equal(position.here, 'a');
  position.next(
    lessonOf([
      { id: 'a', done: true },
      { id: 'b', done: true },
      { id: 'c', done: true },
    ]),
  );
  assert.equal(position.here, undefined);
});

test('a step that is no more leaves the student at the first that is not done, another lesson begins at its start', () => {
  const position = new LessonPosition();
  position.follow(lessonOf([{ id: 'a' }, { id: 'b' }]));
  position.follow(lessonOf([{ id: 'b', done: true }, { id: 'c' }]));
  assert.equal(position.here, 'c');
  position.follow(lessonOf([{ id: 'a' }, { id: 'c' }], { name: 'other' }));
  assert.equal(position.here, 'a');
});

test('the student is at the same step when the site was started again, where it came true meanwhile, too', () => {
  const position = new LessonPosition();
  position.follow(lessonOf([{ id: 'a' }, { id: 'b' }]));
  position.follow(undefined);
  const now = lessonOf([{ id: 'a', done: true }, { id: 'b' }]);
  position.follow(now);
  assert.deepEqual([position.here, position.isOpen(now, 'a')], ['a', true]);
});

test('what came true is told once, with the hints of the student’s own step', () => {
  const hint = text('Look again');
  const before = lessonOf([{ id: 'a' }, { id: 'b' }]);
  const now = lessonOf([
    { id: 'a', hints: [hint] },
    { id: 'b', done: true },
  ]);
  assert.deepEqual(newsOf(before, now, 'a'), [
    { what: 'done', title: 'Step b' },
    { what: 'hint', text: 'Look again' },
  ]);
  assert.deepEqual(newsOf(before, now, 'b'), [{ what: 'done', title: 'Step b' }]);
  assert.deepEqual(newsOf(now, now, 'a'), []);
  assert.deepEqual(newsOf(undefined, now, 'a'), []);
  assert.deepEqual(newsOf({ ...before, name: 'other' }, now, 'a'), []);
  const all = lessonOf([
    { id: 'a', done: true },
    { id: 'b', done: true },
  ]);
  assert.deepEqual(newsOf(now, all, 'a').at(-1), { what: 'finished' });
});

test('the text of blocks is read out in one line, of bounded length', () => {
  const list = { kind: 'list' as const, items: [text('one'), text('two')] };
  assert.equal(textOfBlocks([...text('First:'), list, { kind: 'code', text: 'print()\n' }]), 'First: one two print()');
  assert.equal(textOfBlocks(text('a'.repeat(5000))).length, 600);
});

/** Whether exchanges of these moments are covered. */
const covers = (question: OpenQuestion, ...times: string[]): (boolean | undefined)[] =>
  times.map((time) => question.covers?.({ time }));

const EARLY = '2026-01-01T10:00:00.5Z';
const LATE = '2026-01-01T10:00:00.51Z';

test('an open question covers what comes after it, until it is answered', () => {
  const question = new OpenQuestion();
  const open = lessonOf([{ id: 'a', choice: asked }, { id: 'b' }]);
  assert.equal(question.follow(open, 'a', EARLY), true);
  assert.equal(question.follow(open, 'a', LATE), false);
  assert.deepEqual(covers(question, EARLY, LATE), [false, true]);
  assert.equal(question.follow(lessonOf([{ id: 'a', choice: answered }]), 'a', LATE), true);
  assert.equal(question.covers, undefined);
});

test('a page that comes back, with nothing or with what it kept', () => {
  const open = lessonOf([{ id: 'a', choice: asked }]);
  const fresh = new OpenQuestion();
  fresh.follow(open, 'a', '');
  assert.deepEqual(covers(fresh, EARLY, LATE), [true, true]);
  const back = new OpenQuestion();
  back.kept = { question: JSON.stringify(['types', 'a']), since: EARLY };
  back.follow(open, 'a', LATE);
  assert.deepEqual(covers(back, EARLY, LATE), [false, true]);
  back.forget();
  back.follow(open, 'a', LATE);
  assert.deepEqual(covers(back, EARLY, LATE), [false, false]);
});

test('nothing is covered where no question is open, or where the lesson says so', () => {
  const cases: [name: string, lesson: Lesson, here: string | undefined][] = [
    ['no question', lessonOf([{ id: 'a' }]), 'a'],
    ['done without an answer', lessonOf([{ id: 'a', choice: asked, done: true }]), 'a'],
    ['predict: no', lessonOf([{ id: 'a', choice: asked }], { predict: false }), 'a'],
    ['a question of another step', lessonOf([{ id: 'a' }, { id: 'b', choice: asked }]), 'a'],
    ['all is done', lessonOf([{ id: 'a', done: true }]), undefined],
  ];
  for (const [name, lesson, here] of cases) {
    const question = new OpenQuestion();
    question.follow(lesson, here, '');
    assert.equal(question.covers, undefined, name);
  }
});

/** A server that answers when it is told to. */
function server() {
  const asks: { method: string; params: unknown; answer: (result: unknown) => void; fail: (why: Error) => void }[] = [];
  const ask = ((method: string, params: unknown) =>
    new Promise((answer, fail) => asks.push({ method, params, answer, fail }))) as unknown as Ask;
  const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return {
    asks,
    ask,
    async answer(result: unknown): Promise<void> {
      asks.shift()?.answer(result);
      await settled();
    },
    async fail(why: string): Promise<void> {
      asks.shift()?.fail(new Error(why));
      await settled();
    },
  };
}

function modelOn({ ask }: { ask: Ask }) {
  const covered: unknown[] = [];
  const model = new LessonModel({ ask, newest: () => '', cover: (by) => covered.push(by), changed: () => undefined });
  return { model, covered };
}

test('the lesson is asked for as often as it changed, but never twice at a time', async () => {
  const told = server();
  const { model } = modelOn(told);
  model.follow('1');
  model.tell('1');
  model.tell('1');
  model.tell('2');
  assert.equal(told.asks.length, 1);
  await told.answer({ lesson: lessonOf([{ id: 'a' }]), problems: [] });
  assert.deepEqual([told.asks.length, model.lesson?.steps[0]?.done], [1, false]);
  await told.answer({ lesson: lessonOf([{ id: 'a', done: true }]), problems: [] });
  assert.deepEqual([told.asks.length, model.lesson?.steps[0]?.done], [0, true]);
  assert.deepEqual(model.takeNews(), [{ what: 'done', title: 'Step a' }, { what: 'finished' }]);
  assert.deepEqual(model.takeNews(), []);
});

test('an answer that comes too late counts for nothing, and a site without a lesson shows none', async () => {
  const told = server();
  const { model } = modelOn(told);
  model.follow('1');
  model.follow('2');
  await told.answer({ lesson: lessonOf([{ id: 'a' }]), problems: [] });
  assert.equal(model.present, false);
  await told.answer({ problems: [] });
  assert.equal(model.present, false);
  model.reload();
  model.abandon();
  await told.answer({ lesson: lessonOf([{ id: 'a' }]), problems: [] });
  assert.equal(model.present, false);
  model.tell('2');
  await told.fail('gone');
  assert.equal(model.present, false);
});

test('what a student does goes to the server, and what it says of it is shown', async () => {
  const told = server();
  const { model, covered } = modelOn(told);
  model.follow('1');
  await told.answer({
    lesson: lessonOf([
      { id: 'a', choice: asked },
      { id: 'b', toRead: true },
    ]),
    problems: [],
  });
  assert.equal(covered.length, 1);
  const choosing = model.choose('a', 1);
  assert.deepEqual(told.asks[0]?.params, { siteId: '1', step: 'a', choice: 1 });
  await told.fail('There is no such option.');
  await choosing;
  assert.equal(model.problem, 'There is no such option.');
  const reading = model.markRead('a');
  await told.answer(null);
  await told.answer({
    lesson: lessonOf([
      { id: 'a', done: true },
      { id: 'b', toRead: true },
    ]),
    problems: [],
  });
  await reading;
  assert.deepEqual([model.problem, model.here], [undefined, 'b']);
  const again = model.restart();
  await told.answer(null);
  await told.answer({
    lesson: lessonOf([
      { id: 'a', choice: asked },
      { id: 'b', toRead: true },
    ]),
    problems: [],
  });
  await again;
  assert.deepEqual([model.here, model.takeNews()], ['a', []]);
});
