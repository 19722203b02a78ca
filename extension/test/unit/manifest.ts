import { readFileSync } from 'node:fs';
import path from 'node:path';

interface Setting {
  type: string;
  default: unknown;
  scope: string;
  enum?: string[];
  markdownDescription: string;
}

interface WalkthroughStep {
  id: string;
  description: string;
  media: { svg: string; altText: string };
  completionEvents: string[];
}

interface Manifest {
  version: string;
  publisher: string;
  name: string;
  capabilities: { untrustedWorkspaces: { supported: string; restrictedConfigurations: string[] } };
  activationEvents: string[];
  contributes: {
    commands: { command: string; title: string; category: string; enablement?: string }[];
    viewsContainers: { activitybar: { id: string; title: string; icon: string }[] };
    views: Record<string, { id: string; name: string; type: string }[]>;
    menus: Record<string, { command?: string; submenu?: string; when?: string; alt?: string }[]>;
    submenus: { id: string; label: string }[];
    keybindings: { command: string; key: string; mac: string; when: string }[];
    walkthroughs: { id: string; steps: WalkthroughStep[] }[];
    configuration: { properties: Record<string, Setting> };
  };
}

/** The tests run in the root folder of the sources. */
export function readSource(file: string): string {
  return readFileSync(path.resolve(file), 'utf8');
}

export function readTexts(file: string): Record<string, string> {
  return JSON.parse(readSource(file)) as Record<string, string>;
}

/** The extension's manifest. */
export const manifest = JSON.parse(readSource('package.json')) as Manifest;
