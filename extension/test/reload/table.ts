import { deeds } from './rows/deeds';
import { documents } from './rows/documents';
import { folder } from './rows/folder';
import { loops } from './rows/loops';
import { needed } from './rows/needed';
import { races } from './rows/races';
import { telling } from './rows/said';
import { scripts } from './rows/scripts';
import { swaps } from './rows/swaps';
import { through } from './rows/through';
import { unfollowable } from './rows/unfollowable';
import { uses } from './rows/uses';
import { view } from './rows/view';
import type { Scenario } from './scenario';

/** Every scenario, by what it is about. */
export const table: Readonly<Record<string, readonly Scenario[]>> = {
  'documents that are followed': documents,
  'loops come to rest': loops,
  'no deed is repeated': deeds,
  'what scripts read': scripts,
  'the folder itself': folder,
  'what pages use': uses,
  swaps: swaps,
  races: races,
  'the live view': view,
  'pages that cannot be followed': unfollowable,
  'only what is needed': needed,
  'what is said': telling,
  'through anything': through,
};
