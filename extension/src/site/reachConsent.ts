import * as vscode from 'vscode';
import type { AskedReach } from './reach';
import type { SiteFolder } from './siteFolder';

/** Where a site may be reached from: as the settings say, or from this machine alone. */
export type Consent = 'network' | 'machine';

/**
 * Asks before the settings of a workspace let others in. A yes is remembered in the workspace for exactly those values,
 * so that changed ones are asked about; this machine alone only until the next start that the user asks for. No setting
 * is written.
 */
export class ReachConsent {
  #thisMachine: string | undefined;

  constructor(private readonly memory: vscode.Memento) {}

  /** What the user wants; undefined where the answer is to start nothing. */
  async of({ root, scope }: SiteFolder, asked: AskedReach): Promise<Consent | undefined> {
    const values = JSON.stringify(asked);
    const key = `reach ${root}`;
    if (this.memory.get(key) === values) return 'network';
    if (this.#thisMachine === key + values) return 'machine';
    const consent = await ask(asked, scope);
    if (consent === 'network') await this.memory.update(key, values);
    this.#thisMachine = consent === 'machine' ? key + values : undefined;
    return consent;
  }

  /** Has a choice of this machine alone be asked about again. */
  forget(): void {
    this.#thisMachine = undefined;
  }
}

async function ask(asked: AskedReach, scope: vscode.Uri | undefined): Promise<Consent | undefined> {
  const network = vscode.l10n.t('Start for the Network');
  const machine = vscode.l10n.t('Start on This Computer Only');
  const chosen = await vscode.window.showWarningMessage(
    question(scope),
    { modal: true, detail: explain(asked).join('\n\n') },
    machine, // first: what Enter means
    network,
  );
  return chosen === network ? 'network' : chosen === machine ? 'machine' : undefined;
}

/** Where the workspace has several folders, each may have settings of its own. */
function question(scope: vscode.Uri | undefined): string {
  const several = (vscode.workspace.workspaceFolders ?? []).length > 1;
  const folder = several && scope ? vscode.workspace.getWorkspaceFolder(scope) : undefined;
  return folder
    ? vscode.l10n.t('With the settings of this workspace, others could reach your site in {0}.', folder.name)
    : vscode.l10n.t('With the settings of this workspace, others could reach your site.');
}

function explain({ host, allowOnNetwork, allowedHosts }: AskedReach): string[] {
  const lines: string[] = [];
  if (host !== undefined) {
    lines.push(vscode.l10n.t('{0} is {1}: other computers can open the site.', 'vitrina.host', host));
  }
  if (allowOnNetwork) {
    lines.push(
      vscode.l10n.t(
        '{0} is on: anyone who can reach the site can run its scripts, with your rights.',
        'vitrina.cgi.allowOnNetwork',
      ),
    );
  }
  if (allowedHosts) {
    lines.push(
      vscode.l10n.t(
        '{0} is {1}: pages with these host names can use the site and its scripts through your browser.',
        'vitrina.allowedHosts',
        allowedHosts.join(', '),
      ),
    );
  }
  lines.push(
    vscode.l10n.t('Allow it only if you know these settings and want this. VS Code asks again only when they change.'),
  );
  return lines;
}
