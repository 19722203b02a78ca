import type { SiteStartParams } from '../../protocol/types.generated';

/** What is needed of the exports of Microsoft's Python extension, `ms-python.python`. */
export interface PythonApi {
  readonly environments: {
    /** The environment chosen for a resource; `path` may be a folder. */
    getActiveEnvironmentPath(resource?: unknown): EnvironmentPath;
    resolveEnvironment(
      environment: EnvironmentPath,
    ): Promise<{ readonly executable: { readonly uri?: { readonly fsPath: string } | undefined } } | undefined>;
    readonly onDidChangeActiveEnvironmentPath: (listener: () => void) => { dispose(): void };
  };
}

interface EnvironmentPath {
  readonly id: string;
  readonly path: string;
}

/** What is needed of a `vscode.Extension`. */
export interface PythonExtension {
  readonly isActive: boolean;
  readonly exports: unknown;
}

/**
 * The API of the extension where it is at work. It is never activated for our sake: who has chosen no interpreter in it
 * has none to follow.
 */
export function pythonApi(extension: PythonExtension | undefined): PythonApi | undefined {
  if (!extension?.isActive) return undefined;
  const api = extension.exports as Partial<PythonApi> | null | undefined;
  return api?.environments ? (api as PythonApi) : undefined;
}

/** How long a start waits for the answer, in milliseconds: the extension may run the interpreter to give it. */
const ANSWER_MS = 3_000;

/** The interpreter that the user chose for a resource; undefined where there is none, or it cannot be told in time. */
export async function chosenPython(
  api: PythonApi | undefined,
  resource: unknown,
  answerMs = ANSWER_MS,
): Promise<string | undefined> {
  if (!api) return undefined;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, answerMs, undefined);
  });
  try {
    const { environments } = api;
    const answer = environments.resolveEnvironment(environments.getActiveEnvironmentPath(resource));
    return (await Promise.race([answer, late]))?.executable.uri?.fsPath;
  } catch {
    return undefined; // another extension's failure keeps nobody from serving a folder
  } finally {
    clearTimeout(timer);
  }
}

/** The parameters with the interpreter for .py files, where the user's own settings name none. */
export function withPython(params: SiteStartParams, interpreter: string | undefined): SiteStartParams {
  const interpreters = params.cgi?.interpreters ?? {};
  if (interpreter === undefined || Object.keys(interpreters).some((name) => name.toLowerCase() === '.py'))
    return params;
  return { ...params, cgi: { ...params.cgi, interpreters: { ...interpreters, '.py': interpreter } } };
}
