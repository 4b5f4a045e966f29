import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { DomainError } from '#domain/domain-error.js';
import { listParties } from '#record/party/party.query.js';
import { listPersons } from '#record/person/person.query.js';
import { TestRecord } from './support/test-record.js';

describe('The register', () => {
  let record: TestRecord;
  beforeAll(async () => {
    record = await TestRecord.open();
  });
  afterAll(() => record.close());

  test('is listed as a Norwegian reader looks for a name, page by page', async () => {
    const alphabetical = [
      'Bodø kommune',
      'Sone 2',
      'Sone 10',
      'Ærøy kommune',
      'Ørland kommune',
      'Åfjord kommune',
    ];
    for (const name of alphabetical.toReversed()) {
      await record.organisation(name);
      await record.does({
        type: 'RegisterPerson',
        name,
        email: `${name.length}.${name.charCodeAt(0)}@example.no`,
        roles: ['auditor'],
        partyIds: [],
      });
    }
    const parties: string[] = [];
    for (let cursor: [string, string] | undefined; ;) {
      const page = await listParties(record.dataSource, { limit: 1, ...(cursor && { cursor }) });
      const [first] = page;
      if (first === undefined) break;
      parties.push(first.state.name);
      cursor = [first.state.name, first.state.id];
    }
    expect(parties).toEqual(alphabetical);
    const persons = await listPersons(record.dataSource, { role: 'auditor', limit: 10 });
    expect(persons.map(({ state }) => state.name)).toEqual(alphabetical);
  });

  test('two who register the same organisation at the same moment make one', async () => {
    const outcomes = await Promise.allSettled(
      ['Fjellvik kommune', 'Fjellvik', 'FJELLVIK KOMMUNE', 'Fjellvik AS'].map((name) =>
        record.organisation(name),
      ),
    );
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    expect(refused).toHaveLength(3);
    expect(refused.map((error: DomainError) => error.type)).toEqual(Array(3).fill('similar-party'));
  });

  test('an organisation number is one’s own, also past the command handler', async () => {
    const registers = (name: string) =>
      record.does({ type: 'RegisterOrganisation', name, fields: { organisationNumber: '974760673' } });
    await registers('Havn og kyst');
    await expect(registers('Kyst og havn')).rejects.toMatchObject({
      type: 'organisation-number-taken',
      extra: { holder: 'Havn og kyst' },
    });
    const client = await record.connect('owner');
    const copy = `INSERT INTO party (id, version, head_hash, kind, name, ours, organisation_number, registered_at)
      SELECT gen_random_uuid(), version, head_hash, kind, 'Kopi', ours, organisation_number, registered_at
        FROM party WHERE organisation_number IS NOT NULL`;
    await expect(
      client.query(`ALTER TABLE party DISABLE TRIGGER USER; ${copy}; ALTER TABLE party ENABLE TRIGGER USER`),
    ).rejects.toMatchObject({ constraint: 'party_organisation_number_once' });
  });
});
