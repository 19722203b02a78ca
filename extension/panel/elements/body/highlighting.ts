import type { SourceLanguage } from '../../model/body/bodyKind';
import type { Colours } from './source-lines';

interface Highlighter {
  highlight(text: string, language: SourceLanguage, signal: AbortSignal): Promise<Colours | undefined>;
}

/** The page's script; the highlighter lies beside it. Known only while the script runs for the first time. */
const SCRIPT = (document.currentScript as HTMLScriptElement | null)?.src;

let loaded: Promise<Highlighter> | undefined;

/** The colours of a text, once it has been read; undefined where that is not to be had. */
export async function coloursOf(
  text: string,
  language: SourceLanguage,
  signal: AbortSignal,
): Promise<Colours | undefined> {
  try {
    loaded ??= import(new URL('highlighter.js', SCRIPT).href) as Promise<Highlighter>;
    const highlighter = await loaded;
    return await highlighter.highlight(text, language, signal);
  } catch (error) {
    // The text can be read without its colours.
    console.error('Vitrina: source text has no colours.', error);
    loaded = undefined;
    return undefined;
  }
}
