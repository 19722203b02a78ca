import assert from 'node:assert/strict';
import { test } from 'node:test';
import { golden } from '../../protocol/golden.generated';
import type { Exchange, ExchangeSummary, Verdict } from '../../protocol/types.generated';
import { proposals } from '../../panel/model/filter/completion';
import { matcher } from '../../panel/model/filter/matching';
import { parse } from '../../panel/model/filter/terms';
import { cover, isCover } from '../../panel/model/predict/cover';
import { Predicting } from '../../panel/model/predict/predicting';
import { NO_TYPE, outcomeOf, questionsOn } from '../../panel/model/predict/questions';
import { exchangeRow } from '../../panel/model/rows';
import { summary } from './exchanges';

// What is covered until somebody has said what they expect, and what is asked for it.

const FILE: Exchange = golden['exchangeGet.file'];

const exchange = (given: Partial<Exchange>): Exchange => ({ ...FILE, ...given });

const verdict = (given: Partial<Verdict>): Verdict =>
  ({ ...FILE.verdict, destination: 'document', ...given }) as Verdict;

const SECRET: Partial<ExchangeSummary> = {
  status: 418,
  contentType: 'image/webp; charset=x-none',
  kind: 'script',
  bytes: 31_337,
  notes: [{ code: 'cgi.lateHeader', severity: 'error', message: 'It is a teapot' }],
  gist: { fate: 'refused', destination: 'style', assumed: false, differs: false },
};

test('a covered summary has nothing of the response, whatever is added to summaries', () => {
  const known = summary({ id: '7', target: '/a', ...SECRET, ...({ later: 'image/webp' } as object) });
  const covered = cover(known);
  assert.doesNotMatch(JSON.stringify(covered), /418|webp|31337|teapot|refused|style|script|lateHeader/);
  assert.equal(covered.target, '/a');
  assert.equal(cover(known), covered);
  assert.deepEqual([isCover(covered), isCover(known)], [true, false]);
});

test('the filter neither finds nor proposes what is covered', () => {
  const covered = cover(summary({ id: '7', target: '/a', complete: true, ...SECRET }));
  const words = ['status:418', 'status:4xx', 'is:error', 'is:script', 'is:refused', 'type:webp', 'type:none'];
  words.push('dest:style', 'has:note', 'size:>10k', 'has:body', 'teapot', 'body:x');
  for (const word of words) assert.equal(matcher(parse(word), () => false)(exchangeRow(covered)), false, word);
  assert.equal(matcher(parse('path:/a'), () => false)(exchangeRow(covered)), true);
  const proposed = ['status:', 'type:', 'dest:'].flatMap((word) => proposals(word, word.length, [covered]));
  assert.doesNotMatch(JSON.stringify(proposed), /418|webp|style/);
});

test('each question offers the right answer once, among others, and its place does not tell which', () => {
  const types = ['text/html; charset=utf-8', 'TEXT/CSS', 'image/png', 'x/y', '', null];
  const verdicts = [
    verdict({ fate: 'shown', as: 'page' }),
    verdict({ fate: 'shown', as: 'xml' }),
    verdict({ fate: 'refused', destination: 'style' }),
    verdict({ fate: 'applied', destination: 'script' }),
    verdict({ fate: 'empty' }),
  ];
  for (const contentType of types) {
    for (const given of verdicts) {
      for (const target of ['/', '/a.css', '/a.png?x', '/cgi-bin/a.py', '/a.JSON']) {
        const asked = questionsOn(exchange({ contentType, verdict: given, target, status: 404 }));
        assert.deepEqual(
          asked.map(({ name }) => name),
          ['type', 'fate', 'status'],
        );
        for (const { choices, right } of asked) {
          assert.ok(choices.length >= 3 && choices.length <= 4);
          assert.equal(new Set(choices).size, choices.length);
          assert.equal(choices.filter((choice) => choice === right).length, 1);
        }
        const [type] = asked;
        const named = type?.choices.filter((choice) => choice !== NO_TYPE) ?? [];
        assert.deepEqual(named, [...named].sort());
      }
    }
  }
});

test('where nobody can say what a browser does, that is not asked', () => {
  const without = { ...FILE };
  delete without.verdict;
  assert.deepEqual(
    questionsOn(without).map(({ name }) => name),
    ['type', 'status'],
  );
  assert.deepEqual(outcomeOf('shown text'), { fate: 'shown', as: 'text' });
  assert.deepEqual(outcomeOf('refused'), { fate: 'refused' });
});

test('answers are counted once, what is shown without an answer is not, and a lesson covers by itself', () => {
  let changes = 0;
  const predicting = new Predicting(() => changes++);
  const [one, other] = ['1', '2'].map((id) =>
    exchange({ id, time: `t${id}`, complete: true, status: 200, contentType: 'text/html', target: '/' }),
  ) as [Exchange, Exchange];
  assert.equal(predicting.reason(one), undefined);
  predicting.on = true;
  assert.equal(predicting.reason(one), 'switch');
  assert.equal(predicting.reason({ ...one, status: 0 }), undefined, 'nobody answered: there is nothing to predict');
  assert.equal(predicting.reason({ ...one, status: 0, complete: false }), 'switch');

  const right = Object.fromEntries(questionsOn(one).map((question) => [question.name, question.right]));
  predicting.answer(one, { ...right, status: '5xx' });
  predicting.answer(one, right); // it can be seen by now
  assert.deepEqual(predicting.tally, { right: questionsOn(one).length - 1, asked: questionsOn(one).length });
  assert.equal(predicting.reason(one), undefined);
  assert.equal(predicting.answers(one)?.at(-1)?.chosen, '5xx');
  predicting.show(other);
  assert.equal(predicting.reason(other), undefined);
  assert.equal(predicting.tally.asked, questionsOn(one).length);

  predicting.lesson = ({ id }) => id === '2';
  assert.equal(predicting.reason(other), 'lesson');
  predicting.answer(other, {}); // that is for the lesson to ask
  assert.equal(predicting.reason(other), 'lesson');
  predicting.on = false;
  assert.equal(predicting.reason(other), 'lesson');
  predicting.lesson = undefined;
  assert.equal(predicting.reason(other), undefined);
  assert.ok(changes > 0);

  const again = new Predicting(() => undefined);
  predicting.on = true;
  again.kept = JSON.parse(JSON.stringify(predicting.kept)) as typeof predicting.kept;
  assert.deepEqual([again.on, again.tally, again.reason(one)], [true, predicting.tally, undefined]);
});

test('lines are covered and uncovered, and are the same array as long as nothing changed', () => {
  const predicting = new Predicting(() => undefined);
  const rows = [exchangeRow(summary({ id: '1' })), exchangeRow(summary({ id: '2' }))];
  assert.equal(predicting.rows(rows), rows);
  predicting.on = true;
  const given = predicting.rows(rows);
  assert.equal(predicting.rows(rows), given);
  assert.ok(given.every((row) => row.kind === 'exchange' && isCover(row.summary)));
  assert.deepEqual(
    given.map(({ key }) => key),
    rows.map(({ key }) => key),
  );
  if (rows[0]) predicting.show(rows[0].summary);
  assert.equal(predicting.rows(rows)[0], rows[0]);
});
