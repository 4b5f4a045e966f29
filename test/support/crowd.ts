import type { LocalPerson } from '../../local/people.js';
import { daysFromToday, type ApiDriver } from './api-driver.js';

/** So many invented owners beside one secretary and one leader. */
export function crowd(owners: number): LocalPerson[] {
  const person = (sub: string, roles: LocalPerson['roles']): LocalPerson => ({
    sub,
    name: `${sub} Nordmann`,
    email: `${sub}@crowd.example`,
    roles,
    partyName: sub,
  });
  return [
    person('secretary', ['secretariat']),
    person('leader', ['leadership']),
    ...Array.from({ length: owners }, (_, index) => person(`owner${index}`, ['owner'])),
  ];
}

/**
 * An adopted plan in which every owner of the crowd has one item whose deadline has passed: the next morning round
 * has one message for each. @returns the owners' addresses
 */
export async function everybodyIsLate(driver: ApiDriver): Promise<string[]> {
  const { installation } = driver;
  const system = await installation.token('system');
  const owners = installation.people.filter(({ roles }) => roles.includes('owner'));
  const parties: string[] = [];
  for (let start = 0; start < owners.length; start += 20) {
    const registered = await Promise.all(
      owners.slice(start, start + 20).map(({ sub, email }) =>
        driver.post('/parties', system, {
          kind: 'organisation',
          name: sub,
          contactPersonId: driver.personId(email),
        }),
      ),
    );
    parties.push(...registered.map(({ id }) => id));
  }
  const caseOfficerId = driver.personId(installation.person('secretariat').email);
  const { id: planId } = await driver.post('/plans', 'secretariat', { title: 'Plan', caseOfficerId });
  await driver.post('/measure-batches', 'secretariat', {
    planId,
    measures: parties.map((partyId, index) => ({
      title: `Tiltak ${index + 1}`,
      text: 'Gjør dette.',
      responsible: { mode: 'each', partyIds: [partyId] },
      deadline: { on: daysFromToday(-1) },
    })),
  });
  await driver.post(`/plans/${planId}/adoptions`, 'leadership', { authority: { kind: 'leader' } });
  return owners.map(({ email }) => email);
}
