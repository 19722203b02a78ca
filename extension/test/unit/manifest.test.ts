import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { DEFAULT_PORT, SITE_DEFAULTS } from '../../protocol/methods.generated';
import { HOST_COMMANDS } from '../../protocol/panelHost';
import { manifest, readSource, readTexts } from './manifest';

const { commands, configuration, keybindings, menus, submenus, views, viewsContainers, walkthroughs } =
  manifest.contributes;
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
    'Vitrina: Copy Address',
    'Vitrina: Serve Folder',
    'Vitrina: Show Exchanges',
    'Vitrina: Clear Exchanges',
    'Vitrina: Copy as cURL',
    'Vitrina: Export HAR',
    'Vitrina: Open HAR',
    'Vitrina: Compare Exchanges',
    'Vitrina: Serve This Path As…',
    'Vitrina: Check Scripts',
    'Vitrina: Open the HTTP Lab',
    'Vitrina: Open Lesson',
    'Vitrina: Get Started',
    'Vitrina: Show Log',
  ]);
});

test('menus and the panel ask for commands that exist, and each one is carried out', () => {
  const names = commands.map(({ command }) => command);
  const asked = [
    ...Object.values(menus)
      .flat()
      .flatMap(({ command, alt }) => [command, alt]),
    ...keybindings.map(({ command }) => command),
    ...[...readSource('package.nls.json').matchAll(/\]\(command:([\w.]+)\)/g)].map(([, command]) => command),
    ...HOST_COMMANDS,
  ];
  for (const command of asked) assert.ok(command === undefined || names.includes(command), command);
  for (const { submenu } of Object.values(menus).flat()) {
    assert.ok(submenu === undefined || submenus.some(({ id }) => id === submenu), submenu);
  }
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
    'workspaceContains:lessons', // somebody writes lessons
    'workspaceContains:lesson.md',
    'workspaceContains:lesson.es.md',
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

test('the walkthrough has at most six steps, each done by what the extension has seen', () => {
  const [{ steps }] = walkthroughs as [(typeof walkthroughs)[0]];
  assert.ok(walkthroughs.length === 1 && steps.length <= 6);
  const [, seen = ''] = /type FirstStep = ([^;]+);/.exec(readSource('extension/src/views/firstSteps.ts')) ?? [];
  assert.deepEqual(
    steps.map(({ id }) => `'${id}'`),
    seen.split(' | '),
  );
  for (const { id, completionEvents } of steps) {
    const did = `onContext:vitrina.did.${id}`;
    assert.deepEqual(completionEvents, [did, `${did} && vitrina.recount`]);
  }
});

test('the pictures of the walkthrough have the colours of the theme, and no words of a language', () => {
  const said = new Set<string>();
  for (const { media } of walkthroughs.flatMap(({ steps }) => steps)) {
    const picture = readSource(media.svg);
    assert.doesNotMatch(picture, /style=|<style|<script|href=/, media.svg); // VS Code's policy for it allows none
    for (const [, colour = ''] of picture.matchAll(/(?:fill|stroke)="([^"]*)"/g)) {
      assert.match(colour, /^(none|var\(--vscode-.*\))$/, media.svg);
    }
    for (const [, word = ''] of picture.matchAll(/>([^<>]+)<\/text>/g)) said.add(word);
  }
  // Names of files, HTTP and code, which are the same in every language; the page greets as that of the lab does.
  const names =
    /^(Hola|Adiós|[\s\d:./]+|.*(html|css|py|png|cgi-bin|print|GET|OK|charset|Cache|no-cache|Content|ETag|"|&lt;).*)$/;
  for (const word of said) assert.match(word, names);
});

test('keys are few, are pressed after Ctrl+K as those of VS Code, and mean something only where there is a site', () => {
  assert.ok(keybindings.length <= 3);
  for (const { key, mac, when } of keybindings) {
    assert.match(key, /^ctrl\+k [a-z]$/);
    assert.equal(mac, key.replace('ctrl', 'cmd'));
    assert.match(when, /vitrina\.hasSite/);
  }
});

test('every key that a clause asks for is one that is set', () => {
  const set = [
    'state',
    'hasSite',
    'recount',
    'showsArchive',
    'folders',
    ...walkthroughs.flatMap(({ steps }) => steps.map(({ id }) => `did.${id}`)),
  ];
  const text = JSON.stringify({ commands, menus, keybindings, walkthroughs });
  const clauses = [...text.matchAll(/"(?:when|enablement)":"([^"]*)"|onContext:([^"]+)/g)];
  const asked = clauses.flatMap(([, clause, key]) => (clause ?? key ?? '').match(/vitrina\.[\w.]+/g) ?? []);
  assert.ok(asked.length > 20);
  for (const key of asked) {
    assert.ok(key === 'vitrina.panel' || set.includes(key.replace('vitrina.', '')), key);
  }
});

test('a setting that takes more than a choice has examples in both languages, which it can be set to', () => {
  const texts = [readTexts('package.nls.json'), readTexts('package.nls.es.json')];
  for (const [name, { type, enum: choices, markdownDescription }] of Object.entries(configuration.properties)) {
    if (type === 'boolean' || choices) continue;
    for (const text of texts) {
      const said = text[markdownDescription.replaceAll('%', '')] ?? '';
      const [, examples = ''] = /(?:Examples?|Ejemplos?): (.*)$/.exec(said) ?? [];
      const values = [...examples.matchAll(/`([^`]+)`/g)].map(([, value = '']) => value);
      assert.ok(values.length > 0, `${name}: ${said}`);
      for (const value of values) assert.ok(fits(value, type), `${name}: ${value}`);
    }
  }
});

/** True where a value, as it is written in settings.json, but texts without quotes, has a type of JSON schema. */
function fits(value: string, type: string): boolean {
  if (type === 'string') return true;
  const parsed: unknown = JSON.parse(value);
  if (type === 'array') return Array.isArray(parsed);
  if (type === 'integer') return Number.isInteger(parsed);
  return typeof parsed === type;
}
