import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { LivenessProbe, probePace } from './liveness-probe.js';
import { recordLimits } from './record-limits.js';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

const never = new Promise<never>(() => undefined);

describe('a liveness probe', () => {
  it('is not lost by one answer that came too late', async () => {
    const answers = [never, Promise.resolve(), never];
    const probe = new LivenessProbe({ ask: () => answers.shift() ?? never });
    probe.start();
    await jest.advanceTimersByTimeAsync(2 * probePace.everyMs + probePace.answerWithinMs);
    expect(probe.isLost).toBe(false);
  });

  it('is lost when nobody answers twice, and found when somebody does', async () => {
    let there = false;
    const probe = new LivenessProbe({ ask: () => (there ? Promise.resolve() : never) });
    const lost = jest.fn();
    void probe.lost().then(lost);
    probe.start();
    await jest.advanceTimersByTimeAsync(probePace.everyMs + probePace.answerWithinMs);
    expect(lost).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(probePace.everyMs + probePace.answerWithinMs);
    expect(lost).toHaveBeenCalled();
    expect(probe.isLost).toBe(true);
    there = true;
    await jest.advanceTimersByTimeAsync(probePace.everyMs);
    expect(probe.isLost).toBe(false);
  });

  it('is lost by a refusal as by silence', async () => {
    const probe = new LivenessProbe({ ask: () => Promise.reject(new Error('refused')) });
    probe.start();
    await jest.advanceTimersByTimeAsync(2 * probePace.everyMs);
    expect(probe.isLost).toBe(true);
  });

  it('beats no more when it is stopped, also in the middle of a question', async () => {
    const ask = jest.fn(() => Promise.resolve());
    const probe = new LivenessProbe({ ask });
    probe.start();
    await jest.advanceTimersByTimeAsync(probePace.everyMs);
    probe.stop();
    await jest.advanceTimersByTimeAsync(10 * probePace.everyMs);
    expect(ask).toHaveBeenCalledTimes(1);
  });

  it('notices within 30 seconds, with time left to connect anew', () => {
    const { everyMs, answerWithinMs, missesUntilLost } = probePace;
    expect(missesUntilLost * (everyMs + answerWithinMs) + recordLimits.connectMs).toBeLessThanOrEqual(30_000);
  });
});
