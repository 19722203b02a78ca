import assert from 'node:assert/strict';
import { test } from 'node:test';
import { golden } from '../../protocol/golden.generated';
import { askedReach, forThisMachine } from '../../src/site/reach';
import type { SettingsReader } from '../../src/site/settings';

interface Set {
  user?: unknown;
  workspace?: unknown;
  folder?: unknown;
  /** What VS Code says that counts, where that is not the most particular of them. */
  counts?: unknown;
}

function reader(settings: Record<string, Set>): SettingsReader {
  return {
    get: (section) => {
      const { user, workspace, folder, counts } = settings[section] ?? {};
      return counts ?? folder ?? workspace ?? user;
    },
    inspect: (section) => {
      const { user, workspace, folder } = settings[section] ?? {};
      return { globalValue: user, workspaceValue: workspace, workspaceFolderValue: folder };
    },
  };
}

test('what a workspace asks for beyond this machine is asked about, and nothing else is', () => {
  const table: [what: string, settings: Record<string, Set>, asked: unknown][] = [
    ['nothing', {}, undefined],
    ['the network', { host: { workspace: '0.0.0.0' } }, { host: '0.0.0.0' }],
    ['the network of IPv6', { host: { workspace: '::' } }, { host: '::' }],
    ['an address of the network', { host: { workspace: '192.168.1.2' } }, { host: '192.168.1.2' }],
    ['what looks like loopback', { host: { workspace: '127.0.0.1.example' } }, { host: '127.0.0.1.example' }],
    ['the network, in a folder', { host: { folder: '0.0.0.0', workspace: '127.0.0.1' } }, { host: '0.0.0.0' }],
    ['loopback, in a folder', { host: { folder: '127.0.0.1', workspace: '0.0.0.0' } }, undefined],
    ['loopback', { host: { workspace: '127.0.0.1' } }, undefined],
    ['another loopback', { host: { workspace: '127.8.0.1' } }, undefined],
    ['loopback of IPv6', { host: { workspace: '[::1]' } }, undefined],
    ['localhost', { host: { workspace: 'localhost' } }, undefined],
    ['no address', { host: { workspace: '' } }, undefined],
    ['the network, by the user', { host: { user: '0.0.0.0' } }, undefined],
    ['the same as the user', { host: { user: '0.0.0.0', workspace: '0.0.0.0' } }, undefined],
    ['more than the user', { host: { user: '192.168.1.2', workspace: '0.0.0.0' } }, { host: '0.0.0.0' }],
    ['what VS Code ignores without trust', { host: { workspace: '0.0.0.0', counts: '127.0.0.1' } }, undefined],
    ['scripts', { 'cgi.allowOnNetwork': { workspace: true } }, { allowOnNetwork: true }],
    ['no scripts', { 'cgi.allowOnNetwork': { workspace: false } }, undefined],
    ['scripts, by the user', { 'cgi.allowOnNetwork': { user: true } }, undefined],
    [
      'the network, where the user’s own settings let scripts run there',
      { host: { workspace: '0.0.0.0' }, 'cgi.allowOnNetwork': { user: true } },
      { host: '0.0.0.0', allowOnNetwork: true },
    ],
    [
      'the same, where no script runs',
      { host: { workspace: '0.0.0.0' }, 'cgi.allowOnNetwork': { user: true }, 'cgi.enabled': { user: false } },
      { host: '0.0.0.0' },
    ],
    [
      'loopback, where the user’s own settings let scripts run on a network',
      { host: { workspace: '127.0.0.1' }, 'cgi.allowOnNetwork': { user: true } },
      undefined,
    ],
    ['names', { allowedHosts: { workspace: ['a.test', 'b.test'] } }, { allowedHosts: ['a.test', 'b.test'] }],
    ['no names', { allowedHosts: { workspace: [] } }, undefined],
    ['names, by the user', { allowedHosts: { user: ['a.test'] } }, undefined],
    ['what is no value of the setting', { allowedHosts: { workspace: 'a.test' }, host: { workspace: 7 } }, undefined],
    [
      'all of it',
      {
        host: { workspace: '0.0.0.0' },
        'cgi.allowOnNetwork': { workspace: true },
        allowedHosts: { workspace: ['a.test'] },
      },
      { host: '0.0.0.0', allowOnNetwork: true, allowedHosts: ['a.test'] },
    ],
  ];
  for (const [what, settings, asked] of table) assert.deepEqual(askedReach(reader(settings)), asked, what);
});

test('for this machine alone everything else stays as it was asked for', () => {
  const params = golden['siteStart.params'];
  const wide = { ...params, host: '0.0.0.0', cgi: { ...params.cgi, allowOnNetwork: true }, allowedHosts: ['a.test'] };
  const narrow = forThisMachine(wide);
  assert.equal('host' in narrow, false);
  const cgi = { ...params.cgi, allowOnNetwork: false };
  assert.deepEqual({ ...narrow, host: params.host }, { ...params, cgi, allowedHosts: [] });
  assert.equal(wide.host, '0.0.0.0');
});
