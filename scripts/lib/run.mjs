// Starts programs, never through a shell: an argument stays one argument on every system, whatever it contains.
import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './root.mjs';

/** A failure that was meant for a person: the message says all, a stack would only hide it. */
export class Problem extends Error {}

/** Runs a program to its end, its output passed through; a Problem where it fails. */
export async function run(command, args, options = {}) {
  const { code, signal } = await ended(spawn(command, args, { cwd: ROOT, stdio: 'inherit', ...options }), command);
  if (code !== 0)
    throw new Problem(`${path.basename(command)} ${args.join(' ')} ended with ${signal ?? `code ${code}`}`);
}

/**
 * Runs a program to its end and gives its exit code and what it wrote, `output` being all of it in its order. Nothing is shown unless `echo` asks for it; a
 * `timeout` in milliseconds ends a program that hangs.
 */
export async function capture(command, args, { echo = false, ...options } = {}) {
  const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], ...options });
  const [stdout, stderr, output] = [[], [], []];
  child.stdout.on('data', (chunk) => stdout.push(chunk));
  child.stderr.on('data', (chunk) => stderr.push(chunk));
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output.push(chunk);
      if (echo) process.stderr.write(chunk);
    });
  }
  const { code, signal } = await ended(child, command);
  const text = (chunks) => Buffer.concat(chunks).toString();
  return { code, signal, stdout: text(stdout), stderr: text(stderr), output: text(output) };
}

/** Runs npm, by the very program that runs this script where npm started it. */
export function npm(args, options = {}) {
  const env = { ...(options.env ?? process.env) };
  // npm tells what it starts where its project is; an npm for another folder must find that by itself.
  for (const name of Object.keys(env))
    if (/^npm_(config_local_prefix|package_|lifecycle_)/.test(name)) delete env[name];
  return run(process.execPath, [npmProgram(), ...args], { ...options, env });
}

/**
 * Where npm's own script is. Its launcher on Windows, npm.cmd, starts only through a shell since Node 20.12
 * (https://nodejs.org/en/blog/vulnerability/april-2024-security-releases-2), so the script behind it is run.
 */
function npmProgram() {
  const given = process.env.npm_execpath;
  if (given && path.basename(given) === 'npm-cli.js') return given;
  const inModules = 'node_modules/npm/bin/npm-cli.js';
  const folder = path.dirname(process.execPath);
  const found = [path.join(folder, inModules), path.join(folder, '../lib', inModules), onPath('npm')]
    .filter((file) => file && existsSync(file))
    .map((file) => realpathSync(file))
    .find((file) => path.basename(file) === 'npm-cli.js');
  if (!found) throw new Problem('npm was not found. Start this through npm, for example `npm start` or `npm test`.');
  return found;
}

/** The full path of a program that PATH has, or undefined. */
export function onPath(name) {
  const extensions = process.platform === 'win32' ? ['.exe', ''] : [''];
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    for (const extension of extensions) {
      const file = path.join(folder, name + extension);
      if (folder && existsSync(file)) return file;
    }
  }
  return undefined;
}

/** Runs a script's main function: a Problem becomes one message and exit code 1. */
export async function main(body) {
  try {
    await body();
  } catch (error) {
    console.error(error instanceof Problem ? `\n${error.message}` : error);
    process.exitCode = 1;
  }
}

/** How long to read on after a program has ended: a process that it left behind holds its output open for ever. */
const LEFT_BEHIND_MS = 5_000;

function ended(child, command) {
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new Problem(`${command} could not be started: ${error.message}`)));
    child.once('close', (code, signal) => resolve({ code, signal }));
    child.once('exit', () => {
      const stop = () => {
        child.stdout?.destroy();
        child.stderr?.destroy();
      };
      // What is in the pipes is read before: after a pause of this process all its timers are due at once.
      setTimeout(() => setImmediate(stop), LEFT_BEHIND_MS).unref();
    });
  });
}
