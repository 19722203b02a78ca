// The questions and their choices, in words.
import type { Exchange } from '../../../protocol/types.generated';
import { asWhat, fateOf } from '../../model/fate';
import { NO_TYPE, outcomeOf, type QuestionName } from '../../model/predict/questions';
import type { TextKey, Texts } from '../../model/texts';

const CLASSES: Readonly<Record<string, TextKey>> = {
  '2xx': 'predict.status.2xx',
  '3xx': 'predict.status.3xx',
  '4xx': 'predict.status.4xx',
  '5xx': 'predict.status.5xx',
};

const OPENED = new Set(['document', 'iframe', 'frame', 'fencedframe', 'embed', 'object']);

/** What is asked: “What does the browser do with it as a style sheet?” */
export function questionText(texts: Texts, name: QuestionName, { verdict }: Exchange): string {
  if (name === 'type') return texts.text('predict.type');
  if (name === 'status') return texts.text('predict.status');
  const { destination = 'document' } = verdict ?? {};
  if (OPENED.has(destination)) return texts.text('predict.fate');
  return texts.text('predict.fate.as', { what: asWhat(texts, destination) });
}

export function choiceText(texts: Texts, name: QuestionName, choice: string, { verdict }: Exchange): string {
  if (name === 'type') return choice === NO_TYPE ? texts.text('key.noType') : choice;
  if (name === 'fate') return fateOf(texts, outcomeOf(choice), verdict?.destination ?? 'document');
  const key = CLASSES[choice];
  return key === undefined ? choice : texts.text(key);
}
