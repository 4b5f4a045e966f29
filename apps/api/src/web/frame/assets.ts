import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);

/** Later ones may overrule earlier ones. Designsystemet is served from its package: nothing comes from elsewhere. */
const sources = [
  { name: 'theme', file: require.resolve('@digdir/designsystemet-theme/index.css') },
  { name: 'designsystemet', file: require.resolve('@digdir/designsystemet-css') },
  { name: 'kvittert', file: fileURLToPath(new URL('../assets/kvittert.css', import.meta.url)) },
];

export interface Asset {
  path: string;
  content: Buffer;
  contentType: string;
}

/** The styles, each under a name that changes with its content and so may be cached for ever. */
export function loadAssets(): readonly Asset[] {
  return sources.map(({ name, file }) => {
    const content = readFileSync(file);
    const digest = createHash('sha256').update(content).digest('hex').slice(0, 12);
    return { path: `/assets/${name}.${digest}.css`, content, contentType: 'text/css; charset=utf-8' };
  });
}
