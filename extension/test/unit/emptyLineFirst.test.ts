import assert from 'node:assert/strict';
import { test } from 'node:test';
import { removeEmptyLineFirst } from '../../src/scripts/fixes/emptyLineFirst';
import { applyLineEdits } from '../../src/scripts/fixes/lineEdit';

const HEADER = 'Content-Type: text/html';

/** `at` counts from 0; `after` is undefined where no edit is surely right. */
const rows: readonly [what: string, at: number, before: string, after: string | undefined][] = [
  [
    'triple quotes: the text goes on behind them',
    0,
    `print("""\n${HEADER}\n\n<h1>""")`,
    `print("""\\\n${HEADER}\n\n<h1>""")`,
  ],
  [
    'triple quotes of an f-string',
    1,
    `x = 1\nprint(f'''\n${HEADER}\n\n{x}''')`,
    `x = 1\nprint(f'''\\\n${HEADER}\n\n{x}''')`,
  ],
  ['several empty lines', 0, `print("""\n\n \n${HEADER}\n""")`, `print("""\\\n${HEADER}\n""")`],
  [
    'indented text keeps its indentation',
    0,
    `print(dedent("""\n  ${HEADER}\n"""))`,
    `print(dedent("""\\\n  ${HEADER}\n"""))`,
  ],
  ['a raw string would print the backslash', 0, `print(r"""\n${HEADER}\n""")`, `print(r"""${HEADER}\n""")`],
  ['a raw string of indented lines', 0, `print(dedent(r"""\n  ${HEADER}\n"""))`, undefined],
  ['a template of JavaScript', 0, `console.log(\`\n${HEADER}\n\`)`, `console.log(\`${HEADER}\n\`)`],
  ['quotes of a shell', 1, `#!/bin/sh\necho "\n${HEADER}\n"`, `#!/bin/sh\necho "${HEADER}\n"`],
  ['a here-document', 1, `cat <<END\n\n${HEADER}\n\nEND`, `cat <<END\n${HEADER}\n\nEND`],
  ['a here-document of several empty lines', 1, `print <<EOF;\n\n\n${HEADER}\n\nEOF`, `print <<EOF;\n${HEADER}\n\nEOF`],
  ['a statement', 1, `import os\nprint()\nprint("${HEADER}")\nprint()`, `import os\nprint("${HEADER}")\nprint()`],
  ['an echo', 0, `echo\necho "${HEADER}"\necho`, `echo "${HEADER}"\necho`],
  ['a statement of Perl', 0, `print "\\n";\nprint "${HEADER}\\n\\n";`, `print "${HEADER}\\n\\n";`],
  ['a line end in the literal', 0, `print("\\n${HEADER}\\n")`, `print("${HEADER}\\n")`],
  ['CR LF in the literal', 0, `print "\\r\\n${HEADER}\\r\\n\\r\\n";`, `print "${HEADER}\\r\\n\\r\\n";`],
  ['the only statement of a block', 1, `if a:\n    print()\nprint("${HEADER}")`, undefined],
  ['triple quotes that close a text', 1, `x = """\n"""\nprint("${HEADER}")`, undefined],
  ['an empty line between statements', 1, `x = 1\n\nprint("${HEADER}")`, undefined],
  ['text that is no header', 0, `print("""\n<h1>Hola</h1>""")`, undefined],
  ['a line that is not there', 9, `print("""\n${HEADER}\n""")`, undefined],
];

for (const [what, at, before, after] of rows) {
  test(what, () => {
    const lines = before.split('\n');
    const edits = removeEmptyLineFirst(lines, at);
    assert.equal(edits && applyLineEdits(lines, edits).join('\n'), after);
  });
}
