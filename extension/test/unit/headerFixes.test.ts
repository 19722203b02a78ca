import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addContentType, addEmptyLine, moveHeader } from '../../src/scripts/fixes/headerFixes';
import { applyLineEdits } from '../../src/scripts/fixes/lineEdit';
import { scriptLanguage } from '../../src/scripts/fixes/scriptLanguage';

interface Row {
  readonly what: string;
  readonly file: string;
  readonly before: string;
  /** The line of the diagnostic, counted from 1. */
  readonly at: number;
  /** Undefined where no fix may be offered. */
  readonly after: string | undefined;
}

function check(fix: typeof addContentType, rows: readonly Row[]): void {
  for (const { what, file, before, at, after } of rows) {
    test(what, () => {
      const lines = before.split('\n');
      const language = scriptLanguage(file, lines[0] ?? '');
      assert.ok(language);
      const edits = fix(language, lines, at - 1);
      assert.equal(edits && applyLineEdits(lines, edits).join('\n'), after);
    });
  }
}

const TYPE = 'Content-Type: text/html; charset=utf-8';

check(addContentType, [
  {
    what: 'Python: after shebang, comments and imports, before what prints first',
    file: 'a.py',
    before: '#!/usr/bin/env python3\n# Saluda.\nimport os\n\nprint("<h1>Hola</h1>")\nprint("fin")\n',
    at: 5,
    after: `#!/usr/bin/env python3\n# Saluda.\nimport os\n\nprint("${TYPE}")\nprint()\nprint("<h1>Hola</h1>")\nprint("fin")\n`,
  },
  {
    what: 'Python: where the line that is known prints nothing itself, before the first statement that does',
    file: 'a.py',
    before: 'page = "<h1>Hola</h1>"\nprint(page)\n',
    at: 1,
    after: `page = "<h1>Hola</h1>"\nprint("${TYPE}")\nprint()\nprint(page)\n`,
  },
  {
    what: 'Python: text in a string of many lines is no statement',
    file: 'a.py',
    before: 'page = """\nprint("no")\n"""\nprint(page)',
    at: 2,
    after: `page = """\nprint("no")\n"""\nprint("${TYPE}")\nprint()\nprint(page)`,
  },
  {
    what: 'Python: what goes to standard error is no output',
    file: 'a.py',
    before: 'import sys\nprint("log", file=sys.stderr)\nprint("x")',
    at: 1,
    after: `import sys\nprint("log", file=sys.stderr)\nprint("${TYPE}")\nprint()\nprint("x")`,
  },
  {
    what: 'Python: bytes have the header as bytes, or it would come after them',
    file: 'a.py',
    before: 'import sys\nsys.stdout.buffer.write("ñ".encode())',
    at: 2,
    after: `import sys\nsys.stdout.buffer.write(b"${TYPE}\\n")\nsys.stdout.buffer.write(b"\\n")\nsys.stdout.buffer.write("ñ".encode())`,
  },
  {
    what: 'Python: before a loop, not in it',
    file: 'a.py',
    before: 'for n in range(3):\n    if n:\n        print("x")\n',
    at: 3,
    after: `print("${TYPE}")\nprint()\nfor n in range(3):\n    if n:\n        print("x")\n`,
  },
  {
    what: 'Python: before the whole of a condition, for each of its branches',
    file: 'a.py',
    before: 'import os\nif os.name == "nt":\n    pass\nelse:\n    print("x")\n',
    at: 5,
    after: `import os\nprint("${TYPE}")\nprint()\nif os.name == "nt":\n    pass\nelse:\n    print("x")\n`,
  },
  {
    what: 'Python: in a function that is called once, at its indentation',
    file: 'a.py',
    before: 'def main():\n    print("x")\n\nif __name__ == "__main__":\n    main()\n',
    at: 2,
    after: `def main():\n    print("${TYPE}")\n    print()\n    print("x")\n\nif __name__ == "__main__":\n    main()\n`,
  },
  {
    what: 'Python: before the first call of a function that is called again',
    file: 'a.py',
    before: 'def row(x):\n\tprint(x)\n\nrow(1)\nrow(2)\n',
    at: 4,
    after: `def row(x):\n\tprint(x)\n\nprint("${TYPE}")\nprint()\nrow(1)\nrow(2)\n`,
  },
  {
    what: 'Python: only the type where there is a header without one',
    file: 'a.py',
    before: 'print("X-Lesson: 1")\nprint()\nprint("x")',
    at: 3,
    after: `print("${TYPE}")\nprint("X-Lesson: 1")\nprint()\nprint("x")`,
  },
  {
    what: 'Perl',
    file: 'a.pl',
    before: '#!/usr/bin/perl\nuse strict;\n# Hola\nprint STDERR "log\\n";\nprint "<h1>Hola</h1>\\n";\n',
    at: 5,
    after: `#!/usr/bin/perl\nuse strict;\n# Hola\nprint STDERR "log\\n";\nprint "${TYPE}\\n";\nprint "\\n";\nprint "<h1>Hola</h1>\\n";\n`,
  },
  {
    what: 'Perl: before a heredoc, known by its text',
    file: 'a.cgi',
    before: '#!/usr/bin/env perl\nprint <<EOF;\nprint it\nEOF\n',
    at: 3,
    after: `#!/usr/bin/env perl\nprint "${TYPE}\\n";\nprint "\\n";\nprint <<EOF;\nprint it\nEOF\n`,
  },
  {
    what: 'Ruby',
    file: 'a.rb',
    before: "#!/usr/bin/env ruby\nrequire 'cgi'\n3.times do |n|\n  puts n\nend\n",
    at: 4,
    after: `#!/usr/bin/env ruby\nrequire 'cgi'\nputs "${TYPE}"\nputs\n3.times do |n|\n  puts n\nend\n`,
  },
  {
    what: 'PHP that is run for CGI',
    file: 'a.php',
    before: '<?php\n$name = "Ana";\necho "<h1>Hola</h1>";\n',
    at: 3,
    after: `<?php\n$name = "Ana";\nheader("${TYPE}");\necho "<h1>Hola</h1>";\n`,
  },
  {
    what: 'PHP that begins with a page',
    file: 'a.php',
    before: '<h1>Hola</h1>\n<?php echo 1; ?>\n',
    at: 1,
    after: `<?php header("${TYPE}"); ?>\n<h1>Hola</h1>\n<?php echo 1; ?>\n`,
  },
  {
    what: 'PHP that is run as a program',
    file: 'a.php',
    before: '#!/usr/bin/env php\n<?php\necho "<h1>Hola</h1>";\n',
    at: 3,
    after: `#!/usr/bin/env php\n<?php\necho "${TYPE}\\n";\necho "\\n";\necho "<h1>Hola</h1>";\n`,
  },
  {
    what: 'Node.js',
    file: 'a.js',
    before: "#!/usr/bin/env node\nconst os = require('os');\n[1, 2].forEach((n) => {\n  console.log(n);\n});\n",
    at: 4,
    after: `#!/usr/bin/env node\nconst os = require('os');\nconsole.log("${TYPE}");\nconsole.log();\n[1, 2].forEach((n) => {\n  console.log(n);\n});\n`,
  },
  {
    what: 'Node.js: a template of many lines',
    file: 'a.mjs',
    before: 'process.stdout.write(`\nconsole.log(1)\n`);\n',
    at: 2,
    after: `console.log("${TYPE}");\nconsole.log();\nprocess.stdout.write(\`\nconsole.log(1)\n\`);\n`,
  },
  {
    what: 'shell',
    file: 'a.sh',
    before: '#!/bin/sh\necho log >&2\necho data > file\necho "<h1>Hola</h1>"\n',
    at: 4,
    after: `#!/bin/sh\necho log >&2\necho data > file\necho "${TYPE}"\necho\necho "<h1>Hola</h1>"\n`,
  },
  {
    what: 'shell: a document, in a loop',
    file: 'a.cgi',
    before: '#!/bin/bash\nfor n in 1 2\ndo\n  cat <<EOF\necho <p>\nEOF\ndone\n',
    at: 5,
    after: `#!/bin/bash\necho "${TYPE}"\necho\nfor n in 1 2\ndo\n  cat <<EOF\necho <p>\nEOF\ndone\n`,
  },
  { what: 'a script without any output statement', file: 'a.py', before: 'import page\n', at: 1, after: undefined },
]);

