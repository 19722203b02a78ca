/** What a quick fix must know of a language in which scripts are written. */
export interface ScriptLanguage {
  /** Finds a statement that prints to standard output. */
  readonly output: RegExp;
  /** Finds a statement that prints an empty line and nothing else. */
  readonly emptyOutput: RegExp;
  /** Finds the head of a function; the first group that took part is its name. */
  readonly functionHead: RegExp;
  /** Finds the start of a literal or comment of many lines; gives the pattern of its end. */
  readonly opens: (line: string) => RegExp | undefined;
  /** The statement that prints a line. `near` is the statement beside which it will stand. */
  readonly print: (line: string, near: string) => string;
}

const writesBytes = (near: string): boolean => near.includes('sys.stdout.buffer.write');

const python: ScriptLanguage = {
  output: /^\s*(?:print\s*\((?!.*,\s*file\s*=)|sys\.stdout(?:\.buffer)?\.write\s*\()/,
  emptyOutput: /^\s*print\s*\(\s*(?:""|'')?\s*\)\s*(?:#.*)?$/,
  functionHead: /^\s*(?:async\s+)?def\s+(\w+)/,
  opens: (line) => {
    // A string that ends on its own line opens nothing.
    const rest = line.replaceAll(/("""|''')(?:(?!\1).)*\1/g, '').replace(/^\s*#.*/, '');
    const quotes = /"""|'''/.exec(rest)?.[0];
    return quotes === undefined ? undefined : new RegExp(quotes);
  },
  // What print() holds back comes after what is written to the buffer below it.
  print: (line, near) =>
    writesBytes(near) ? `sys.stdout.buffer.write(b"${line}\\n")` : line === '' ? 'print()' : `print("${line}")`,
};

const perl: ScriptLanguage = {
  output: /^\s*(?:print|printf|say)\b(?!\s*(?:\{|STDERR\b|(?!STDOUT\b)[A-Z]+\s+["'$]|\$\w+\s+["'$<]))/,
  emptyOutput: /^\s*(?:print\s*\(?\s*"(?:\\r)?\\n"|say\s*\(?\s*(?:""|''))\s*\)?\s*;\s*$/,
  functionHead: /^\s*sub\s+(\w+)/,
  opens: (line) => (/^=\w/.test(line) ? /^=cut/ : heredoc(line)),
  print: (line) => `print "${line}\\n";`,
};

const ruby: ScriptLanguage = {
  output: /^\s*(?:(?:\$stdout|STDOUT)\s*(?:\.(?:puts|print|printf|write)\b|<<)|(?:puts|print|printf)\b)/,
  emptyOutput: /^\s*puts\s*(?:\(\s*\)|""|'')?\s*$/,
  functionHead: /^\s*def\s+(?:self\.)?(\w+)/,
  opens: (line) => (/^=begin\b/.test(line) ? /^=end\b/ : heredoc(line)),
  print: (line) => (line === '' ? 'puts' : `puts "${line}"`),
};

/** PHP that is run as a CGI program prints its header itself. */
const php: ScriptLanguage = {
  output: /^\s*(?:(?:echo|print|printf|readfile|print_r|var_dump)\b|\?>)/,
  emptyOutput: /^\s*echo\s*(?:"(?:\\r)?\\n"|PHP_EOL)\s*;\s*$/,
  functionHead: /^\s*function\s+(\w+)/,
  opens: (line) => blockComment(line) ?? heredoc(line),
  print: (line) => `header("${line}");`,
};

/** PHP that is run as a plain interpreter, in which header() prints nothing. */
const phpProgram: ScriptLanguage = { ...php, print: (line) => `echo "${line}\\n";` };

const node: ScriptLanguage = {
  output: /^\s*(?:console\.(?:log|info)|process\.stdout\.write)\s*\(/,
  emptyOutput: /^\s*console\.log\s*\(\s*(?:""|''|``)?\s*\)\s*;?\s*$/,
  functionHead:
    /^\s*(?:export\s+)?(?:async\s+)?(?:function\s*\*?\s*(\w+)|(?:const|let|var)\s+(\w+)\s*=\s*(?:async\s*)?(?:function\b|\([^)]*\)\s*=>|\w+\s*=>))/,
  opens: (line) => blockComment(line) ?? (line.replaceAll(/\\`/g, '').split('`').length % 2 === 0 ? /`/ : undefined),
  print: (line) => (line === '' ? 'console.log();' : `console.log("${line}");`),
};

const shell: ScriptLanguage = {
  output: /^\s*(?:echo|printf|cat)\b(?!(?:[^"'>]|"[^"]*"|'[^']*')*>\s*(?:&2|[\w$"/.]))/,
  emptyOutput: /^\s*(?:echo(?:\s+(?:""|''))?|printf\s+(["'])(?:\\r)?\\n\1)\s*$/,
  functionHead: /^\s*(?:function\s+(\w+)|(\w+)\s*\(\s*\))/,
  opens: heredoc,
  print: (line) => (line === '' ? 'echo' : `echo "${line}"`),
};

/** By the name of the program in the shebang, without its version. */
const BY_PROGRAM: Record<string, ScriptLanguage> = {
  python,
  perl,
  ruby,
  'php-cgi': php,
  php: phpProgram,
  node,
  nodejs: node,
  sh: shell,
  bash: shell,
  dash: shell,
};

const BY_EXTENSION: Record<string, ScriptLanguage> = {
  '.py': python,
  '.pl': perl,
  '.rb': ruby,
  '.php': php,
  '.js': node,
  '.mjs': node,
  '.cjs': node,
  '.sh': shell,
  '.bash': shell,
};

/** The language of a script: that of its first line where it is a shebang, else that of its extension. */
export function scriptLanguage(file: string, firstLine: string): ScriptLanguage | undefined {
  const shebang = /^\uFEFF?#!\s*(\S+)\s*(.*)$/.exec(firstLine.trimEnd());
  if (!shebang) return BY_EXTENSION[/\.\w+$/.exec(file)?.[0].toLowerCase() ?? ''];
  const [, program = '', rest = ''] = shebang;
  // `env` may be given options and variables before the program.
  const named = /\benv$/.test(program) ? rest.split(/\s+/).find((word) => !/^-|=/.test(word)) : program;
  const name = named
    ?.split('/')
    .at(-1)
    ?.replace(/[\d.]+$/, '');
  return name === undefined ? undefined : BY_PROGRAM[name];
}

/** True for PHP, where text outside `<?php … ?>` is output as it stands. */
export function isTemplate(language: ScriptLanguage): boolean {
  return language === php || language === phpProgram;
}

/** For each line whether it begins inside a literal or comment that began on a line before. */
export function interiorLines(language: ScriptLanguage, lines: readonly string[]): boolean[] {
  let end: RegExp | undefined;
  return lines.map((line) => {
    const inside = end !== undefined;
    if (end?.test(line)) end = undefined;
    else end ??= language.opens(line);
    return inside;
  });
}

function heredoc(line: string): RegExp | undefined {
  const word = /<<<?[-~]?\s*(["']?)([A-Za-z_]\w*)\1/.exec(line.replace(/^\s*(?:#|\/\/).*/, ''))?.[2];
  return word === undefined ? undefined : new RegExp(`^\\s*${word}\\b`);
}

function blockComment(line: string): RegExp | undefined {
  return /^\s*\/\*(?!.*\*\/)/.test(line) ? /\*\// : undefined;
}
