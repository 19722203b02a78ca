// Generated from server/internal/secret by `npm run generate`. Do not edit.
/** Parts of names, in small letters and digits alone, whose values prove who somebody is. */
export const SECRET_PARTS = [
  'token',
  'secret',
  'passw',
  'pwd',
  'passphrase',
  'passcode',
  'apikey',
  'accesskey',
  'privatekey',
  'signature',
  'sessionid',
  'sessid',
  'credential',
  'bearer',
  'contrase',
  'setcookie',
] as const;

/** Names whose values do, as a whole. */
export const SECRET_WORDS: readonly string[] = [
  'pass',
  'auth',
  'session',
  'sid',
  'sig',
  'jwt',
  'otp',
  'pin',
  'clave',
  'cookie',
  'authorization',
  'proxyauthorization',
  'httpcookie',
  'httpauthorization',
];
