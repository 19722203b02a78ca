/** The codicons that the page uses, by their names and places in the font (@vscode/codicons). */
export const ICONS = {
  'arrow-right': 0xea9c,
  broadcast: 0xeaad,
  'chevron-down': 0xeab4,
  'chevron-right': 0xeab6,
  'circle-slash': 0xeabd,
  'clear-all': 0xeabf,
  copy: 0xebcc,
  'debug-disconnect': 0xead0,
  'desktop-download': 0xea78,
  error: 0xea87,
  eye: 0xea70,
  'folder-opened': 0xeaf7,
  globe: 0xeb01,
  info: 0xea74,
  'link-external': 0xeb14,
  pass: 0xeba4,
  play: 0xeb2c,
  refresh: 0xeb37,
  sync: 0xea77,
  target: 0xebf8,
  terminal: 0xea85,
  vm: 0xea7a,
  warning: 0xea6c,
  'workspace-untrusted': 0xebc2,
} as const;

export type IconName = keyof typeof ICONS;
