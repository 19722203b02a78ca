// Generated from server/internal/protocol by `npm run generate`. Do not edit.
/**
 * Appearance is as what a browser shows a response.
 *
 */
export type Appearance = 'page' | 'text' | 'image' | 'media' | 'xml' | 'pdf';
/**
 * Basis is what a verdict rests on.
 *
 */
export type Basis = 'predicted' | 'observed';
/**
 * BlockKind is what a block is.
 *
 */
export type BlockKind = 'paragraph' | 'heading' | 'list' | 'orderedList' | 'quote' | 'code';
/**
 * SpanKind is what a span is.
 *
 */
export type SpanKind = 'text' | 'code' | 'strong' | 'em' | 'link';
/**
 * BodyOf says whose body.
 *
 */
export type BodyOf = 'request' | 'response' | 'output';
/**
 * CGIMode says what happens to a script's output that RFC 3875 forbids.
 *
 */
export type CGIMode = 'lenient' | 'strict';
/**
 * CGIState is whether scripts run, or why not.
 *
 */
export type CGIState = 'on' | 'off' | 'untrusted' | 'network';
/**
 * CharsetBy is what decides on an encoding.
 *
 */
export type CharsetBy =
  | 'mark'
  | 'use'
  | 'contentType'
  | 'meta'
  | 'declaration'
  | 'rule'
  | 'json'
  | 'xml'
  | 'asker'
  | 'page'
  | 'none'
  | 'observed';
/**
 * Severity says how much a note or diagnostic matters.
 *
 */
export type Severity = 'error' | 'warning' | 'information';
/**
 * Kind is what answered a request.
 *
 */
export type Kind = 'file' | 'listing' | 'script' | 'redirect' | 'error' | 'unknown';
/**
 * Fate is what becomes of a response.
 *
 */
export type Fate = 'shown' | 'downloaded' | 'empty' | 'applied' | 'refused' | 'redirected';
/**
 * Failure names what went wrong, for programs. The sentence for people is the
 * error's message.
 *
 */
export type Failure =
  | 'rootMissing'
  | 'rootNotFolder'
  | 'rootUnreadable'
  | 'portTaken'
  | 'portTakenByVitrina'
  | 'portTakenBySite'
  | 'portBlocked'
  | 'addressUnavailable'
  | 'badSetting'
  | 'siteUnknown'
  | 'exchangeUnknown'
  | 'tooManyPinned'
  | 'noteTooLong'
  | 'harUnreadable'
  | 'harTooLarge'
  | 'harMalformed'
  | 'notServed'
  | 'requestRefused'
  | 'requestNotKept'
  | 'overrideRefused'
  | 'requestUnanswered'
  | 'notInitialized'
  | 'initializedTwice'
  | 'shutDown'
  | 'badParams'
  | 'methodUnknown'
  | 'notForPanel'
  | 'versionMismatch'
  | 'malformedFrame'
  | 'cancelled'
  | 'siteEnded'
  | 'internal';
/**
 * LessonLanguage is a language of a lesson.
 *
 */
export type LessonLanguage = 'en' | 'es';
/**
 * LogLevel says how much a log line matters.
 *
 */
export type LogLevel = 'error' | 'warning' | 'info' | 'debug';
/**
 * Reach says who can reach a site.
 *
 */
export type Reach = 'loopback' | 'network';
/**
 * ReloadCause is who noticed a change.
 *
 */
export type ReloadCause = 'watch' | 'editor' | 'look' | 'override';
/**
 * ReloadKind is what the pages are to do.
 *
 */
export type ReloadKind = 'page' | 'style' | 'image' | 'none';
/**
 * ScriptStart is how the process of a script came to be.
 *
 */
export type ScriptStart = 'spawned' | 'waiting';
/**
 * SearchIn says where a text is looked for.
 *
 */
export type SearchIn = 'heads' | 'bodies';
/**
 * SetBy is who decided on a response field.
 *
 */
export type SetBy = 'script' | 'type table' | 'file' | 'setting' | 'server' | 'reload' | 'override';
/**
 * SiteChange is what happened to a site.
 *
 */
export type SiteChange = 'started' | 'changed' | 'ended';

/**
 * Archive is the HTTP Archive that the exchanges of a site were read from. Such a site answers
 * nothing: its root is the archive's path, and its url that of the server that was recorded.
 *
 */
export interface Archive {
  /**
   * Creator is the program that wrote the archive, as that says.
   */
  creator: string;
  /**
   * Exchanges is how many were read.
   */
  exchanges: number;
  /**
   * Skipped counts entries that are not of HTTP, such as data: addresses.
   */
  skipped: number;
  /**
   * Rebuilt counts exchanges of whose heads the archive has the fields, but not the bytes.
   */
  rebuilt: number;
}
/**
 * Block is a part of a lesson's text. Only the fields of its kind are there.
 *
 */
export interface Block {
  kind: BlockKind;
  /**
   * Spans are the text of a paragraph or heading.
   */
  spans?: Span[];
  /**
   * Items are those of a list.
   */
  items?: Block[][];
  /**
   * Blocks are what is quoted.
   */
  blocks?: Block[];
  /**
   * Text is that of code.
   */
  text?: string;
  /**
   * Language is the one that code says it is in, such as python; absent where it does not.
   */
  language?: string;
}
/**
 * Span is a piece of text of one kind.
 *
 */
export interface Span {
  kind: SpanKind;
  text: string;
  /**
   * Href is where a link leads: an address with http or https, or a path of the site that begins
   * with a slash. It is absent in other spans.
   */
  href?: string;
}
/**
 * Body is how much content a message had and how much of it is kept.
 *
 */
export interface Body {
  /**
   * Bytes is the length of the content, without chunk framing.
   */
  bytes: number;
  /**
   * Kept is how many bytes, from the start, exchange/body can give.
   */
  kept: number;
}
/**
 * CGIOptions say which scripts run and how.
 *
 */
export interface CGIOptions {
  /**
   * Enabled is true by default. No script runs in a workspace that is not trusted.
   */
  enabled?: boolean;
  /**
   * Directories are folders below the root, with / between names, whose files run.
   */
  directories?: string[];
  /**
   * TimeoutMs is how long a script may run, in milliseconds. On the wire it is timeout,
   * after the setting, which counts in seconds.
   */
  timeout?: number;
  /**
   * Mode is lenient or strict about what RFC 3875 forbids.
   */
  mode?: 'lenient' | 'strict';
  /**
   * Interpreters map an extension (.py) to the command that runs such files.
   */
  interpreters?: {
    [k: string]: string;
  };
  /**
   * Env are variables that scripts get besides those of RFC 3875.
   */
  env?: {
    [k: string]: string;
  };
  /**
   * AtOnce is how many scripts run at a time, 16 by default.
   */
  atOnce?: number;
  /**
   * AllowOnNetwork lets scripts run where others on the network can ask for them.
   */
  allowOnNetwork?: boolean;
  /**
   * Prewarm keeps Python interpreters ready for the scripts that ran last; true by default.
   */
  prewarm?: boolean;
}
/**
 * Charset is the encoding of a text, and what decided on it.
 *
 */
export interface Charset {
  /**
   * Label is its name in the Encoding standard, in lower case.
   */
  label: string;
  by: CharsetBy;
}
/**
 * CheckedScript says how a script would run and what is wrong with it.
 *
 */
