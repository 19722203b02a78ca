import type { SiteStartParams } from '../../protocol/types.generated';
import type { SettingsReader } from './settings';

/** What the settings of a workspace ask for beyond this machine. Whoever wrote the folder's files may have written them. */
export interface AskedReach {
  /** The address, where it is not a loopback one. */
  readonly host?: string;
  /** Also where the user's own settings say so, but the address is the workspace's: scripts run for others by both. */
  readonly allowOnNetwork?: true;
  readonly allowedHosts?: readonly string[];
}

/** What the workspace asks for that the user's own settings do not; undefined where that is nothing. */
export function askedReach(reader: SettingsReader): AskedReach | undefined {
  const host = ofWorkspace(reader, 'host');
  const hosts = ofWorkspace(reader, 'allowedHosts');
  const opens = typeof host === 'string' && !isLoopback(host);
  const runs = reader.get('cgi.enabled') !== false && reader.get('cgi.allowOnNetwork') === true;
  const asked: AskedReach = {
    ...(opens && { host }),
    ...(((opens && runs) || ofWorkspace(reader, 'cgi.allowOnNetwork') === true) && { allowOnNetwork: true }),
    ...(Array.isArray(hosts) && hosts.length > 0 && { allowedHosts: hosts.map(String) }),
  };
  return Object.keys(asked).length > 0 ? asked : undefined;
}

/** The same site for this machine alone. */
export function forThisMachine(params: SiteStartParams): SiteStartParams {
  const narrow: SiteStartParams = { ...params, cgi: { ...params.cgi, allowOnNetwork: false }, allowedHosts: [] };
  delete narrow.host;
  return narrow;
}

/** The value of a setting where it counts because the workspace says so; in a workspace without trust VS Code ignores some. */
function ofWorkspace(reader: SettingsReader, section: string): unknown {
  const { globalValue, workspaceValue, workspaceFolderValue } = reader.inspect(section) ?? {};
  const value = workspaceFolderValue ?? workspaceValue;
  const counts = same(value, reader.get(section)) && !same(value, globalValue);
  return counts ? value : undefined;
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const isLoopback = (host: string): boolean => /^(localhost|127\.\d+\.\d+\.\d+|::1|\[::1\]|)$/.test(host);
