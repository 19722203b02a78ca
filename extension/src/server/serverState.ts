import type { OverrideDidChangeParams, Site } from '../../protocol/types.generated';

/** What the server of this window is doing. Everything that the user sees of it derives from this value. */
export type ServerState =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'running'; readonly site: Site }
  /** The server is not running though it should be; `reason` is a sentence for people. */
  | { readonly kind: 'failed'; readonly reason: string };

export type ServerEvent =
  | { readonly type: 'starting' }
  | { readonly type: 'started'; readonly site: Site }
  /** The site that runs is described in another way. */
  | { readonly type: 'changed'; readonly site: Site }
  | { readonly type: 'failed'; readonly reason: string }
  | { readonly type: 'stopped' };

export const STOPPED: ServerState = { kind: 'stopped' };

/**
 * The state after an event. An event that does not belong to the state, such as the late answer of a start that was
 * stopped in the meantime, changes nothing.
 */
export function nextState(state: ServerState, event: ServerEvent): ServerState {
  switch (event.type) {
    case 'starting':
      return { kind: 'starting' };
    case 'started':
      return state.kind === 'starting' ? { kind: 'running', site: event.site } : state;
    case 'changed':
      return state.kind === 'running' && state.site.id === event.site.id
        ? { kind: 'running', site: event.site }
        : state;
    case 'failed':
      return state.kind === 'stopped' ? state : { kind: 'failed', reason: event.reason };
    case 'stopped':
      return STOPPED;
  }
}

/** The paths of the site that runs which are served as something else, by what the server told last. */
export function overriddenPaths(state: ServerState, told: OverrideDidChangeParams | undefined): string[] {
  if (state.kind !== 'running' || told?.siteId !== state.site.id) return [];
  return told.overrides.map(({ path }) => path);
}

/**
 * The text of the status bar item, with VS Code's icon syntax. It is the same in every language.
 *
 * @param overridden how many paths are served as something else
 */
export function statusText(state: ServerState, overridden = 0): string {
  switch (state.kind) {
    case 'stopped':
      return '$(play) Vitrina';
    case 'starting':
      return '$(sync~spin) Vitrina';
    case 'running':
      return `$(${state.site.reach === 'network' ? 'globe' : 'broadcast'}) :${String(state.site.port)}${
        overridden > 0 ? ` $(arrow-swap) ${String(overridden)}` : ''
      }`;
    case 'failed':
      return '$(error) Vitrina';
  }
}