export interface CheckedScript {
  /**
   * Path is relative to the root, with / between names.
   */
  path: string;
  /**
   * Command is the program and its arguments; empty where there is none.
   */
  command: string[];
  /**
   * Problems are empty where nothing is wrong.
   */
  problems: Diagnostic[];
}
/**
 * Diagnostic is a remark on a line of a file.
 *
 */
export interface Diagnostic {
  /**
   * Path is absolute: the script, or a module that it uses.
   */
  path: string;
  /**
   * Line and Column count from 1; Column is 0 where it is not known.
   */
  line: number;
  column: number;
  severity: Severity;
  /**
   * Code names what is wrong: an interpreter's own word, such as NameError, or one of
   * Vitrina's, such as noContentType, for which an editor may offer a fix.
   */
  code: string;
  message: string;
  /**
   * Printed is the line of output that this is about, and Meant the one that the script surely
   * meant to print, for an editor to put in its place. Both are absent where that is not sure.
   */
  printed?: string;
  meant?: string;
}
/**
 * Chunk is a chunk of a message's content.
 *
 */
export interface Chunk {
  /**
   * Line is the line before the chunk, as sent, without its CR LF: the size in hexadecimal
   * digits, and extensions behind a semicolon (RFC 9112, section 7.1.1).
   */
  line: string;
  /**
   * Bytes is the size of the chunk. That of the last one is 0.
   */
  bytes: number;
  /**
   * AtMs is when Line crossed the connection, in milliseconds from ExchangeSummary.Time.
   */
  atMs: number;
}
/**
 * Chunked is how the content of a message was sent with Transfer-Encoding: chunked (RFC 9112,
 * section 7.1). Its lines are read as text as a head is.
 *
 */
export interface Chunked {
  /**
   * Count is how many chunks there were until now, without the last one, which has no content.
   */
  count: number;
  /**
   * Chunks are the first ones, the last chunk among them: 1,000 at most, and no more than have
   * 64 KiB of lines.
   */
  chunks: Chunk[];
  /**
   * Trailer are the field lines behind the last chunk, as they crossed the connection, each with
   * its CR LF; empty where there are none.
   */
  trailer: string;
  /**
   * Trailers are the fields of Trailer, in their order and letter case.
   */
  trailers: Header[];
}
/**
 * Header is a field line of a head (RFC 9110, section 5).
 *
 */
export interface Header {
  name: string;
  value: string;
  /**
   * SetBy is who decided on the field; absent in requests.
   */
  setBy?: 'script' | 'type table' | 'file' | 'setting' | 'server' | 'reload' | 'override';
  where?: SourceLocation;
  /**
   * Setting is the setting that gave the field, such as vitrina.headers; absent where none did.
   */
  setting?: string;
  /**
   * Key is the entry that applied, of the setting or of the type table: a glob, a path (/PATH)
   * or an extension (.EXT).
   */
  key?: string;
}
/**
 * Where is the place that the field comes from, where there is one.
 */
export interface SourceLocation {
  /**
   * Path is relative to the site's root, with / between names.
   */
  path: string;
  /**
   * Line counts from 1.
   */
  line: number;
}
/**
 * Edit is a change of a file between two answers that were made from it.
 *
 */
export interface Edit {
  /**
   * Path is relative to the site's root, with / between names.
   */
  path: string;
  /**
   * Time is when the file, as the later answer had it, was last changed.
   */
  time: string;
  /**
   * Added is true where the earlier answer was not made from it, for the same target, and it
   * changed since.
   */
  added: boolean;
  before: string | null;
  after: string | null;
}
/**
 * ErrorData is the data of every JSON-RPC error that the server answers with.
 *
 */
export interface ErrorData {
  /**
   * Failure names what went wrong.
   */
  failure:
    | 'rootMissing'
    | 'rootNotFolder'
    | 'rootUnreadable'
    | 'portTaken'
    | 'portTakenByVitrina'
    | 'portTakenBySite'
    | 'portBlocked'
    | 'addressUnavailable'
    | 'badSetting'
    | 'siteUnknown'
    | 'exchangeUnknown'
    | 'tooManyPinned'
    | 'noteTooLong'
    | 'harUnreadable'
    | 'harTooLarge'
    | 'harMalformed'
    | 'notServed'
    | 'requestRefused'
    | 'requestNotKept'
    | 'overrideRefused'
    | 'requestUnanswered'
    | 'notInitialized'
    | 'initializedTwice'
    | 'shutDown'
    | 'badParams'
    | 'methodUnknown'
    | 'notForPanel'
    | 'versionMismatch'
    | 'malformedFrame'
    | 'cancelled'
    | 'siteEnded'
    | 'internal';
  /**
   * Args are the values that the message speaks of, such as the path or the port.
   */
  args?: {
    [k: string]: string;
  };
}
/**
 * Exchange is one request and its response, whole but for the bodies, which
 * exchange/body gives.
 *
 */
export interface Exchange {
  /**
   * ID is a decimal number: an exchange that began later has a greater one.
   */
  id: string;
  siteId: string;
  time: string;
  /**
   * Method and Target are the request line's, as sent (RFC 9112, section 3).
   */
  method: string;
  target: string;
  /**
   * Status is the final status code, 0 as long as there is none.
   */
  status: number;
  contentType: string | null;
  kind: Kind;
  /**
   * DurationMs runs from the first byte of the request to the last of the response.
   */
  durationMs: number;
  /**
   * Bytes counts the response's content, without head and chunk framing.
   */
  bytes: number;
  /**
   * Notes are what a person should know about this exchange.
   */
  notes: Note[];
  /**
   * Complete is false while the response is still being sent.
   */
  complete: boolean;
  /**
   * Pinned is true where it is kept until exchange/pin says otherwise.
   */
  pinned: boolean;
  /**
   * Note is what a person wrote on it; absent where nobody did.
   */
  note?: string;
  replay?: Replay;
  override?: Override;
  gist?: Gist;
  request: Message;
  response: Message;
  timing: Timing;
  file?: File;
  script?: ScriptRun;
  observed?: Observed;
  /**
   * Interim are the first 16 interim responses, such as 100 Continue, that went out before the
   * response (RFC 9110, section 15.2), in their order; absent where there were none.
   */
  interim?: InterimResponse[];
  verdict?: Verdict;
  inserted?: Insertion;
}
/**
 * Note is a remark on an exchange.
 *
 */
export interface Note {
  /**
   * Code names the remark, for programs.
   */
  code: string;
  severity: Severity;
  /**
   * Message is the sentence for people, in the client's language.
   */
  message: string;
  /**
   * Args are the values that the message speaks of.
   */
  args?: {
    [k: string]: string;
  };
  where?: SourceLocation1;
}
/**
 * Where is the line to look at, where there is one in a file of the site.
 */
export interface SourceLocation1 {
  /**
   * Path is relative to the site's root, with / between names.
   */
  path: string;
  /**
   * Line counts from 1.
   */
  line: number;
}
/**
 * Replay is there where exchange/replay sent the request.
 */
export interface Replay {
  /**
   * Of is the id of the exchange whose request was sent again; absent where it was composed from
   * nothing.
   */
  of?: string;
}
/**
 * Override is there where one had a part in the response: that of the path, as it was then.
 */
