import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DomainError } from '#domain/domain-error.js';
import { addDays, osloDate, osloInstant, workingDayOnOrAfter } from '#domain/follow-up/calendar.js';
import type { Duty, DutyRef } from '#domain/person/duties.js';
import type { Actor } from '#domain/roles/actor.js';
import { anchorWhatIsNew } from '#record/anchor/anchor.js';
import { FollowUpStore } from '#record/follow-up/follow-up.store.js';
import { Identities } from '#record/identity/identities.js';
import { readDuties } from '#record/person/duties.query.js';
import { NotificationStore } from '#record/notifications/notification.store.js';
import { PostingStore } from '#record/notifications/posting.store.js';
import { type Difference, verifyRecord } from '#record/verify.js';
import { RecordFixture } from './record-fixture.js';

const today = '2026-11-02';
const deadline = '2026-11-20';

describe('Who gets a message is found when it is sent', () => {
  let fixture: RecordFixture;
  let nora: Actor;
  let measureId: string;
  let nowMs = Date.parse(osloInstant(today, '10:00'));
  const follow = () => new FollowUpStore(fixture.dataSource);
  const messages = () => new NotificationStore(fixture.dataSource);

  beforeAll(async () => {
    fixture = await RecordFixture.open(() => nowMs);
    const made = await fixture.does({
      type: 'RegisterPerson',
      name: 'Nora Nordmann',
      email: 'nora@example.no',
      roles: ['owner'],
      partyIds: [fixture.partyId],
    });
    nora = { id: made.changed[0]?.id ?? '', roles: ['owner'], partyIds: [fixture.partyId] };
    [measureId = ''] = await fixture.register(1, deadline);
    await fixture.adopt();
  });
  afterAll(() => fixture.close());

  const leaves = (person: Actor, by?: Actor) =>
    fixture.does({ type: 'RevisePerson', personId: person.id, active: false }, by).then(
      () => 'left',
      (error: unknown) => {
        if (error instanceof DomainError) return error;
        throw error;
      },
    );
  const toldTo = async (personId: string) =>
    (
      await fixture.dataSource.query<{ command_id: string; telling: string }[]>(
        `SELECT n.command_id, i.telling FROM notification n JOIN notification_item i ON i.notification_id = n.id
          WHERE n.recipient_id = $1 AND n.kind = 'told' ORDER BY n.created_at`,
        [personId],
      )
    ).map(({ command_id, telling }) => ({ id: `${command_id}/${personId}`, telling }));

  test('nobody leaves who is contact, leader, case officer or substitute of something open', async () => {
    const { owner, boss, secretary, leader } = fixture.people;
    const duties = async (person: Actor, by?: Actor) => {
      const refused = await leaves(person, by);
      return refused instanceof DomainError && refused.type === 'open-duties'
        ? (refused.extra['duties'] as Duty[]).map(({ as, of }) => ({ as, of }))
        : refused;
    };
    expect(await duties(owner)).toEqual([{ as: 'contact', of: 'Vestdal vannverk' }]);
    expect(await duties(boss)).toEqual([{ as: 'leader', of: 'Vestdal vannverk' }]);
    expect(await duties(secretary)).toEqual([{ as: 'case-officer', of: '1' }]);
    expect(await duties(leader, leader)).toEqual([{ as: 'leader', of: '1' }]);
  });

  test('what was asked of one is told to who took over, and who took over is told at once what they have', async () => {
    const { owner, secretary } = fixture.people;
    // Sent back in the evening: told the next morning.
    await fixture.reportDone(measureId);
    nowMs = Date.parse(osloInstant('2026-11-12', '20:00'));
    await fixture.does({
      type: 'SendBack',
      measureId,
      itemId: await fixture.itemOf(measureId),
      reason: 'Bildene mangler.',
    });
    const day = workingDayOnOrAfter(addDays(deadline, -7));
    await follow().demandDue(measureId, osloInstant(day, '05:00'));
    expect((await fixture.demandsOf(measureId)).map(({ recipient_id }) => recipient_id)).toEqual([owner.id]);

    nowMs = Date.parse(osloInstant(day, '06:00'));
    const fields = { contactPersonId: nora.id };
    await fixture.does({ type: 'ReviseParty', partyId: fixture.partyId, fields }, secretary);
    expect(await leaves(owner)).toBe('left');
    expect((await toldTo(nora.id)).map(({ telling }) => telling)).toEqual(['taken-over']);

    const at = osloInstant(day, '08:00');
    expect(await follow().ownersDue(day, undefined, 10)).toEqual([nora.id]);
    expect(await messages().prepareMorning(owner.id, day, at)).toBeUndefined();
    expect((await messages().prepareMorning(nora.id, day, at))?.facts.entries).toMatchObject([
      { kind: 'deadline-ahead', measureId },
    ]);
    const sentBack = (await toldTo(owner.id)).find(({ telling }) => telling === 'sent-back');
    expect(await messages().prepareNotification(sentBack?.id ?? '', at)).toBeUndefined();
    const [takenOver] = await toldTo(nora.id);
    expect(await messages().prepareNotification(takenOver?.id ?? '', at)).toMatchObject({
      to: { email: 'nora@example.no' },
      facts: [{ kind: 'taken-over', items: [{ measureId }] }],
    });
  });

  test('who takes over after the round has begun is found when the message is made', async () => {
    const day = '2026-11-19';
    await follow().demandDue(measureId, osloInstant(day, '05:00'));
    expect(await follow().ownersDue(day, undefined, 10)).toEqual([nora.id]);
    const fields = { contactPersonId: fixture.people.boss.id };
    await fixture.does({ type: 'ReviseParty', partyId: fixture.partyId, fields });
    const at = osloInstant(day, '08:00');
    expect(await messages().prepareMorning(nora.id, day, at)).toBeUndefined();
    expect((await messages().prepareMorning(fixture.people.boss.id, day, at))?.facts.entries).toHaveLength(1);
  });

  test('who leaves hands over everything in one go, and who takes over is told what they have got', async () => {
    const { boss, secretary } = fixture.people;
    nowMs = Date.parse(osloInstant('2026-11-20', '10:00'));
    const duties = await readDuties(fixture.dataSource.manager, boss.id);
    expect(duties.map(({ as, of, open, items }) => ({ as, of, open, items }))).toEqual([
      { as: 'contact', of: 'Vestdal vannverk', open: true, items: 1 },
      { as: 'leader', of: 'Vestdal vannverk', open: true, items: 1 },
    ]);
    const command = {
      type: 'HandOverDuties',
      personId: boss.id,
      handovers: duties.map((duty) => ({
        duty: { as: duty.as, in: duty.in, id: duty.id } as DutyRef,
        toPersonId: nora.id,
      })),
      deactivate: true,
      reason: 'Har sluttet.',
    } as const;
    const seenBefore = { ...command, handovers: command.handovers.slice(1) };
    await expect(fixture.does(seenBefore, secretary)).rejects.toMatchObject({ type: 'duties-changed' });
    // Twice at the same moment: one of them finds nothing left to hand over.
    const both = await Promise.allSettled([
      fixture.does(command, secretary),
      fixture.does(command, secretary),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const told = (await toldTo(nora.id)).at(-1);
    const at = osloInstant('2026-11-20', '10:01');
    expect(await messages().prepareNotification(told?.id ?? '', at)).toMatchObject({
      facts: [
        { kind: 'taken-over', takenOver: { from: 'Bente Nordmann', party: 'Vestdal vannverk' } },
        { handedOverBy: 'Bente Nordmann', duties: [{ name: 'party.leader', of: 'Vestdal vannverk' }] },
      ],
    });
    expect(await leaves(boss)).toBe('left');
    const differences: Difference[] = [];
    await verifyRecord(fixture.dataSource, (difference) => differences.push(difference));
    expect(differences).toEqual([]);
  });

  test('who was deputy and becomes contact, and who is deputy again, stop nobody’s morning and alter nothing', async () => {
    const { secretary } = fixture.people;
    const day = '2026-11-20';
    const at = osloInstant(day, '08:00');
    const person = async (name: string) => {
      const email = `${name.toLowerCase()}@example.no`;
      const partyIds = [fixture.partyId];
      const made = await fixture.does({
        type: 'RegisterPerson',
        name: `${name} Nordmann`,
        email,
        roles: ['owner'],
        partyIds,
      });
      return made.changed[0]?.id ?? '';
    };
    const [kim, una] = [await person('Kim'), await person('Una')];
    const heardBy = async () => (await follow().ownersDue(day, undefined, 10)).sort();
    await fixture.does(
      { type: 'RegisterAbsence', personId: nora.id, from: day, to: day, deputyId: kim },
      secretary,
    );
    await follow().demandDue(measureId, osloInstant(day, '05:00'));
    expect(await heardBy()).toEqual([nora.id, kim].sort());
    // Made, and it never arrives.
    expect(await messages().prepareMorning(nora.id, day, at)).toBeDefined();
    const [known] = await fixture.dataSource.query<{ absences: { id: string }[] }[]>(
      'SELECT absences FROM person WHERE id = $1',
      [nora.id],
    );
    const change = {
      type: 'ChangeAbsence',
      personId: nora.id,
      absenceId: known?.absences[0]?.id ?? '',
    } as const;
    await fixture.does({ ...change, deputyId: una }, secretary);
    expect(await heardBy()).toEqual([nora.id, una].sort());
    // What was settled is covered from here on: it must stand as it is.
    await anchorWhatIsNew(fixture.dataSource, at);
    await fixture.does({ ...change, deputyId: kim }, secretary);
    expect(await heardBy()).toEqual([nora.id, kim].sort());
    const sent = await messages().prepareMorning(kim, day, at);
    expect(sent?.facts.entries).toMatchObject([{ measureId, standsInFor: 'Nora Nordmann' }]);
    const posting = new PostingStore(fixture.dataSource);
    if (sent !== undefined) await posting.markSent(sent, { channel: 'D1', ts: '1.1' }, at);

    // Nora was never reached: what is hers alone goes to Kim now, who has heard of it.
    const becomes = (contactPersonId: string) =>
      fixture.does({ type: 'ReviseParty', partyId: fixture.partyId, fields: { contactPersonId } }, secretary);
    await becomes(kim);
    expect(await heardBy()).toEqual([]);
    await becomes(nora.id);
    expect(await heardBy()).toEqual([]);
    const differences: Difference[] = [];
    await verifyRecord(fixture.dataSource, (difference) => differences.push(difference));
    expect(differences).toEqual([]);
  });

  test('while somebody is away the messages go to both, marked, and the deputy may act and no more', async () => {
    const { secretary } = fixture.people;
    const made = await fixture.does({
      type: 'RegisterPerson',
      name: 'Per Nordmann',
      email: 'per@example.no',
      roles: ['owner'],
      partyIds: [],
    });
    const per = made.changed[0]?.id ?? '';
    const absence = {
      type: 'RegisterAbsence',
      personId: nora.id,
      from: '2026-11-23',
      to: '2026-11-24',
      deputyId: per,
    } as const;
    await expect(fixture.does(absence, nora)).rejects.toMatchObject({ type: 'deputy-unfit' });
    await fixture.does(absence, secretary);
    const named = await fixture.dataSource.query<{ command_id: string }[]>(
      `SELECT command_id FROM notification WHERE recipient_id = $1`,
      [per],
    );
    const at = osloInstant('2026-11-23', '08:00');
    expect(await messages().prepareNotification(`${named[0]?.command_id ?? ''}/${per}`, at)).toMatchObject({
      facts: [{ deputyFor: 'Nora Nordmann', change: 'named', from: '2026-11-23', to: '2026-11-24' }],
    });

    await follow().demandDue(measureId, osloInstant('2026-11-23', '05:00'));
    for (const _again of [1, 2])
      expect(await follow().ownersDue('2026-11-23', undefined, 10)).toEqual([nora.id, per].sort());
    const morning = async (who: string) =>
      (await messages().prepareMorning(who, '2026-11-23', at))?.facts.entries.map((entry) => ({
        measureId: entry.measureId,
        standsInFor: entry.standsInFor,
      }));
    expect(await morning(per)).toEqual([{ measureId, standsInFor: 'Nora Nordmann' }]);
    expect(await morning(nora.id)).toEqual([{ measureId, standsInFor: undefined }]);

    // What a person does is told to both.
    nowMs = Date.parse(osloInstant('2026-11-23', '10:00'));
    await fixture.does({
      type: 'SetDeadline',
      measureId,
      on: '2026-12-20',
      reason: 'Anlegget må tåle vinter.',
    });
    const moved = (await toldTo(per)).find(({ telling }) => telling === 'deadline-moved');
    expect(await messages().prepareNotification(moved?.id ?? '', at)).toMatchObject({
      facts: [{ kind: 'deadline-moved', standsInFor: 'Nora Nordmann' }],
    });
    expect((await toldTo(nora.id)).map(({ telling }) => telling)).toContain('deadline-moved');

    // Back a day early: from then on only Nora is asked.
    nowMs = Date.parse(osloInstant('2026-11-24', '07:00'));
    const [known] = await fixture.dataSource.query<{ absences: { id: string }[] }[]>(
      'SELECT absences FROM person WHERE id = $1',
      [nora.id],
    );
    const absenceId = known?.absences.at(-1)?.id ?? '';
    await fixture.does({ type: 'EndAbsence', personId: nora.id, absenceId }, nora);
    await follow().ownersDue('2026-11-24', undefined, 10);
    expect(
      await messages().prepareMorning(per, '2026-11-24', osloInstant('2026-11-24', '08:00')),
    ).toBeUndefined();

    // An absence that begins before it is sent: the deputy hears of it as well, once; one that has ended: they don't.
    const moves = async (on: string, at: string) => {
      nowMs = Date.parse(at);
      const { commandId } = await fixture.does({ type: 'SetDeadline', measureId, on, reason: 'Mer tid.' });
      return (person: string) => `${commandId}/${person}`;
    };
    const evening = await moves('2026-12-21', osloInstant('2026-11-24', '20:00'));
    await fixture.does({ ...absence, from: '2026-11-25', to: '2026-11-25' }, secretary);
    const next = osloInstant('2026-11-25', '08:00');
    for (const _again of [1, 2])
      expect(await messages().prepareNotification(evening(nora.id), next)).toMatchObject({
        facts: [{ kind: 'deadline-moved' }],
      });
    expect(await messages().prepareNotification(evening(per), next)).toMatchObject({
      to: { email: 'per@example.no' },
      facts: [{ kind: 'deadline-moved', standsInFor: 'Nora Nordmann' }],
    });
    const queued = await fixture.dataSource.query<{ id: string }[]>(
      'SELECT id FROM relay_message WHERE id = ANY ($1)',
      [[evening(per), evening(secretary.id)]],
    );
    expect(queued.map(({ id }) => id)).toEqual([evening(per)]);
    const onTheDay = await moves('2026-12-22', osloInstant('2026-11-25', '20:00'));
    const dayAfter = osloInstant('2026-11-26', '08:00');
    expect(await messages().prepareNotification(onTheDay(per), dayAfter)).toBeUndefined();
    expect(await messages().prepareNotification(onTheDay(nora.id), dayAfter)).toBeDefined();

    // Who acts today is asked with the day's own clock.
    nowMs = Date.now();
    const day = osloDate(new Date(nowMs).toISOString());
    const identities = new Identities(fixture.dataSource, fixture.commands);
    const account = { issuer: 'https://id.example', subject: 'per' };
    expect((await identities.meet(account, 'per@example.no'))?.actor.partyIds).toEqual([]);
    await fixture.does({ ...absence, from: day, to: day });
    const deputy = (await identities.find(account))?.actor;
    expect(deputy).toMatchObject({ partyIds: [fixture.partyId], standsInFor: [nora.id] });
    await fixture.does(
      {
        type: 'ReportDone',
        measureId,
        itemId: await fixture.itemOf(measureId),
        what: 'Prøvepunktene er satt opp på nytt.',
        evidence: [{ kind: 'link', reference: 'https://example.no/provepunkter' }],
      },
      deputy,
    );
    await expect(
      fixture.does({ type: 'SignOff', measureId, itemIds: [await fixture.itemOf(measureId)] }, deputy),
    ).rejects.toMatchObject({ type: 'four-eyes' });

    // The secretariat is one, and stands in for somebody of the unit whom nothing else names: leadership signs off.
    const signs = async () =>
      fixture.does(
        { type: 'SignOff', measureId, itemIds: [await fixture.itemOf(measureId)] },
        fixture.people.leader,
      );
    await expect(signs()).rejects.toMatchObject({ extra: { ground: 'secretariat-can' } });
    const eva = await fixture.does({
      type: 'RegisterPerson',
      name: 'Eva Nordmann',
      email: 'eva@example.no',
      roles: ['owner'],
      partyIds: [fixture.partyId],
    });
    const evas = { personId: eva.changed[0]?.id ?? '', from: day, to: day, deputyId: secretary.id };
    await fixture.does({ type: 'RegisterAbsence', ...evas });
    expect((await signs()).changed).toMatchObject([{ stream: 'measure', id: measureId }]);
    // What a colleague gave them goes with them.
    const [another = ''] = await fixture.register(1, '2027-03-01');
    const itemId = await fixture.itemOf(another);
    await fixture.does(
      {
        type: 'AcceptMeasure',
        measureId: another,
        authority: { kind: 'leader' },
      },
      fixture.people.leader,
    );
    await fixture.does({ type: 'HandOverItem', measureId: another, itemId, toPersonId: evas.personId }, nora);
    const held = await readDuties(fixture.dataSource.manager, evas.personId);
    expect(held).toEqual([
      {
        as: 'holder',
        in: 'measure',
        id: another,
        of: '1/2',
        open: true,
        items: 1,
        partyIds: [fixture.partyId],
      },
    ]);
    await fixture.does({
      type: 'HandOverDuties',
      personId: evas.personId,
      handovers: [{ duty: { as: 'holder', in: 'measure', id: another }, toPersonId: nora.id }],
      deactivate: true,
    });
    expect((await toldTo(nora.id)).at(-1)?.telling).toBe('handed-over');
    const differences: Difference[] = [];
    await verifyRecord(fixture.dataSource, (difference) => differences.push(difference));
    expect(differences).toEqual([]);
  });
});
