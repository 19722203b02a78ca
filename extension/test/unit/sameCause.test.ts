import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isSameCause } from '../../src/scripts/sameCause';

const told = (code: string, line = 1, message = '', severity: 'error' | 'warning' = 'error') => ({
  ...{ code, line, message, severity },
});

test('a check and a run tell one cause once', () => {
  for (const [checked, ran, same] of [
    [told('shellCR', 1), told('shellCR', 4), true],
    [told('unreadByteOrderMark'), told('unreadByteOrderMark'), true],
    [told('removedModule', 2), told('ModuleNotFoundError', 2, "No module named 'cgi'"), true],
    [told('removedModule', 2), told('ModuleNotFoundError', 2, "No module named 'nosuch'"), false],
    [told('emptyScript'), told('noOutput', 1, '', 'warning'), true],
    [told('shebangSwapped'), told('SyntaxError'), true],
    [told('shebangHalf'), told('error', 3), false],
    [told('shebangSpaced'), told('noContentType', 1, '', 'warning'), false],
    [told('notExecutable'), told('NameError'), false],
  ] as const) {
    assert.equal(isSameCause(checked, ran), same, `${checked.code} and ${ran.code}`);
  }
});
