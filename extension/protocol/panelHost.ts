/**
 * What the panel's page and the extension say to each other inside VS Code, besides the server's own protocol.
 *
 * All of it travels over the webview's postMessage, one JSON-RPC 2.0 object a message. A message whose method begins
 * with `host/` is between the page and the extension; every other one is relayed, unchanged, between the page and the
 * server's connection (requests of the page, their answers, and the server's notifications). While no server is
 * running the extension answers relayed requests with an error, so that nothing waits.
 *
 * A page that VS Code has hidden is gone, and so is all it knew. When it is shown again it says `host/ready`, the
 * extension answers with `host/didChangeState`, and the page asks the server for the rest.
 */
import type { Site } from './types.generated';

/** What the server is doing; the value of the context key `vitrina.state`. */
export type HostServerState = 'stopped' | 'starting' | 'running' | 'failed';

/** Everything that the page knows of its host, whole each time: a later one replaces an earlier one. */
export interface HostState {
  state: HostServerState;
  /** False where the workspace is not trusted: no script runs then. */
  trusted: boolean;
  /** The site that the panel is about; absent while none runs. */
  site?: Site;
  /**
   * The site's address as the user's browser must ask for it (`vscode.env.asExternalUri`); absent where it is
   * `site.url`.
   */
  externalUrl?: string;
  /** Why the state is what it is, as a sentence in the editor's language; for `failed` always there. */
  reason?: string;
  /** What else can be shown: the site that runs, and the files that are open. Absent while no file is. */
  choices?: HostChoice[];
  /** Sentences in the editor's language that the page shows above the list, such as a warning about a proxy. */
  notices: string[];
}

/** A site, or an HTTP Archive that is open. */
export interface HostChoice {
  /** The site's id; empty for the folder that is served, whether it is or not. */
  id: string;
  /** The last name of its path. */
  name: string;
  archive: boolean;
}

export interface HostChoiceParams {
  id: string;
}

/** The commands that the page may ask for. The extension refuses any other. */
export const HOST_COMMANDS = [
  'vitrina.start',
  'vitrina.stop',
  'vitrina.restart',
  'vitrina.openBrowser',
  'vitrina.openLiveView',
  'vitrina.openLab',
  'vitrina.openLesson',
  'vitrina.showLog',
] as const;

export type HostCommand = (typeof HOST_COMMANDS)[number];

export interface HostRunParams {
  command: HostCommand;
}

/** A place in a file of a site that the page asks the editor to show. */
export interface HostOpenParams {
  siteId: string;
  /** Relative to the site's root, with / between names, as `SourceLocation.path`. The extension refuses what leaves the root. */
  path: string;
  /** Counts from 1. */
  line: number;
}

/** The settings that the page may ask the editor to show. The extension refuses any other. */
export const HOST_SETTINGS = ['vitrina.reload.ignore', 'vitrina.headers', 'vitrina.mimeTypes'] as const;

export type HostSetting = (typeof HOST_SETTINGS)[number];

export interface HostSettingParams {
  setting: HostSetting;
}

/** A page of the site that the live view is to show. */
export interface HostLiveViewParams {
  /** A request target: a path, which begins with a slash, and a query. */
  target: string;
}

/** Bytes for which the editor is to ask the user for a file. */
export interface HostSaveParams {
  /** What the file may be called. The extension takes no path of it. */
  name: string;
  dataBase64: string;
}

/** What a command of the editor has the page do, as soon as it has what it needs for it. */
export type HostAct =
  | { act: 'copyAsCurl' }
  /** Shows one exchange, compared with another; both are ids. */
  | { act: 'compare'; chosen: string; base: string }
  /** Shows the form of “Serve as” for the chosen exchange; where there is none, for a path. */
  | { act: 'serveAs'; path: string };

export interface HostCopyParams {
  text: string;
}

/** Notifications that the extension sends to the page: parameters. */
export interface HostNotifications {
  'host/didChangeState': HostState;
  'host/act': HostAct;
}

/** Notifications that the page sends to the extension: parameters. */
export interface PageNotifications {
  /** The page can take messages; it is answered with `host/didChangeState`. */
  'host/ready': undefined;
  /** The user chose an exchange in the list. */
  'host/didChoose': undefined;
  /** Failures are told to the user by the command itself. */
  'host/run': HostRunParams;
  'host/open': HostOpenParams;
  'host/openLiveView': HostLiveViewParams;
  'host/openSetting': HostSettingParams;
  /** Shows another one of the choices. */
  'host/show': HostChoiceParams;
  /** Closes an archive. */
  'host/close': HostChoiceParams;
  'host/save': HostSaveParams;
  /** Puts a text on the clipboard: a page without the focus may not. */
  'host/copy': HostCopyParams;
}

/** True for a command that the page may ask for. */
export function isHostCommand(command: unknown): command is HostCommand {
  return (HOST_COMMANDS as readonly unknown[]).includes(command);
}

/** True for a setting that the page may ask for. */
export function isHostSetting(setting: unknown): setting is HostSetting {
  return (HOST_SETTINGS as readonly unknown[]).includes(setting);
}
