import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addContentType, addEmptyLine, moveHeaders } from '../../src/scripts/fixes/headerFixes';
import { applyLineEdits } from '../../src/scripts/fixes/lineEdit';
import { scriptLanguage } from '../../src/scripts/fixes/scriptLanguage';

interface Row {
  readonly what: string;
  readonly file?: string;
  readonly before: string;
  /** Undefined where no fix may be offered, since it is not surely right. */
  readonly after: string | undefined;
}

function check(fix: typeof addContentType, rows: readonly Row[]): void {
  for (const { what, file = 'a.py', before, after } of rows) {
    test(what, () => {
      const lines = before.split('\n');
      const language = scriptLanguage(file, lines[0] ?? '');
      const edits = language && fix(language, lines);
      assert.equal(edits && applyLineEdits(lines, edits).join('\n'), after);
    });
  }
}

const none = (what: string, before: string, file = 'a.py'): Row => ({ what, file, before, after: undefined });

const TYPE = 'Content-Type: text/html; charset=utf-8';
const PRINTED = `print("${TYPE}")\nprint()\n`;

check(addContentType, [
  {
    what: 'Python: after shebang, comments and imports, before what prints first',
    before: '#!/usr/bin/env python3\n# Saluda.\nimport os\n\nprint("<h1>Hola</h1>")\nprint("fin")\n',
    after: `#!/usr/bin/env python3\n# Saluda.\nimport os\n\n${PRINTED}print("<h1>Hola</h1>")\nprint("fin")\n`,
  },
  {
    what: 'Python: before all that the script does, whatever that is',
    before: 'from urllib.parse import parse_qs, quote\nimport html, sys\npage = "<h1>Hola</h1>"\nprint(page)\n',
    after: `from urllib.parse import parse_qs, quote\nimport html, sys\n${PRINTED}page = "<h1>Hola</h1>"\nprint(page)\n`,
  },
  {
    what: 'Python: before a string of many lines, not in it',
    before: 'page = """\nprint("no")\n"""\nprint(page)',
    after: `${PRINTED}page = """\nprint("no")\n"""\nprint(page)`,
  },
  {
    what: 'Python: before a loop, not in it',
    before: 'for n in range(3):\n    if n:\n        print("x")\n',
    after: `${PRINTED}for n in range(3):\n    if n:\n        print("x")\n`,
  },
  {
    what: 'Python: before a function that is called later',
    before: 'def row(x):\n\tprint(x)\n\nrow(1)\nrow(2)\n',
    after: `${PRINTED}def row(x):\n\tprint(x)\n\nrow(1)\nrow(2)\n`,
  },
  {
    what: 'Python: the environment is read in many scripts, and prints nothing',
    before: 'import os\nname = os.environ.get("QUERY_STRING", "")\nprint(f"<h1>{name}</h1>")',
    after: `import os\n${PRINTED}name = os.environ.get("QUERY_STRING", "")\nprint(f"<h1>{name}</h1>")`,
  },
  none(
    'Python: a header in another case would be printed as content',
    'if a:\n    print("Content-Type: text/plain")\nprint("x")',
  ),
  none('Python: so would a redirect', 'if a:\n    print("Location: /b")\n    print()\nprint("x")'),
  none('Python: and a header in a string of many lines', 'print("""\nStatus: 404\n\nx""")'),
  none('Python: a header without a type', 'print("X-Lesson: 1")\nprint()\nprint("x")'),
  none('Python: what print() holds back comes after bytes', 'import sys\nsys.stdout.buffer.write("ñ".encode())'),
  none('Python: and after what another program prints', 'import os\nos.system("date")'),
  none('Python: or it is imported from there', 'from os import system\nsystem("date")'),
  none('Python: a module that is not known may print', 'import page\nprint("x")'),
  none('Python: also where it is imported later', 'print("x")\ndef f():\n    from page import show\n    show()'),
  none('Python: what must stand first stays first', 'from __future__ import annotations\nprint("x")'),
  none('Python 2 prints otherwise', 'print "x"'),
  none('Python 2, by its name', '#!/usr/bin/python2.7\nprint("x")'),
  none('Python: print may be another one', 'def print(x):\n    pass\nprint("x")'),
  none('Python: a script that does nothing', '# nada\n'),
  {
    what: 'Perl: after shebang and pragmas',
    file: 'a.pl',
    before: '#!/usr/bin/perl -w\nuse strict;\n# Hola\nmy $name = "Ana";\nprint "<h1>Hola, $name</h1>\\n";\n',
    after: `#!/usr/bin/perl -w\nuse strict;\n# Hola\nprint "${TYPE}\\n";\nprint "\\n";\nmy $name = "Ana";\nprint "<h1>Hola, $name</h1>\\n";\n`,
  },
  {
    what: 'Perl: before a heredoc, known by its text',
    file: 'a.cgi',
    before: '#!/usr/bin/env perl\nprint <<EOF;\nprint it\nEOF\n',
    after: `#!/usr/bin/env perl\nprint "${TYPE}\\n";\nprint "\\n";\nprint <<EOF;\nprint it\nEOF\n`,
  },
  none('Perl: a module that is not known may print', 'use Page;\nprint "x";', 'a.pl'),
  none('Perl: CGI.pm has a function for the header', 'use CGI;\nmy $q = CGI->new;\nprint $q->header, "x";', 'a.pl'),
  none('Perl: a file that is run may print', 'do "page.pl";\nprint "x";', 'a.pl'),
  none('Perl: a script in a loop of its own', '#!/usr/bin/perl -n\nprint "x\\n";\n', 'a.pl'),
  none('another language', '#!/bin/sh\necho "<h1>Hola</h1>"\n', 'a.sh'),
]);