export interface Override {
  /**
   * ContentType is the value of Content-Type. Empty means that the response has none; absent, that
   * it stays what it is.
   */
  contentType?: string;
  /**
   * Status is the status code, from 200 to 599; absent or 0 for what it is. No content follows
   * 204, 205 and 304 (RFC 9110, section 15).
   */
  status?: number;
  /**
   * Fields take the place of those with the same name, and are added where there is none. Set-Cookie
   * is always added.
   */
  fields?: HeaderLine[];
}
/**
 * HeaderLine is a field line (RFC 9112, section 5).
 *
 */
export interface HeaderLine {
  name: string;
  value: string;
}
/**
 * Gist is the verdict in short; absent where there is none, and in the lines of serve --json,
 * which have the verdict itself.
 */
export interface Gist {
  fate: Fate;
  as?: Appearance;
  destination: string;
  assumed: boolean;
  askedBy?: string;
  differs: boolean;
}
/**
 * Message is a request or a response (RFC 9112, section 2.1).
 *
 */
export interface Message {
  /**
   * Head holds what crossed the connection up to and with the empty line, or less where
   * the connection ended before that. A head
   * that is not UTF-8 is read as ISO-8859-1, in which each byte is one letter
   * (RFC 9110, section 5.5), and so are Headers and the exchange's Target.
   */
  head: string;
  /**
   * HeadBase64 has the bytes of a head that is not UTF-8, else it is absent.
   */
  headBase64?: string;
  /**
   * Headers are the head's fields, in their order and letter case.
   */
  headers: Header[];
  body: Body;
  /**
   * Decoded is true where the content is kept without the coding that Content-Encoding names:
   * archives of other programs have it so.
   */
  decoded?: boolean;
  chunked?: Chunked1;
}
/**
 * Chunked is how the content was cut into chunks; absent where it was not, and before the
 * first chunk.
 */
export interface Chunked1 {
  /**
   * Count is how many chunks there were until now, without the last one, which has no content.
   */
  count: number;
  /**
   * Chunks are the first ones, the last chunk among them: 1,000 at most, and no more than have
   * 64 KiB of lines.
   */
  chunks: Chunk[];
  /**
   * Trailer are the field lines behind the last chunk, as they crossed the connection, each with
   * its CR LF; empty where there are none.
   */
  trailer: string;
  /**
   * Trailers are the fields of Trailer, in their order and letter case.
   */
  trailers: Header[];
}
/**
 * Timing says when things happened, in milliseconds from ExchangeSummary.Time. Where a script
 * handed the request on to another, the times of the last one count.
 *
 */
export interface Timing {
  /**
   * RequestHeadMs is when the request's head was there.
   */
  requestHeadMs: number;
  /**
   * RequestEndMs is when the last byte of the request's content was there; absent where it has
   * none, and as long as not all of it has come.
   */
  requestEndMs?: number;
  /**
   * ScriptStartedMs is when the script's process had been started; absent where none was.
   */
  scriptStartedMs?: number;
  /**
   * FirstOutputMs is when the first byte that the script printed was read; absent as long as it
   * has printed nothing.
   */
  firstOutputMs?: number;
  /**
   * OutputEndMs is when the script's output was read to its end; absent as long as it was not,
   * and where nobody reads the rest. A slow client holds it back, also behind the script's exit.
   */
  outputEndMs?: number;
  /**
   * ScriptExitMs is when the script's process had exited; absent as long as it has not. A script
   * may work on after the response.
   */
  scriptExitMs?: number;
  /**
   * ResponseHeadMs is when the response's head went out; 0 as long as it has not.
   */
  responseHeadMs: number;
  /**
   * EndMs is when the last byte went out; 0 as long as it has not.
   */
  endMs: number;
}
/**
 * File is the file that an exchange answered with.
 *
 */
export interface File {
  /**
   * Path is relative to the site's root, with / between names.
   */
  path: string;
  size: number;
  modified: string;
}
/**
 * ScriptRun is how a script ran.
 *
 */
export interface ScriptRun {
  /**
   * Path is relative to the site's root, with / between names.
   */
  path: string;
  /**
   * Command is the program and its arguments.
   */
  command: string[];
  /**
   * Shim is the program of a version manager that was asked for, in place of which the interpreter
   * behind it was started: that one is in Command. It is empty where none was.
   */
  shim: string;
  /**
   * Env is the whole environment that the script had, NAME=VALUE, sorted.
   */
  env: string[];
  /**
   * Start is how its process came to be.
   */
  start: 'spawned' | 'waiting';
  /**
   * SavedMs is how long an interpreter that waited had taken to start, before there was a request
   * for it, in milliseconds; 0 for others.
   */
  savedMs: number;
  exitCode: number | null;
  /**
   * Signal is the name of the signal that ended it, else empty.
   */
  signal: string;
  /**
   * Stderr is the start of what it wrote to standard error.
   */
  stderr: string;
  /**
   * Output is the start of what it wrote to standard output: its header block, if
   * it had one, as it was.
   */
  output: string;
  headerBytes: number | null;
  printed: Body1;
}
/**
 * Body is how much content a message had and how much of it is kept.
 */
export interface Body1 {
  /**
   * Bytes is the length of the content, without chunk framing.
   */
  bytes: number;
  /**
   * Kept is how many bytes, from the start, exchange/body can give.
   */
  kept: number;
}
/**
 * Observed is what a browser made of the response, as the document itself reported.
 *
 */
export interface Observed {
  /**
   * ContentType is document.contentType.
   */
  contentType: string;
  /**
   * CompatMode is document.compatMode: CSS1Compat or BackCompat (quirks).
   */
  compatMode: string;
  /**
   * CharacterSet is document.characterSet.
   */
  characterSet: string;
}
/**
 * InterimResponse is a response that another one follows (RFC 9110, section 15.2).
 *
 */
export interface InterimResponse {
  /**
   * Head, HeadBase64 and Headers are as those of a Message.
   */
  head: string;
  headBase64?: string;
  headers: Header[];
  /**
   * AtMs is when it went out, in milliseconds from ExchangeSummary.Time.
   */
  atMs: number;
}
/**
 * Verdict is what a browser makes of it; absent as long as there is no response, and where
 * nothing is sure.
 */
export interface Verdict {
  fate: Fate;
  /**
   * Type is the media type that the browser ends up with, without parameters, as
   * document.contentType would say it; empty where there is none.
   */
  type: string;
  /**
   * Appearance is as what a browser shows a response.
   */
  as?: 'page' | 'text' | 'image' | 'media' | 'xml' | 'pdf';
  /**
   * Reason names the rule, for programs.
   */
  reason: string;
  /**
   * Message is the rule's sentence for people, in the client's language.
   */
  message: string;
  /**
   * Args are the values that the message speaks of.
   */
  args?: {
    [k: string]: string;
  };
  /**
   * Standard is a sentence for people where the standard decides otherwise than Chromium does;
   * absent where both agree.
   */
  standard?: string;
  /**
   * Afterwards is a sentence for people on where the browser goes by itself afterwards (Refresh); absent
   * where it stays.
   */
  afterwards?: string;
  /**
   * Source is the address of the section that has the rule.
   */
  source: string;
  /**
   * Destination is for what the browser asked: the value of Sec-Fetch-Dest, or "fetch" for its
   * "empty", with "eventSource", "ping" and "prefetch" told apart and "document" for a file to be saved;
   * "module" for a script that is one, "styleModule" for a style sheet that a script imports, and
   * "webSocket" for its handshake.
   */
  destination: string;
  /**
   * Assumed is true where the request does not say its destination: programs that are not browsers
   * do not, nor do browsers where the address is neither this computer's nor https. The verdict is
   * then on a browser that opens the address.
   */
  assumed: boolean;
  /**
   * AskedBy is the page, or the style sheet, that asked: its path and query, or its whole address
   * where that is of another site; absent where the request does not say it (Referer).
   */
  askedBy?: string;
  basis: Basis;
  predicted?: Outcome;
  /**
   * Differs is true where the browser did something else.
   */
  differs: boolean;
  charset?: Charset1;
}
/**
 * Predicted is what was expected, where the browser told what it did.
 */
