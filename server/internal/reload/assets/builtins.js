// What browsers offer under these names, for the modules of live reload. A script of the page may call something else so:
// `const URL = '…'` hides a name from every script, and `var URL = '…'` or `function fetch() {}` takes the place of the
// window's own (ECMAScript, "Global Environment Records"). The script line in the page has kept what was there before.
const builtins = globalThis[Symbol.for('vitrina.builtins')] ?? globalThis;

export const { CSSStyleSheet, Map, Promise, Set, URL, WeakSet, fetch, performance, setTimeout } = builtins;
