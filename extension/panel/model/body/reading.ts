import type { Charset as Decided, Exchange, Header, Insertion } from '../../../protocol/types.generated';
import { type BodyKind, isText, kindOf, languageOf, type SourceLanguage } from './bodyKind';
import { toLatin1 } from './bytes';
import { type Charset, charsetOf, decode } from './charset';
import { type FormField, multipartFields, urlencodedFields } from './form';
import { jsonFault, JsonTree } from './jsonTree';
import { type MediaType, mediaTypeOf } from './mediaType';
import type { Span } from './segments';

/** The ways to show a body, in the order of their buttons. */
export const BODY_VIEWS = ['preview', 'source', 'hex'] as const;

export type BodyView = (typeof BODY_VIEWS)[number];

/** What is known of a body beside its bytes. */
export interface BodyFacts {
  readonly type: MediaType;
  /** What was asked for, or the file that answers. */
  readonly path: string;
  /** The charset in which a browser reads it. */
  readonly decided?: Decided | undefined;
  /** In bytes. */
  readonly inserted?: Insertion | undefined;
  /** True for bytes in a content coding, which mean nothing until that is taken away. */
  readonly coded?: boolean;
  /** Of what a script printed: where its body begins, in bytes. Undefined of a message's body. */
  readonly outputHead?: number | undefined;
}

/** What can be read in a body. All of it is worked out when it is asked for, once. */
export class BodyReading {
  readonly bytes: Uint8Array;
  readonly #facts: BodyFacts;
  #kind: BodyKind | undefined;
  #text: string | undefined;
  #head: string | undefined;
  #charset: Charset | undefined;
  #tree: JsonTree | number | undefined;
  #fields: readonly FormField[] | undefined;

  constructor(bytes: Uint8Array, facts: BodyFacts) {
    this.bytes = bytes;
    this.#facts = facts;
  }

  get type(): MediaType {
    return this.#facts.type;
  }

  get kind(): BodyKind {
    return (this.#kind ??= this.#shownAs());
  }

  /** The ways in which it can be shown, the best one first. */
  get views(): readonly BodyView[] {
    const { kind } = this;
    switch (kind.kind) {
      case 'image':
        return kind.text ? ['preview', 'source', 'hex'] : ['preview', 'hex'];
      case 'json':
        return this.tree ? ['preview', 'source', 'hex'] : ['source', 'hex'];
      case 'fields':
      case 'parts':
        return ['preview', 'source', 'hex'];
      case 'text':
        return ['source', 'hex'];
      case 'bytes':
        return ['hex'];
    }
  }

  get charset(): Charset {
    // Behind a script's headers may be anything. One letter for each byte then, and nothing to say of it.
    if (this.#facts.outputHead !== undefined && !isText(this.#content)) return { label: 'windows-1252', by: 'ascii' };
    return (this.#charset ??= charsetOf(this.#content, this.type, this.#facts.decided));
  }

  get text(): string {
    return (this.#text ??= this.#headText + decode(this.#content, this.charset.label));
  }

  /** The language in which the text is to be coloured, from `sourceFrom` on. */
  get language(): SourceLanguage | undefined {
    const { kind } = this;
    switch (kind.kind) {
      case 'json':
        return 'json';
      case 'text':
        return kind.language;
      case 'image':
        return kind.text ? (languageOf(this.#content, this.type.essence, '') ?? 'xml') : undefined;
      default:
        return undefined;
    }
  }

  /** Where the body begins in the text: behind a script's headers. */
  get sourceFrom(): number {
    return this.#headText.length;
  }

  /** What Vitrina put into the text. */
  get inserted(): Span | undefined {
    const { inserted } = this.#facts;
    if (!inserted || inserted.offset + inserted.bytes > this.bytes.length) return undefined;
    const upTo = (end: number): number => decode(this.bytes.subarray(0, end), this.charset.label).length;
    return { from: upTo(inserted.offset), to: upTo(inserted.offset + inserted.bytes) };
  }

  /** The folded JSON; undefined where it is not valid. */
  get tree(): JsonTree | undefined {
    const tree = this.#json;
    return typeof tree === 'number' ? undefined : tree;
  }

  /** The letter at which it is no JSON. */
  get jsonFault(): number | undefined {
    const tree = this.#json;
    return typeof tree === 'number' ? tree : undefined;
  }

  /** The fields of a form; undefined where none can be read. */
  get fields(): readonly FormField[] | undefined {
    const { kind } = this;
    this.#fields ??= kind.kind === 'parts' ? multipartFields(this.bytes, kind.boundary) : urlencodedFields(this.bytes);
    return this.#fields;
  }

  get #json(): JsonTree | number {
    if (this.#tree === undefined) {
      const fault = jsonFault(this.text);
      this.#tree = fault ?? new JsonTree(this.text);
    }
    return this.#tree;
  }

  /** The body without what a script printed before it. */
  get #content(): Uint8Array {
    return this.bytes.subarray(this.#facts.outputHead ?? 0);
  }

  get #headText(): string {
    return (this.#head ??= decode(this.bytes.subarray(0, this.#facts.outputHead ?? 0), 'utf-8'));
  }

  /** Output is shown as text, so that its headers can be read, whatever follows them. */
  #shownAs(): BodyKind {
    const { type, path, outputHead, coded } = this.#facts;
    if (coded) return { kind: 'bytes' };
    if (outputHead === undefined) return kindOf(this.bytes, type, path);
    if (outputHead === 0 && !isText(this.bytes)) return { kind: 'bytes' };
    return { kind: 'text', language: languageOf(this.#content, type.essence, '') };
  }
}

/** The way that is shown: the one that the user chose, where the body can be shown so. */
export function viewOf(chosen: BodyView, views: readonly BodyView[]): BodyView {
  return views.includes(chosen) ? chosen : (views[0] ?? 'hex');
}

/** What the content of a message is said to be, or what a script printed; undefined where nobody said. */
export function contentTypeOf({ request, response, verdict }: Exchange, of: 'request' | 'response' | 'output') {
  if (of === 'request') return valueOf(request.headers, 'Content-Type');
  return valueOf(response.headers, 'Content-Type') ?? verdict?.type;
}

/** What is known of a message's body, or of what a script printed. */
export function factsOf(exchange: Exchange, of: 'request' | 'response' | 'output', bytes: Uint8Array): BodyFacts {
  const { target, file, script, verdict, inserted } = exchange;
  const type = mediaTypeOf(contentTypeOf(exchange, of));
  if (of === 'request') return { type, path: '' };
  // The name is a file's: what a script prints, and an error page, are no source of that script's language.
  const path = file?.path ?? (script || exchange.kind === 'error' ? '' : target);
  if (of === 'response') return { type, path, decided: verdict?.charset, inserted };
  // Where something failed, the response is another one.
  const decided = exchange.kind === 'error' ? undefined : verdict?.charset;
  return { type, path: '', decided, outputHead: script?.headerBytes ?? rawHead(bytes) };
}

/** The values of a header, in their order. */
export function valuesOf(headers: readonly Header[], name: string): string[] {
  return headers.filter((header) => header.name.toLowerCase() === name.toLowerCase()).map(({ value }) => value);
}

function valueOf(headers: readonly Header[], name: string): string | undefined {
  return valuesOf(headers, name)[0];
}

/** Where the head ends that a script writes itself. */
function rawHead(bytes: Uint8Array): number {
  return /^[^]*?\n\r*\n/.exec(toLatin1(bytes.subarray(0, 64 << 10)))?.[0].length ?? 0;
}
