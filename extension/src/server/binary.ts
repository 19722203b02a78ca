import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

/** Why the server's program cannot be used. */
export type BinaryProblem =
  | { readonly kind: 'missing'; readonly file: string }
  | { readonly kind: 'notRunnable'; readonly file: string; readonly detail: string }
  /** `found` is the first line that the program printed. */
  | { readonly kind: 'otherVersion'; readonly file: string; readonly found: string; readonly expected: string };

/**
 * How long `vitrina version` may take, in milliseconds. It does nothing but print; on a machine that is busy, or looks
 * through a new program for viruses first, that may still take seconds.
 */
const VERSION_LIMIT_MS = 20_000;

/** The program that the user named in `vitrina.server.path`, else the one that came with the extension. */
export function binaryFile(configured: string, extensionFolder: string, platform: NodeJS.Platform): string {
  if (configured !== '') return configured;
  return path.join(extensionFolder, 'bin', platform === 'win32' ? 'vitrina.exe' : 'vitrina');
}

/**
 * Asks the program for its version, which must be the extension's: the two are made together, and a VSIX of another
 * platform installs without a word. Undefined means that it can be used.
 */
export async function checkBinary(file: string, expected: string): Promise<BinaryProblem | undefined> {
  let output: string;
  try {
    const run = await promisify(execFile)(file, ['version'], { timeout: VERSION_LIMIT_MS, windowsHide: true });
    output = run.stdout;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? { kind: 'missing', file } : { kind: 'notRunnable', file, detail: firstLine(message) };
  }
  const found = firstLine(output);
  return found === `vitrina ${expected}` ? undefined : { kind: 'otherVersion', file, found, expected };
}

function firstLine(text: string): string {
  return text.split(/\r?\n/, 1)[0] ?? '';
}