check(addEmptyLine, [
  {
    what: 'Python: the empty line comes after the last of the headers, at their indentation',
    before: 'if True:\n    print("Content-Type: text/html")\n    print("<h1>")',
    after: 'if True:\n    print("Content-Type: text/html")\n    print()\n    print("<h1>")',
  },
  {
    what: 'Python: after several headers, and before a comment',
    before: 'import os\nprint("Content-Type: text/html")\nprint(\'X-A: 1\')\n# ahora\nprint(f"<h1>{os.name}")',
    after: 'import os\nprint("Content-Type: text/html")\nprint(\'X-A: 1\')\nprint()\n# ahora\nprint(f"<h1>{os.name}")',
  },
  none('Python: a variable may be a header', 'print("Content-Type: text/html")\nprint(cookie)'),
  none('Python: so may what a function prints', 'print("Content-Type: text/html")\nrest()\nprint("<h1>")'),
  none(
    'Python: another branch goes on with the headers',
    'if a:\n    print("Content-Type: a/b")\nprint("X-A: 1")\nprint("x")',
  ),
  none('Python: what follows may be in another block', 'if a:\n    print("Content-Type: a/b")\nprint("<h1>")'),
  none('Python: headers at two places', 'print("Content-Type: a/b")\nprint("<h1>")\nprint("Status: 404")'),
  none('Python: a string of many lines', 'print("""Content-Type: text/html\n<h1>Hola</h1>""")'),
  none('Python: a line in a string of many lines', 's = """\nprint("Content-Type: a/b")\nprint("<h1>")\n"""'),
  {
    what: 'Perl: the empty line',
    file: 'a.pl',
    before: 'print "Content-Type: text/html\\n";\nprint "<h1>";',
    after: 'print "Content-Type: text/html\\n";\nprint "\\n";\nprint "<h1>";',
  },
  none('Perl: a condition behind the statement', 'print "Content-Type: text/html\\n" if $a;\nprint "<h1>";', 'a.pl'),
  none('Perl: a heredoc', 'print <<EOF;\nContent-Type: text/html\n<h1>\nEOF\n', 'a.pl'),
]);

check(moveHeaders, [
  {
    what: 'Python: the headers go with their empty line',
    before: 'import os\nprint("Hola")\nprint("Content-Type: text/html")\nprint("X-A: 1")\nprint()\nprint("x")',
    after: 'import os\nprint("Content-Type: text/html")\nprint("X-A: 1")\nprint()\nprint("Hola")\nprint("x")',
  },
  {
    what: 'Python: an empty line is added where there is none',
    before: 'print("Hola")\nprint("Content-Type: text/html")\nprint("x")',
    after: 'print("Content-Type: text/html")\nprint()\nprint("Hola")\nprint("x")',
  },
  none('Python: what comes before may be needed', 'x = 1\nprint("Hola")\nprint("Content-Type: a/b")\nprint()'),
  none('Python: or may end the script', 'print("Hola")\nif a: exit()\nprint("Content-Type: a/b")\nprint()'),
  none('Python: a loop', 'for n in "ab":\n    print("Hola")\n    print("Content-Type: a/b")\n    print()'),
  none('Python: more headers may follow', 'print("Hola")\nprint("Content-Type: a/b")\nprint(cookie)\nprint()'),
  none('Python: headers that are first already', 'print("A: b")\nprint("Content-Type: x")\nprint()'),
  {
    what: 'Perl: the headers go first',
    file: 'a.pl',
    before: 'use strict;\nprint "Hola\\n";\nprint "Content-Type: text/html\\n";\nprint "\\n";',
    after: 'use strict;\nprint "Content-Type: text/html\\n";\nprint "\\n";\nprint "Hola\\n";',
  },
]);

test('the language is that of the shebang, else of the extension', () => {
  const name = (file: string, first: string): string | undefined => scriptLanguage(file, first)?.print('x');
  assert.equal(name('a', '#!/usr/bin/env -S LANG=C python3.12 -u\r'), 'print("x")');
  assert.equal(name('a.py', '#!/usr/bin/perl -w'), 'print "x\\n";');
  assert.equal(name('A.PL', 'use strict;'), 'print "x\\n";');
  for (const [file, first] of [
    ['a.lua', ''],
    ['a.php', '<?php'],
    ['a.py', '#!/usr/bin/unknown'],
    ['a.py', '#!/usr/bin/python3 -m page'],
  ] as const) {
    assert.equal(name(file, first), undefined, `${file} ${first}`);
  }
});
