import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { cacheFolder, findOnPath, findTemporalServer, temporalCliVersion } from './temporal-server.mjs';

describe('where the Temporal server is looked for', () => {
  let folder: string;
  let env: NodeJS.ProcessEnv;
  const say = (): void => undefined;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kvittert-find-'));
    env = { PATH: join(folder, 'bin'), XDG_CACHE_HOME: join(folder, 'cache') };
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function program(path: string): string {
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, '#!/bin/sh\nexit 0\n');
    chmodSync(path, 0o755);
    return path;
  }

  function inCache(): string {
    return program(join(cacheFolder(env), `temporal-cli-${temporalCliVersion}`, 'temporal'));
  }

  it('is the one that was named, before all others', async () => {
    program(join(folder, 'bin', 'temporal'));
    env.TEMPORAL_ADDRESS = 'temporal.example:7233';
    expect(await findTemporalServer({ env, say })).toEqual({ address: 'temporal.example:7233' });
  });

  it('is then the one on PATH', async () => {
    inCache();
    const path = program(join(folder, 'bin', 'temporal'));
    expect(await findTemporalServer({ env, say })).toEqual({ program: path });
  });

  it('is then the one in the cache', async () => {
    const path = inCache();
    expect(await findTemporalServer({ env, say })).toEqual({ program: path });
  });

  it('is not a folder, a file without the right to run, or a broken entry of PATH', () => {
    mkdirSync(join(folder, 'one', 'temporal'), { recursive: true });
    mkdirSync(join(folder, 'two'), { recursive: true });
    writeFileSync(join(folder, 'two', 'temporal'), '');
    const path = program(join(folder, 'three', 'temporal'));
    const PATH = [
      '',
      join(folder, 'none'),
      ...['one', 'two', 'three'].map((name) => join(folder, name)),
    ].join(':');
    expect(findOnPath('temporal', { PATH })).toBe(path);
    expect(findOnPath('temporal', { PATH: join(folder, 'one') })).toBeUndefined();
  });
});
