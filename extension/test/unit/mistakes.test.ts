import assert from 'node:assert/strict';
import { test } from 'node:test';
import { removeEmptyLineFirst } from '../../src/scripts/fixes/emptyLineFirst';
import { addContentType, addEmptyLine, moveHeaders } from '../../src/scripts/fixes/headerFixes';
import { applyLineEdits, type LineEdit } from '../../src/scripts/fixes/lineEdit';
import { mendNearMiss } from '../../src/scripts/fixes/nearMiss';
import { scriptLanguage } from '../../src/scripts/fixes/scriptLanguage';
import { type Mistake, parseTxtar, readMistakes } from './mistakes';

const mistakes = readMistakes();

/** As quickFixes.ts chooses by the code. */
function mend(lines: readonly string[], mistake: Mistake): LineEdit[] | undefined {
  const language = scriptLanguage(mistake.file, lines[0] ?? '');
  switch (mistake.code) {
    case 'noContentType':
    case 'textBeforeHeader':
      return language && (moveHeaders(language, lines) ?? addContentType(language, lines));
    case 'noEmptyLine':
      return language && addEmptyLine(language, lines);
    case 'emptyLineFirst':
      return removeEmptyLineFirst(lines, mistake.at);
    default:
      return mendNearMiss(lines, mistake);
  }
}

for (const mistake of mistakes) {
  test(`${mistake.file}: ${mistake.code} ${mistake.fixed === undefined ? 'has no quick fix' : 'is fixed'}`, () => {
    const lines = mistake.source.split('\n');
    const edits = mend(lines, mistake);
    assert.equal(edits && applyLineEdits(lines, edits).join('\n'), mistake.fixed);
  });
}

test('the corpus has mistakes that are fixed', () => {
  assert.ok(mistakes.filter(({ fixed }) => fixed !== undefined).length >= 25);
});

test('a text archive is read as Go reads it', () => {
  const { comment, files } = parseTxtar('GET /a\n-- a --\none\n\n-- b/c --\n');
  assert.equal(comment, 'GET /a\n');
  assert.deepEqual(
    [...files],
    [
      ['a', 'one\n\n'],
      ['b/c', ''],
    ],
  );
});
