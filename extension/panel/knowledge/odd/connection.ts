import { type Message, valuesOf } from '../message';

/** What proxies add: behind one, the browser's own connection may be another than the server's. */
const TRACES = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip'];

/** True where the request came through a proxy, as far as it says so. */
export function proxied({ request }: Message): boolean {
  return TRACES.some((name) => valuesOf(request, name).length > 0);
}

/**
 * False where the browser certainly asked over plain HTTP and not at localhost. It sends Sec-Fetch-* only to places that
 * it trusts.
 */
export function mayBeSecure(message: Message): boolean {
  const host = hostOf(message);
  const trusted = message.request.some(({ name }) => /^sec-fetch-/i.test(name));
  return host === '' || trusted || isLoopback(host) || proxied(message);
}

/** The host that was asked for, in lower case and without a port; empty where none is named. */
export function hostOf({ request }: Message): string {
  return (valuesOf(request, 'host')[0] ?? '').toLowerCase().replace(/:\d*$/, '');
}

export function isLoopback(host: string): boolean {
  return /^(127(\.\d{1,3}){3}|\[::1\]|(.+\.)?localhost\.?)$/.test(host);
}