export interface Outcome {
  fate: Fate;
  /**
   * Type is the media type that the browser ends up with, without parameters, as
   * document.contentType would say it; empty where there is none.
   */
  type: string;
  /**
   * Appearance is as what a browser shows a response.
   */
  as?: 'page' | 'text' | 'image' | 'media' | 'xml' | 'pdf';
  /**
   * Reason names the rule, for programs.
   */
  reason: string;
  /**
   * Message is the rule's sentence for people, in the client's language.
   */
  message: string;
  /**
   * Args are the values that the message speaks of.
   */
  args?: {
    [k: string]: string;
  };
  /**
   * Standard is a sentence for people where the standard decides otherwise than Chromium does;
   * absent where both agree.
   */
  standard?: string;
  /**
   * Afterwards is a sentence for people on where the browser goes by itself afterwards (Refresh); absent
   * where it stays.
   */
  afterwards?: string;
  /**
   * Source is the address of the section that has the rule.
   */
  source: string;
}
/**
 * Charset is the encoding in which the browser reads it; absent where it reads no text.
 */
export interface Charset1 {
  /**
   * Label is its name in the Encoding standard, in lower case.
   */
  label: string;
  by: CharsetBy;
}
/**
 * Inserted is what live reload put into the response's content; absent where that is nothing.
 */
export interface Insertion {
  /**
   * Offset is in bytes from the start of the body as it was sent.
   */
  offset: number;
  /**
   * Bytes is the length of the part.
   */
  bytes: number;
}
/**
 * ExchangeBodyParams ask for a part of a body.
 *
 */
export interface ExchangeBodyParams {
  id: string;
  /**
   * Of says whose body.
   */
  of: 'request' | 'response' | 'output';
  /**
   * Offset is in bytes from the start.
   */
  offset?: number;
  /**
   * Length is how many bytes at most; absent or 0 for 65,536. The most is 1,048,576.
   */
  length?: number;
}
/**
 * ExchangeBodyResult is a part of a body.
 *
 */
export interface ExchangeBodyResult {
  dataBase64: string;
  offset: number;
  body: Body;
}
/**
 * ExchangeClearParams say what to forget. What is pinned stays.
 *
 */
export interface ExchangeClearParams {
  /**
   * SiteID limits it to one site; absent for all.
   */
  siteId?: string;
}
/**
 * ExchangeDidClearParams tell that exchanges were forgotten on request.
 *
 */
export interface ExchangeDidClearParams {
  /**
   * SiteID is absent where all were.
   */
  siteId?: string;
}
/**
 * ExchangeDidRecordParams tell of exchanges that began or changed since the last
 * such notification; one with a known id replaces what was sent before.
 *
 */
export interface ExchangeDidRecordParams {
  siteId: string;
  exchanges: ExchangeSummary[];
  /**
   * Skipped counts exchanges that were forgotten before they could be sent.
   */
  skipped: number;
}
/**
 * ExchangeSummary is what a list shows of an exchange: one request and its response.
 *
 */
export interface ExchangeSummary {
  /**
   * ID is a decimal number: an exchange that began later has a greater one.
   */
  id: string;
  siteId: string;
  time: string;
  /**
   * Method and Target are the request line's, as sent (RFC 9112, section 3).
   */
  method: string;
  target: string;
  /**
   * Status is the final status code, 0 as long as there is none.
   */
  status: number;
  contentType: string | null;
  kind: Kind;
  /**
   * DurationMs runs from the first byte of the request to the last of the response.
   */
  durationMs: number;
  /**
   * Bytes counts the response's content, without head and chunk framing.
   */
  bytes: number;
  /**
   * Notes are what a person should know about this exchange.
   */
  notes: Note[];
  /**
   * Complete is false while the response is still being sent.
   */
  complete: boolean;
  /**
   * Pinned is true where it is kept until exchange/pin says otherwise.
   */
  pinned: boolean;
  /**
   * Note is what a person wrote on it; absent where nobody did.
   */
  note?: string;
  replay?: Replay1;
  override?: Override1;
  gist?: Gist1;
}
/**
 * Replay is there where exchange/replay sent the request.
 */
export interface Replay1 {
  /**
   * Of is the id of the exchange whose request was sent again; absent where it was composed from
   * nothing.
   */
  of?: string;
}
/**
 * Override is there where one had a part in the response: that of the path, as it was then.
 */
export interface Override1 {
  /**
   * ContentType is the value of Content-Type. Empty means that the response has none; absent, that
   * it stays what it is.
   */
  contentType?: string;
  /**
   * Status is the status code, from 200 to 599; absent or 0 for what it is. No content follows
   * 204, 205 and 304 (RFC 9110, section 15).
   */
  status?: number;
  /**
   * Fields take the place of those with the same name, and are added where there is none. Set-Cookie
   * is always added.
   */
  fields?: HeaderLine[];
}
/**
 * Gist is the verdict in short; absent where there is none, and in the lines of serve --json,
 * which have the verdict itself.
 */
export interface Gist1 {
  fate: Fate;
  as?: Appearance;
  destination: string;
  assumed: boolean;
  askedBy?: string;
  differs: boolean;
}
/**
 * ExchangeEditsParams name two exchanges, the earlier one first.
 *
 */
export interface ExchangeEditsParams {
  before: string;
  after: string;
}
/**
 * ExchangeEditsResult tells which files changed between two answers.
 *
 */
export interface ExchangeEditsResult {
  /**
   * Edits are those of files that the later answer was surely made from, in the order of their
   * paths. It is empty where none is known.
   */
  edits: Edit[];
}
/**
 * ExchangeHARParams ask for exchanges as an HTTP Archive.
 *
 */
export interface ExchangeHARParams {
  /**
   * SiteID limits it to one site; absent for all.
   */
  siteId?: string;
  /**
   * IDs limit it to these exchanges; absent for all that are kept.
   */
  ids?: string[];
  /**
   * Redact is true by default: cookies, credentials and tokens are left out.
   */
  redact?: boolean;
}
/**
 * ExchangeListParams ask for a page of summaries.
 *
 */
export interface ExchangeListParams {
  /**
   * SiteID limits the list to one site; absent for all.
   */
  siteId?: string;
  /**
   * Before is the id of an exchange: only older ones are listed.
   */
  before?: string;
  /**
   * Limit is how many at most; absent or 0 for 500, which is also the most.
   */
  limit?: number;
}
/**
 * ExchangeListResult is a page of summaries.
 *
 */
export interface ExchangeListResult {
  /**
   * Exchanges are the newest of those asked for, in the order they began.
   */
  exchanges: ExchangeSummary[];
  /**
   * More is true where older ones are kept.
   */
  more: boolean;
  /**
   * Older is how many exchanges came before these since they were last cleared,
   * kept or not.
   */
  older: number;
}
/**
 * ExchangePinParams pin an exchange or let it go again. One that is pinned is never forgotten to make room,
 * nor are its bodies, and exchange/clear leaves it.
 *
 */
