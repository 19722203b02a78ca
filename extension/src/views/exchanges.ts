import * as vscode from 'vscode';
import type { ExchangeSummary } from '../../protocol/types.generated';
import type { Controller } from '../server/controller';
import { saveFile } from './saveFile';

/** Two exchanges: the one to show, and the one to compare it with. */
export interface Pair {
  readonly chosen: string;
  readonly base: string;
}

/** Lets the user choose two exchanges; undefined where they choose none. */
export async function choosePair(controller: Controller): Promise<Pair | undefined> {
  const all = await exchanges(controller);
  if (all.length < 2) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('There are not two exchanges to compare yet. Open the site in a browser.'),
    );
    return undefined;
  }
  const chosen = await choose(all, vscode.l10n.t('Choose an exchange'));
  if (!chosen) return undefined;
  const others = all.filter(({ id }) => id !== chosen.id);
  // Mostly one wants to know what changed: what was asked for in the same way comes first.
  const same = ({ method, target }: ExchangeSummary): boolean => method === chosen.method && target === chosen.target;
  const base = await choose(
    [...others.filter(same), ...others.filter((each) => !same(each))],
    vscode.l10n.t('Compare it with…'),
  );
  return base && { chosen: chosen.id, base: base.id };
}

/** The newest exchanges of the site, the newest first; as many as the server lists at once. */
async function exchanges(controller: Controller): Promise<ExchangeSummary[]> {
  if (controller.state.kind !== 'running') return [];
  const { exchanges: listed } = await controller.request('exchange/list', { siteId: controller.state.site.id });
  return listed.reverse();
}

async function choose(all: readonly ExchangeSummary[], placeHolder: string): Promise<ExchangeSummary | undefined> {
  const items = all.map((exchange) => ({
    // Without the query, in which there may be secrets: others may see the screen.
    label: `${String(exchange.status || '…')} ${exchange.method} ${exchange.target.replace(/\?.*$/s, '?…')}`,
    description: [exchange.contentType ?? '', new Date(exchange.time).toLocaleTimeString(vscode.env.language)].join(
      '  ',
    ),
    exchange,
  }));
  const picked = await vscode.window.showQuickPick(items, { placeHolder, matchOnDescription: true });
  return picked?.exchange;
}

/** Saves all exchanges of the site as an HTTP Archive. */
export async function exportHar(controller: Controller): Promise<void> {
  if (controller.state.kind !== 'running') return;
  const siteId = controller.state.site.id;
  const { exchanges } = await controller.request('exchange/list', { siteId, limit: 1 });
  if (exchanges.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('There are no exchanges to export yet. Open the site in a browser.'),
    );
    return;
  }
  const picked = await vscode.window.showQuickPick(
    [
      {
        label: vscode.l10n.t('Without secrets'),
        detail: vscode.l10n.t('Cookies, credentials and tokens are replaced by REDACTED'),
        redact: true,
      },
      {
        label: vscode.l10n.t('With secrets'),
        detail: vscode.l10n.t('Whoever gets the file can use them'),
        redact: false,
      },
    ],
    { title: vscode.l10n.t('How should all exchanges be exported?') },
  );
  if (!picked) return;
  const har = await controller.request('exchange/har', { siteId, redact: picked.redact });
  const name = `vitrina-${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}.har`;
  await saveFile({ name, dataBase64: Buffer.from(`${JSON.stringify(har, undefined, 2)}\n`).toString('base64') });
}
