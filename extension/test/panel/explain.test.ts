import assert from 'node:assert/strict';
import { test } from 'node:test';
import english from '../../panel/knowledge/en.json';
import index from '../../panel/knowledge/index.json';
import { Book, type Index } from '../../panel/knowledge/book';
import { explainField, explainMethod, explainStatus } from '../../panel/knowledge/explain';
import type { Field, Message } from '../../panel/knowledge/message';
import { oddities } from '../../panel/knowledge/oddities';
import { httpDate } from '../../panel/knowledge/syntax';
import { takeApart } from '../../panel/knowledge/takeApart';

const AT = Date.UTC(2026, 10, 27, 12, 0, 0, 250);
const book = new Book(index as Index, english, 'en');
const WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = english.words;

const field = (line: string): Field => {
  const colon = line.indexOf(':');
  return { name: line.slice(0, colon), value: line.slice(colon + 1).trim() };
};

/** A message whose first field is looked at. */
function messageOf(side: Message['side'], lines: string[], given: Partial<Message> = {}): Message {
  const fields = lines.map(field);
  const request = side === 'request' ? fields : [field('Host: localhost:8000')];
  return { side, fields, request, method: 'GET', status: side === 'request' ? 0 : 200, at: AT, ...given };
}

/** What the parts of a field are, each with the words that it is said with. */
function partsOf(side: Message['side'], line: string): string[] {
  return takeApart(field(line), messageOf(side, [line])).map(
    ({ text, says, inner }) =>
      `${inner ? '> ' : ''}${text} = ${says.map(({ of, word, otherwise }) => `${of} ${known(of, word) ? word : (otherwise ?? '?')}`).join(', ')}`,
  );
}

const known = (of: string, word: string): boolean => Object.hasOwn(WORDS[of] ?? {}, word);

