import type { TextKey } from '../texts';
import { type Draft, withBody } from './draft';
import { withField } from './headerLines';

/** Requests that a class tries, each a change of a draft. */
export const TEMPLATES = {
  formGet: 'compose.template.formGet',
  formPost: 'compose.template.formPost',
  json: 'compose.template.json',
  upload: 'compose.template.upload',
  range: 'compose.template.range',
  conditional: 'compose.template.conditional',
  head: 'compose.template.head',
} as const satisfies Record<string, TextKey>;

export type Template = keyof typeof TEMPLATES;

/** The draft with a template's parts in place of its own. */
export function applied(draft: Draft, template: Template): Draft {
  const plain = { ...draft, raw: undefined };
  switch (template) {
    case 'formGet':
      return { ...plain, method: 'GET', target: `${pathOf(plain.target)}?name=Ana&age=17`, body: 'none' };
    case 'formPost':
      return { ...withBody(plain, 'form'), method: 'POST', text: 'name=Ana\nage=17' };
    case 'json':
      return {
        ...plain,
        ...{ method: 'POST', body: 'text', text: '{"name": "Ana", "age": 17}' },
        headers: withField(plain.headers, 'Content-Type', 'application/json'),
      };
    case 'upload':
      return { ...withBody(plain, 'upload'), method: 'POST' };
    case 'range': // RFC 9110, section 14.2
      return { ...plain, method: 'GET', body: 'none', headers: withField(plain.headers, 'Range', 'bytes=0-9') };
    case 'conditional': // RFC 9110, section 13.1.3
      return {
        ...plain,
        ...{ method: 'GET', body: 'none' },
        headers: withField(plain.headers, 'If-Modified-Since', new Date().toUTCString()),
      };
    case 'head':
      return { ...plain, method: 'HEAD', body: 'none' };
  }
}

const pathOf = (target: string): string => target.replace(/\?.*$/, '');
