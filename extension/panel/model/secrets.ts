// What of a field's value is nobody's business: a panel may stand on a projector.

/** A part of a value. */
export interface Piece {
  readonly text: string;
  readonly secret: boolean;
}

/** The value cut into what may be shown and what is hidden at first; one piece where nothing is secret. Joined, the pieces are the value. */
export function pieces(name: string, value: string): Piece[] {
  switch (name.toLowerCase()) {
    case 'cookie':
      return value.split(/(?<=;)/).flatMap(cookie);
    case 'set-cookie': {
      const end = value.indexOf(';');
      return end < 0 ? cookie(value) : [...cookie(value.slice(0, end)), { text: value.slice(end), secret: false }];
    }
    case 'authorization':
    case 'proxy-authorization':
      return credentials(value);
    default:
      return [{ text: value, secret: false }];
  }
}

export const isSecret = (name: string, value: string): boolean => pieces(name, value).some(({ secret }) => secret);

/** True where the headers that a script printed set a cookie: up to the first empty line. */
export function printsCookie(output: string): boolean {
  const [head = ''] = output.split(/\r*\n\r*\n/, 1);
  return /^[ \t]*set-cookie[ \t]*:/im.test(head);
}

/** The variables in which a script gets such fields (RFC 3875, section 4.1.18), and the names of those. */
const VARIABLES: Readonly<Record<string, string>> = {
  HTTP_COOKIE: 'cookie',
  HTTP_AUTHORIZATION: 'authorization',
  HTTP_PROXY_AUTHORIZATION: 'proxy-authorization',
};

/** A variable of a script's environment, `NAME=value`, cut in the same way. */
export function piecesOfVariable(variable: string): Piece[] {
  const sign = variable.indexOf('=') + 1;
  const field = VARIABLES[variable.slice(0, sign - 1)];
  if (sign === 0 || field === undefined) return [{ text: variable, secret: false }];
  return [{ text: variable.slice(0, sign), secret: false }, ...pieces(field, variable.slice(sign))];
}

/** `name=value`; without a sign the whole is the value (RFC 6265bis, section 5.6). */
function cookie(text: string): Piece[] {
  const sign = text.indexOf('=') + 1;
  const [, value = '', rest = ''] = /^(.*?)(\s*;?\s*)$/s.exec(text.slice(sign)) ?? [];
  const [, before = '', hidden = ''] = /^(\s*)(.*)$/s.exec(value) ?? [];
  return [
    { text: text.slice(0, sign) + before, secret: false },
    { text: hidden, secret: true },
    { text: rest, secret: false },
  ].filter(({ text }) => text !== '');
}

/** A scheme, and behind a space what proves who asks (RFC 9110, section 11.4); without a space all of it may. */
function credentials(value: string): Piece[] {
  const space = value.indexOf(' ') + 1;
  return [
    { text: value.slice(0, space), secret: false },
    { text: value.slice(space), secret: true },
  ].filter(({ text }) => text !== '');
}
