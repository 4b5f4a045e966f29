import { performance } from 'node:perf_hooks';
import { openDataSource } from '#record/data-source.js';
import { catchUpSearch } from '#record/search/search-index.js';
import { percentile, round, spreadOf } from '../figures.js';
import type { House } from '../house.js';
import { HttpClients } from '../load.js';
import { Registry } from '../registry.js';
import { number, type Part } from '../report.js';

const repetitions = 15;
const warmUps = 2;

/** Searching and finding similar measures among many, through the API. */
export async function measureSearch(house: House, settings: { count: number }): Promise<Part> {
  const installation = await house.installation({ workers: 0 });
  try {
    const registry = await Registry.open(installation, settings.count);
    const planId = await registry.plan();
    const api = new HttpClients(installation.apiUrl(), await installation.token('secretariat'), 4);
    const answer = await api.post('/api/v1/measure-batches', { planId, measures: registry.obligations });
    const { items } = JSON.parse(answer.text) as { items: { id: string }[] };
    const dataSource = await openDataSource(installation.database.appUrl);
    const readAt = performance.now();
    await catchUpSearch(dataSource);
    const readS = (performance.now() - readAt) / 1000;
    await dataSource.destroy();
    const ways = {
      'a word that all have': '/api/v1/search?q=varslingsplan&limit=20',
      'a word written wrong': '/api/v1/search?q=varslngsplan&limit=20',
      'a word that none has': '/api/v1/search?q=tankbil&limit=20',
      'measures similar to one': `/api/v1/measures/${items[0]?.id ?? ''}/similar`,
    };
    const timesMs = new Map<string, number[]>(Object.keys(ways).map((name) => [name, []]));
    for (let turn = 0; turn < warmUps + repetitions; turn += 1) {
      for (const [name, path] of Object.entries(ways)) {
        const startedAt = performance.now();
        await api.get(path);
        if (turn >= warmUps) timesMs.get(name)?.push(performance.now() - startedAt);
      }
    }
    api.close();
    return {
      method: `${settings.count} measures; ${repetitions} times in turn through the API, milliseconds.`,
      figures: {
        readS: round(readS),
        ...Object.fromEntries([...timesMs].map(([name, samples]) => [name, spreadOf(samples)])),
      },
      lines: [
        { what: `${settings.count} measures made searchable`, figure: `${number(readS)} s` },
        ...[...timesMs].map(([what, samples]) => ({
          what,
          figure: `p50 ${number(percentile(samples, 50))} ms, p95 ${number(percentile(samples, 95))} ms`,
        })),
      ],
    };
  } finally {
    await house.leave(installation);
  }
}