const PARTS: [side: Message['side'], line: string, ...parts: string[]][] = [
  [
    'response',
    'Link: </a,b.css>; rel=preload; as="style", <https://example.org/>; rel="odd"',
    '</a,b.css> = say linkAddress',
    '> rel=preload = link.rel preload',
    '> as="style" = link as',
    '<https://example.org/> = say linkAddress',
    '> rel="odd" = link.rel other',
  ],
  ['response', 'Link: nowhere'],
  [
    'response',
    'Permissions-Policy: camera=(), geolocation=(self), fullscreen=*, usb=(self "https://example.org"), bare',
    'camera=() = say permissionNobody',
    'geolocation=(self) = say permissionSelf',
    'fullscreen=* = say permissionAll',
    'usb=(self "https://example.org") = say permissionSome',
    'bare = say permissionNobody',
  ],
  [
    'response',
    'Server-Timing: db;dur=53.2;desc="a, b", cache, x;dur=soon',
    'db = say timingName',
    '> dur=53.2 = server-timing dur',
    '> desc="a, b" = server-timing desc',
    'cache = say timingName',
    'x = say timingName',
    '> dur=soon = server-timing ?',
  ],
  [
    'response',
    'Alt-Svc: h3=":443"; ma=86400; persist=1, foo="a:1"',
    'h3=":443" = alt-svc h3, say altPlace',
    '> ma=86400 = alt-svc ma',
    '> persist=1 = alt-svc persist',
    'foo="a:1" = alt-svc other, say altPlace',
  ],
  ['response', 'Alt-Svc: clear', 'clear = alt-svc clear'],
  ['response', 'Vary: Accept, X-Own', 'Accept = vary accept', 'X-Own = vary other'],
  [
    'response',
    'Cache-Control: public, max-age=3600, no-cache="Set-Cookie, Age", foo',
    'public = cache-control public',
    'max-age=3600 = cache-control max-age',
    'no-cache="Set-Cookie, Age" = cache-control no-cache=',
    'foo = cache-control ?',
  ],
  ['response', 'Cache-Control: MAX-AGE="60"', 'MAX-AGE="60" = cache-control max-age'],
  [
    'response',
    'Cache-Control: private, private="Set-Cookie"',
    'private = cache-control private',
    'private="Set-Cookie" = cache-control private=',
  ],
  ['response', 'Cache-Control: max-age=0', 'max-age=0 = cache-control max-age=0'],
  ['response', 'Cache-Control: max-age=1h', 'max-age=1h = say notSeconds'],
  ['response', 'Cache-Control: max-age', 'max-age = say notSeconds'],
  ['request', 'Cache-Control: max-age=0', 'max-age=0 = cache-control.request max-age=0'],
  ['request', 'Cache-Control: max-stale', 'max-stale = cache-control.request max-stale'],
  ['response', 'Content-Type: text/html; charset=utf-8', 'text/html = type text/html', 'charset=utf-8 = say charset'],
  ['response', 'Content-Type: image/png', 'image/png = type image/*'],
  ['response', 'Content-Type: application/x-thing', 'application/x-thing = type other'],
  ['response', 'Content-Type: html', 'html = type other'],
  [
    'response',
    'Content-Type: text/html; charset = utf-8; charset= utf-8; CHARSET=l1; x="a ="',
    'text/html = type text/html',
    'charset = utf-8 = say parameterSpaced',
    'charset= utf-8 = say charset',
    'CHARSET=l1 = say parameterRepeated',
    'x="a =" = say parameter',
  ],
  ['response', 'Clear-Site-Data: "cache", cookies', '"cache" = clear-site-data cache', 'cookies = say bareWord'],
  ['response', 'X-Frame-Options: "DENY"', '"DENY" = x-frame-options ?'],
  ['response', 'Permissions-Policy: camera=(https://a.org)', 'camera=(https://a.org) = say permissionNobody'],
  ['response', 'Permissions-Policy: camera=(); midi=()', 'camera=(); midi=() = say unknown'],
  ['response', 'Cross-Origin-Opener-Policy: Same-Origin', 'Same-Origin = cross-origin-opener-policy ?'],
  ['response', 'Strict-Transport-Security: max-age=0', 'max-age=0 = strict-transport-security max-age=0'],
  [
    'request',
    'Content-Type: multipart/form-data; boundary="a;b"',
    'multipart/form-data = type multipart/form-data',
    'boundary="a;b" = say boundary',
  ],
  [
    'response',
    'Set-Cookie: sid=a"b; Max-Age=60; HttpOnly; SameSite=lax; Domain=.x.org; Flavour=1',
    'sid = say cookie',
    'Max-Age=60 = say cookieLasts',
    'HttpOnly = set-cookie httponly',
    'SameSite=lax = set-cookie samesite=lax',
    'Domain=.x.org = set-cookie domain',
    'Flavour=1 = set-cookie ?',
  ],
  ['response', 'Set-Cookie: a=b', 'a = say cookie, say cookieSession'],
  ['response', 'Set-Cookie: secret', '= = say namelessCookie, say cookieSession'],
  [
    'response',
    'Set-Cookie: a=; max-age=-1; SameSite=Odd',
    'a = say cookie',
    'max-age=-1 = say cookieDeleted',
    'SameSite=Odd = set-cookie samesite',
  ],
  [
    'response',
    'Set-Cookie: a=b; Max-Age=60; Domain=.127.0.0.1; max-age=0',
    'a = say cookie',
    'Max-Age=60 = say cookieRepeated',
    'Domain=.127.0.0.1 = set-cookie domain=address',
    'max-age=0 = say cookieDeleted',
  ],
  ['response', 'Set-Cookie: a=b; Max-Age=315360000', 'a = say cookie', 'Max-Age=315360000 = say cookieCapped'],
  [
    'response',
    `Set-Cookie: a=b; Max-Age=${'9'.repeat(20)}`,
    'a = say cookie',
    `Max-Age=${'9'.repeat(20)} = say cookieCapped`,
  ],
  [
    'response',
    'Set-Cookie: a=b; Expires=Fri, 01 Jan 2038 00:00:00 GMT; Path=docs; Domain=127.0.0.1',
    'a = say cookie',
    'Expires=Fri, 01 Jan 2038 00:00:00 GMT = say cookieCapped',
    'Path=docs = set-cookie path=relative',
    'Domain=127.0.0.1 = set-cookie domain=address',
  ],
  ['response', 'Set-Cookie: a=b; Expires=soon', 'a = say cookie', 'Expires=soon = say cookieDateUnread'],
  [
    'response',
    'Set-Cookie: a=; Expires=Thu, 01-Jan-1970 00:00:00 GMT',
    'a = say cookie',
    'Expires=Thu, 01-Jan-1970 00:00:00 GMT = say cookieDeleted',
  ],
  [
    'response',
    'Set-Cookie: a=b; expires=1 jan 2027 9:05:00',
    'a = say cookie',
    'expires=1 jan 2027 9:05:00 = say cookieExpires',
  ],
  ['request', 'Cookie: a=1; b=2', 'a = say cookie', 'b = say cookie'],
  [
    'response',
    "Content-Security-Policy: default-src 'self' https://a.org; img-src 'self' data: 'nonce-x'; upgrade-insecure-requests; sandbox allow-forms",
    'default-src = csp default-src',
    "> 'self' = csp.source 'self'",
    '> https://a.org = say source',
    'img-src = csp img-src',
    "> 'self' = csp.source 'self'",
    '> data: = csp.source data:',
    "> 'nonce-x' = csp.source 'nonce'",
    'upgrade-insecure-requests = csp upgrade-insecure-requests',
    'sandbox allow-forms = csp sandbox',
  ],
  ['request', 'Range: bytes=0-99, 200-, -50', '0-99 = say rangeTo', '200- = say rangeFrom', '-50 = say rangeLast'],
  ['request', 'Range: bytes=9-1', '9-1 = say rangeBad'],
  ['request', 'Range: bytes=-', '- = say rangeBad'],
  ['request', 'Range: rows=1-2', 'rows = say rangeUnit'],
  ['request', 'Range: 1-2', '1-2 = say rangeBad'],
  ['response', 'Content-Range: bytes 0-99/1234', '0-99 = say rangeTo', '1234 = say wholeSize'],
  ['response', 'Content-Range: bytes 0-99/*', '0-99 = say rangeTo', '* = say sizeUnknown'],
  ['response', 'Content-Range: bytes */1234', '* = say outside', '1234 = say wholeSize'],
  ['response', 'Content-Range: nonsense', 'nonsense = say rangeBad'],
  ['response', 'ETag: "a,b"', '"a,b" = say strongTag'],
  ['response', 'ETag: W/"a"', 'W/"a" = say weakTag'],
  ['response', 'ETag: abc', 'abc = say bareTag'],
  ['request', 'If-None-Match: "a,b", W/"c"', '"a,b" = say strongTag', 'W/"c" = say weakTag'],
  ['request', 'If-Match: *', '* = say anyTag'],
  ['request', 'If-Range: Fri, 27 Nov 2026 11:00:00 GMT', 'Fri, 27 Nov 2026 11:00:00 GMT = say before'],
  [
    'request',
    'Accept: text/html, image/*;q=0.8, */*; q=0, a/b;q=high',
    'text/html = type text/html, say fullWeight',
    'image/*;q=0.8 = type image/*, say weight',
    '*/*; q=0 = type */*, say refused',
    'a/b;q=high = type other, say badWeight',
  ],
  [
    'request',
    'Accept-Encoding: gzip, br;q=1.0',
    'gzip = coding gzip, say fullWeight',
    'br;q=1.0 = coding br, say fullWeight',
  ],
  [
    'request',
    'Accept-Language: es-ES, *;q=0.5',
    'es-ES = say language, say fullWeight',
    '*;q=0.5 = say anyLanguage, say weight',
  ],
  ['request', 'Accept: */*', '*/* = type every, say fullWeight'],
  ['request', 'Accept-Language: *', '* = say everyLanguage, say fullWeight'],
  ['request', 'Sec-Fetch-Dest: iframe', 'iframe = sec-fetch-dest iframe'],
  ['request', 'Sec-Fetch-User: ?1', '?1 = say yes'],
  [
    'request',
    'Sec-CH-UA: "Chromium";v="131", "Not_A Brand";v="24"',
    'Chromium = say brand',
    'Not_A Brand = say madeUpBrand',
  ],
  ['response', 'Date: Fri, 27 Nov 2026 12:00:00 GMT', 'Fri, 27 Nov 2026 12:00:00 GMT = say now'],
  ['response', 'Last-Modified: Thu, 26 Nov 2026 12:00:00 GMT', 'Thu, 26 Nov 2026 12:00:00 GMT = say before'],
  ['response', 'Expires: Saturday, 28-Nov-26 12:00:00 GMT', 'Saturday, 28-Nov-26 12:00:00 GMT = say after'],
  ['response', 'Expires: Sat Nov 28 12:00:00 2026', 'Sat Nov 28 12:00:00 2026 = say after'],
  ['response', 'Expires: 0', '0 = say notADate'],
  ['response', 'Date: Mon, 30 Feb 2026 12:00:00 GMT', 'Mon, 30 Feb 2026 12:00:00 GMT = say notADate'],
  ['response', 'Retry-After: 120', '120 = say duration'],
  ['response', 'Content-Length: 1234', '1234 = say bytes'],
  [
    'response',
    'Content-Disposition: attachment; filename="a;b.txt"',
    'attachment = disposition attachment',
    'filename="a;b.txt" = say fileName',
  ],
  ['request', 'Authorization: Basic c2VjcmV0', 'Basic = auth basic'],
  ['response', 'Connection: keep-alive, X-Foo', 'keep-alive = connection keep-alive', 'X-Foo = connection header'],
  ['response', 'Allow: GET, BREW', 'GET = method GET', 'BREW = method other'],
  [
    'response',
    'Strict-Transport-Security: max-age=60; includeSubDomains',
    'max-age=60 = strict-transport-security max-age',
    'includeSubDomains = strict-transport-security includesubdomains',
  ],
  ['response', 'Server: Vitrina'],
  ['response', 'X-Own: a, b'],
  ['response', 'Cache-Control:'],
];

