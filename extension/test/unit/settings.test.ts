import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SettingsReader } from '../../src/site/settings';
import { editorSettings, sameParams, siteStartParams, textOf } from '../../src/site/settings';
import { manifest } from './manifest';

type Where = 'globalValue' | 'workspaceValue' | 'workspaceFolderValue';

/** Settings as VS Code gives them: the manifest's defaults, and what a user set over them. */
function reader(set: Record<string, unknown> = {}, where: Where = 'globalValue'): SettingsReader {
  return {
    get: (section) =>
      section in set ? set[section] : manifest.contributes.configuration.properties[`vitrina.${section}`]?.default,
    inspect: (section) => (section in set ? { [where]: set[section] } : {}),
  };
}

test('without a setting of the user the server is asked for its defaults, and for no host or port', () => {
  assert.deepEqual(siteStartParams(reader(), '/srv/html'), {
    root: '/srv/html',
    cgi: {
      enabled: true,
      directories: ['cgi-bin'],
      timeout: 30_000,
      atOnce: 16,
      mode: 'lenient',
      interpreters: {},
      env: {},
      allowOnNetwork: false,
      prewarm: true,
    },
    reload: { enabled: true, ignore: [] },
    allowedHosts: [],
    headers: {},
    mimeTypes: {},
    charset: 'utf-8',
  });
});

test('a value of the wrong kind goes out as the user wrote it, for the server to tell', () => {
  const wrong = { 'cgi.timeout': '30s', 'cgi.atOnce': 'many', port: '8080' };
  const { cgi, port } = JSON.parse(JSON.stringify(siteStartParams(reader(wrong), '/'))) as Record<string, unknown>;
  assert.deepEqual([(cgi as { timeout: unknown }).timeout, port], ['30s', '8080']);
});

test('host and port go along where the user set them, wherever that was, and be they the defaults', () => {
  for (const where of ['globalValue', 'workspaceValue', 'workspaceFolderValue'] as const) {
    const { host, port } = siteStartParams(reader({ host: '127.0.0.1', port: 8000 }, where), '/');
    assert.deepEqual([host, port], ['127.0.0.1', 8000]);
  }
});

test('every setting of the user reaches the server', () => {
  const set = {
    host: '::1',
    port: 0,
    'cgi.enabled': false,
    'cgi.directories': ['bin'],
    'cgi.timeout': 0.5,
    'cgi.atOnce': 2,
    'cgi.mode': 'strict',
    'cgi.interpreters': { '.py': 'python3' },
    'cgi.env': { GREETING: '¡Hola!' },
    'cgi.allowOnNetwork': true,
    'cgi.prewarm': false,
    'reload.enabled': false,
    'reload.ignore': ['*.log'],
    allowedHosts: ['lab.test'],
    headers: { '*.html': { 'X-Lesson': '1' } },
    mimeTypes: { '.page': 'text/html' },
    charset: 'none',
  };
  assert.deepEqual(siteStartParams(reader(set), '/r'), {
    root: '/r',
    host: '::1',
    port: 0,
    cgi: {
      enabled: false,
      directories: ['bin'],
      timeout: 500,
      atOnce: 2,
      mode: 'strict',
      interpreters: { '.py': 'python3' },
      env: { GREETING: '¡Hola!' },
      allowOnNetwork: true,
      prewarm: false,
    },
    reload: { enabled: false, ignore: ['*.log'] },
    allowedHosts: ['lab.test'],
    headers: { '*.html': { 'X-Lesson': '1' } },
    mimeTypes: { '.page': 'text/html' },
    charset: 'none',
  });
  const editorSide = ['root', 'openOnStart', 'server.path', 'trace.server'];
  const all = Object.keys(manifest.contributes.configuration.properties).map((name) => name.replace('vitrina.', ''));
  assert.deepEqual(all.sort(), [...Object.keys(set), ...editorSide].sort());
});

test('the settings of the editor are read, and a path with spaces around it is that path', () => {
  assert.deepEqual(editorSettings(reader()), { openOnStart: 'none', serverPath: '', trace: 'off' });
  assert.equal(editorSettings(reader({ 'server.path': ' /opt/vitrina ' })).serverPath, '/opt/vitrina');
});

test('a start is told from another by what the server is asked for', () => {
  const before = siteStartParams(reader(), '/r');
  assert.equal(sameParams(before, siteStartParams(reader({ 'trace.server': 'verbose' }), '/r')), true);
  assert.equal(sameParams(before, siteStartParams(reader({ port: 8000 }), '/r')), false);
});

test('a path of the server that is no text stays what the user wrote, and is told where it is needed', () => {
  for (const value of [5, null]) {
    assert.equal(editorSettings(reader({ 'server.path': value })).serverPath, value);
    assert.throws(() => textOf('server.path', value), { setting: 'server.path' });
  }
});
