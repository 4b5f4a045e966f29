import { openDataSource } from '../data-source.js';
import { rebuildSearch } from './search-index.js';

/**
 * `npm run search:rebuild`: reads everything that can be searched for anew. Reads DATABASE_URL,
 * or finds the embedded default that runs. Meanwhile a search finds less.
 */
const url = process.env['DATABASE_URL'];
if (url === undefined || url === '') {
  console.error('Set DATABASE_URL, or start Kvittert with "npm start" and try again.');
  process.exitCode = 2;
} else {
  const dataSource = await openDataSource(url, {
    poolSize: 2,
    applicationName: 'kvittert search',
    use: 'command',
  });
  const startedAt = Date.now();
  try {
    await rebuildSearch(dataSource);
    console.log(
      `Everything can be searched for again, after ${((Date.now() - startedAt) / 1000).toFixed(1)} s.`,
    );
  } finally {
    await dataSource.destroy();
  }
}
