import assert from 'node:assert/strict';
import { test } from 'node:test';
import { golden } from '../../protocol/golden.generated';
import type { Site } from '../../protocol/types.generated';
import type { ServerEvent, ServerState } from '../../src/server/serverState';
import { STOPPED, nextState, statusText } from '../../src/server/serverState';

const site: Site = golden['siteStart.result'];
const starting: ServerState = { kind: 'starting' };
const running: ServerState = { kind: 'running', site };
const failed: ServerState = { kind: 'failed', reason: 'The port is taken.' };

const events: Record<ServerEvent['type'], ServerEvent> = {
  starting: { type: 'starting' },
  started: { type: 'started', site },
  failed: { type: 'failed', reason: 'It died.' },
  stopped: { type: 'stopped' },
};

test('each event leads from each state to the one that follows, and to no other', () => {
  const table: [ServerState, Partial<Record<ServerEvent['type'], ServerState['kind']>>][] = [
    [STOPPED, { starting: 'starting', started: 'stopped', failed: 'stopped', stopped: 'stopped' }],
    [starting, { starting: 'starting', started: 'running', failed: 'failed', stopped: 'stopped' }],
    [running, { starting: 'starting', started: 'running', failed: 'failed', stopped: 'stopped' }],
    [failed, { starting: 'starting', started: 'failed', failed: 'failed', stopped: 'stopped' }],
  ];
  for (const [state, row] of table) {
    for (const event of Object.values(events)) {
      assert.equal(nextState(state, event).kind, row[event.type], `${event.type} while ${state.kind}`);
    }
  }
});

test('the status bar shows the four states by the texts that were agreed on', () => {
  assert.equal(statusText(STOPPED), '$(play) Vitrina');
  assert.equal(statusText(starting), '$(sync~spin) Vitrina');
  assert.equal(statusText(running), '$(broadcast) :8000');
  assert.equal(statusText({ kind: 'running', site: { ...site, reach: 'network', port: 81 } }), '$(globe) :81');
  assert.equal(statusText(failed), '$(error) Vitrina');
});
