import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Pulse, pulsePace } from './pulse.js';
import { recordLimits } from './record-limits.js';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

const never = new Promise<never>(() => undefined);

describe('a pulse', () => {
  it('is not lost by one answer that came too late', async () => {
    const answers = [never, Promise.resolve(), never];
    const pulse = new Pulse({ ask: () => answers.shift() ?? never });
    pulse.start();
    await jest.advanceTimersByTimeAsync(2 * pulsePace.everyMs + pulsePace.answerWithinMs);
    expect(pulse.isLost).toBe(false);
  });

  it('is lost when nobody answers twice, and found when somebody does', async () => {
    let there = false;
    const pulse = new Pulse({ ask: () => (there ? Promise.resolve() : never) });
    const lost = jest.fn();
    void pulse.lost().then(lost);
    pulse.start();
    await jest.advanceTimersByTimeAsync(pulsePace.everyMs + pulsePace.answerWithinMs);
    expect(lost).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(pulsePace.everyMs + pulsePace.answerWithinMs);
    expect(lost).toHaveBeenCalled();
    expect(pulse.isLost).toBe(true);
    there = true;
    await jest.advanceTimersByTimeAsync(pulsePace.everyMs);
    expect(pulse.isLost).toBe(false);
  });

  it('is lost by a refusal as by silence', async () => {
    const pulse = new Pulse({ ask: () => Promise.reject(new Error('refused')) });
    pulse.start();
    await jest.advanceTimersByTimeAsync(2 * pulsePace.everyMs);
    expect(pulse.isLost).toBe(true);
  });

  it('beats no more when it is stopped, also in the middle of a question', async () => {
    const ask = jest.fn(() => Promise.resolve());
    const pulse = new Pulse({ ask });
    pulse.start();
    await jest.advanceTimersByTimeAsync(pulsePace.everyMs);
    pulse.stop();
    await jest.advanceTimersByTimeAsync(10 * pulsePace.everyMs);
    expect(ask).toHaveBeenCalledTimes(1);
  });

  it('notices within 30 seconds, with time left to connect anew', () => {
    const { everyMs, answerWithinMs, missesUntilLost } = pulsePace;
    expect(missesUntilLost * (everyMs + answerWithinMs) + recordLimits.connectMs).toBeLessThanOrEqual(30_000);
  });
});
