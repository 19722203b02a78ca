import type { ScriptCheckParams, ScriptCheckResult } from '../../protocol/types.generated';
import type { Asker } from '../server/asker';
import type { Controller } from '../server/controller';
import type { SiteFolder } from '../site/siteFolder';

/** Asks the server what would happen to scripts. */
export class Checker {
  constructor(
    private readonly asker: Asker,
    private readonly controller: Controller,
  ) {}

  /** Looks at the scripts of a folder, or at the only one that is named by its path from the root, with / between names. */
  async check(folder: SiteFolder, script?: string): Promise<ScriptCheckResult> {
    const { root, cgi } = await this.controller.params(folder);
    const params: ScriptCheckParams = { root, ...(cgi && { cgi }), ...(script !== undefined && { script }) };
    return this.asker.ask('script/check', params, folder.scope);
  }
}
