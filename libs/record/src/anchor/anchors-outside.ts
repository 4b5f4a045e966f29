import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { NumberedAnchor } from './anchor.js';

/**
 * Anchors that were written outside the database: a folder of the worker's (ANCHOR_FOLDER), one of its files, or a log
 * in which the worker's lines stand among others.
 * @throws Error when it can't be read, or holds no anchor
 */
export async function readAnchorsOutside(path: string): Promise<NumberedAnchor[]> {
  const files = (await stat(path)).isDirectory()
    ? (await readdir(path)).filter((name) => name.endsWith('.json')).map((name) => join(path, name))
    : [path];
  const anchors: NumberedAnchor[] = [];
  for (const file of files.sort()) {
    for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
      const anchor = anchorIn(line);
      if (anchor !== undefined) anchors.push(anchor);
    }
  }
  if (anchors.length === 0) throw new Error(`${path} holds no anchor`);
  return anchors.sort((one, other) => one.number - other.number);
}

/** A log collector may have put its own words before the line, as `docker compose logs` does. */
function anchorIn(line: string): NumberedAnchor | undefined {
  const start = line.indexOf('{');
  if (start < 0 || !line.includes('"digest"')) return undefined;
  try {
    const parsed = JSON.parse(line.slice(start)) as { anchor?: unknown };
    const anchor = (parsed.anchor ?? parsed) as Partial<NumberedAnchor>;
    return typeof anchor.number === 'number' && typeof anchor.digest === 'string'
      ? (anchor as NumberedAnchor)
      : undefined;
  } catch {
    return undefined;
  }
}
