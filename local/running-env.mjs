// Loaded before a command of the worker (node --import): where the environment does not say which Kvittert is
// meant, it is the embedded default that runs on the data folder.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const folder = resolve(process.env.KVITTERT_DATA_DIR ?? '.kvittert');

function running() {
  try {
    return JSON.parse(readFileSync(join(folder, 'running.json'), 'utf8')).ready;
  } catch {
    return undefined;
  }
}

if (!process.env.TEMPORAL_ADDRESS) {
  const ready = running();
  if (ready === undefined) {
    console.error('Set TEMPORAL_ADDRESS and DATABASE_URL, or start Kvittert with "npm start" and try again.');
    process.exit(1);
  }
  process.env.TEMPORAL_ADDRESS = ready.temporalAddress;
  process.env.DATABASE_URL ||= ready.databaseUrl;
}
