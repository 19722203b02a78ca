/**
 * What the fixes of headers must know of a language. It recognises little, on purpose: a pattern does not understand a
 * program, and an edit that is not surely right is worse than none.
 */
export interface ScriptLanguage {
  /** A line at which nothing is printed yet: empty, a comment, an import of what prints nothing. */
  readonly isHarmless: (line: string) => boolean;
  /** A line that may print by other means than the statements below, or brings in code that may. */
  readonly isDoubtful: (line: string) => boolean;
  /** Finds text of several lines, among which some may look like statements. */
  readonly multiline: RegExp;
  /** Matches a statement that prints a literal and the end of the line, alone in its line; gives the literal. */
  readonly printsLine: RegExp;
  /** Matches a statement that prints an empty line, alone in its line. */
  readonly printsEmptyLine: RegExp;
  /** Finds a statement whose output begins with a tag. */
  readonly printsTag: RegExp;
  /** The statement that prints a line. */
  readonly print: (line: string) => string;
}

/** Modules of Python that print nothing, neither when they are imported nor by any of their functions. */
const QUIET =
  '(?:base64|collections|csv|datetime|decimal|functools|hashlib|html|itertools|json|locale|math|os|pathlib|random|re|secrets|sqlite3|string|sys|textwrap|time|urllib|uuid|zoneinfo)';
/** Without other names for them, under which what follows would not be found. */
const QUIET_IMPORT = new RegExp(
  String.raw`^\s*(?:import\s+${QUIET}(?:\.\w+)*(?:\s*,\s*${QUIET}(?:\.\w+)*)*|from\s+(?!os\b|sys\b)${QUIET}(?:\.\w+)*\s+import\s+\w+(?:\s*,\s*\w+)*)\s*(?:#.*)?$`,
);
/** What prints beside print(), changes where that goes, or runs code that cannot be seen; and print without parentheses. */
const PYTHON_DOUBTS =
  /\bsys\.(?:__)?stdout|\bos\.(?!environ\b|path\b|name\b|getenv\b|listdir\b|getcwd\b|sep\b)|\b(?:exec|eval|compile|__import__|globals)\s*\(|\bprint\s*=|\bdef\s+print\b|^\s*print\s+[^(\s]/;

const python: ScriptLanguage = {
  isHarmless: (line) => /^\uFEFF?\s*(?:#.*)?$/.test(line) || (/^\S/.test(line) && QUIET_IMPORT.test(line)),
  isDoubtful: (line) => PYTHON_DOUBTS.test(line) || (/^\s*(?:import|from)\s/.test(line) && !QUIET_IMPORT.test(line)),
  multiline: /"""|'''|\\$/,
  printsLine: /^\s*print\((?:"([^"\\]*)"|'([^'\\]*)')\)\s*(?:#.*)?$/,
  printsEmptyLine: /^\s*print\((?:""|'')?\)\s*(?:#.*)?$/,
  printsTag: /^\s*print\(f?["']</,
  print: (line) => (line === '' ? 'print()' : `print("${line}")`),
};

/** Modules of Perl that print nothing. */
const QUIET_USE =
  /^\s*(?:use\s+(?:strict|warnings|utf8|feature|constant|POSIX|Data::Dumper|Time::Local|v?5[.\d]*)\b.*;|no\s+\w+.*;)\s*(?:#.*)?$/;
const PERL_DOUBTS =
  /`|\b(?:system|exec|fork|qx|eval|require|syswrite|select|STDOUT|CGI|header|write)\b|\bdo\s*["'$(]|\bopen\b.*\|/;

const perl: ScriptLanguage = {
  isHarmless: (line) => /^\uFEFF?\s*(?:#.*)?$/.test(line) || (/^\S/.test(line) && QUIET_USE.test(line)),
  isDoubtful: (line) => PERL_DOUBTS.test(line) || (/^\s*(?:use|no|BEGIN|END)\b/.test(line) && !QUIET_USE.test(line)),
  // The last two: a quote that its line does not close.
  multiline: /<<|^=\w|^__(?:END|DATA)__|\bqq?\s*\W|^(?:[^"]*"[^"]*")*[^"]*"[^"]*$|^(?:[^']*'[^']*')*[^']*'[^']*$/,
  printsLine: /^\s*print\s+"([^"\\$@]*)\\n";\s*(?:#.*)?$/,
  printsEmptyLine: /^\s*print\s+"\\n";\s*(?:#.*)?$/,
  printsTag: /^\s*print\s+"</,
  print: (line) => `print "${line}\\n";`,
};

/** By the name of the program in the shebang. */
const BY_PROGRAM: Record<string, ScriptLanguage> = { python, perl };

const BY_EXTENSION: Record<string, ScriptLanguage> = { '.py': python, '.pl': perl };

/** The language of a script: that of its first line where it is a shebang, else that of its extension. */
export function scriptLanguage(file: string, firstLine: string): ScriptLanguage | undefined {
  const shebang = /^\uFEFF?#!\s*(\S+)\s*(.*)$/.exec(firstLine.trimEnd());
  if (!shebang) return BY_EXTENSION[/\.\w+$/.exec(file)?.[0].toLowerCase() ?? ''];
  const [, program = '', rest = ''] = shebang;
  const words = [program, ...rest.split(/\s+/)];
  // `env` may be given options and variables before the program.
  const at = /\benv$/.test(program) ? words.findIndex((word, index) => index > 0 && !/^-|=/.test(word)) : 0;
  // Switches that wrap a script in a loop, such as perl's -n and -p, print what no statement does.
  if (words.slice(at + 1).some((word) => word !== '' && !/^-[wTtuBEIs]+$/.test(word))) return undefined;
  const name = words[at]?.split('/').at(-1) ?? '';
  return name.startsWith('python2') ? undefined : BY_PROGRAM[name.replace(/[\d.]+$/, '')];
}
