import { afterAll, describe, expect, it, jest } from '@jest/globals';

// Each of these must be told as a failure: runner.spec.ts counts them.
describe('what goes wrong', () => {
  afterAll(() => {
    throw new Error('an end that fails');
  });

  it('is right', () => expect(1).toBe(1));
  it('expects something else', () => expect(1).toBe(2));
  it('expects less than it said', () => expect.assertions(1));
  it('throws', () => {
    throw new Error('thrown');
  });
  it('rejects', async () => Promise.reject(new Error('rejected')));
  it('leaves a promise that rejects', async () => {
    void Promise.reject(new Error('rejected by nobody asked'));
    await new Promise((resolve) => setTimeout(resolve, 10));
  });
  it('does not end in time', () => new Promise(() => undefined), 50);
  it('is right, and leaves something behind for the next file not to find', () => {
    process.env['KVITTERT_SEEDED'] = 'left behind';
    jest.useFakeTimers();
    jest.spyOn(Math, 'max').mockReturnValue(0);
  });
  it.skip('is left out', () => undefined);
});
