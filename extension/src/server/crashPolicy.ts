/**
 * Within this time, in milliseconds, a server is restarted by itself once. A server that dies twice in three minutes
 * will die again: VS Code's own language client gives up by the same span.
 * https://github.com/microsoft/vscode-languageserver-node/blob/main/client/src/common/client.ts (DefaultErrorHandler)
 */
export const RESTART_SPAN_MS = 3 * 60 * 1000;

/** Decides whether a server that died is started again without asking. */
export class CrashPolicy {
  #lastRestart = -Infinity;

  /** True at most once in RESTART_SPAN_MS. `now` is in milliseconds of any clock that never goes back. */
  mayRestart(now: number): boolean {
    if (now - this.#lastRestart < RESTART_SPAN_MS) return false;
    this.#lastRestart = now;
    return true;
  }
}
