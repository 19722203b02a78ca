import assert from 'node:assert/strict';
import { test } from 'node:test';
import { golden } from '../../protocol/golden.generated';
import type { Site } from '../../protocol/types.generated';
import type { ServerEvent, ServerState } from '../../src/server/serverState';
import { STOPPED, nextState, overriddenPaths, statusText } from '../../src/server/serverState';

const site: Site = golden['siteStart.result'];
const starting: ServerState = { kind: 'starting' };
const running: ServerState = { kind: 'running', site };
const failed: ServerState = { kind: 'failed', reason: 'The port is taken.' };

const events: Record<ServerEvent['type'], ServerEvent> = {
  starting: { type: 'starting' },
  started: { type: 'started', site },
  changed: { type: 'changed', site },
  failed: { type: 'failed', reason: 'It died.' },
  stopped: { type: 'stopped' },
};

test('each event leads from each state to the one that follows, and to no other', () => {
  const table: [ServerState, Partial<Record<ServerEvent['type'], ServerState['kind']>>][] = [
    [STOPPED, { starting: 'starting', started: 'stopped', changed: 'stopped', failed: 'stopped', stopped: 'stopped' }],
    [starting, { starting: 'starting', started: 'running', changed: 'starting', failed: 'failed', stopped: 'stopped' }],
    [running, { starting: 'starting', started: 'running', changed: 'running', failed: 'failed', stopped: 'stopped' }],
    [failed, { starting: 'starting', started: 'failed', changed: 'failed', failed: 'failed', stopped: 'stopped' }],
  ];
  for (const [state, row] of table) {
    for (const event of Object.values(events)) {
      assert.equal(nextState(state, event).kind, row[event.type], `${event.type} while ${state.kind}`);
    }
  }
});

test('a site that is described anew is shown so, unless it is another', () => {
  const watching = { code: 'watch.eventless', severity: 'information', message: 'A network drive.' } as const;
  const next = nextState(running, { type: 'changed', site: { ...site, watching } });
  assert.equal(next.kind === 'running' && next.site.watching?.message, 'A network drive.');
  assert.equal(nextState(running, { type: 'changed', site: { ...site, id: 's9' } }), running);
});

test('the status bar shows the four states by the texts that were agreed on', () => {
  assert.equal(statusText(STOPPED), '$(play) Vitrina');
  assert.equal(statusText(starting), '$(sync~spin) Vitrina');
  assert.equal(statusText(running), '$(broadcast) :8000');
  assert.equal(statusText({ kind: 'running', site: { ...site, reach: 'network', port: 81 } }), '$(globe) :81');
  assert.equal(statusText(failed), '$(error) Vitrina');
});

test('the status bar shows that paths are served as something else, as long as their site runs', () => {
  const told = golden.overrideDidChange;
  assert.deepEqual(overriddenPaths(running, told), ['/index-1.html']);
  assert.equal(statusText(running, 1), '$(broadcast) :8000 $(arrow-swap) 1');
  assert.deepEqual(overriddenPaths({ kind: 'running', site: { ...site, id: 's9' } }, told), []);
  for (const state of [STOPPED, starting, failed]) {
    assert.deepEqual(overriddenPaths(state, told), []);
    assert.equal(statusText(state, 1), statusText(state));
  }
  assert.deepEqual(overriddenPaths(running, undefined), []);
});
