// What other extensions can do with Vitrina. `activate` returns it:
//
//   const vitrina = await vscode.extensions.getExtension<Vitrina>('vitrina.vitrina')?.activate();
//
// Copy this file into your extension. docs/api.md has a whole example.
import type { Event, Uri } from 'vscode';

/** The API of the extension `vitrina.vitrina`. A later version only adds to it, or has another `version`. */
export interface Vitrina {
  /** The version of this API. */
  readonly version: 1;

  /** The sites of this window that are served now: one, or none. */
  readonly sites: readonly Site[];

  /**
   * Serves a folder in place of the one that is served; without one, what **Vitrina: Start Server** would serve, or what
   * is served already. May ask the user: which folder, or whether others on the network may reach it.
   *
   * @returns the site; undefined where none is served then, of which the user was told
   */
  start(folder?: Uri): Promise<Site | undefined>;

  /** Stops the server and all its scripts. */
  stop(): Promise<void>;

  /** The server was started or stopped, or failed. */
  readonly onDidChangeState: Event<StateChange>;

  /**
   * Requests were answered. At most 20 times a second, so that there are often several; an exchange comes a second time
   * where its response took longer. What was recorded before the extension listened does not come.
   */
  readonly onDidRecord: Event<Recorded>;
}

/** A folder that is served. */
export interface Site {
  /** Names it as long as it is served. */
  readonly id: string;
  /** The folder, an absolute path on the computer that serves it. */
  readonly root: string;
  /** Its address on that computer, with a slash at the end. `vscode.env.asExternalUri` makes one for the user's browser. */
  readonly url: string;
}

export interface StateChange {
  readonly state: 'stopped' | 'starting' | 'running' | 'failed';
  readonly sites: readonly Site[];
  /** Why the server failed, as a sentence in the language of VS Code. */
  readonly reason?: string;
}

export interface Recorded {
  readonly site: Site;
  /** Those that began first come first. */
  readonly exchanges: readonly Exchange[];
  /** How many are missing, because they came faster than they could be told. */
  readonly skipped: number;
}

/** One request and its response. */
export interface Exchange {
  /** A decimal number: an exchange that began later has a greater one. */
  readonly id: string;
  /** When its first byte came (RFC 3339). */
  readonly time: string;
  readonly method: string;
  /** Path and query, as they were sent. There may be secrets in the query. */
  readonly target: string;
  /** The status code; 0 as long as there is none. */
  readonly status: number;
  /** The value of Content-Type; null where the response has none. */
  readonly contentType: string | null;
  /** What answered. */
  readonly kind: 'file' | 'listing' | 'script' | 'redirect' | 'error';
  /** From the first byte of the request to the last of the response, in milliseconds. */
  readonly durationMs: number;
  /** How many bytes the response's body has. */
  readonly bytes: number;
  /** False while the response is still being sent. */
  readonly complete: boolean;
  /** What Vitrina remarks: a name for programs, and a sentence in the language of VS Code. */
  readonly notes: readonly { readonly code: string; readonly message: string }[];
}
