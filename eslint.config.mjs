import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const nodeGlobals = [
  'Buffer',
  'URL',
  'console',
  'fetch',
  'performance',
  'process',
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'setImmediate',
];
const browserGlobals = [
  ...['AbortController', 'Image', 'URL', 'URLSearchParams', 'WebSocket', 'console', 'document', 'fetch', 'history'],
  ...['localStorage', 'location', 'navigator', 'performance', 'self', 'sessionStorage', 'window'],
  ...['clearInterval', 'clearTimeout', 'queueMicrotask', 'requestAnimationFrame', 'setInterval', 'setTimeout'],
];
const readonly = (names) => Object.fromEntries(names.map((name) => [name, 'readonly']));

export default defineConfig(
  globalIgnores([
    ...['.build/', 'dist/', 'server/internal/panel/page/', 'server/test/testdata/'],
    'extension/protocol/*.generated.ts',
  ]),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{js,mjs,ts}'],
    extends: [js.configs.recommended],
    rules: { eqeqeq: 'error', 'prefer-const': 'error', 'no-var': 'error' },
  },
  { files: ['**/*.mjs'], languageOptions: { globals: readonly(nodeGlobals) } },
  // Pages that the binary serves carry their scripts as they stand, without a build.
  { files: ['server/**/*.js', 'lab/**/*.js'], languageOptions: { globals: readonly(browserGlobals) } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-floating-promises': [
        'error',
        // node:test awaits what its own functions return.
        {
          allowForKnownSafeCalls: [
            {
              from: 'package',
              package: 'node:test',
              name: ['after', 'afterEach', 'before', 'beforeEach', 'describe', 'it', 'suite', 'test'],
            },
          ],
        },
      ],
      // A number reads the same in a template as anywhere.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `() => voidCall()` is the plain way to pass a call on.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // tsconfig's noPropertyAccessFromIndexSignature asks for the brackets that this rule would remove.
      '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
      // VS Code's own types are classes that any object of their shape may stand for, Disposable first of all.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ExportDefaultDeclaration, ExportSpecifier[exported.name="default"]',
          message: 'Export by name: a default export has another name in every file that imports it.',
        },
      ],
    },
  },
);
