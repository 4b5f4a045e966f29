import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ReadingError } from '#documents/reading/reading-error.js';
import { recogniseFile } from '#documents/recognising/recognise-file.js';
import { sayRefusal } from '#documents/recognising/reading-in-words.js';
import { projectRoot } from '../../local/project-root.js';
import { harmlessFiles, hostileCaps, hostileFiles, hostileLimits } from './reading/hostile-files.js';

const entry = join(projectRoot, 'dist/libs/documents/src/recognising/recognising-process.js');
const today = '2026-11-22';
const settings = { today, entry, limits: hostileLimits, process: hostileCaps };

describe('a hostile or broken file', () => {
  test('comes in more than thirty kinds', () => {
    expect(hostileFiles.length).toBeGreaterThanOrEqual(30);
  });

  test.each(hostileFiles)('$what: a clear error', async ({ name, bytes, refused }) => {
    const error: unknown = await recogniseFile({ name, bytes: await bytes() }, settings).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(ReadingError);
    const { reason } = error as ReadingError;
    expect(refused).toContain(reason);
    expect(sayRefusal('nb', reason)).toMatch(/\.$/);
  });

  test.each(harmlessFiles)('$what: read all the same', async ({ name, bytes }) => {
    const { document } = await recogniseFile({ name, bytes: await bytes() }, settings);
    expect(document.blocks.length).toBeGreaterThan(0);
  });

  test('one that takes too long is given up', async () => {
    const slow = { cpuMs: 1, heapMegabytes: 256, residentMegabytes: 1000 };
    const bytes = Buffer.from('Anbefalinger\n\n1. Øv.\n'.repeat(50_000));
    const reading = recogniseFile({ name: 'a.txt', bytes }, { today, entry, process: slow });
    await expect(reading).rejects.toMatchObject({ reason: 'took-too-long' });
  });

  test('one that takes too much memory is given up, and the next is read', async () => {
    const small = { cpuMs: 60_000, heapMegabytes: 24, residentMegabytes: 1000 };
    const bytes = Buffer.from('Anbefalinger\n\n1. Øv på varsling.\n'.repeat(50_000));
    const reading = recogniseFile({ name: 'a.txt', bytes }, { today, entry, process: small });
    await expect(reading).rejects.toMatchObject({ reason: 'took-too-much-memory' });
    const next = await recogniseFile(
      { name: 'a.txt', bytes: Buffer.from('Anbefalinger\n\n1. Øv på varsling.\n') },
      { today, entry },
    );
    expect(next.candidates.measures).toHaveLength(1);
  });

  test('nine at once, and this process keeps its memory', async () => {
    const files = await Promise.all(
      hostileFiles.slice(2, 11).map(async ({ name, bytes }) => ({ name, bytes: await bytes() })),
    );
    const before = process.memoryUsage().rss;
    const answers = await Promise.allSettled(files.map((file) => recogniseFile(file, settings)));
    expect(answers.every(({ status }) => status === 'rejected')).toBe(true);
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
  });
});
