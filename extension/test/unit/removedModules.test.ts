import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyLineEdits } from '../../src/scripts/fixes/lineEdit';
import { replaceRemovedModules } from '../../src/scripts/fixes/removedModules';

function replaced(before: string): string | undefined {
  const lines = before.split('\n');
  const edits = replaceRemovedModules(lines);
  return edits && applyLineEdits(lines, edits).join('\n');
}

const FIELDS =
  'parse_qs(sys.stdin.read(int(os.environ["CONTENT_LENGTH"])) if os.environ["REQUEST_METHOD"] == "POST" else os.environ["QUERY_STRING"])';

test('an import that nothing uses goes', () => {
  assert.equal(replaced('import cgi\nimport os\nprint(os.name)'), 'import os\nprint(os.name)');
  assert.equal(replaced('import os, cgi, cgitb  # dos\nprint()'), 'import os\nprint()');
});

test('tracebacks need no module here', () => {
  assert.equal(replaced('import cgitb\ncgitb.enable(display=0)\nprint()'), 'print()');
});

test('a form is read with urllib.parse', () => {
  assert.equal(
    replaced(
      'import cgi, sys\nform = cgi.FieldStorage()\nif "name" in form:\n    print(form.getvalue("name"), form.getfirst(\'n\', ""), form.getlist("tag"), form["a"].value)',
    ),
    `import sys\nimport os\nfrom urllib.parse import parse_qs\nform = ${FIELDS}\nif "name" in form:\n    print(form.get("name", [None])[0], form.get('n', [""])[0], form.get("tag", []), form["a"][0])`,
  );
});

test('escaping is of the module html', () => {
  assert.equal(replaced('import cgi\nprint(cgi.escape(x))'), 'import html\nprint(html.escape(x))');
});

test('what has no plain equivalent is left alone', () => {
  for (const source of [
    'import cgi\nform = cgi.FieldStorage()\nprint(form["f"].file)',
    'import cgi\nform = cgi.FieldStorage(keep_blank_values=True)',
    'import cgi\nform = cgi.FieldStorage()\nshow(form)',
    'import cgi\ncgi.test()',
    'import cgi as c\nc.test()',
    'from cgi import FieldStorage\nFieldStorage()',
    'print()',
  ]) {
    assert.equal(replaced(source), undefined, source);
  }
});
