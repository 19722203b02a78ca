// Lists in which each member has a weight: Accept and its kin (RFC 9110, section 12.4.2).
import { type Part, part } from '../part';
import { type Saying, say, word } from '../say';
import { parameter, split } from '../syntax';
import { typeMeaning } from './types';

export const accept = weighted((name, alone) => (name === '*/*' && alone ? word('type', 'every') : typeMeaning(name)));

export const acceptEncoding = weighted((name) => word('coding', name));

export const acceptLanguage = weighted((name, alone) =>
  name === '*' ? say(alone ? 'everyLanguage' : 'anyLanguage') : say('language', { language: ['language', name] }),
);

/**
 * The members in their order: what each is, and how much it is wanted.
 *
 * @param meaning told as well where a member is alone: then nothing is another than that
 */
function weighted(meaning: (name: string, alone: boolean) => Saying): (value: string) => Part[] {
  return (value) =>
    split(value, ',').map((text, _, members) => {
      const [name = '', ...parameters] = split(text, ';');
      const weight = parameters.map(parameter).find((one) => one.name === 'q');
      return part(
        text,
        meaning(name.toLowerCase(), members.length === 1),
        weightMeaning(weight ? (weight.value ?? '') : '1'),
      );
    });
}

function weightMeaning(weight: string): Saying {
  if (!/^(0(\.\d{0,3})?|1(\.0{0,3})?)$/.test(weight)) return say('badWeight');
  const number = Number(weight);
  if (number === 0) return say('refused');
  return number === 1 ? say('fullWeight') : say('weight', { weight: ['number', number] });
}
