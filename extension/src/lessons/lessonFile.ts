import path from 'node:path';
import type * as vscode from 'vscode';
import type { Controller } from '../server/controller';
import { samePath } from '../site/paths';
import { siteRoots } from '../site/siteFolder';

/** The names of a lesson's files: English, and Spanish. */
const NAMES = ['lesson.md', 'lesson.es.md'];

/** Documents that may be lessons. */
export const LESSON_SELECTOR: vscode.DocumentSelector = NAMES.map((name) => ({
  scheme: 'file',
  pattern: `**/${name}`,
}));

/**
 * Whether a document is a lesson: one of its names, in the folder around one that is served or would be, in that itself,
 * or anywhere below a folder `lessons`. Elsewhere it is a file of somebody who never heard of ours.
 */
export async function isLesson({ uri }: vscode.TextDocument, controller: Controller): Promise<boolean> {
  if (uri.scheme !== 'file' || !NAMES.includes(path.basename(uri.fsPath))) return false;
  const folder = path.dirname(uri.fsPath);
  if (path.dirname(folder).split(path.sep).includes('lessons')) return true;
  const { state } = controller;
  const roots = [...(state.kind === 'running' ? [state.site.root] : []), ...(await siteRoots())];
  return roots.some((root) => [root, path.dirname(root)].some((near) => samePath(near, folder)));
}
