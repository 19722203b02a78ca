import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PythonApi } from '../../src/site/pythonExtension';
import { chosenPython, pythonApi, withPython } from '../../src/site/pythonExtension';

/** The extension with an environment chosen, as its documented interface has it. */
function api(executable: string | undefined): PythonApi {
  return {
    environments: {
      getActiveEnvironmentPath: (resource) => ({ id: String(resource), path: '/course/.venv' }),
      resolveEnvironment: ({ id, path }) => {
        assert.deepEqual([id, path], ['file:///course', '/course/.venv']);
        return Promise.resolve({ executable: { uri: executable === undefined ? undefined : { fsPath: executable } } });
      },
      onDidChangeActiveEnvironmentPath: () => ({ dispose: () => undefined }),
    },
  };
}

test('the extension is asked only where it is at work already', () => {
  const asleep = {
    isActive: false,
    get exports(): never {
      throw new Error('VS Code throws so where an extension is not active');
    },
  };
  assert.equal(pythonApi(undefined), undefined);
  assert.equal(pythonApi(asleep), undefined);
  assert.equal(pythonApi({ isActive: true, exports: undefined }), undefined);
  assert.equal(pythonApi({ isActive: true, exports: {} }), undefined);
  const exports = api('/p');
  assert.equal(pythonApi({ isActive: true, exports }), exports);
});

test('the chosen interpreter is the resolved one', async () => {
  assert.equal(await chosenPython(api('/course/.venv/bin/python'), 'file:///course'), '/course/.venv/bin/python');
  assert.equal(await chosenPython(api(undefined), 'file:///course'), undefined);
  assert.equal(await chosenPython(undefined, 'file:///course'), undefined);
});

test('an extension that fails keeps nothing from starting', async () => {
  const failing = api('/p');
  const broken = {
    environments: { ...failing.environments, resolveEnvironment: () => Promise.reject(new Error('no')) },
  };
  assert.equal(await chosenPython(broken, undefined), undefined);
  const silent = {
    environments: { ...failing.environments, resolveEnvironment: () => new Promise<never>(() => undefined) },
  };
  assert.equal(await chosenPython(silent, undefined, 1), undefined);
});

test('it runs .py files unless the user set another', () => {
  const set = { root: '/r', cgi: { enabled: true, interpreters: { '.pl': 'perl' } } };
  assert.deepEqual(withPython(set, '/p'), {
    root: '/r',
    cgi: { enabled: true, interpreters: { '.pl': 'perl', '.py': '/p' } },
  });
  assert.deepEqual(withPython({ root: '/r' }, '/p'), { root: '/r', cgi: { interpreters: { '.py': '/p' } } });
  assert.equal(withPython(set, undefined), set);
  const own = { root: '/r', cgi: { interpreters: { '.PY': 'py -3' } } };
  assert.equal(withPython(own, '/p'), own);
});
