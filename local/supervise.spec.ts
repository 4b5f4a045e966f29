import { describe, expect, it } from '@jest/globals';
import { restartWhenEnded } from './supervise.js';

/** A process that ends after each start, `deaths` times. */
function mortal(deaths: number) {
  let starts = 1;
  const said: string[] = [];
  let wanted = true;
  const kept = {
    name: 'The API',
    running: () => {
      const ends = starts <= deaths;
      if (!ends) wanted = false;
      return { pid: starts, ended: Promise.resolve() };
    },
    startAgain: async () => {
      starts += 1;
    },
    lastLines: () => `no memory left (start ${starts})`,
  };
  return {
    kept,
    keeping: { say: (line: string) => said.push(line), wanted: () => wanted, pauseMs: 0 },
    said,
  };
}

describe('a part that ends by itself', () => {
  it('is started again, and it is said', async () => {
    const { kept, keeping, said } = mortal(2);
    await restartWhenEnded(kept, keeping);
    expect(said).toEqual([
      'The API ended by itself; it is started again (1 of 3).',
      'The API runs again.',
      'The API ended by itself; it is started again (2 of 3).',
      'The API runs again.',
    ]);
  });

  it('is given up after three times, with its last words', async () => {
    const { kept, keeping } = mortal(10);
    await expect(restartWhenEnded(kept, keeping)).rejects.toThrow(
      /The API has ended by itself 4 times[\s\S]*no memory left \(start 4\)/,
    );
  });

  it('is given three more after a long time without', async () => {
    const { kept, keeping, said } = mortal(6);
    await restartWhenEnded(kept, { ...keeping, forgottenAfterMs: -1 });
    expect(said).toHaveLength(12);
  });
});