export interface ExchangePinParams {
  id: string;
  pinned: boolean;
  /**
   * Note is what a person writes on it, at most 4,000 characters; absent to leave it as it is.
   */
  note?: string;
}
/**
 * ExchangeRef names an exchange.
 *
 */
export interface ExchangeRef {
  id: string;
}
/**
 * ExchangeReplayParams ask for a request to be sent to a site. The site takes it as any other client's.
 *
 */
export interface ExchangeReplayParams {
  /**
   * ID is the exchange whose request is sent again; absent where it is composed from nothing.
   */
  id?: string;
  /**
   * SiteID is the site that gets it; absent where ID is given: the site of that exchange.
   */
  siteId?: string;
  changes?: RequestChanges;
  /**
   * RawBase64 are all the bytes to send, valid or not, in place of everything else.
   */
  rawBase64?: string;
}
/**
 * Changes are what is sent in place of what was sent then. Without them the same bytes go out.
 */
export interface RequestChanges {
  /**
   * Method is a token (RFC 9110, section 9.1); absent for the same, or else GET.
   */
  method?: string;
  /**
   * Target is the request target (RFC 9112, section 3.2); absent for the same, or else /.
   */
  target?: string;
  /**
   * Headers are all fields, in the order and letter case in which they are sent; absent for the
   * same. Content-Length is set to what the body has, and the body is not sent in chunks.
   */
  headers?: HeaderLine[];
  /**
   * BodyBase64 is the content; absent for the same.
   */
  bodyBase64?: string;
}
/**
 * ExchangeSearchParams ask in which exchanges a text is.
 *
 */
export interface ExchangeSearchParams {
  /**
   * IDs are the exchanges to look at.
   */
  ids: string[];
  /**
   * Text is looked for without regard to letter case.
   */
  text: string;
  /**
   * In is heads, for the heads and trailers of request and response, or bodies, as far as they are kept.
   */
  in: 'heads' | 'bodies';
}
/**
 * ExchangeSearchResult names those of the exchanges that have the text.
 *
 */
export interface ExchangeSearchResult {
  ids: string[];
}
/**
 * ExchangeShareParams ask for a page that shows exchanges without Vitrina.
 *
 */
export interface ExchangeShareParams {
  /**
   * SiteID limits it to one site; absent for all.
   */
  siteId?: string;
  /**
   * IDs limit it to these exchanges; absent for all that are kept.
   */
  ids?: string[];
  /**
   * Redact is true by default: cookies, credentials and tokens are left out.
   */
  redact?: boolean;
}
/**
 * ExchangeShareResult is the page, in the client's language.
 *
 */
export interface ExchangeShareResult {
  html: string;
}
/**
 * Gist is what a list shows of a verdict. Its fields are those of Verdict and Outcome.
 *
 */
export interface Gist2 {
  fate: Fate;
  as?: Appearance;
  destination: string;
  assumed: boolean;
  askedBy?: string;
  differs: boolean;
}
/**
 * HAR is an HTTP Archive 1.2 (http://www.softwareishard.com/blog/har-12-spec/).
 *
 */
export interface HAR {
  log?: unknown;
}
/**
 * HAROpenParams name an HTTP Archive to look at.
 *
 */
export interface HAROpenParams {
  /**
   * Path is the file's, absolute.
   */
  path: string;
}
/**
 * InitializeParams open a connection. initialize is the first request, sent once.
 *
 */
export interface InitializeParams {
  /**
   * ProtocolVersion is the protocol.Version that the client was made for.
   */
  protocolVersion: number;
  client: Program;
  /**
   * Locale is a BCP 47 language tag, such as es or en-GB. Messages come in that
   * language where Vitrina speaks it, else in English.
   */
  locale?: string;
  /**
   * WorkspaceTrusted is false where the editor's user has not said that they
   * trust the folder; no script runs then.
   */
  workspaceTrusted: boolean;
}
/**
 * Client is who asks.
 */
export interface Program {
  name: string;
  version: string;
}
/**
 * InitializeResult answers initialize.
 *
 */
export interface InitializeResult {
  protocolVersion: number;
  server: Program1;
}
/**
 * Program is one end of the connection.
 *
 */
export interface Program1 {
  name: string;
  version: string;
}
/**
 * Insertion is a part of a body that neither the file nor the script gave.
 *
 */
export interface Insertion1 {
  /**
   * Offset is in bytes from the start of the body as it was sent.
   */
  offset: number;
  /**
   * Bytes is the length of the part.
   */
  bytes: number;
}
/**
 * Lesson is a lesson as the panel shows it, in one language, with what has come true of it.
 *
 */
export interface Lesson {
  /**
   * Name is the name of the lesson's folder.
   */
  name: string;
  title: string;
  /**
   * Language is the one that it is in: that which was asked for, or the only one that there is.
   */
  language: 'en' | 'es';
  /**
   * Languages are those that it has.
   */
  languages: LessonLanguage[];
  /**
   * Minutes is about how long it takes; 0 where it does not say.
   */
  minutes: number;
  /**
   * Opens is the path within the site at which it begins; empty where it does not say.
   */
  opens: string;
  /**
   * Predict is true where the panel covers what answers a question that is not answered yet.
   */
  predict: boolean;
  intro: Block[];
  steps: LessonStep[];
}
/**
 * LessonStep is a step of a lesson.
 *
 */
export interface LessonStep {
  /**
   * ID names it among those of its lesson, in every language.
   */
  id: string;
  title: string;
  blocks: Block[];
  choice?: LessonChoice;
  /**
   * Lines are the assertions that make it done.
   */
  lines: LessonLine[];
  /**
   * Hints are those whose condition holds. A step that is done has none.
   */
  hints: Block[][];
  /**
   * Afterwards is what explains the step; it is empty until the step is done.
   */
  afterwards: Block[];
  done: boolean;
  /**
   * ToRead is true where it asserts nothing: it is done when lesson/markRead says so.
   */
  toRead: boolean;
}
/**
 * Choice is its question; absent where it has none.
 */
export interface LessonChoice {
  question: Span[];
  options: Span[][];
  /**
   * Chosen is the option that was chosen, from 0; absent until one is.
   */
  chosen?: number;
  /**
   * Right is the right option, from 0; absent until one is chosen.
   */
  right?: number;
}
/**
 * LessonLine is an assertion of a step.
 *
 */
export interface LessonLine {
  /**
   * Text is the assertion as its author wrote it.
   */
  text: string;
  holds: boolean;
  /**
   * Seen is a sentence for people, in the lesson's language: what was seen in place of it; empty
   * where it holds.
   */
  seen: string;
}
/**
 * LessonCheckParams ask what is wrong with a lesson's file.
 *
 */
export interface LessonCheckParams {
  /**
   * Path is the file's, absolute. Its name tells the language; its twin is read from the disk.
   */
  path: string;
  /**
   * Text is what is in the editor.
   */
  text: string;
}
/**
 * LessonCheckResult answers lesson/check.
 *
 */
export interface LessonCheckResult {
  /**
   * Diagnostics are empty where nothing is wrong. Columns count UTF-16 code units.
   */
  diagnostics: Diagnostic[];
}
/**
 * LessonChoice is a question with options, of which one is right.
 *
 */
