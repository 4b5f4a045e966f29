import { describe, expect, it } from '@jest/globals';
import { quarterPoints, quartersShown } from './portfolio.query.js';

const turns = (year: number, quarter: number, accepted: number, closed = 0, reopened = 0) => ({
  year,
  quarter,
  accepted,
  closed,
  reopened,
});

describe('the trend per quarter', () => {
  it('adds up what was accepted, closed and reopened, and goes on through quarters without any', () => {
    const points = quarterPoints([turns(2026, 1, 10, 2), turns(2026, 3, 0, 3, 1)], '2026-11-20');
    expect(
      points.map(({ year, quarter, openAtEnd, closedAtEnd }) => [year, quarter, openAtEnd, closedAtEnd]),
    ).toEqual([
      [2026, 1, 8, 2],
      [2026, 2, 8, 2],
      [2026, 3, 6, 4],
      [2026, 4, 6, 4],
    ]);
  });

  it('shows the last quarters, counted from the first', () => {
    const points = quarterPoints([turns(2020, 4, 5)], '2026-01-01');
    expect(points).toHaveLength(quartersShown);
    expect(points[0]).toMatchObject({ year: 2024, quarter: 2, openAtEnd: 5, accepted: 0 });
    expect(points.at(-1)).toMatchObject({ year: 2026, quarter: 1 });
  });

  it('is empty where nothing was ever accepted', () => {
    expect(quarterPoints([], '2026-11-20')).toEqual([]);
  });
});
