// What the user does, where the exchanges that it is about are not there yet, are told late, or are of another server.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PanelModel } from '../../panel/model/panelModel';
import { exchangeRow } from '../../panel/model/rows';
import { golden } from '../../protocol/golden.generated';
import { summaries, summary } from './exchanges';
import { opened, SENT, Server, settled } from './modelServer';

const OF_THE_NEXT_RUN = '2026-12-01T00:00:00Z';

async function choose(model: PanelModel, id: string): Promise<void> {
  const one = model.store.get(id);
  assert.ok(one);
  model.choose(exchangeRow(one));
  await settled();
}

const chosenOf = (model: PanelModel): string | undefined => model.chosen?.id;
const targetOf = (model: PanelModel): string | undefined => model.composing.draft?.target;

/** The server records what came of an action, and tells it. */
function record(server: Server, model: PanelModel, id = SENT, target = '/'): void {
  const told = summary({ id, target });
  server.kept = [...server.kept, told];
  model.notified('exchange/didRecord', { siteId: 's1', exchanges: [told], skipped: 0 });
}

/** The server ends, and another one begins, which has recorded some exchanges. */
async function restart(server: Server, model: PanelModel, count = 3): Promise<void> {
  model.disconnected();
  server.kept = summaries(1, count).map((each) => ({ ...each, time: OF_THE_NEXT_RUN, target: '/next' }));
  model.connected();
  await settled();
}

/** What is shown of its own accord as soon as it is there. */
const awaited: Record<string, (model: PanelModel) => Promise<unknown>> = {
  'what was sent again': (model) => model.composing.sendAgain('1'),
  'what a path is served as': (model) => model.overriding.add('s1', '/', { contentType: 'text/plain' }),
};

for (const [what, act] of Object.entries(awaited)) {
  test(`${what} is shown, also where it came while the page was hidden`, async () => {
    const { server, model } = await opened(3);
    await choose(model, '1');
    await act(model);
    model.seen = false;
    record(server, model);
    model.seen = true;
    await settled();
    assert.equal(chosenOf(model), SENT);
    await choose(model, '2');
    record(server, model, '10');
    assert.equal(chosenOf(model), '2', 'once');
  });

  test(`${what} is shown, also where it is told before the list`, async () => {
    const { server, model } = await opened(3);
    await choose(model, '1');
    server.quick = false;
    model.seen = false;
    model.seen = true;
    const acting = act(model);
    record(server, model);
    await server.settle();
    await acting;
    assert.equal(chosenOf(model), SENT);
  });

  test(`${what} is not shown in place of what the user chose meanwhile`, async () => {
    const { server, model } = await opened(3);
    await choose(model, '1');
    server.quick = false;
    const acting = act(model);
    await choose(model, '2');
    await server.settle();
    await acting;
    record(server, model);
    assert.equal(chosenOf(model), '2');
  });

  test(`${what} is no exchange of another server`, async () => {
    const { server, model } = await opened(3);
    await choose(model, '1');
    await act(model);
    await restart(server, model);
    await choose(model, '2');
    record(server, model);
    assert.equal(chosenOf(model), '2');
  });
}

test('a draft is of one exchange, not of that which another server gave the same id', async () => {
  const { server, model } = await opened(3);
  await choose(model, '3');
  model.edit();
  assert.ok(model.composing.draft);
  model.composing.write({ ...model.composing.draft, target: '/old' });
  model.composing.leave();
  await restart(server, model);
  await choose(model, '3');
  model.edit();
  assert.equal(targetOf(model), '/next');
});

for (const { body, sent, problem } of [
  { body: 'none', sent: [{ siteId: 's1', target: '/old' }], problem: undefined },
  { body: 'same', sent: [], problem: 'compose.gone' },
] as const) {
  test(`a draft whose exchange is gone is sent as one from nothing, with a body of its own: ${body}`, async () => {
    const { server, model } = await opened(3);
    await choose(model, '3');
    model.edit();
    assert.ok(model.composing.draft);
    model.composing.write({ ...model.composing.draft, target: '/old', body });
    await restart(server, model);
    await model.composing.send();
    const replayed = server.asked.filter(({ method }) => method === 'exchange/replay');
    const of = replayed.map(({ params }) => params as { siteId?: string; changes: { target: string } });
    assert.deepEqual(
      of.map(({ siteId, changes }) => ({ siteId, target: changes.target })),
      sent,
    );
    assert.equal(typeof model.composing.problem === 'string' ? 'words' : model.composing.problem?.key, problem);
  });
}

