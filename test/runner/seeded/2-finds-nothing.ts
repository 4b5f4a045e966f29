import { expect, it } from '@jest/globals';

it('finds nothing of the file before', async () => {
  expect(process.env['KVITTERT_SEEDED']).toBeUndefined();
  expect(Math.max(1, 2)).toBe(2);
  await new Promise((resolve) => setTimeout(resolve, 1));
});
