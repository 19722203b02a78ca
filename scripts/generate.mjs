// Writes what is generated: extension/protocol/*.generated.ts and the tables of docs/protocol.md from the Go types of
// server/internal/protocol, docs/settings.md with its Spanish twin from the extension's manifest, and docs/notes.md with its
// own from the server's sentences.
//
//   node scripts/generate.mjs           writes the files
//   node scripts/generate.mjs --check   fails where a file differs from what would be written
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { compile } from 'json-schema-to-typescript';
import { format } from 'oxfmt';
import { goEnv } from './lib/go.mjs';
import { notesPages } from './lib/notesPage.mjs';
import { protocolParts, withParts } from './lib/protocolPage.mjs';
import { ROOT } from './lib/root.mjs';
import { settingsPages } from './lib/settingsPage.mjs';

const banner = '// Generated from server/internal/protocol by `npm run generate`. Do not edit.\n';

const description = JSON.parse(
  execFileSync('go', ['run', './server/generate'], {
    cwd: ROOT,
    env: await goEnv(),
    encoding: 'utf8',
    maxBuffer: 16 * 1024 * 1024,
  }),
);

const files = {
  'extension/protocol/types.generated.ts': banner + (await types(description)),
  'extension/protocol/methods.generated.ts': banner + methods(description),
  'extension/protocol/golden.generated.ts': banner + golden(description),
  'extension/protocol/secrets.generated.ts': banner.replace('protocol by', 'secret by') + secrets(description),
  'docs/protocol.md': withParts(read('docs/protocol.md'), protocolParts(description)),
  ...settingsPages(),
  ...notesPages(),
};

const check = process.argv.includes('--check');
const options = JSON.parse(read('.oxfmtrc.json'));
let stale = 0;
for (const [file, source] of Object.entries(files)) {
  const { code: text, errors } = await format(file, source, options);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0].message}`);
  if (text === read(file)) continue;
  if (check) {
    stale++;
    console.error(`${file} does not match what it is generated from: run \`npm run generate\``);
  } else {
    mkdirSync(path.dirname(path.join(ROOT, file)), { recursive: true });
    writeFileSync(path.join(ROOT, file), text);
    console.log(`wrote ${file}`);
  }
}
process.exitCode = stale ? 1 : 0;

function read(file) {
  try {
    return readFileSync(path.join(ROOT, file), 'utf8').replaceAll('\r\n', '\n');
  } catch {
    return '';
  }
}

async function types({ schema }) {
  const root = { title: 'Root', type: 'object', additionalProperties: false, definitions: schema.$defs };
  const json = JSON.stringify(root).replaceAll('#/$defs/', '#/definitions/');
  const source = await compile(JSON.parse(json), 'Root', {
    bannerComment: '',
    format: false,
    unreachableDefinitions: true,
    ignoreMinAndMaxItems: true,
  });
  return source
    .replace(/^export interface Root \{\s*\}\n/m, '') // the wrapper that held the definitions
    .replaceAll(/^ \* This interface was referenced by .*\n \* via the `definition` .*\n/gm, '')
    .replaceAll(/(?:^ *\*\n)+(?= *\*\/)/gm, '');
}

function methods({ version, calls, codes, defaultPort, defaults }) {
  const used = [...new Set(calls.flatMap((call) => [call.params, call.result]).filter(Boolean))].sort();
  const map = (name, doc, kind, line) =>
    `/** ${doc} */\nexport interface ${name} {\n${calls
      .filter((call) => call.kind === kind)
      .map(line)
      .join('\n')}\n}\n`;
  return `import type { ${used.join(', ')} } from './types.generated';

/** The version of the protocol; client and server must agree on it. */
export const PROTOCOL_VERSION = ${version};

${map('ClientRequests', 'Requests that a client sends: parameters and result.', 'clientRequest', (call) => `'${call.method}': { params: ${call.params || 'undefined'}; result: ${call.result || 'null'} };`)}
${map('ClientNotifications', 'Notifications that a client sends: parameters.', 'clientNotification', (call) => `'${call.method}': ${call.params || 'undefined'};`)}
${map('ServerNotifications', 'Notifications that the server sends: parameters.', 'serverNotification', (call) => `'${call.method}': ${call.params || 'undefined'};`)}
/** Requests that the panel may ask, and an editor passes on for it. */
export const PANEL_REQUESTS = ${JSON.stringify(calls.filter((call) => call.kind === 'clientRequest' && call.access === 'all').map((call) => call.method))} as const satisfies readonly (keyof ClientRequests)[];

/** Codes of the errors that the server answers with. */
export const ErrorCode = ${JSON.stringify(codes)} as const;

/** The port that is tried first where none is asked for. */
export const DEFAULT_PORT = ${defaultPort};

/** The settings of a site for which nothing was asked. */
export const SITE_DEFAULTS = ${JSON.stringify({ ...defaults, root: undefined })} as const satisfies Omit<DeepReadonly<SiteStartParams>, 'root'>;

type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;
`;
}

function secrets({ secrets: { parts, words } }) {
  return `/** Parts of names, in small letters and digits alone, whose values prove who somebody is. */
export const SECRET_PARTS = ${JSON.stringify(parts)} as const;

/** Names whose values do, as a whole. */
export const SECRET_WORDS: readonly string[] = ${JSON.stringify(words)};
`;
}

function golden({ golden }) {
  const types = [...new Set(Object.values(golden).map((entry) => entry.type))].sort();
  const entries = Object.entries(golden).map(
    ([name, { type, message }]) => `'${name}': ${JSON.stringify(message)} satisfies ${type},`,
  );
  return `import type { ${types.join(', ')} } from './types.generated';

/** One message for each type that travels, as Go writes it. */
export const golden = {\n${entries.join('\n')}\n};
`;
}
