import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { listParties } from '#record/queries/party.query.js';
import { listPersons } from '#record/queries/person.query.js';
import { TestRecord } from './support/test-record.js';

describe('The register', () => {
  let record: TestRecord;
  beforeAll(async () => {
    record = await TestRecord.open();
  }, 60_000);
  afterAll(() => record.close());

  test('is listed as a Norwegian reader looks for a name, page by page', async () => {
    const alphabetical = ['Bodø kommune', 'Ærøy kommune', 'Ørland kommune', 'Åfjord kommune'];
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
});
