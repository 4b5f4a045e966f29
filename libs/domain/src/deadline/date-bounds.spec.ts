import { describe, expect, it } from '@jest/globals';
import { DomainError } from '../domain-error.js';
import { requireAhead, requireHappened, requirePublished, requireWithin } from './date-bounds.js';

const today = '2026-11-20';

function refusalOf(check: () => void): unknown {
  try {
    check();
    return 'taken';
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { type: error.type, ...error.extra };
  }
}

describe('what is told to have happened', () => {
  const told = (on: string) =>
    refusalOf(() => {
      requireHappened('on', on, today);
    });

  it('has happened today at the latest, and not before there was anything to follow up', () => {
    expect(told('2026-11-20')).toBe('taken');
    expect(told('2026-11-21')).toEqual({ type: 'date-ahead', field: 'on', on: '2026-11-21' });
    expect(told('2000-01-01')).toBe('taken');
    expect(told('1999-12-31')).toMatchObject({ type: 'date-too-early', earliest: '2000-01-01' });
  });

  it('an evaluation may have been published long ago, but not tomorrow', () => {
    const published = (on: string) =>
      refusalOf(() => {
        requirePublished(on, today);
      });
    expect(published('1919-03-01')).toBe('taken');
    expect(published('2026-11-20')).toBe('taken');
    expect(published('2026-11-21')).toMatchObject({ type: 'date-ahead', field: 'publishedOn' });
  });
});

describe('what is to come', () => {
  it('is looked at after today, and within the time it takes', () => {
    const ahead = (on: string) =>
      refusalOf(() => {
        requireAhead('reviewOn', on, today, 12);
      });
    expect(ahead('2026-11-20')).toMatchObject({ type: 'date-not-ahead', earliest: '2026-11-21' });
    expect(ahead('2026-11-21')).toBe('taken');
    expect(ahead('2027-11-20')).toBe('taken');
    expect(ahead('2027-11-21')).toMatchObject({ type: 'date-too-late', latest: '2027-11-20' });
  });

  it('a leap day a year on is the last of February', () => {
    expect(
      refusalOf(() => {
        requireAhead('reviewOn', '2029-03-01', '2028-02-29', 12);
      }),
    ).toMatchObject({ latest: '2029-02-28' });
  });

  it('nothing is planned for 2099', () => {
    expect(
      refusalOf(() => {
        requireWithin('on', '2099-01-01', today);
      }),
    ).toMatchObject({ type: 'date-too-late', latest: '2056-11-20' });
  });
});
