// What browsers offer under these names, for the modules of live reload. A script of the page may call something else so:
// `const URL = '…'` hides a name from every script, but leaves the window's property as it was (ECMAScript, "Global
// Environment Records").
export const { CSSStyleSheet, Map, Promise, Set, URL, WeakSet, performance, setTimeout } = globalThis;