check(addEmptyLine, [
  {
    what: 'Python: the empty line comes after the last of the header, at its indentation',
    file: 'a.py',
    before: 'if True:\n    print("Content-Type: text/html")\n    print("<h1>")',
    at: 2,
    after: 'if True:\n    print("Content-Type: text/html")\n    print()\n    print("<h1>")',
  },
  {
    what: 'Python: after the last field where the line is not known',
    file: 'a.py',
    before: 'import os\nprint("Content-Type: text/html")\nprint("X-A: 1")\nprint("<h1>")',
    at: 1,
    after: 'import os\nprint("Content-Type: text/html")\nprint("X-A: 1")\nprint()\nprint("<h1>")',
  },
  {
    what: 'Python: in a string of many lines',
    file: 'a.py',
    before: 'print("""Content-Type: text/html\n<h1>Hola</h1>""")',
    at: 1,
    after: 'print("""Content-Type: text/html\n\n<h1>Hola</h1>""")',
  },
  {
    what: 'Perl: the empty line',
    file: 'a.pl',
    before: 'print "Content-Type: text/html\\n";\nprint "<h1>";',
    at: 1,
    after: 'print "Content-Type: text/html\\n";\nprint "\\n";\nprint "<h1>";',
  },
  {
    what: 'Ruby: the empty line',
    file: 'a.rb',
    before: "puts 'Content-Type: text/html'\nputs '<h1>'",
    at: 1,
    after: "puts 'Content-Type: text/html'\nputs\nputs '<h1>'",
  },
  {
    what: 'PHP as a program: the empty line',
    file: 'a.php',
    before: '#!/usr/bin/php\n<?php\necho "Content-Type: text/html\\n";\necho "<h1>";',
    at: 3,
    after: '#!/usr/bin/php\n<?php\necho "Content-Type: text/html\\n";\necho "\\n";\necho "<h1>";',
  },
  { what: 'PHP for CGI prints its own', file: 'a.php', before: '<?php\necho "A: b";', at: 2, after: undefined },
  {
    what: 'Node.js: the empty line',
    file: 'a.js',
    before: 'process.stdout.write("Content-Type: text/html\\n");\nconsole.log("<h1>");',
    at: 1,
    after: 'process.stdout.write("Content-Type: text/html\\n");\nconsole.log();\nconsole.log("<h1>");',
  },
  {
    what: 'shell: the empty line',
    file: 'a.sh',
    before: 'echo Content-Type: text/html\necho "<h1>"',
    at: 1,
    after: 'echo Content-Type: text/html\necho\necho "<h1>"',
  },
  {
    what: 'shell: the empty line in a document',
    file: 'a.sh',
    before: 'cat <<EOF\nContent-Type: text/html\n<h1>\nEOF',
    at: 2,
    after: 'cat <<EOF\nContent-Type: text/html\n\n<h1>\nEOF',
  },
]);