test('values are taken apart', () => {
  for (const [side, line, ...parts] of PARTS) assert.deepEqual(partsOf(side, line), parts, line);
});

const ODD: [side: Message['side'], lines: string[], odd: string[], given?: Partial<Message>][] = [
  ['response', ['Expires: Fri, 27 Nov 2026 12:00:00 GMT', 'Cache-Control: max-age=60'], ['expiresBesideMaxAge']],
  ['response', ['Expires: Fri, 27 Nov 2026 12:00:00 GMT', 'cache-control: no-cache'], []],
  ['response', ['Expires: 0'], ['expiresNotADate']],
  ['response', ['Cache-Control: no-store, max-age=60'], ['noStoreBesideMaxAge']],
  ['response', ['Cache-Control: no-store, must-understand, max-age=60'], []],
  ['response', ['Cache-Control: no-cache', 'Cache-Control: max-age=60'], ['noCacheBesideMaxAge']],
  ['response', ['Cache-Control: no-cache="Set-Cookie", max-age=60'], []],
  ['response', ['Cache-Control: public, private'], ['publicAndPrivate']],
  ['request', ['Cache-Control: no-cache, max-age=0'], []],
  ['response', ['Pragma: no-cache'], ['pragmaInResponse']],
  ['request', ['Pragma: no-cache', 'Cache-Control: no-cache'], ['pragmaBesideCacheControl']],
  ['request', ['Pragma: no-cache'], []],
  ['response', ['Vary: Accept, *'], ['varyStar']],
  ['response', ['Vary: Accept'], []],
  ['response', ['Content-Type: image/png; charset=utf-8'], ['charsetOnMedia']],
  ['response', ['Content-Type: image/svg+xml; charset=utf-8'], []],
  ['response', ['Content-Type: text/html; charset=utf-8'], []],
  ['request', ['Content-Type: multipart/form-data'], ['noBoundary']],
  ['response', ['Content-Length: 5', 'Transfer-Encoding: chunked'], ['lengthBesideChunked']],
  ['response', ['X-Content-Type-Options: sniff'], ['notNosniff']],
  ['response', ['X-Content-Type-Options: NoSniff'], []],
  ['response', ['X-Frame-Options: DENY', "Content-Security-Policy: frame-ancestors 'self'"], ['frameOptionsBesideCsp']],
  ['response', ['X-Frame-Options: ALLOW-FROM https://a.org'], ['frameOptionsUnknown']],
  ['response', ['X-Frame-Options: sameorigin'], []],
  ['response', ['Strict-Transport-Security: max-age=60'], ['hstsOverHttp']],
  ['response', ['Strict-Transport-Security: max-age=60'], [], { request: [field('X-Forwarded-Proto: https')] }],
  ['request', ['If-Modified-Since: x', 'If-None-Match: "a"'], ['modifiedSinceBesideNoneMatch']],
  ['request', ['If-Unmodified-Since: x', 'If-Match: "a"'], ['unmodifiedSinceBesideMatch']],
  ['request', ['Range: bytes=0-1'], ['rangeNotGet'], { method: 'POST' }],
  ['request', ['Range: bytes=0-1'], []],
  ['response', ['Location: /a'], ['locationIgnored']],
  ['response', ['Location: /a'], [], { status: 302 }],
  ['response', ['Location: /a'], [], { status: 201 }],
  [
    'response',
    ['Access-Control-Allow-Origin: *', 'Access-Control-Allow-Credentials: true'],
    ['corsStarWithCredentials'],
  ],
  ['response', ['Access-Control-Allow-Origin: https://a.org, https://b.org'], ['corsList']],
  ['response', ['Access-Control-Allow-Origin: https://a.org/'], ['corsPath']],
  ['response', ['Access-Control-Allow-Origin: https://a.org'], []],
  ['response', ['Access-Control-Allow-Origin: null'], []],
  ['response', ['Access-Control-Allow-Origin: http://localhost:3000'], []],
  ['response', ['Access-Control-Allow-Origin: chrome-extension://abc'], []],
  ['response', ['Access-Control-Allow-Origin: *', 'Access-Control-Allow-Origin: *'], ['corsList']],
  ...['localhost:3000', 'https://*.a.org', 'http://A.org', 'http://a.org:80', '"http://a.org"', 'NULL'].map(
    (value): (typeof ODD)[number] => ['response', [`Access-Control-Allow-Origin: ${value}`], ['corsNoOrigin']],
  ),
  ['response', ['Access-Control-Allow-Credentials: TRUE'], ['credentialsNotTrue']],
  ['response', ["Content-Security-Policy: script-src self 'none'"], ['cspBareKeyword', 'cspNoneBesideOthers']],
  [
    'response',
    ["Content-Security-Policy: script-src 'unsafe-inline' 'nonce-a'; script-src *"],
    ['cspInlineIgnored', 'cspRepeated'],
  ],
  ['response', ["Content-Security-Policy: img-src 'none', img-src *"], []],
  ['response', ["Content-Security-Policy: script-src 'nonce-a' 'strict-dynamic' https:"], ['cspPlacesIgnored']],
  ['response', ["Content-Security-Policy: script-src 'nonce-a' 'strict-dynamic'; img-src *"], []],
  ['response', ["Content-Security-Policy: default-src 'nonce-a' 'strict-dynamic' 'self'"], []],
  ...(
    [
      ['camera=(), microphone=(self "https://a.org")'],
      ['camera=();microphone=()', 'permissionsUnread'],
      ["camera 'none'", 'permissionsUnread'],
      ["camera=('self')", 'permissionsUnread'],
      ['camera=(), ', 'permissionsUnread'],
      ['Camera=()', 'permissionsUnread'],
      ['camera=(https://a.org)', 'permissionUnquoted'],
      ['camera=("self")', 'permissionUnquoted'],
      ['camera=none', 'permissionUnquoted'],
      ['camera=*, fullscreen="*", midi=self;report-to=x'],
    ] as const
  ).map(([value, ...found]): (typeof ODD)[number] => ['response', [`Permissions-Policy: ${value}`], [...found]]),
  ['response', ['Referrer-Policy: no-referer'], ['referrerUnknown']],
  ['response', ['Referrer-Policy: "no-referrer"'], ['referrerUnknown']],
  ['response', ['Referrer-Policy: No-Referrer, foo'], []],
  ['response', ['Referrer-Policy: no-referrer', 'Referrer-Policy: unsafe-url'], ['referrerLast']],
  ...(
    [
      ['</a.css>; rel=preload; as=style, </b.js>;rel="preload";as="script"'],
      ['</a.css>; REL=PRELOAD; AS=STYLE'],
      ['</a.css>; rel=modulepreload, </b>; rel=next; title="a > b"'],
      ['/a.css; rel=preload; as=style', 'linkWithoutBrackets'],
      ['</a.css> rel=preload; as=style', 'linkWithoutSemicolon'],
      ['</a.css>; rel=preload', 'preloadWithoutAs'],
      ['</a.css>; rel=preload as=style', 'preloadWithoutAs'],
      ['</a>; rel=next, </a.css>; rel="preload"; as=css', 'preloadWithoutAs'],
    ] as const
  ).map(([value, ...found]): (typeof ODD)[number] => ['response', [`Link: ${value}`], [...found]]),
  ...['Cross-Origin-Opener-Policy: same-origin', 'Clear-Site-Data: "cache"'].flatMap((line): (typeof ODD)[number][] => [
    ['response', [line], ['secureOnly'], { request: [field('Host: 192.168.1.2:8000')] }],
    ['response', [line], [], { request: [field('Host: localhost:8000')] }],
  ]),
  ...['"self"', '‘self’', '`none`'].map((word): (typeof ODD)[number] => [
    'response',
    [`Content-Security-Policy: script-src ${word}`],
    ['cspQuotes'],
  ]),
  ['response', ['Accept-Language: en'], ['wrongSideResponse']],
  ['request', ['Set-Cookie: a=b'], ['wrongSideRequest']],
  ['response', ['X-Forwarded-For: 1.2.3.4'], []],
  ['response', ['Set-Cookie: a=b; Secure'], []],
  ['response', ['Set-Cookie: a=b; Secure'], ['cookieSecure'], { request: [field('Host: 192.168.1.2:8000')] }],
  ['response', ['Set-Cookie: a=b; Secure'], [], { request: [field('Host: a.org'), field('Via: 1.1 proxy')] }],
  ['response', ['Set-Cookie: a=b; Secure'], [], { request: [field('Host: a.org'), field('Sec-Fetch-Dest: document')] }],
  ['response', ['Set-Cookie: a=b; Secure'], [], { request: [field('Host: [::1]:80')] }],
  ['response', ['Set-Cookie: a=b; SameSite=None'], ['cookieNoneNotSecure']],
  ['response', ['Set-Cookie: a=b; Partitioned'], ['cookiePartitionedNotSecure']],
  ['response', [`Set-Cookie: a=${'b'.repeat(4096)}`], ['cookieTooLong']],
  ['response', [`Set-Cookie: a=${'b'.repeat(4095)}; Path=/${'c'.repeat(200)}`], []],
  ['response', [`Set-Cookie: a=${'ñ'.repeat(2048)}`], ['cookieTooLong']],
  ['response', ['Set-Cookie: __Secure-a=b'], ['cookieSecurePrefix']],
  ['response', ['Set-Cookie: __http-a=b; Secure'], ['cookieHttpPrefix']],
  ['response', ['Set-Cookie: __Http-a=b; Secure; HttpOnly'], []],
  ['response', ['Set-Cookie: __Host-Http-a=b; Secure; Path=/'], ['cookieHttpPrefix']],
  ['response', ['Set-Cookie: __Host-Http-a=b; Secure; HttpOnly'], ['cookieHostPrefix']],
  ['response', ['Set-Cookie: =__Host-a=b'], ['cookiePrefixInValue']],
  ['response', ['Set-Cookie: __Secure-a; Secure'], ['cookiePrefixInValue']],
  ['response', ['Set-Cookie: a=b\tc'], ['cookieControl']],
  ['response', ['Set-Cookie: a=b; Path=/\tc'], ['cookieControl']],
  ['response', ['Set-Cookie: a=b\t'], []],
  [
    'response',
    ['Set-Cookie: a=b; Domain=0.0.1'],
    ['cookieForeignDomain'],
    { request: [field('Host: 127.0.0.1:8000')] },
  ],
  ['response', ['Set-Cookie: a=b; Domain=local'], ['cookieWholeDomain'], { request: [field('Host: pc.local:8000')] }],
  ['response', ['Set-Cookie: a=b; Domain=localhost'], [], { request: [field('Host: localhost:8000')] }],
  ...(
    [
      ['a=b', 'cross-site', 'empty', ['cookieOtherSite']],
      ['a=b; SameSite=Lax', 'cross-site', 'iframe', ['cookieOtherSite']],
      ['a=b; SameSite=None; Secure', 'cross-site', 'empty', []],
      ['a=b', 'cross-site', 'document', []],
      ['a=b', 'same-site', 'empty', []],
    ] as const
  ).map(([cookie, site, destination, found]): (typeof ODD)[number] => [
    'response',
    [`Set-Cookie: ${cookie}`],
    [...found],
    { request: [field(`Sec-Fetch-Site: ${site}`), field(`Sec-Fetch-Dest: ${destination}`)] },
  ]),
  ['response', ['Set-Cookie: __Host-a=b; Secure; Path=/; Domain=a.org'], ['cookieHostPrefix', 'cookieForeignDomain']],
  ['response', ['Set-Cookie: __Host-a=b; Secure; Path=/'], []],
  ['response', ['Set-Cookie: a=b; Max-Age=1; Expires=Fri, 27 Nov 2026 12:00:00 GMT'], ['cookieExpiresBesideMaxAge']],
  ['response', ['Set-Cookie: a=b; Domain=.b.org'], [], { request: [field('Host: a.b.org:80')] }],
  ['response', ['Set-Cookie: a=b; Domain=ab.org'], ['cookieForeignDomain'], { request: [field('Host: b.org')] }],
];

