import { ResponseError } from 'vscode-jsonrpc/node';
import * as vscode from 'vscode';
import { ErrorCode } from '../../protocol/methods.generated';
import type { ErrorData, Failure } from '../../protocol/types.generated';
import { NotText } from '../site/settings';
import type { BinaryProblem } from './binary';
import type { ProcessEnd } from './serverProcess';
import { ServerEnded } from './serverProcess';

/** The program of the server cannot be used. */
export class BinaryUnusable extends Error {
  constructor(readonly problem: BinaryProblem) {
    super(binarySentence(problem));
  }
}

/** What went wrong, for the user. */
export interface FailureReport {
  readonly sentence: string;
  /** The setting by which the user can mend it, without `vitrina.`; absent where no setting helps. */
  readonly setting?: string;
}

/** The settings that mend what the server reports. Its sentence already comes in the editor's language. */
const REMEDIES: Partial<Record<Failure, string>> = {
  rootMissing: 'root',
  rootNotFolder: 'root',
  rootUnreadable: 'root',
  portTaken: 'port',
  portTakenBySite: 'port',
  portTakenByVitrina: 'port',
  portBlocked: 'port',
  addressUnavailable: 'host',
  badSetting: '',
};

export function reportOf(error: unknown): FailureReport {
  if (error instanceof BinaryUnusable) return { sentence: error.message, setting: 'server.path' };
  if (error instanceof NotText) {
    const sentence = vscode.l10n.t('The setting {0} must be text in quotation marks.', `vitrina.${error.setting}`);
    return { sentence, setting: error.setting };
  }
  if (error instanceof ServerEnded) return { sentence: endedSentence(error.end) };
  if (error instanceof ResponseError) {
    const setting = REMEDIES[(error.data as ErrorData | undefined)?.failure ?? 'internal'];
    return { sentence: error.message, ...(setting !== undefined && { setting }) };
  }
  return { sentence: error instanceof Error ? error.message : String(error) };
}

/**
 * The same as the answer to a request of a page: what is no answer of the server's has a sentence of the extension's, as
 * texts of the system and of libraries are in no language of the user's.
 */
export function answerOf(error: unknown): ResponseError<unknown> {
  if (error instanceof ResponseError) return error;
  const sentence =
    error instanceof ServerEnded // whoever ended it: that is told where it happens
      ? vscode.l10n.t('The Vitrina server stopped before it answered.')
      : reportOf(error).sentence;
  return new ResponseError(ErrorCode.RequestFailed, sentence);
}

/** How a server ended that nobody had asked to. */
export function endedSentence({ code, signal, lastError }: ProcessEnd): string {
  const how =
    signal !== null
      ? vscode.l10n.t('The signal {0} stopped the Vitrina server.', signal)
      : code === null
        ? vscode.l10n.t('The Vitrina server could not be started.')
        : vscode.l10n.t('The Vitrina server stopped unexpectedly (exit code {0}).', code);
  return lastError === '' ? how : `${how} ${lastError}`;
}

function binarySentence(problem: BinaryProblem): string {
  switch (problem.kind) {
    case 'missing':
      return vscode.l10n.t(
        'The Vitrina server was not found at {0}. Install the Vitrina extension for this platform, or correct the setting vitrina.server.path.',
        problem.file,
      );
    case 'notRunnable':
      return vscode.l10n.t(
        'The Vitrina server at {0} cannot be started ({1}). Install the Vitrina extension for this platform, or correct the setting vitrina.server.path.',
        problem.file,
        problem.detail,
      );
    case 'otherVersion':
      return vscode.l10n.t(
        'The Vitrina server at {0} is “{1}”, but this extension needs “{2}”. Install the Vitrina extension again, or correct the setting vitrina.server.path.',
        problem.file,
        problem.found,
        `vitrina ${problem.expected}`,
      );
  }
}
