// Packages the extension: one VSIX for each platform, .build/vitrina-TARGET.vsix.
//
//   npm run package                        for this platform
//   npm run package -- linux-x64 win32-x64 for these (lib/target.mjs has all six)
//   npm run package -- all
//
// The package is staged in .build/package/, so that the tree stays clean, and looked into afterwards: an editor
// installs a VSIX of another platform, or one with a file missing, without a word.
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { binaryInputs, buildTypeScript, goBuild, prepare, version } from './build.mjs';
import { executableTarget } from './lib/executable.mjs';
import { capture, main, Problem } from './lib/run.mjs';
import { ROOT } from './lib/root.mjs';
import { filesBelow, step } from './lib/step.mjs';
import { binaryName, targets, thisTarget } from './lib/target.mjs';
import { readZip } from './lib/zip.mjs';

/** Where the VSIX of a platform is put, relative to the project. */
export const vsixFile = (target = thisTarget) => `.build/vitrina-${target}.vsix`;

/** Packages the extension for one platform, where anything that goes into it changed. */
export async function packageExtension(target = thisTarget) {
  if (!(target in targets)) {
    throw new Problem(`There is no target ${target}; the targets are ${Object.keys(targets).join(', ')}, or all.`);
  }
  const { go } = await prepare();
  await buildTypeScript();
  const files = packagedFiles();
  await step(
    `package ${target}`,
    {
      inputs: [
        ...[...files, '.vscodeignore', 'scripts/package.mjs', 'scripts/lib/go.mjs', 'package-lock.json'],
        ...binaryInputs.inputs,
      ],
      only: binaryInputs.only,
      outputs: [vsixFile(target)],
      also: { go, version: version() },
    },
    () => make(target, files),
  );
  return path.join(ROOT, vsixFile(target));
}

async function make(target, files) {
  const stage = `.build/package/${target}`;
  rmSync(path.join(ROOT, stage), { recursive: true, force: true });
  for (const file of [...files, '.vscodeignore']) place(file, path.join(ROOT, stage, file));
  const binary = `bin/${binaryName(target)}`;
  await goBuild(`${stage}/${binary}`, {
    linker: '-s -w',
    env: targets[target],
  });

  const { createVSIX } = await import('@vscode/vsce');
  // Every file in the VSIX carries the time of the commit, so that the same sources make the same bytes.
  process.env.SOURCE_DATE_EPOCH ??= await commitTime();
  const packagePath = path.join(ROOT, vsixFile(target));
  await createVSIX({ cwd: path.join(ROOT, stage), packagePath, target, dependencies: false });
  verify(packagePath, { target, files, binary });
}

/** The files that .vscodeignore lets in, save the binary, relative to the project. */
export function packagedFiles() {
  const allowed = readFileSync(path.join(ROOT, '.vscodeignore'), 'utf8').match(/^!.*$/gm);
  const patterns = allowed.map((line) => line.slice(1)).filter((pattern) => !pattern.startsWith('bin/'));
  const candidates = filesBelow([...new Set(patterns.map(fixedPart))]);
  return candidates.filter((file) => !leftover(file) && patterns.some((pattern) => matches(file, pattern)));
}

/** Fails where the VSIX is not exactly what it should be. */
export function verify(file, { target, files, binary }) {
  const entries = readZip(file);
  const expected = new Set([...files, binary].map(inVsix));
  const packed = [...entries.keys()].filter((name) => name.startsWith('extension/'));
  const faults = [
    ...[...expected].filter((name) => !entries.has(name)).map((name) => `${name} is missing`),
    ...packed.filter((name) => !expected.has(name)).map((name) => `${name} should not be there`),
    ...indispensable.filter((name) => !files.includes(name)).map((name) => `${name} was never built or written`),
  ];

  const packedBinary = entries.get(`extension/${binary}`);
  const found = packedBinary && executableTarget(packedBinary.content());
  if (packedBinary && found !== target) faults.push(`${binary} is for ${found ?? 'an unknown platform'}`);
  if (!target.startsWith('win32-')) {
    // Windows keeps no execute bit: a package for another system has to be made on a system that does.
    for (const name of [binary, ...files.filter((name) => startsWithShebang(entries.get(inVsix(name))?.content()))]) {
      const mode = entries.get(inVsix(name))?.mode ?? 0;
      if ((mode & 0o111) !== 0o111) faults.push(`${name} is not executable (mode ${mode.toString(8)})`);
    }
  }
  const manifest = entries.get('extension.vsixmanifest')?.content().toString() ?? '';
  if (!manifest.includes(`TargetPlatform="${target}"`)) faults.push(`the manifest does not name ${target}`);
  if (faults.length > 0) throw new Problem(`${path.relative(ROOT, file)} is wrong:\n  ${faults.join('\n  ')}`);
}

/** Without these the extension does not work; a pattern that matches nothing would not tell. */
const indispensable = [
  'package.json',
  'package.nls.json',
  'package.nls.es.json',
  'README.md',
  'README.es.md',
  'LICENSE',
  'dist/extension.js',
  'dist/panel/panel.js',
  'dist/panel/highlighter.js',
  'extension/media/icon.png',
  'extension/l10n/bundle.l10n.es.json',
  'extension/media/walkthrough/start.svg',
  'extension/api/vitrina.d.ts',
  'lab/README.md',
  'lab/LEEME.md',
  'lab/html/index.html',
  'lab/html/cgi-bin/index.py',
];

/** The names that vsce gives to some files. */
const renamed = { 'README.md': 'readme.md', 'CHANGELOG.md': 'changelog.md', LICENSE: 'LICENSE.txt' };
const inVsix = (file) => `extension/${renamed[file] ?? file}`;

/** What an interpreter, a system or a development build leaves behind, and what makes the lessons part of the binary. */
const leftover = (file) => /(^|\/)(__pycache__\/|\.DS_Store$|Thumbs\.db$)|\.(map|pyc|go)$/.test(file);

const startsWithShebang = (content) => content?.toString('latin1', 0, 2) === '#!';

/** The file or folder that a pattern of .vscodeignore starts from. */
const fixedPart = (pattern) =>
  pattern.includes('*') ? path.posix.dirname(pattern.slice(0, pattern.indexOf('*') + 1)) : pattern;

/** The little of minimatch that .vscodeignore needs: `**` is any path, `*` a part of a name. */
function matches(file, pattern) {
  const literal = (text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  const anyPath = (text) => text.split('*').map(literal).join('[^/]*');
  return new RegExp(`^${pattern.split('**').map(anyPath).join('.*')}$`).test(file);
}

/** Copies a file with one of two modes, whatever the umask of the one who packages is. */
function place(from, to) {
  mkdirSync(path.dirname(to), { recursive: true });
  copyFileSync(path.join(ROOT, from), to);
  chmodSync(to, statSync(path.join(ROOT, from)).mode & 0o100 ? 0o755 : 0o644);
}

async function commitTime() {
  if (!existsSync(path.join(ROOT, '.git'))) return '0';
  const { code, stdout } = await capture('git', ['log', '-1', '--format=%ct']);
  return code === 0 ? stdout.trim() : '0';
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(async () => {
    const asked = process.argv.slice(2);
    const chosen = asked.length === 0 ? [thisTarget] : asked.includes('all') ? Object.keys(targets) : asked;
    for (const target of chosen) console.log(path.relative(ROOT, await packageExtension(target)));
  });
}