export interface LessonChoice1 {
  question: Span[];
  options: Span[][];
  /**
   * Chosen is the option that was chosen, from 0; absent until one is.
   */
  chosen?: number;
  /**
   * Right is the right option, from 0; absent until one is chosen.
   */
  right?: number;
}
/**
 * LessonChooseParams tell that a student chose an option of a step's question. The first choice counts.
 *
 */
export interface LessonChooseParams {
  siteId: string;
  /**
   * Step is the step's id.
   */
  step: string;
  /**
   * Choice is the option, from 0.
   */
  choice: number;
}
/**
 * LessonCompleteResult answers lesson/complete.
 *
 */
export interface LessonCompleteResult {
  items: LessonCompletion[];
}
/**
 * LessonCompletion is what can stand at a place.
 *
 */
export interface LessonCompletion {
  label: string;
  /**
   * Insert is a snippet as the Language Server Protocol has it: ${1:text} is a place to fill in.
   */
  insert: string;
  /**
   * From is the column at which the text begins that Insert replaces, up to the place asked about.
   */
  from: number;
  /**
   * Documentation is Markdown.
   */
  documentation: string;
}
/**
 * LessonDidChangeParams tell that a lesson looks different: something came true, was seen or chosen, or
 * the lesson's file changed. What it looks like is for lesson/get to say.
 *
 */
export interface LessonDidChangeParams {
  siteId: string;
  /**
   * Lesson is the lesson's name; empty where the site has none any more.
   */
  lesson: string;
  progress: LessonProgress;
}
/**
 * LessonProgress is how far a student is in a lesson. An editor keeps it, and gives it back with
 * lesson/resume.
 *
 */
export interface LessonProgress {
  /**
   * Lesson is the lesson's name.
   */
  lesson: string;
  /**
   * Done are the ids of the steps that came true.
   */
  done: string[];
  /**
   * Read are the ids of the steps without assertions that were read.
   */
  read: string[];
  /**
   * Choices are the options that were chosen, from 0, by the step's id.
   */
  choices?: {
    [k: string]: number;
  };
}
/**
 * LessonGetParams ask for the lesson of a site.
 *
 */
export interface LessonGetParams {
  siteId: string;
  /**
   * Language is a BCP 47 tag, such as es-MX; absent for the connection's own.
   */
  language?: string;
}
/**
 * LessonGetResult answers lesson/get.
 *
 */
export interface LessonGetResult {
  lesson?: Lesson1;
  /**
   * Problems are the errors of the lesson's files, in the connection's language.
   */
  problems: Diagnostic[];
}
/**
 * Lesson is absent where the site has none, and where its file in the language has errors.
 */
export interface Lesson1 {
  /**
   * Name is the name of the lesson's folder.
   */
  name: string;
  title: string;
  /**
   * Language is the one that it is in: that which was asked for, or the only one that there is.
   */
  language: 'en' | 'es';
  /**
   * Languages are those that it has.
   */
  languages: LessonLanguage[];
  /**
   * Minutes is about how long it takes; 0 where it does not say.
   */
  minutes: number;
  /**
   * Opens is the path within the site at which it begins; empty where it does not say.
   */
  opens: string;
  /**
   * Predict is true where the panel covers what answers a question that is not answered yet.
   */
  predict: boolean;
  intro: Block[];
  steps: LessonStep[];
}
/**
 * LessonHoverResult answers lesson/hover.
 *
 */
export interface LessonHoverResult {
  /**
   * Documentation is Markdown; empty where nothing is known of the place.
   */
  documentation: string;
  /**
   * From and To are the columns at which the text begins and ends that it is about.
   */
  from: number;
  to: number;
}
/**
 * LessonPositionParams ask about a position in a lesson's file.
 *
 */
export interface LessonPositionParams {
  /**
   * Path is the file's, absolute.
   */
  path: string;
  /**
   * Text is what is in the editor.
   */
  text: string;
  /**
   * Line and Column count from 1; Column counts UTF-16 code units.
   */
  line: number;
  column: number;
}
/**
 * LessonReadParams tell that a student read a step that asserts nothing.
 *
 */
export interface LessonReadParams {
  siteId: string;
  /**
   * Step is the step's id.
   */
  step: string;
}
/**
 * LessonRestartParams ask to start a lesson again: what came true is forgotten, and what happened until
 * now does not count.
 *
 */
export interface LessonRestartParams {
  siteId: string;
}
/**
 * LessonResumeParams give back progress that was kept. It is added to what there is; that of another
 * lesson changes nothing.
 *
 */
export interface LessonResumeParams {
  siteId: string;
  progress: LessonProgress;
}
/**
 * LogMessageParams are a line for the editor's log.
 *
 */
export interface LogMessageParams {
  level: LogLevel;
  message: string;
}
/**
 * Network is how other computers reach a site.
 *
 */
export interface Network {
  /**
   * URLs are those of the site's that other computers can use. There is none where this
   * computer has no address in a network.
   */
  urls: string[];
  /**
   * QRCode is the first of them as a QR code (ISO/IEC 18004): its rows from the top, one
   * character a module, 1 for a dark one and 0 for a light one, without the quiet zone.
   */
  qrCode: string[];
}
/**
 * Outcome is what becomes of a response, and why.
 *
 */
export interface Outcome1 {
  fate: Fate;
  /**
   * Type is the media type that the browser ends up with, without parameters, as
   * document.contentType would say it; empty where there is none.
   */
  type: string;
  /**
   * Appearance is as what a browser shows a response.
   */
  as?: 'page' | 'text' | 'image' | 'media' | 'xml' | 'pdf';
  /**
   * Reason names the rule, for programs.
   */
  reason: string;
  /**
   * Message is the rule's sentence for people, in the client's language.
   */
  message: string;
  /**
   * Args are the values that the message speaks of.
   */
  args?: {
    [k: string]: string;
  };
  /**
   * Standard is a sentence for people where the standard decides otherwise than Chromium does;
   * absent where both agree.
   */
  standard?: string;
  /**
   * Afterwards is a sentence for people on where the browser goes by itself afterwards (Refresh); absent
   * where it stays.
   */
  afterwards?: string;
  /**
   * Source is the address of the section that has the rule.
   */
  source: string;
}
/**
 * Override is how a path is answered in place of what the site says: the content stays what the file,
 * the script or Vitrina gives. It holds as long as the site runs, and is written nowhere.
 *
 */
export interface Override2 {
  /**
   * ContentType is the value of Content-Type. Empty means that the response has none; absent, that
   * it stays what it is.
   */
  contentType?: string;
  /**
   * Status is the status code, from 200 to 599; absent or 0 for what it is. No content follows
   * 204, 205 and 304 (RFC 9110, section 15).
   */
  status?: number;
  /**
   * Fields take the place of those with the same name, and are added where there is none. Set-Cookie
   * is always added.
   */
  fields?: HeaderLine[];
}
/**
 * OverrideDidChangeParams tell that an override of a site was set or removed.
 *
 */
export interface OverrideDidChangeParams {
  siteId: string;
  /**
   * Overrides are all that the site has now.
   */
  overrides: PathOverride[];
}
/**
 * PathOverride is an Override with the path that it is for.
 *
 */
export interface PathOverride {
  siteId: string;
  /**
   * Path is that of the request target, percent-encoded, without the query: of each spelling of
   * the same path, and of any query, the answer is the same.
   */
  path: string;
  override: Override2;
}
/**
 * OverrideListParams choose whose overrides are listed.
 *
 */
export interface OverrideListParams {
  /**
   * SiteID names a site; absent for all.
   */
  siteId?: string;
}
/**
 * OverrideListResult answers override/list.
 *
 */
