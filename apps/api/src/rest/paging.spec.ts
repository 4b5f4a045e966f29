import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { pageOf, paging } from './paging.js';

const query = z.strictObject(paging('number', 'text'));
const rows = Array.from({ length: 5 }, (_, index) => ({ number: index, name: `n${index}` }));
const page = (from: number, limit: number) =>
  pageOf(
    rows.slice(from, from + limit + 1),
    limit,
    ({ number, name }) => [number, name],
    ({ name }) => name,
  );

describe('paging', () => {
  it('gives a cursor that the next request understands, and none on the last page', () => {
    const first = page(0, 2);
    expect(first.items).toEqual(['n0', 'n1']);
    expect(query.parse({ cursor: first.nextCursor }).cursor).toEqual([1, 'n1']);
    expect(page(3, 2)).toEqual({ items: ['n3', 'n4'], nextCursor: null });
  });

  it.each([
    ['of another list', Buffer.from('["2026-01-01","x"]').toString('base64url')],
    ['with too few keys', Buffer.from('[1]').toString('base64url')],
    ['that is no cursor', 'tull'],
    ['that is empty', ''],
  ])('refuses a cursor %s', (_name, cursor) => {
    expect(query.safeParse({ cursor }).success).toBe(false);
  });

  it.each(['0', '501', '-1', '1.5', 'mange', ''])('refuses limit=%s', (limit) => {
    expect(query.safeParse({ limit }).success).toBe(false);
  });

  it('takes limit=500, and 100 when none is given', () => {
    expect(query.parse({ limit: '500' }).limit).toBe(500);
    expect(query.parse({}).limit).toBe(100);
  });
});
