import type { Diagnostic } from '../../protocol/types.generated';

/** What is needed of a problem. */
type Told = Pick<Diagnostic, 'code' | 'line' | 'severity' | 'message'>;

/** The code of a problem. What Python 3.13 itself says of a module that is gone is what a check would have said. */
export function codeOf({ code, message }: Pick<Told, 'code' | 'message'>): string {
  return code === 'ModuleNotFoundError' && /'cgi(?:tb)?'/.test(message) ? 'removedModule' : code;
}

/** True where a check has told of a file what a run tells of it, too: that is one problem, and the check says how to mend it. */
export function isSameCause(checked: Told, ran: Told): boolean {
  if (checked.code === codeOf(ran)) return true;
  if (checked.code === 'emptyScript') return ran.code === 'noOutput';
  // In a line that was to be a #! line there is nothing else that an interpreter could not read.
  return checked.code.startsWith('shebang') && checked.line === ran.line && ran.severity === 'error';
}
