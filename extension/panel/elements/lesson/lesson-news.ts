// What happened in a lesson, said.
import type { LessonModel } from '../../model/lesson/lessonModel';
import type { LessonNews } from '../../model/lesson/lessonNews';
import { progressOf } from '../../model/lesson/lessonSteps';
import type { Language } from '../language';

export function newsText({ texts, format }: Language, { lesson }: LessonModel, news: LessonNews): string {
  switch (news.what) {
    case 'done': {
      const { done, total } = lesson ? progressOf(lesson) : { done: 0, total: 0 };
      return texts.text('lesson.said.done', {
        title: news.title,
        done: format.count(done),
        total: format.count(total),
      });
    }
    case 'finished':
      return texts.text('lesson.finished');
    case 'hint':
      return texts.text('lesson.said.hint', { text: news.text });
  }
}
