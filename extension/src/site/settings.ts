import type { CGIMode, SiteStartParams } from '../../protocol/types.generated';

/** What is needed of `vscode.WorkspaceConfiguration` for the section `vitrina`. Nothing here writes. */
export interface SettingsReader {
  get(section: string): unknown;
  inspect(section: string):
    | {
        globalValue?: unknown;
        workspaceValue?: unknown;
        workspaceFolderValue?: unknown;
      }
    | undefined;
}

export type OpenOnStart = 'none' | 'browser' | 'liveView';

/** The settings that belong to the editor's side, not to a site. */
export interface EditorSettings {
  openOnStart: OpenOnStart;
  /** As the user wrote it, which may be no text: that is told where the program is needed. */
  serverPath: unknown;
  trace: TraceLevel;
}

export type TraceLevel = 'off' | 'messages' | 'verbose';

/**
 * The parameters of `site/start` for a root. Values go out as the user wrote them: the server checks them, and its
 * message names the setting. Port and host go along only where they are set: the default port may move on to the next
 * free one while a chosen port is never exchanged, and without a host the site listens at both addresses that
 * `localhost` means.
 */
export function siteStartParams(reader: SettingsReader, root: string): SiteStartParams {
  const params: SiteStartParams = {
    root,
    cgi: {
      enabled: reader.get('cgi.enabled') as boolean,
      directories: reader.get('cgi.directories') as string[],
      timeout: inMilliseconds(reader.get('cgi.timeout')) as number,
      atOnce: reader.get('cgi.atOnce') as number,
      mode: reader.get('cgi.mode') as CGIMode,
      interpreters: reader.get('cgi.interpreters') as Record<string, string>,
      env: reader.get('cgi.env') as Record<string, string>,
      allowOnNetwork: reader.get('cgi.allowOnNetwork') as boolean,
      prewarm: reader.get('cgi.prewarm') as boolean,
    },
    reload: {
      enabled: reader.get('reload.enabled') as boolean,
      ignore: reader.get('reload.ignore') as string[],
    },
    allowedHosts: reader.get('allowedHosts') as string[],
    headers: reader.get('headers') as Record<string, Record<string, string>>,
    mimeTypes: reader.get('mimeTypes') as Record<string, string>,
    charset: reader.get('charset') as string,
  };
  if (isSet(reader, 'host')) params.host = reader.get('host') as string;
  if (isSet(reader, 'port')) params.port = reader.get('port') as number;
  return params;
}

/** A number of seconds in milliseconds, and anything else as it is. */
const inMilliseconds = (seconds: unknown): unknown => (typeof seconds === 'number' ? seconds * 1000 : seconds);

export function editorSettings(reader: SettingsReader): EditorSettings {
  const serverPath = reader.get('server.path');
  return {
    openOnStart: reader.get('openOnStart') as OpenOnStart,
    serverPath: typeof serverPath === 'string' ? serverPath.trim() : serverPath,
    trace: reader.get('trace.server') as TraceLevel,
  };
}

/** A setting that must be a text, and is none. */
export class NotText extends Error {
  /** @param setting its name, without `vitrina.` */
  constructor(readonly setting: string) {
    super(`vitrina.${setting} is no text`);
  }
}

/** The value of a setting that must be a text; fails with `NotText`. */
export function textOf(setting: string, value: unknown): string {
  if (typeof value !== 'string') throw new NotText(setting);
  return value;
}

/** True where two starts would ask the server for the same. */
export function sameParams(one: SiteStartParams, other: SiteStartParams): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function isSet(reader: SettingsReader, section: string): boolean {
  const found = reader.inspect(section);
  return [found?.globalValue, found?.workspaceValue, found?.workspaceFolderValue].some((value) => value !== undefined);
}
