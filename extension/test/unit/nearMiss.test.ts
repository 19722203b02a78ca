import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyLineEdits } from '../../src/scripts/fixes/lineEdit';
import { mendNearMiss } from '../../src/scripts/fixes/nearMiss';

const PRINTED = 'Content-Type text/html';
const MEANT = 'Content-Type: text/html';

/** The near miss is in the last line. What is fixed is in server/test/mistakes; here, above all, what may not be. */
const rows: readonly [what: string, code: string, before: string, after: string | undefined][] = [
  ['a literal before a line end', 'noColon', `print "${PRINTED}\\n\\n";`, `print "${MEANT}\\n\\n";`],
  [
    'a literal behind a line end',
    'noColon',
    `print("Status: 200 OK\\n${PRINTED}")`,
    `print("Status: 200 OK\\n${MEANT}")`,
  ],
  ['a line of a here-document', 'noColon', `cat <<END\n${PRINTED}`, `cat <<END\n${MEANT}`],
  ['an echo without quotes', 'noColon', `echo ${PRINTED}`, `echo ${MEANT}`],
  ['the same text twice', 'noColon', `print("${PRINTED}"); x = "${PRINTED}"`, undefined],
  ['a part of a longer text', 'noColon', `print("${PRINTED}; charset=utf-8")`, undefined],
  ['a text in a comment', 'noColon', `# ${PRINTED}`, undefined],
  ['another line', 'noColon', 'print(header)', undefined],
  ['bytes of a variable', 'bytesLiteral', 'print(b"Content-Type: " + kind)', undefined],
  ['bytes with an escape', 'bytesLiteral', String.raw`print(b"Content-Type: text/html\n")`, undefined],
  ['spaces of a longer text', 'spaceInEmptyLine', 'print(" ", end="")', undefined],
  ['an empty line of an editor', 'spaceInEmptyLine', `print("""${MEANT}\n  `, `print("""${MEANT}\n`],
  ['double quotes would put a variable in', 'literalEscape', String.raw`print 'Set-Cookie: a=$5\n';`, undefined],
  ['a percent sign means a value to printf', 'literalEscape', `#!/bin/sh\necho 'Set-Cookie: a=%20\\n'`, undefined],
  ['an echo with an option, without #!', 'echoOption', 'echo -e "A: b"', '#!/bin/bash\necho -e "A: b"'],
  ['an echo for another shell', 'echoOption', '#!/bin/ksh\necho -e "A: b"', undefined],
  [
    'another echo with a backslash, which bash prints',
    'echoOption',
    String.raw`#!/bin/sh
echo -e "A: b"
echo "<p>\n"`,
    undefined,
  ],
  ['a header that is quoted by a function', 'quotedField', 'print(repr("A: b"))', undefined],
  ['a header in a loop', 'headerNotEnded', `for n in names:\n    print("Set-Cookie: a=1")`, undefined],
  ['the end of headers in a shell', 'headerNotEnded', 'echo "Location: /a"', 'echo "Location: /a"\necho'],
  ['the end of headers in Ruby', 'headerNotEnded', 'puts "Location: /a"', 'puts "Location: /a"\nputs'],
  [
    'a header that is not just behind the empty line',
    'fieldAfterEmptyLine',
    'print()\nx = 1\nprint("A: b")',
    undefined,
  ],
  ['a header in a condition', 'fieldAfterEmptyLine', 'print()\nif x:\n    print("A: b")', undefined],
];

for (const [what, code, before, after] of rows) {
  test(what, () => {
    const lines = before.split('\n');
    const edits = mendNearMiss(lines, { code, at: lines.length - 1, printed: PRINTED, meant: MEANT });
    assert.equal(edits && applyLineEdits(lines, edits).join('\n'), after);
  });
}
