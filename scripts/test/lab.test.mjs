import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { inflateSync } from 'node:zlib';
import { capture, onPath } from '../lib/run.mjs';
import { ROOT } from '../lib/root.mjs';
import { temporaryFolder } from './temporary.mjs';

const LAB = path.join(ROOT, 'lab');
const python = onPath('python3') ?? onPath('python');
const text = (file) => readFileSync(path.join(LAB, file), 'utf8');

test('the script of the lesson prints HTML and no header', async () => {
  const { code, stdout } = await capture(python, [path.join(LAB, 'html/cgi-bin/index.py')]);
  assert.equal(code, 0);
  // Browsers look for a tag at the very beginning (https://mimesniff.spec.whatwg.org/#identifying-a-resource-with-an-unknown-mime-type).
  assert.match(stdout, /^<!doctype html>/i);
  assert.doesNotMatch(stdout.split('\n')[0], /^[\w-]+:/, 'the first line is no header');
});

test('the script of the lesson runs on every system', () => {
  const source = text('html/cgi-bin/index.py');
  assert.match(source, /^#!\/usr\/bin\/env python3\n/);
  assert.doesNotMatch(source, /\r/, 'a shebang line with CR names an interpreter that does not exist');
  // Python on Windows writes to a pipe in the code page of the system, not in UTF-8.
  assert.match(source, /^\p{ASCII}*$/u);
  if (process.platform !== 'win32') assert.equal(statSync(path.join(LAB, 'html/cgi-bin/index.py')).mode & 0o111, 0o111);
});

test('the style sheet holds HTML: that is the lesson', () => {
  assert.match(text('html/index.css'), /^<!doctype html>/);
});

test('the logo is what its script draws', async (t) => {
  const drawn = path.join(temporaryFolder(t), 'logo.png');
  const { code, output } = await capture(python, [path.join(LAB, 'draw-logo.py'), drawn]);
  assert.equal(code, 0, output);
  const [kept, fresh] = [path.join(LAB, 'html/python-logo.png'), drawn].map((file) => pixels(readFileSync(file)));
  assert.equal(fresh.length, kept.length);
  // Compression differs between builds of zlib, and the last bit of a sine between systems; the picture does not.
  assert.ok(
    fresh.every((value, at) => Math.abs(value - kept[at]) <= 2),
    'draw-logo.py draws another picture',
  );
});

test('every link of the first page leads to a file or to the live view', () => {
  const links = [...text('html/index.html').matchAll(/href="([^"]+)"/g)].map(([, link]) => link);
  assert.ok(links.length >= 5);
  for (const link of links) {
    assert.doesNotMatch(link, /^\//, `${link}: behind a proxy with a path prefix only relative links work`);
    if (!link.startsWith('_vitrina/live?')) assert.ok(existsSync(path.join(LAB, 'html', link)), link);
  }
});

test('the two guides have the same steps, commands and settings', () => {
  const outline = (file) => {
    const guide = text(file);
    return {
      headings: guide.match(/^#+ (\d+\.)?/gm),
      questions: guide.match(/^\d+\. /gm),
      names: [...new Set(guide.match(/`[^`\n]+`|vitrina\.[\w.]+|^ {4,}\S.*/gm))].sort(),
    };
  };
  assert.deepEqual(outline('LEEME.md'), outline('README.md'));
});

test('the guides name commands as VS Code shows them', () => {
  for (const [guide, texts] of [
    ['README.md', 'package.nls.json'],
    ['LEEME.md', 'package.nls.es.json'],
  ]) {
    const titles = Object.values(JSON.parse(readFileSync(path.join(ROOT, texts), 'utf8')));
    const named = [...text(guide).matchAll(/\*\*Vitrina: ([^*]+)\*\*/g)].map(([, title]) =>
      title.replaceAll('\n', ' '),
    );
    assert.ok(named.length >= 4, guide);
    for (const title of named) assert.ok(titles.includes(title), `${guide} names “${title}”`);
  }
});

/** The uncompressed rows of a PNG. */
function pixels(png) {
  const data = [];
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      data.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  return inflateSync(Buffer.concat(data));
}