export interface OverrideListResult {
  /**
   * Overrides are in the order in which they were set, by site.
   */
  overrides: PathOverride[];
}
/**
 * OverrideRemoveParams ask that a path be answered as the site does again.
 *
 */
export interface OverrideRemoveParams {
  siteId: string;
  /**
   * Path is as in OverrideSetParams; absent for all paths of the site.
   */
  path?: string;
}
/**
 * OverrideSetParams ask that a path be answered in another way from now on. What was said of the path
 * before is forgotten.
 *
 */
export interface OverrideSetParams {
  siteId: string;
  /**
   * Path is a request target, such as /index.html. Its query does not count.
   */
  path: string;
  override: Override2;
}
/**
 * ReloadDidSaveParams tell that an editor saved a file.
 *
 */
export interface ReloadDidSaveParams {
  /**
   * SiteID names a site; without it all sites are meant whose folder the file is in.
   */
  siteId?: string;
  /**
   * Path is the file's, absolute.
   */
  path: string;
}
/**
 * ReloadDidSendParams tell what was done about changed files: each save is told once, and once
 * more, with the same id, when the pages have what is new.
 *
 */
export interface ReloadDidSendParams {
  siteId: string;
  /**
   * ID names it among those of its site.
   */
  id: string;
  /**
   * Time is when the pages were compared with the files; what they asked for because of it came
   * later.
   */
  time: string;
  /**
   * Paths are the changed files, relative to the site's root; for override the path of the request
   * target, which begins with a slash.
   */
  paths: string[];
  /**
   * Cause says who noticed the change.
   */
  cause: 'watch' | 'editor' | 'look' | 'override';
  /**
   * Pages are the open pages that got a message, as the browser asked for them.
   */
  pages: string[];
  /**
   * Kind is what they are to do; once DoneMs is there, what they did: a page that cannot swap a
   * file everywhere reloads.
   */
  kind: 'page' | 'style' | 'image' | 'none';
  /**
   * Code names the reason, for programs. Output: scripts wrote the file, so that its changes are
   * passed over.
   */
  code: string;
  /**
   * Reason is a sentence for people that says why.
   */
  reason: string;
  /**
   * SaveToMessageMs is how long after the save the message was ready, in milliseconds; 0
   * where there is none.
   */
  saveToMessageMs: number;
  /**
   * DoneMs is how long after the save the last page had what is new, in milliseconds; 0 until
   * all have it.
   */
  doneMs: number;
}
/**
 * ReloadListParams choose whose reloads are listed.
 *
 */
export interface ReloadListParams {
  /**
   * SiteID names a site; without it those of all sites are listed.
   */
  siteId?: string;
}
/**
 * ReloadListResult answers reload/list.
 *
 */
export interface ReloadListResult {
  /**
   * Reloads are what was told last by reload/didSend, the oldest first, and at most 200. Those
   * that exchange/clear forgot are missing.
   */
  reloads: ReloadDidSendParams[];
}
/**
 * ReloadOptions say which changes of files make pages reload.
 *
 */
export interface ReloadOptions {
  /**
   * Enabled is true by default.
   */
  enabled?: boolean;
  /**
   * Ignore are globs over paths below the root whose changes are ignored.
   */
  ignore?: string[];
}
/**
 * Replay says that Vitrina sent a request, on a client's word.
 *
 */
export interface Replay2 {
  /**
   * Of is the id of the exchange whose request was sent again; absent where it was composed from
   * nothing.
   */
  of?: string;
}
/**
 * RequestChanges are the parts of a request that differ from the one that is sent again.
 *
 */
export interface RequestChanges1 {
  /**
   * Method is a token (RFC 9110, section 9.1); absent for the same, or else GET.
   */
  method?: string;
  /**
   * Target is the request target (RFC 9112, section 3.2); absent for the same, or else /.
   */
  target?: string;
  /**
   * Headers are all fields, in the order and letter case in which they are sent; absent for the
   * same. Content-Length is set to what the body has, and the body is not sent in chunks.
   */
  headers?: HeaderLine[];
  /**
   * BodyBase64 is the content; absent for the same.
   */
  bodyBase64?: string;
}
/**
 * ScriptCheckParams ask what would happen to the scripts of a folder, without
 * running any.
 *
 */
export interface ScriptCheckParams {
  /**
   * Root is the folder that is or would be served, an absolute path.
   */
  root: string;
  cgi?: CGIOptions1;
  /**
   * Script is the only script to look at, relative to the root, with / between names;
   * absent for all.
   */
  script?: string;
}
/**
 * CGI says which scripts would run and how; see SiteStartParams.
 */
export interface CGIOptions1 {
  /**
   * Enabled is true by default. No script runs in a workspace that is not trusted.
   */
  enabled?: boolean;
  /**
   * Directories are folders below the root, with / between names, whose files run.
   */
  directories?: string[];
  /**
   * TimeoutMs is how long a script may run, in milliseconds. On the wire it is timeout,
   * after the setting, which counts in seconds.
   */
  timeout?: number;
  /**
   * Mode is lenient or strict about what RFC 3875 forbids.
   */
  mode?: 'lenient' | 'strict';
  /**
   * Interpreters map an extension (.py) to the command that runs such files.
   */
  interpreters?: {
    [k: string]: string;
  };
  /**
   * Env are variables that scripts get besides those of RFC 3875.
   */
  env?: {
    [k: string]: string;
  };
  /**
   * AtOnce is how many scripts run at a time, 16 by default.
   */
  atOnce?: number;
  /**
   * AllowOnNetwork lets scripts run where others on the network can ask for them.
   */
  allowOnNetwork?: boolean;
  /**
   * Prewarm keeps Python interpreters ready for the scripts that ran last; true by default.
   */
  prewarm?: boolean;
}
/**
 * ScriptCheckResult answers script/check.
 *
 */
export interface ScriptCheckResult {
  /**
   * Scripts are sorted by path.
   */
  scripts: CheckedScript[];
}
/**
 * ScriptDidReportParams say what is wrong with a script; an empty list clears
 * what was said before.
 *
 */
export interface ScriptDidReportParams {
  siteId: string;
  exchangeId: string;
  /**
   * Script is the absolute path of the script that ran, below the site's root.
   */
  script: string;
  diagnostics: Diagnostic[];
}
/**
 * Site is a folder being served.
 *
 */
export interface Site {
  id: string;
  /**
   * Root is the folder, an absolute path, as site/start named it: it may lead through links.
   */
  root: string;
  /**
   * URL is the address for this computer, ending in a slash.
   */
  url: string;
  /**
   * URLs are all addresses that it can be reached at, URL first.
   */
  urls: string[];
  /**
   * Addresses are what it listens at, as ADDRESS:PORT.
   */
  addresses: string[];
  /**
   * PanelURL is the address of the panel page for a browser on this computer. It
   * holds a secret. It is empty where the panel is off.
   */
  panelUrl: string;
  /**
   * LiveViewKey is the parameter key of the live view's address for who frames it in a
   * page that is not the site's. It is a secret: other pages must not.
   */
  liveViewKey: string;
  port: number;
  /**
   * PortMoved is true where the default port was taken and another was chosen.
   */
  portMoved: boolean;
  /**
   * Reach says who can reach the site.
   */
  reach: 'loopback' | 'network';
  network?: Network1;
  /**
   * CGI is whether scripts run, or why not.
   */
  cgi: 'on' | 'off' | 'untrusted' | 'network';
  waiting?: WaitingInterpreters;
  /**
   * Reload is true where browsers learn of changes.
   */
  reload: boolean;
  watching?: Note1;
  archive?: Archive1;
}
/**
 * Network is how others reach it; absent where they do not.
 */
