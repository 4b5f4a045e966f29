import type { PersonId, PlainDate } from '#domain/ids.js';
import { FollowUpStore } from '#record/follow-up/follow-up.store.js';
import { type RecordFixture, system } from './record-fixture.js';

/** So many invented owners, as a Slack workspace knows them. */
export function crowdOf(count: number): { name: string; email: string }[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `Eier${index} Nordmann`,
    email: `eier${index}@example.no`,
  }));
}

/** Registers the owners, each with one item of an adopted plan whose deadline is `date`, and demands it. */
export async function everybodyIsDue(
  fixture: RecordFixture,
  owners: readonly { name: string; email: string }[],
  date: PlainDate,
): Promise<PersonId[]> {
  const { planId } = fixture;
  const personIds: PersonId[] = [];
  const partyIds: string[] = [];
  for (const { name, email } of owners) {
    const roles = ['owner'] as const;
    const person = await fixture.does(
      { type: 'RegisterPerson', name, email, roles: [...roles], partyIds: [] },
      system,
    );
    const contactPersonId = person.changed[0]?.id ?? '';
    const party = await fixture.does(
      { type: 'RegisterOrganisation', name: `${name}s enhet`, fields: { ours: true, contactPersonId } },
      system,
    );
    personIds.push(contactPersonId);
    partyIds.push(party.changed[0]?.id ?? '');
  }
  const { changed } = await fixture.does({
    type: 'RegisterMeasures',
    planId,
    measures: partyIds.map((partyId, index) => ({
      title: `Tiltak ${index + 1}`,
      text: 'Gjør dette.',
      responsible: { mode: 'each', partyIds: [partyId] },
      deadline: { on: date },
    })),
  });
  await fixture.adopt();
  const followUp = new FollowUpStore(fixture.dataSource);
  for (const { stream, id } of changed) {
    if (stream === 'measure') await followUp.demandDue(id, `${date}T05:00:00.000Z`);
  }
  return personIds;
}
