import { beforeEach, describe, expect, it } from '@jest/globals';
import { DomainError } from '../domain-error.js';
import type { Command } from '../commands.js';
import { compareNames } from '../names-in-order.js';
import { Specification, system } from '../specification.js';
import { isOrganisationNumber } from './organisation-number.js';
import { nameKey, similarParties } from './similar-names.js';

let spec: Specification;
let vestdal: string;

beforeEach(() => {
  spec = new Specification();
  vestdal = spec.organisation('Vestdal kommune');
});

const registers = (name: string, more: object = {}): Command => ({
  type: 'RegisterOrganisation',
  name,
  ...more,
});
const tries = (command: Command) => spec.outcome(command, system);

function refusal(command: Command): DomainError {
  try {
    spec.when(command, system);
  } catch (error) {
    if (error instanceof DomainError) return error;
  }
  throw new Error('It was not refused');
}

describe('a name that is like one in the register', () => {
  it.each([
    'vestdal kommune',
    'Vestdal',
    'VESTDAL  KOMMUNE',
    'Vestdal-kommune',
    'Vest dal kommune',
    'Vestdal kommune.',
    'Vestdal kommune AS',
    'Vestdal KF',
    'Vestdahl kommune',
    'Vetsdal kommune',
  ])('%s: the one that is there is shown', (name) => {
    const { type, extra } = refusal(registers(name));
    expect(type).toBe('similar-party');
    expect(extra['similar']).toMatchObject([{ id: vestdal, name: 'Vestdal kommune' }]);
  });

  it.each(['Østdal kommune', 'Vestdal fylkeskommune', 'Vestdal vannverk', 'Norddal kommune'])(
    '%s is another',
    (name) => {
      expect(tries(registers(name))).toEqual(['OrganisationRegistered']);
    },
  );

  it('numbered ones are several', () => {
    spec.organisation('Distriktskontor 1');
    expect(tries(registers('Distriktskontor 2'))).toEqual(['OrganisationRegistered']);
  });

  it('short neighbours are two: Hol and Hole', () => {
    spec.organisation('Hol kommune');
    expect(tries(registers('Hole kommune'))).toEqual(['OrganisationRegistered']);
  });

  it('a group is compared as well', () => {
    expect(tries({ type: 'RegisterGroup', name: 'Vestdal', memberIds: [] })).toBe('similar-party');
  });

  it('is registered when it has been said that it is another, of all it is like', () => {
    const [second] = spec.when(registers('Vestdal', { confirmedNotSimilarTo: [vestdal] }), system);
    expect(tries(registers('Vestdal AS', { confirmedNotSimilarTo: [vestdal] }))).toBe('similar-party');
    const confirmedNotSimilarTo = [vestdal, second?.id ?? ''];
    expect(tries(registers('Vestdal AS', { confirmedNotSimilarTo }))).toEqual(['OrganisationRegistered']);
  });

  it('is asked about when a party gets another name, and not when it is only written otherwise', () => {
    const nyby = spec.organisation('Nyby kommune');
    const renames = (name: string, more: object = {}): Command => ({
      type: 'ReviseParty',
      partyId: nyby,
      fields: { name },
      ...more,
    });
    expect(tries(renames('Vestdal'))).toBe('similar-party');
    expect(tries(renames('Nyby Kommune'))).toEqual(['PartyRevised']);
    expect(tries(renames('Vestdal', { confirmedNotSimilarTo: [vestdal] }))).toEqual(['PartyRevised']);
  });

  it('of nothing but left-out words is still a name', () => {
    expect(nameKey('Kommune AS')).toBe('kommuneas');
    expect(similarParties('–', [{ id: vestdal, name: '–', kind: 'group' }])).toEqual([]);
  });
});

describe('an organisation number', () => {
  it.each(['974760673', '987654325', '889640782'])('%s is one', (number) => {
    expect(isOrganisationNumber(number)).toBe(true);
  });

  it.each(['974760674', '947760673', '97476067', '9747606733', '123456789', '97476067a', ''])(
    '%s is none',
    (number) => {
      expect(isOrganisationNumber(number)).toBe(false);
    },
  );

  it('that can’t be one is refused at the field', () => {
    const command = registers('Nyby kommune', { fields: { organisationNumber: '974760674' } });
    expect(refusal(command)).toMatchObject({ type: 'invalid-value', extra: { field: 'organisationNumber' } });
  });

  it('is one organisation’s: the one that has it is named', () => {
    const fields = { organisationNumber: '974760673' };
    spec.when({ type: 'ReviseParty', partyId: vestdal, fields }, system);
    const { type, extra } = refusal(registers('Nyby kommune', { fields }));
    expect(type).toBe('organisation-number-taken');
    expect(extra).toMatchObject({
      field: 'organisationNumber',
      party: { id: vestdal, name: 'Vestdal kommune' },
    });
    const nyby = spec.organisation('Nyby kommune');
    expect(tries({ type: 'ReviseParty', partyId: nyby, fields })).toBe('organisation-number-taken');
    // Its own number given once more is no change.
    expect(tries({ type: 'ReviseParty', partyId: vestdal, fields })).toEqual([]);
  });
});

it('names stand as Norwegians look for them: Å last, numbers by size', () => {
  const names = ['Åfjord', 'Ørland', 'Sone 10', 'Ærfugl', 'Sone 2', 'Aure', 'zulu'];
  expect(names.sort(compareNames)).toEqual([
    'Aure',
    'Sone 2',
    'Sone 10',
    'zulu',
    'Ærfugl',
    'Ørland',
    'Åfjord',
  ]);
});