export interface Network1 {
  /**
   * URLs are those of the site's that other computers can use. There is none where this
   * computer has no address in a network.
   */
  urls: string[];
  /**
   * QRCode is the first of them as a QR code (ISO/IEC 18004): its rows from the top, one
   * character a module, 1 for a dark one and 0 for a light one, without the quiet zone.
   */
  qrCode: string[];
}
/**
 * Waiting are interpreters that wait for requests; absent where none does.
 */
export interface WaitingInterpreters {
  count: number;
  /**
   * Bytes is how much memory is theirs, where the system says; else 0.
   */
  bytes: number;
}
/**
 * Note is a remark on an exchange.
 */
export interface Note1 {
  /**
   * Code names the remark, for programs.
   */
  code: string;
  severity: Severity;
  /**
   * Message is the sentence for people, in the client's language.
   */
  message: string;
  /**
   * Args are the values that the message speaks of.
   */
  args?: {
    [k: string]: string;
  };
  where?: SourceLocation1;
}
/**
 * Archive is there where nothing is served: the exchanges were read from a file.
 */
export interface Archive1 {
  /**
   * Creator is the program that wrote the archive, as that says.
   */
  creator: string;
  /**
   * Exchanges is how many were read.
   */
  exchanges: number;
  /**
   * Skipped counts entries that are not of HTTP, such as data: addresses.
   */
  skipped: number;
  /**
   * Rebuilt counts exchanges of whose heads the archive has the fields, but not the bytes.
   */
  rebuilt: number;
}
/**
 * SiteDidChangeParams tell that a site started, changed or ended.
 *
 */
export interface SiteDidChangeParams {
  site: Site;
  change: SiteChange;
  /**
   * Reason is a sentence for people; empty where the client itself asked.
   */
  reason: string;
}
/**
 * SiteListResult answers site/list.
 *
 */
export interface SiteListResult {
  sites: Site[];
}
/**
 * SiteRef names a running site.
 *
 */
export interface SiteRef {
  siteId: string;
}
/**
 * SiteStartParams say what to serve and how. A field that is absent has the
 * default of config.Defaults.
 *
 */
export interface SiteStartParams {
  /**
   * Root is the folder to serve, an absolute path.
   */
  root: string;
  /**
   * Host is the address to bind. Absent, or localhost, it is 127.0.0.1, and ::1 at the
   * same port where this computer has it.
   */
  host?: string;
  /**
   * Port is the TCP port: 0 for any free one; absent for the default port, or
   * the next free one after it where that is taken.
   */
  port?: number;
  cgi?: CGIOptions2;
  reload?: ReloadOptions1;
  /**
   * AllowedHosts are further Host names that requests may carry.
   */
  allowedHosts?: string[];
  /**
   * Headers are response fields to add, by a glob over the path.
   */
  headers?: {
    [k: string]: {
      [k: string]: string;
    };
  };
  /**
   * MIMETypes override the type table, by extension (.EXT) or path (/PATH).
   */
  mimeTypes?: {
    [k: string]: string;
  };
  /**
   * Charset is the charset parameter of text types, utf-8 by default; none for no
   * parameter.
   */
  charset?: string;
}
/**
 * CGI says how scripts run.
 */
export interface CGIOptions2 {
  /**
   * Enabled is true by default. No script runs in a workspace that is not trusted.
   */
  enabled?: boolean;
  /**
   * Directories are folders below the root, with / between names, whose files run.
   */
  directories?: string[];
  /**
   * TimeoutMs is how long a script may run, in milliseconds. On the wire it is timeout,
   * after the setting, which counts in seconds.
   */
  timeout?: number;
  /**
   * Mode is lenient or strict about what RFC 3875 forbids.
   */
  mode?: 'lenient' | 'strict';
  /**
   * Interpreters map an extension (.py) to the command that runs such files.
   */
  interpreters?: {
    [k: string]: string;
  };
  /**
   * Env are variables that scripts get besides those of RFC 3875.
   */
  env?: {
    [k: string]: string;
  };
  /**
   * AtOnce is how many scripts run at a time, 16 by default.
   */
  atOnce?: number;
  /**
   * AllowOnNetwork lets scripts run where others on the network can ask for them.
   */
  allowOnNetwork?: boolean;
  /**
   * Prewarm keeps Python interpreters ready for the scripts that ran last; true by default.
   */
  prewarm?: boolean;
}
/**
 * Reload says how pages follow their files.
 */
export interface ReloadOptions1 {
  /**
   * Enabled is true by default.
   */
  enabled?: boolean;
  /**
   * Ignore are globs over paths below the root whose changes are ignored.
   */
  ignore?: string[];
}
/**
 * SourceLocation is a line in a file.
 *
 */
export interface SourceLocation2 {
  /**
   * Path is relative to the site's root, with / between names.
   */
  path: string;
  /**
   * Line counts from 1.
   */
  line: number;
}
/**
 * Verdict is what a browser makes of a response.
 *
 */
export interface Verdict1 {
  fate: Fate;
  /**
   * Type is the media type that the browser ends up with, without parameters, as
   * document.contentType would say it; empty where there is none.
   */
  type: string;
  /**
   * Appearance is as what a browser shows a response.
   */
  as?: 'page' | 'text' | 'image' | 'media' | 'xml' | 'pdf';
  /**
   * Reason names the rule, for programs.
   */
  reason: string;
  /**
   * Message is the rule's sentence for people, in the client's language.
   */
  message: string;
  /**
   * Args are the values that the message speaks of.
   */
  args?: {
    [k: string]: string;
  };
  /**
   * Standard is a sentence for people where the standard decides otherwise than Chromium does;
   * absent where both agree.
   */
  standard?: string;
  /**
   * Afterwards is a sentence for people on where the browser goes by itself afterwards (Refresh); absent
   * where it stays.
   */
  afterwards?: string;
  /**
   * Source is the address of the section that has the rule.
   */
  source: string;
  /**
   * Destination is for what the browser asked: the value of Sec-Fetch-Dest, or "fetch" for its
   * "empty", with "eventSource", "ping" and "prefetch" told apart and "document" for a file to be saved;
   * "module" for a script that is one, "styleModule" for a style sheet that a script imports, and
   * "webSocket" for its handshake.
   */
  destination: string;
  /**
   * Assumed is true where the request does not say its destination: programs that are not browsers
   * do not, nor do browsers where the address is neither this computer's nor https. The verdict is
   * then on a browser that opens the address.
   */
  assumed: boolean;
  /**
   * AskedBy is the page, or the style sheet, that asked: its path and query, or its whole address
   * where that is of another site; absent where the request does not say it (Referer).
   */
  askedBy?: string;
  basis: Basis;
  predicted?: Outcome;
  /**
   * Differs is true where the browser did something else.
   */
  differs: boolean;
  charset?: Charset1;
}
/**
 * WaitingInterpreters are processes that were started ahead of time, each for one run of a script.
 *
 */
export interface WaitingInterpreters1 {
  count: number;
  /**
   * Bytes is how much memory is theirs, where the system says; else 0.
   */
  bytes: number;
}
