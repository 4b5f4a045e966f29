import { describe, expect, it } from '@jest/globals';
import { recordLimits } from './record-limits.js';

describe('a PostgreSQL that vanished without a word', () => {
  it('is given up, and another connection made, within 30 seconds at the very worst', () => {
    const { idleMs, lookEveryMs, silenceMs, askMs, connectMs } = recordLimits;
    // Taken from the pool at the last moment, looked at a moment too early, and asked about in vain.
    expect(idleMs + silenceMs + lookEveryMs + askMs + connectMs).toBeLessThanOrEqual(30_000);
  });

  it('is noticed as soon by who only listens, and by the kernel', () => {
    const { keepAliveMs, lookEveryMs, silenceMs, askMs, connectMs } = recordLimits;
    expect(keepAliveMs + silenceMs + lookEveryMs + askMs + connectMs).toBeLessThanOrEqual(30_000);
  });
});
