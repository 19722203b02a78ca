import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyLineEdits } from '../../src/scripts/fixes/lineEdit';
import { shebangFirst } from '../../src/scripts/fixes/shebangFix';

/** Undefined after the text where no fix may be offered. */
const rows: readonly (readonly [what: string, before: string, after: string | undefined])[] = [
  ['a space within', '# !/bin/sh\nls', '#!/bin/sh\nls'],
  ['a space before', '  #! /usr/bin/env python3\n', '#!/usr/bin/env python3\n'],
  ['behind comments', '\n# mine\n#!/bin/sh\nls', '#!/bin/sh\n\n# mine\nls'],
  ['no exclamation mark', '#/usr/bin/env perl\nls', '#!/usr/bin/env perl\nls'],
  ['no number sign', '!/bin/sh\nls', '#!/bin/sh\nls'],
  ['its two characters exchanged', '!#/usr/bin/python3\nprint()', '#!/usr/bin/python3\nprint()'],
  ['a comment about a file', '#/etc/passwd\nls', undefined],
  ['behind code', 'ls\n#!/bin/sh', undefined],
  ['none', '# wow!\nls', undefined],
];

for (const [what, before, after] of rows) {
  test(`the #! line comes first: ${what}`, () => {
    const lines = before.split('\n');
    const edits = shebangFirst(lines);
    assert.equal(edits && applyLineEdits(lines, edits).join('\n'), after);
  });
}
