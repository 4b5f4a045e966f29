import { describe, expect, it } from '@jest/globals';
import { readNumbers, writeNumbers } from './number-list.js';

describe('measures by number', () => {
  it('are read as people write them, each once', () => {
    expect(readNumbers(' 9, 12 og 2/14;9\n3 ', 1).numbers).toEqual([
      { planNumber: 1, number: 9 },
      { planNumber: 1, number: 12 },
      { planNumber: 2, number: 14 },
      { planNumber: 1, number: 3 },
    ]);
    expect(readNumbers('', 1)).toEqual({ numbers: [], strange: [] });
  });

  it('that can’t be numbers are named', () => {
    expect(readNumbers('9, ni og 0 1/2/3', 1)).toEqual({
      numbers: [{ planNumber: 1, number: 9 }],
      strange: ['ni', '0', '1/2/3'],
    });
  });

  it('are written so that they are read as the same', () => {
    const numbers = [
      { planNumber: 1, number: 9 },
      { planNumber: 2, number: 14 },
    ];
    expect(writeNumbers(numbers, 1)).toBe('9, 2/14');
    expect(readNumbers(writeNumbers(numbers, 1), 1).numbers).toEqual(numbers);
  });
});
