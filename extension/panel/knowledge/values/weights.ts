// Lists in which each member has a weight: Accept and its kin (RFC 9110, section 12.4.2).
import { type Part, part } from '../part';
import { type Saying, say, word } from '../say';
import { parameter, split } from '../syntax';
import { typeMeaning } from './types';

export const accept = weighted(typeMeaning);

export const acceptEncoding = weighted((name) => word('coding', name));

export const acceptLanguage = weighted((name) =>
  name === '*' ? say('anyLanguage') : say('language', { language: ['language', name] }),
);

/** The members in their order: what each is, and how much it is wanted. */
function weighted(meaning: (name: string) => Saying): (value: string) => Part[] {
  return (value) =>
    split(value, ',').map((text) => {
      const [name = '', ...parameters] = split(text, ';');
      const weight = parameters.map(parameter).find((one) => one.name === 'q');
      return part(text, meaning(name.toLowerCase()), weightMeaning(weight ? (weight.value ?? '') : '1'));
    });
}

function weightMeaning(weight: string): Saying {
  if (!/^(0(\.\d{0,3})?|1(\.0{0,3})?)$/.test(weight)) return say('badWeight');
  const number = Number(weight);
  if (number === 0) return say('refused');
  return number === 1 ? say('fullWeight') : say('weight', { weight: ['number', number] });
}