check(moveHeader, [
  {
    what: 'Python: the header goes with its empty line',
    file: 'a.py',
    before: 'import os\nprint("Hola")\nprint("Content-Type: text/html")\nprint("X-A: 1")\nprint()\nprint("x")',
    at: 2,
    after: 'import os\nprint("Content-Type: text/html")\nprint("X-A: 1")\nprint()\nprint("Hola")\nprint("x")',
  },
  {
    what: 'Python: the empty line may be in the header’s own statement',
    file: 'a.py',
    before: 'for n in "ab":\n    print(n)\nprint("Content-Type: text/html\\n")\nprint("x")',
    at: 2,
    after: 'print("Content-Type: text/html\\n")\nfor n in "ab":\n    print(n)\nprint("x")',
  },
  {
    what: 'Python: an empty line is added where there is none',
    file: 'a.py',
    before: 'print("Hola")\nprint("Content-Type: text/html")\nprint("x")',
    at: 1,
    after: 'print("Content-Type: text/html")\nprint()\nprint("Hola")\nprint("x")',
  },
  {
    what: 'Perl: the header goes first',
    file: 'a.pl',
    before: 'use strict;\nprint "Hola\\n";\nprint "Content-Type: text/html\\n\\n";',
    at: 2,
    after: 'use strict;\nprint "Content-Type: text/html\\n\\n";\nprint "Hola\\n";',
  },
  {
    what: 'Ruby: the header goes first',
    file: 'a.rb',
    before: 'puts "Hola"\nputs "Content-Type: text/html"\nputs\nputs "x"',
    at: 1,
    after: 'puts "Content-Type: text/html"\nputs\nputs "Hola"\nputs "x"',
  },
  {
    what: 'PHP as a program: the header goes first',
    file: 'a.php',
    before: '#!/usr/bin/php\n<?php\necho "Hola\\n";\necho "Content-Type: text/html\\n\\n";',
    at: 3,
    after: '#!/usr/bin/php\n<?php\necho "Content-Type: text/html\\n\\n";\necho "Hola\\n";',
  },
  {
    what: 'Node.js: the header goes first',
    file: 'a.js',
    before: 'console.log("Hola");\nconsole.log("Content-Type: text/html\\n");',
    at: 1,
    after: 'console.log("Content-Type: text/html\\n");\nconsole.log("Hola");',
  },
  {
    what: 'shell: the header goes first',
    file: 'a.sh',
    before: '#!/bin/sh\ndate_line=x\necho Hola\nprintf "Content-Type: text/html\\n\\n"\n',
    at: 3,
    after: '#!/bin/sh\ndate_line=x\nprintf "Content-Type: text/html\\n\\n"\necho Hola\n',
  },
  {
    what: 'a header that is first already',
    file: 'a.sh',
    before: 'echo A: b\necho Content-Type: x',
    at: 2,
    after: undefined,
  },
]);

test('the language is that of the shebang, else of the extension', () => {
  const name = (file: string, first: string): string | undefined => scriptLanguage(file, first)?.print('x', '');
  assert.equal(name('a', '#!/usr/bin/env -S LANG=C python3.12 -u\r'), 'print("x")');
  assert.equal(name('a.py', '#!/usr/bin/perl -w'), 'print "x\\n";');
  assert.equal(name('A.PL', 'use strict;'), 'print "x\\n";');
  assert.equal(name('a.php', '#!/usr/bin/php-cgi8.2'), 'header("x");');
  assert.equal(name('a.lua', ''), undefined);
  assert.equal(name('a.py', '#!/usr/bin/unknown'), undefined);
});