test('a draft that was sent is no more, also where something else was looked at meanwhile', async () => {
  const { model } = await opened(3);
  await choose(model, '3');
  model.edit();
  assert.ok(model.composing.draft);
  model.composing.write({ ...model.composing.draft, target: '/sent' });
  const sending = model.composing.send();
  model.composing.leave();
  await sending;
  await choose(model, '3');
  model.edit();
  assert.notEqual(targetOf(model), '/sent');
});

test('exchanges of another server are not compared with one of the server before', async () => {
  const { server, model } = await opened(3);
  await choose(model, '3');
  model.time.hold(true);
  await restart(server, model);
  assert.equal(model.time.held, undefined);
});

test('a note on an exchange of the server before is on none of the next', async () => {
  const { server, model } = await opened(3);
  const of = model.store.get('3');
  assert.ok(of);
  await restart(server, model);
  await model.time.annotate(of, 'mine');
  assert.ok(!server.asked.some(({ method }) => method === 'exchange/pin'));
});

test('the command “Serve as” means the chosen exchange, also while the list is on its way', async () => {
  const server = new Server();
  server.kept = summaries(1, 3).map((each) => ({ ...each, target: '/chosen.html' }));
  server.quick = false;
  const { model } = await opened(0, server);
  const [site] = golden['siteList.result'].sites;
  assert.ok(site);
  model.hostChanged({ state: 'running', trusted: true, site, notices: [] });
  model.hostAsked({ act: 'serveAs', path: '/' });
  await server.settle();
  await server.settle();
  assert.equal(model.overriding.draft?.path, '/chosen.html');
});

for (const { act, shown } of [
  { act: { act: 'serveAs', path: '/' }, shown: (model: PanelModel) => model.overriding.draft !== undefined },
  { act: { act: 'compare', chosen: '2', base: '1' }, shown: (model: PanelModel) => chosenOf(model) === '2' },
  { act: { act: 'copyAsCurl' }, shown: (model: PanelModel) => model.takeAct() === 'copyAsCurl' },
] as const) {
  test(`the command ${act.act} is not hidden by a request that is being written, which stays`, async () => {
    const { model } = await opened(3);
    const nothing = { siteId: 's1', host: 'h' };
    model.composing.begin(nothing);
    assert.ok(model.composing.draft);
    model.composing.write({ ...model.composing.draft, target: '/typed' });
    model.hostAsked(act);
    assert.ok(shown(model));
    assert.equal(model.composing.draft, undefined);
    model.overriding.leave();
    model.composing.begin(nothing);
    assert.equal(targetOf(model), '/typed');
  });
}

test('a command that cannot be done says so, and is not done to another exchange later', async () => {
  const { server, model } = await opened(3);
  server.forgets = true;
  await choose(model, '1');
  model.hostAsked({ act: 'copyAsCurl' });
  assert.equal(model.takeAct(), 'tellProblem');
  server.forgets = false;
  await choose(model, '2');
  assert.equal(model.takeAct(), undefined);

  server.quick = false;
  await choose(model, '1');
  model.hostAsked({ act: 'copyAsCurl' });
  assert.equal(model.takeAct(), undefined, 'it is not there yet');
  await choose(model, '3');
  assert.equal(model.takeAct(), 'tellGone');
  await server.settle();

  model.hostAsked({ act: 'compare', chosen: '2', base: '7' });
  assert.equal(model.takeAct(), 'tellGone');
  assert.equal(model.takeAct(), undefined);
});

test('what is to be edited is, once the whole of it is there, and unless another is chosen first', async () => {
  const { server, model } = await opened(2);
  const edited = (): string | undefined => model.composing.draft?.of?.id;
  server.quick = false;
  await choose(model, '1');
  model.edit();
  assert.equal(edited(), undefined, 'it is not there yet');
  await choose(model, '2');
  await server.settle();
  assert.equal(edited(), undefined, 'another was chosen');
  server.quick = false;
  await choose(model, '1');
  model.edit();
  await server.settle();
  assert.equal(edited(), '1');
  model.composing.leave();
  record(server, model, '3');
  await server.settle();
  assert.equal(edited(), undefined, 'it begins once');

  model.follow(true);
  server.quick = false;
  record(server, model, '4');
  model.edit();
  record(server, model, '5');
  await server.settle();
  assert.equal(edited(), '4', 'a newer one does not take its place');
});
