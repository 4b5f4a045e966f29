import { runCommand } from '../command-line.js';
import { openDataSource } from '../data-source.js';
import { rebuildSearch } from './search-index.js';

/**
 * `npm run search:rebuild`: reads everything that can be searched for anew. Reads DATABASE_URL,
 * or finds the embedded default that runs. Meanwhile a search finds less.
 */
await runCommand(async () => {
  const url = process.env['DATABASE_URL'];
  if (url === undefined || url === '') {
    throw new Error('Set DATABASE_URL, or start Kvittert with "npm start" and try again.');
  }
  const dataSource = await openDataSource(url, {
    poolSize: 2,
    applicationName: 'kvittert search',
    use: 'command',
  });
  const startedAt = Date.now();
  try {
    await rebuildSearch(dataSource);
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
    console.log(`Everything can be searched for again, after ${seconds} s.`);
  } finally {
    await dataSource.destroy();
  }
});