test('what contradicts another field or does nothing is said, and nothing else', () => {
  for (const [side, lines, expected, given] of ODD) {
    const message = messageOf(side, lines, given);
    const [first = assert.fail()] = message.fields;
    const found = oddities(first, message, book.field(first.name)?.facts);
    assert.deepEqual(
      found.map(({ word }) => word),
      expected,
      lines.join(' | '),
    );
  }
});

test('a year of long ago is not one of the last century', () => {
  const early = httpDate('Sat, 06 Nov 0094 08:49:37 GMT');
  assert.equal(early === undefined ? '' : new Date(early).toISOString(), '0094-11-06T08:49:37.000Z');
});

test('a moment names its zone, since the header has another', () => {
  const message = messageOf('response', ['Date: Fri, 27 Nov 2026 12:00:00 GMT']);
  const { whole = '' } = explainField(book, message.fields[0] ?? assert.fail(), message);
  const [zone = assert.fail()] = new Intl.DateTimeFormat('en', { timeZoneName: 'short' })
    .formatToParts(AT)
    .filter(({ type }) => type === 'timeZoneName');
  assert.ok(whole.includes(` ${zone.value},`), whole);
});

test('a value that means harm is explained all the same, and cut', () => {
  const hostile = [
    'a'.repeat(8192),
    '"'.repeat(8191),
    `"${'\\'.repeat(8190)}`,
    ','.repeat(8192),
    ';='.repeat(4096),
    'a,'.repeat(4096),
    `'nonce-${' '.repeat(8000)}`,
    '\u0000\u0001\u001b[31m\r\n\u202e\ufeff',
    '%ff%'.repeat(2000),
    `bytes=${'9'.repeat(8000)}-`,
    `W/"${'x'.repeat(8000)}`,
    `utf-8''%E0%A4%A`,
    '-'.repeat(8192),
  ];
  for (const name of Object.keys(index.fields)) {
    for (const value of hostile) {
      for (const side of ['request', 'response'] as const) {
        const { whole, parts, more } = explainField(book, { name, value }, messageOf(side, [`${name}: ${value}`]));
        assert.ok(parts.length <= 50 && more >= 0);
        for (const { text, meaning } of [...parts, ...(whole === undefined ? [] : [{ text: '', meaning: whole }])]) {
          assert.ok(text.length <= 81, name);
          assert.notEqual(meaning, '', name);
          assert.doesNotMatch(meaning, /undefined|NaN|\{\w+\}|Invalid/, `${name}: ${meaning}`);
        }
      }
    }
  }
});

