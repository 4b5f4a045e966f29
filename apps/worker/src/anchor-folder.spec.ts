import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readAnchorsOutside } from '#record/anchor/anchors-outside.js';
import { AnchorFolder } from './anchor-folder.js';

const anchor = (number: number, digest = 'd') => ({
  number,
  digest: digest.repeat(64),
  previous: '0'.repeat(64),
  at: '2026-12-01T10:05:00.000Z',
  epoch: 1,
  lines: 3,
});

describe('Anchors outside the database', () => {
  let path: string;
  beforeEach(async () => {
    path = join(await mkdtemp(join(tmpdir(), 'anchors-')), 'made-when-needed');
  });
  afterEach(() => rm(join(path, '..'), { recursive: true }));

  test('are a file each, and none is written over', async () => {
    const folder = new AnchorFolder(path);
    expect(await folder.last()).toBe(0);
    await folder.write(anchor(1));
    await folder.write(anchor(12));
    await folder.write(anchor(12, 'e'));
    expect(await folder.last()).toBe(12);
    expect((await readdir(path)).sort()).toEqual(['anchor-0000000001.json', 'anchor-0000000012.json']);
    expect(JSON.parse(await readFile(join(path, 'anchor-0000000012.json'), 'utf8'))).toEqual(anchor(12));
    expect(await readAnchorsOutside(path)).toEqual([anchor(1), anchor(12)]);
  });

  test('are read out of a log as well, and a file without any is told of', async () => {
    const log = `${path}.log`;
    const line = JSON.stringify({ level: 'info', message: 'the record was anchored', anchor: anchor(3) });
    await writeFile(log, `starting\nworker-1  | ${line}\n{"level":"info","message":"other"}\n`);
    expect(await readAnchorsOutside(log)).toEqual([anchor(3)]);
    await writeFile(log, 'nothing\n');
    await expect(readAnchorsOutside(log)).rejects.toThrow('holds no anchor');
  });
});
