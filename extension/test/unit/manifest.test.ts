import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { DEFAULT_PORT, SITE_DEFAULTS } from '../../protocol/methods.generated';
import { HOST_COMMANDS } from '../../protocol/panelHost';
import { manifest, readSource, readTexts } from './manifest';

const { commands, configuration, menus, views, viewsContainers } = manifest.contributes;
const defaultOf = (name: string): unknown => configuration.properties[`vitrina.${name}`]?.default;

test('the defaults of the settings are the server’s own', () => {
  const { host, cgi, reload, charset } = SITE_DEFAULTS;
  assert.equal(defaultOf('port'), DEFAULT_PORT);
  assert.equal(defaultOf('host'), host);
  assert.equal(defaultOf('cgi.enabled'), cgi.enabled);
  assert.deepEqual(defaultOf('cgi.directories'), [...cgi.directories]);
  assert.equal(defaultOf('cgi.atOnce'), cgi.atOnce);
  assert.equal(Number(defaultOf('cgi.timeout')) * 1000, cgi.timeout);
  assert.equal(defaultOf('cgi.mode'), cgi.mode);
  assert.equal(defaultOf('cgi.prewarm'), cgi.prewarm);
  assert.equal(defaultOf('reload.enabled'), reload.enabled);
  assert.equal(defaultOf('charset'), charset);
  for (const empty of ['cgi.interpreters', 'cgi.env', 'headers', 'mimeTypes']) assert.deepEqual(defaultOf(empty), {});
  for (const empty of ['reload.ignore', 'allowedHosts']) assert.deepEqual(defaultOf(empty), []);
  assert.equal(defaultOf('cgi.allowOnNetwork'), false);
});

test('the names that users rely on are there', () => {
  assert.equal(`${manifest.publisher}.${manifest.name}`, 'vitrina.vitrina');
  assert.equal(viewsContainers.activitybar[0]?.id, 'vitrina');
  assert.equal(views['vitrina']?.[0]?.id, 'vitrina.panel');
  assert.equal(defaultOf('root'), 'html');
  assert.deepEqual(configuration.properties['vitrina.openOnStart']?.enum, ['none', 'browser', 'liveView']);
  assert.equal(configuration.properties['vitrina.server.path']?.scope, 'machine');
});

test('the palette has each command by its category and title', () => {
  const titles = readTexts('package.nls.json');
  const shown = commands.map(({ category, title }) => `${category}: ${titles[title.replaceAll('%', '')] ?? ''}`);
  assert.deepEqual(shown, [
    'Vitrina: Start Server',
    'Vitrina: Stop Server',
    'Vitrina: Restart Server',
    'Vitrina: Start or Stop Server',
    'Vitrina: Open in Browser',
    'Vitrina: Open Live View',
    'Vitrina: Show Exchanges',
    'Vitrina: Clear Exchanges',
    'Vitrina: Copy as cURL',
    'Vitrina: Export HAR',
    'Vitrina: Open HAR',
    'Vitrina: Compare Exchanges',
    'Vitrina: Check Scripts',
    'Vitrina: Open the HTTP Lab',
    'Vitrina: Show Log',
  ]);
});

test('menus and the panel ask for commands that exist, and each one is carried out', () => {
  const names = commands.map(({ command }) => command);
  const asked = [...Object.values(menus).flat(), ...HOST_COMMANDS.map((command) => ({ command }))];
  for (const { command } of asked) assert.ok(names.includes(command), command);
  const table = [...readSource('extension/src/commands.ts').matchAll(/^\s+'(vitrina\.\w+)': /gm)].map(
    ([, name]) => name,
  );
  assert.deepEqual(table, names);
});

test('no window has the extension at work that has nothing to serve', () => {
  // By name: a pattern makes VS Code search the whole of every folder that is opened.
  assert.deepEqual(manifest.activationEvents, [
    `workspaceContains:${String(defaultOf('root'))}`,
    'workspaceContains:cgi-bin', // a folder of scripts is opened by itself
    'workspaceContains:.vscode/settings.json', // vitrina.root may name another folder
  ]);
});

test('the palette shows a command where it can do something', () => {
  const shown = new Map(menus['commandPalette']?.map(({ command, when }) => [command, when]));
  for (const { command, enablement } of commands) assert.equal(shown.get(command), enablement, command);
});

test('without trust no setting of the workspace decides what runs, what is served, or who can reach it', () => {
  const { supported, restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
  assert.equal(supported, 'limited');
  const dangerous = Object.keys(configuration.properties).filter((name) =>
    /^vitrina\.(root|host|allowedHosts|cgi\..*|server\.path)$/.test(name),
  );
  assert.deepEqual([...restrictedConfigurations].sort(), dangerous.sort());
});

test('the icons that the manifest names are files', () => {
  for (const { icon } of viewsContainers.activitybar) assert.ok(existsSync(icon), icon);
});
