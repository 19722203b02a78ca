// Generated from server/internal/protocol by `npm run generate`. Do not edit.
import type {
  Exchange,
  ExchangeBodyParams,
  ExchangeBodyResult,
  ExchangeClearParams,
  ExchangeDidClearParams,
  ExchangeDidRecordParams,
  ExchangeEditsParams,
  ExchangeEditsResult,
  ExchangeHARParams,
  ExchangeListParams,
  ExchangeListResult,
  ExchangePinParams,
  ExchangeRef,
  ExchangeReplayParams,
  ExchangeSearchParams,
  ExchangeSearchResult,
  ExchangeShareParams,
  ExchangeShareResult,
  HAR,
  HAROpenParams,
  InitializeParams,
  InitializeResult,
  LessonCheckParams,
  LessonCheckResult,
  LessonChooseParams,
  LessonCompleteResult,
  LessonDidChangeParams,
  LessonGetParams,
  LessonGetResult,
  LessonHoverResult,
  LessonPositionParams,
  LessonReadParams,
  LessonRestartParams,
  LessonResumeParams,
  LogMessageParams,
  OverrideDidChangeParams,
  OverrideListParams,
  OverrideListResult,
  OverrideRemoveParams,
  OverrideSetParams,
  PathOverride,
  ReloadDidSaveParams,
  ReloadDidSendParams,
  ReloadListParams,
  ReloadListResult,
  ScriptCheckParams,
  ScriptCheckResult,
  ScriptDidReportParams,
  Site,
  SiteDidChangeParams,
  SiteListResult,
  SiteRef,
  SiteStartParams,
} from './types.generated';

/** The version of the protocol; client and server must agree on it. */
export const PROTOCOL_VERSION = 1;

/** Requests that a client sends: parameters and result. */
export interface ClientRequests {
  initialize: { params: InitializeParams; result: InitializeResult };
  shutdown: { params: undefined; result: null };
  'site/start': { params: SiteStartParams; result: Site };
  'site/stop': { params: SiteRef; result: null };
  'site/list': { params: undefined; result: SiteListResult };
  'exchange/list': { params: ExchangeListParams; result: ExchangeListResult };
  'exchange/get': { params: ExchangeRef; result: Exchange };
  'exchange/body': { params: ExchangeBodyParams; result: ExchangeBodyResult };
  'exchange/edits': { params: ExchangeEditsParams; result: ExchangeEditsResult };
  'exchange/har': { params: ExchangeHARParams; result: HAR };
  'exchange/share': { params: ExchangeShareParams; result: ExchangeShareResult };
  'har/open': { params: HAROpenParams; result: Site };
  'exchange/pin': { params: ExchangePinParams; result: null };
  'exchange/search': { params: ExchangeSearchParams; result: ExchangeSearchResult };
  'exchange/replay': { params: ExchangeReplayParams; result: ExchangeRef };
  'exchange/clear': { params: ExchangeClearParams; result: null };
  'reload/list': { params: ReloadListParams; result: ReloadListResult };
  'override/set': { params: OverrideSetParams; result: PathOverride };
  'override/remove': { params: OverrideRemoveParams; result: null };
  'override/list': { params: OverrideListParams; result: OverrideListResult };
  'script/check': { params: ScriptCheckParams; result: ScriptCheckResult };
  'lesson/get': { params: LessonGetParams; result: LessonGetResult };
  'lesson/choose': { params: LessonChooseParams; result: null };
  'lesson/markRead': { params: LessonReadParams; result: null };
  'lesson/restart': { params: LessonRestartParams; result: null };
  'lesson/resume': { params: LessonResumeParams; result: null };
  'lesson/check': { params: LessonCheckParams; result: LessonCheckResult };
  'lesson/complete': { params: LessonPositionParams; result: LessonCompleteResult };
  'lesson/hover': { params: LessonPositionParams; result: LessonHoverResult };
}

/** Notifications that a client sends: parameters. */
export interface ClientNotifications {
  exit: undefined;
  'reload/didSave': ReloadDidSaveParams;
}

/** Notifications that the server sends: parameters. */
export interface ServerNotifications {
  'site/didChange': SiteDidChangeParams;
  'exchange/didRecord': ExchangeDidRecordParams;
  'exchange/didClear': ExchangeDidClearParams;
  'reload/didSend': ReloadDidSendParams;
  'override/didChange': OverrideDidChangeParams;
  'script/didReport': ScriptDidReportParams;
  'lesson/didChange': LessonDidChangeParams;
  'log/message': LogMessageParams;
}

/** Requests that the panel may ask, and an editor passes on for it. */
export const PANEL_REQUESTS = [
  'site/list',
  'exchange/list',
  'exchange/get',
  'exchange/body',
  'exchange/edits',
  'exchange/har',
  'exchange/share',
  'exchange/pin',
  'exchange/search',
  'exchange/replay',
  'exchange/clear',
  'reload/list',
  'override/set',
  'override/remove',
  'override/list',
  'lesson/get',
  'lesson/choose',
  'lesson/markRead',
  'lesson/restart',
  'lesson/resume',
] as const satisfies readonly (keyof ClientRequests)[];

/** Codes of the errors that the server answers with. */
export const ErrorCode = {
  Cancelled: -32800,
  InternalError: -32603,
  InvalidParams: -32602,
  InvalidRequest: -32600,
  MethodNotFound: -32601,
  NotInitialized: -32002,
  ParseError: -32700,
  RequestFailed: -32803,
} as const;

/** The port that is tried first where none is asked for. */
export const DEFAULT_PORT = 8000;

/** The settings of a site for which nothing was asked. */
export const SITE_DEFAULTS = {
  host: '127.0.0.1',
  cgi: { enabled: true, directories: ['cgi-bin'], timeout: 30000, mode: 'lenient', atOnce: 16, prewarm: true },
  reload: { enabled: true },
  charset: 'utf-8',
} as const satisfies Omit<DeepReadonly<SiteStartParams>, 'root'>;

type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;