test('a field is explained whole, and one that is not known has no sentence', () => {
  const message = messageOf('response', ['content-TYPE: image/png; charset=utf-8']);
  assert.deepEqual(explainField(book, message.fields[0] ?? assert.fail(), message), {
    sentence: english.fields['Content-Type'],
    whole: undefined,
    parts: [
      { text: 'image/png', meaning: 'An image.', inner: false },
      { text: 'charset=utf-8', meaning: 'The body’s text is encoded as utf-8.', inner: false },
    ],
    more: 0,
    oddities: [english.words.odd.charsetOnMedia],
    links: [
      { label: 'RFC 9110, 8.3', url: 'https://www.rfc-editor.org/rfc/rfc9110.html#section-8.3' },
      {
        label: 'MDN: Content-Type',
        url: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Content-Type',
      },
    ],
  });
  const length = messageOf('response', ['Content-Length: 12']);
  const { whole, parts } = explainField(book, length.fields[0] ?? assert.fail(), length);
  assert.deepEqual([whole, parts], ['12 bytes.', []]);
  const own = field('X-My-Own: 1');
  const nothing = { sentence: undefined, whole: undefined, parts: [], more: 0, oddities: [], links: [] };
  assert.deepEqual(explainField(book, own, messageOf('response', [])), nothing);
  const { sentence, links } = explainMethod(book, 'PATCH');
  assert.deepEqual([sentence, links[0]?.label], [english.words['request.method'].PATCH, 'RFC 5789, 2']);
  for (const unknown of ['patch', 'constructor']) {
    assert.equal(explainMethod(book, unknown).sentence, english.words['request.method'].other);
  }
  assert.deepEqual(explainStatus(book, 299), nothing);
  assert.equal(explainStatus(book, 418).links[1]?.label, 'MDN: 418');
});
