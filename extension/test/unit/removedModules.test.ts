import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyLineEdits } from '../../src/scripts/fixes/lineEdit';
import { dropRemovedModules } from '../../src/scripts/fixes/removedModules';

function dropped(before: string): string | undefined {
  const lines = before.split('\n');
  const edits = dropRemovedModules(lines);
  return edits && applyLineEdits(lines, edits).join('\n');
}

test('an import that nothing uses goes', () => {
  assert.equal(dropped('import cgi\nimport os\nprint(os.name)'), 'import os\nprint(os.name)');
  assert.equal(dropped('import os, cgi, cgitb  # dos\nprint()'), 'import os\nprint()');
});

test('tracebacks need no module here', () => {
  assert.equal(dropped('import cgitb\ncgitb.enable(display=0)  # errores\nprint()'), 'print()');
});

test('a script that uses them is left alone', () => {
  for (const source of [
    'import cgi\nform = cgi.FieldStorage()',
    'import cgi\nprint(cgi.escape(x))',
    'import cgi, cgitb\ncgitb.enable()\ncgi.test()',
    'import cgi as c\nc.test()',
    'from cgi import FieldStorage\nFieldStorage()',
    'import os, \\\n  cgi',
    'try:\n    import cgi\nexcept ImportError:\n    pass',
    'import cgitb\nif debug:\n    cgitb.enable()',
    'print()',
  ]) {
    assert.equal(dropped(source), undefined, source);
  }
});
