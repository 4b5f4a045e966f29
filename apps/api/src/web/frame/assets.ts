import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);

const own = (file: string): string => fileURLToPath(new URL(`../assets/${file}`, import.meta.url));

/** Later ones may overrule earlier ones. Designsystemet is served from its package: nothing comes from elsewhere. */
const sheets = [
  { name: 'theme', file: require.resolve('@digdir/designsystemet-theme/index.css') },
  { name: 'designsystemet', file: require.resolve('@digdir/designsystemet-css') },
  { name: 'kvittert', file: own('kvittert.css') },
];

export interface Asset {
  path: string;
  content: Buffer;
  contentType: string;
}

export interface Assets {
  stylesheets: readonly Asset[];
  icon: Asset;
}

/** What pages are drawn with, each under a name that changes with its content and so may be cached for ever. */
export function loadAssets(): Assets {
  return {
    stylesheets: sheets.map(({ name, file }) => load(name, file, 'css', 'text/css; charset=utf-8')),
    icon: load('icon', own('icon.svg'), 'svg', 'image/svg+xml'),
  };
}

function load(name: string, file: string, extension: string, contentType: string): Asset {
  const content = readFileSync(file);
  const digest = createHash('sha256').update(content).digest('hex').slice(0, 12);
  return { path: `/assets/${name}.${digest}.${extension}`, content, contentType };
}
