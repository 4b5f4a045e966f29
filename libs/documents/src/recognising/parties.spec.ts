import { describe, expect, it } from '@jest/globals';
import { partiesAsWritten } from './parties-as-written.js';
import { matchParty, type RegisteredParty } from './party-matching.js';

describe('the responsible parties of a cell', () => {
  it.each<[string[], string[]]>([
    [
      ['Kommunene', 'Statsforvalteren'],
      ['Kommunene', 'Statsforvalteren'],
    ],
    [['Teknisk etat; Brannvesenet, Politiet'], ['Teknisk etat', 'Brannvesenet', 'Politiet']],
    [['Kommunene og Statsforvalteren'], ['Kommunene', 'Statsforvalteren']],
    [['Helse- og omsorgsdepartementet'], ['Helse- og omsorgsdepartementet']],
    [['Justis- og', 'beredskapsdepartementet'], ['Justis- og beredskapsdepartementet']],
    [['Råd for vann og', 'avløp'], ['Råd for vann og avløp']],
    [['Statsfor-', 'valteren'], ['Statsforvalteren']],
    [['Sykehuset Vestdal', 'HF'], ['Sykehuset Vestdal HF']],
    [['Helse og omsorg'], ['Helse og omsorg']],
    [['Direktoratet/Tilsynet'], ['Direktoratet', 'Tilsynet']],
    [
      ['• Fylket', '• Staten'],
      ['Fylket', 'Staten'],
    ],
    [['Harbour office and Coast guard'], ['Harbour office', 'Coast guard']],
    [['–'], []],
    [['Ikke avklart'], []],
  ])('%j', (lines, parties) => {
    expect(partiesAsWritten(lines)).toEqual(parties);
  });
});

describe('matching to the register', () => {
  const register: RegisteredParty[] = [
    { id: 'fhi', name: 'Folkehelseinstituttet' },
    { id: 'hdir', name: 'Helsedirektoratet', aliases: ['Hdir'] },
    { id: 'dsb', name: 'Direktoratet for samfunnssikkerhet og beredskap' },
    { id: 'olav', name: 'St. Olavs hospital HF' },
    { id: 'sfv', name: 'Statsforvalteren i Trøndelag' },
    { id: 'kommuner', name: 'Kommunene', group: true },
    { id: 'vestdal', name: 'Vestdal kommune' },
    { id: 'østdal', name: 'Østdal kommune' },
    { id: 'råd', name: 'Fagråd for helseberedskap og akuttmedisinsk kjede' },
  ];

  it.each([
    ['Folkehelseinstituttet', 'fhi', 'name'],
    ['FHI', 'fhi', 'abbreviation'],
    ['Hdir', 'hdir', 'alias'],
    ['DSB', 'dsb', 'abbreviation'],
    ['St. Olav', 'olav', 'shortened'],
    ['kommuner', 'kommuner', 'name'],
    ['Kommunene', 'kommuner', 'name'],
    ['Vestdal', 'vestdal', 'shortened'],
    ['Fagråd helseb. og akuttmed. kjede', 'råd', 'shortened'],
    ['Folkhelseinstituttet', 'fhi', 'likeness'],
  ])('%s', (written, id, by) => {
    expect(matchParty(written, register)).toMatchObject({ party: { id }, by });
  });

  // One municipality is not all of them: which one is meant, they say who know.
  it.each(['Mattilsynet', 'Norddal kommune', 'X', 'Kommunen', 'kommunen', 'Statsforvalteren'])(
    '%s is none of them',
    (written) => {
      expect(matchParty(written, register)).toBeUndefined();
    },
  );

  it('chooses neither of two that are as near', () => {
    expect(
      matchParty('Kommune', [
        { id: 'a', name: 'Vestdal kommune' },
        { id: 'b', name: 'Østdal kommune' },
      ]),
    ).toBeUndefined();
  });
});
