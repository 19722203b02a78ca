// The exchanges with the lesson of their site, if it has one.
import { html, type TemplateResult } from 'lit';
import { progressOf } from '../../model/lesson/lessonSteps';
import type { PanelModel } from '../../model/panelModel';
import type { Language } from '../language';
import './lesson-layout';
import './lesson-section';

/**
 * @param exchanges what the page shows of them, which is all there is without a lesson
 * @param share the lesson's share of the room; undefined until the user says
 */
export function besideLesson(
  model: PanelModel,
  language: Language,
  editor: boolean,
  share: number | undefined,
  exchanges: unknown,
): TemplateResult {
  const { lesson } = model;
  if (!lesson.present) return html`${exchanges}`;
  const { format } = language;
  const { done, total } = lesson.lesson ? progressOf(lesson.lesson) : { done: 0, total: 0 };
  const counts = {
    lesson: `${format.count(done)}/${format.count(total)}`,
    exchanges: format.count(model.rows.length),
  };
  return html`<lesson-layout .language=${language} .counts=${counts} .share=${share}>
    <lesson-section
      slot="lesson"
      .language=${language}
      .model=${lesson}
      .revision=${lesson.revision}
      .siteUrl=${model.host?.externalUrl ?? model.site?.url}
      ?editor=${editor}
    ></lesson-section>
    <div slot="exchanges" class="beside">${exchanges}</div>
  </lesson-layout>`;
}
