import { describe, expect } from '@jest/globals';
import { candidateFields, candidateIds, candidatesGiven, candidateValues } from './candidate-rows.js';
import { it } from '../../../../../test/support/it-in-bokmal.js';

const known = [
  { id: 'a', title: 'Kokevarsel', text: 'Varsle alle abonnenter.' },
  { id: 'b', title: 'Spyling', text: '' },
];
const sent = { ...candidateIds(known, {}), ...candidateValues(known) };

describe('the rows of candidates', () => {
  it('are read as they were shown, each with its id', () => {
    expect(candidatesGiven(sent).candidates).toEqual(known);
  });

  it('lose the one whose row is emptied, and keep the ids of the others', () => {
    const emptied = { ...sent, candidate1Title: ' ', candidate1Text: '', candidate4Title: 'Ny' };
    expect(candidatesGiven(emptied).candidates).toEqual([known[1], { title: 'Ny', text: '' }]);
    // Row 4 is the second that is read: what is wrong with it stands at row 4.
    expect(candidatesGiven(emptied).fieldOfPath['candidates.1.title']).toBe('candidate4Title');
  });

  it('are as many when the form is shown again as when it was sent, and some to spare', () => {
    const names = candidateFields(known, { ...sent, candidate5Text: 'Uten tittel' }).map(({ name }) => name);
    expect(names).toContain('candidate5Title');
    expect(names.at(-1)).toBe('candidate8Text');
    expect(candidateIds([], sent)).toEqual({ candidate1Id: 'a', candidate2Id: 'b' });
  });
});
