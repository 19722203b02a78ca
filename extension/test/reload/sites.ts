import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ReloadDidSendParams, Site } from '../../protocol/types.generated';
import { ServerProcess } from '../../src/server/serverProcess';
import { BINARY } from '../panel/server';
import { freePort } from '../ports';
import type { Content, Scenario } from './scenario';

/** One server process, which serves a site for each run of a scenario. */
export class Sites {
  readonly #said = new Map<string, ReloadDidSendParams[]>();
  readonly server = new ServerProcess({
    file: BINARY,
    client: { name: 'test', version: '1' },
    locale: 'en',
    workspaceTrusted: true,
    onNotification: (method, params) => {
      if (method !== 'reload/didSend') return;
      const sent = params as ReloadDidSendParams;
      this.said(sent.siteId).push(sent);
    },
    onErrorLine: (line) => console.error(line),
  });

  /** What the server said of reloads of a site. */
  said(siteId: string): ReloadDidSendParams[] {
    const said = this.#said.get(siteId) ?? [];
    this.#said.set(siteId, said);
    return said;
  }

  async serve(scenario: Scenario): Promise<Served> {
    const folder = await mkdtemp(path.join(tmpdir(), 'vitrina-reload-'));
    const served = new Served(this, folder, scenario);
    await served.write(scenario.files);
    await served.start();
    return served;
  }
}

/** A folder and the site that serves it. */
export class Served {
  readonly root: string;
  #site: Site | undefined;
  #runs = false;

  constructor(
    readonly sites: Sites,
    readonly folder: string,
    readonly scenario: Scenario,
  ) {
    this.root = path.join(folder, 'html');
  }

  get site(): Site {
    if (!this.#site) throw new Error('the site does not run');
    return this.#site;
  }

  get said(): readonly ReloadDidSendParams[] {
    return this.sites.said(this.site.id);
  }

  /** Starts the site, at the port that it had before. */
  async start(): Promise<void> {
    const port = this.#site?.port ?? (await freePort());
    this.#site = await this.sites.server.request('site/start', {
      root: this.root,
      host: '127.0.0.1',
      port,
      ...this.scenario.site,
    });
    this.#runs = true;
  }

  async stop(): Promise<void> {
    this.#runs = false;
    await this.sites.server.request('site/stop', { siteId: this.site.id });
  }

  path(name: string): string {
    return path.join(this.root, name);
  }

  /** Writes files, each in one piece. */
  async write(files: Readonly<Record<string, Content>>): Promise<void> {
    await mkdir(this.root, { recursive: true });
    for (const [name, content] of Object.entries(files)) {
      const file = this.path(name);
      await mkdir(path.dirname(file), { recursive: true });
      if (typeof content === 'object' && 'link' in content) {
        await symlink(content.link, file);
        continue;
      }
      await writeFile(file, content);
      if (name.includes('cgi-bin/')) await chmod(file, 0o755);
    }
  }

  async close(): Promise<void> {
    if (this.#runs) await this.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}
