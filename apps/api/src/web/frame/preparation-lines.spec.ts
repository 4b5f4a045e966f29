import { describe, expect } from '@jest/globals';
import { preparationLines } from './preparation-lines.js';
import { it } from '../../../../../test/support/it-in-bokmal.js';

describe('what a page says while the machine is being made ready', () => {
  it('is nothing when it is', () => {
    expect(preparationLines({})).toEqual([]);
  });

  it('is how far Temporal has come, that one may register meanwhile, and how to see more', () => {
    const lines = preparationLines({ temporal: { step: 'building', seconds: 130, built: 412, of: 1_300 } });
    expect(lines[0]).toMatch(/412 av omtrent 1\s300 deler er ferdige etter 2 minutter/);
    expect(lines[1]).toMatch(/registrere mens du venter.*Last siden på nytt/);
  });

  it('does not ask anybody to register before they may log in', () => {
    const lines = preparationLines({ registering: true, temporal: { step: 'fetching' } });
    expect(lines.join(' ')).toMatch(/Om et lite minutt kan du logge inn/);
    expect(lines.join(' ')).not.toMatch(/registrere mens/);
  });
});
