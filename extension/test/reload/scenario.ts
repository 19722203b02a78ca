import type { SiteStartParams } from '../../protocol/types.generated';
import type { Run } from './run';

/** Where a page is shown: in a tab of its own, or in the frame of the live view. */
export type Host = 'tab' | 'view';

/** What a file holds, or where a link leads. */
export type Content = string | Buffer | { readonly link: string };

/** What is done, or what has to be so; it fails where that is not so in time. */
export interface Step {
  readonly says: string;
  take(run: Run): Promise<void>;
}

export interface Start {
  /** The files of the site, by their path below its root; those of `cgi-bin` are executable. */
  readonly files: Readonly<Record<string, Content>>;
  /** What is opened first: `/` unless it is given. */
  readonly page?: string;
  /** Both unless they are given. */
  readonly hosts?: readonly Host[];
  /** Settings of the site. */
  readonly site?: Partial<SiteStartParams>;
  /** True where the steps open the page by themselves. */
  readonly unopened?: boolean;
  /** True where a proxy stands before the site, which can be cut and serves it below a path. */
  readonly proxy?: boolean;
  /** True where the browser keeps pages that were left as they are (its back/forward cache). */
  readonly kept?: boolean;
}

/** One row of the table: a page, what happens to its files, and what a browser has to show. */
export interface Scenario extends Start {
  readonly name: string;
  readonly steps: readonly Step[];
}

export const scenario = (name: string, start: Start, ...steps: Step[]): Scenario => ({ name, ...start, steps });
