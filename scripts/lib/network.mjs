// A network for tests alone: what they open to others is reached by nobody, and nothing that they send leaves the machine.
import { capture } from './run.mjs';
import { needPrograms } from './system.mjs';

/** An address that is not loopback and belongs to nobody (RFC 5737, section 3). */
const ADDRESS = '192.0.2.1/32';

let found;

/**
 * What to put before a command, as arguments, so that it runs in a network namespace of its own (unshare(1)) which has
 * loopback and ADDRESS. Nothing where the system has none or allows none: the command has the machine's network then.
 */
export async function inOwnNetwork() {
  found ??= await find();
  return found;
}

/** The arguments of unshare(1) for a network namespace; who is not root needs one of users as well. */
export const unshareNetwork = () => [...(process.getuid?.() === 0 ? [] : ['--map-root-user']), '--net', '--'];

async function find() {
  if (process.platform !== 'linux') return [];
  await needPrograms(['ip']);
  const set = `ip link set lo up && ip addr add ${ADDRESS} dev lo && exec "$@"`;
  const prefix = ['unshare', ...unshareNetwork(), 'sh', '-c', set, 'sh'];
  const [command, ...args] = prefix;
  const { code } = await capture(command, [...args, 'true']).catch(() => ({ code: 1 }));
  return code === 0 ? prefix : [];
}
