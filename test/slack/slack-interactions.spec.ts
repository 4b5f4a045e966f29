import { randomBytes, randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import express from 'express';
import type { Command } from '#domain/commands.js';
import { type Actor, type Role, scopes } from '#domain/roles/actor.js';
import type { MorningEntry } from '#domain/message/message-facts.js';
import { notificationMessage } from '#messages/slack/notification-message.js';
import { morningMessage } from '#messages/slack/morning-message.js';
import { buttonValue } from '#messages/slack/button-value.js';
import { SlackClient } from '#messages/slack/slack-client.js';
import { DataSource, openDataSource } from '#record/data-source.js';
import { DeliveryLog } from '#record/deliveries/delivery-log.js';
import { CommandHandler } from '#record/command-handler.js';
import { sealed } from '#record/identity/identity.rows.js';
import { Identities } from '#record/identity/identities.js';
import { itemToReport } from '#record/measure/item-to-report.query.js';
import { SlackInteractions } from '../../apps/api/src/slack/slack-interactions.js';
import { freePort } from '../../local/free-port.js';
import { EmbeddedPostgres } from '../../local/postgres.js';
import { type SignedSlackRequest, type SlackMessage, SlackWorkspace } from '../../local/slack.js';
import { sharedServers, templateDatabase, testSettings } from '../support/shared-servers.js';
import { SlackProxy } from '../support/slack-proxy.js';
import { type Filled, SlackTestUser } from '../support/slack-test-user.js';
import { until } from '../support/until.js';
import { FakeSlackSocket } from './fake-slack-socket.js';

const ola = { email: 'ola.hansen@vestdal.example', name: 'Ola Hansen' };
const kari = 'kari@vestdal.example';
const ingrid = { email: 'ingrid.solberg@industriparken.example', name: 'Ingrid Solberg' };
const stranger = { email: 'ukjent@et-annet-sted.example', name: 'Ukjent' };
const publicUrl = 'https://kvittert.example';
const system: Actor = { id: 'client:test', roles: ['system'], partyIds: [], scopes };

const done: Filled = {
  what: 'Alle prøvepunktene er montert og prøvd.',
  evidence: 'https://arkiv.vestdal.example/2026/17',
};

interface Item {
  measureId: string;
  itemId: string;
}

describe('Slack interactions, against a workspace and the record', () => {
  let postgres: EmbeddedPostgres;
  let dataSource: DataSource;
  let record: CommandHandler;
  let workspace: SlackWorkspace;
  let line: SlackProxy;
  let server: Server;
  let person: SlackTestUser;
  let planId: string;
  let vestdal: string;
  let leader: Actor;
  const database = `slack_${randomBytes(6).toString('hex')}`;
  const faults: string[] = [];

  beforeAll(async () => {
    postgres = await EmbeddedPostgres.attach({ ...sharedServers().postgres, settings: testSettings });
    const { appUrl } = await postgres.createDatabase(database, templateDatabase);
    dataSource = await openDataSource(appUrl);
    record = new CommandHandler(dataSource);
    workspace = await SlackWorkspace.start({
      port: await freePort(),
      people: [
        ola,
        ingrid,
        stranger,
        { email: 'kari@vestdal.example', name: 'Kari Nordmann' },
        { email: 'per@vestdal.example', name: 'Per Vik' },
      ],
      botToken: 'xoxb-interactions',
      signingSecret: 'a secret of this test',
    });
    line = await SlackProxy.open(workspace.apiUrl);
    server = await listening(interactionsOn(dataSource));
    person = new SlackTestUser(workspace, line, urlOf(server));

    const secretary = await made({
      type: 'RegisterPerson',
      name: 'Kari Nordmann',
      email: 'kari@vestdal.example',
      roles: ['secretariat'],
      partyIds: [],
    });
    const head = await made({
      type: 'AppointFirstLeader',
      name: 'Astrid Lunde',
      email: 'astrid@vestdal.example',
    });
    leader = { id: head, roles: ['leadership'], partyIds: [] };
    vestdal = await made({ type: 'RegisterOrganisation', name: 'Vestdal kommune', fields: { ours: true } });
    const park = await made({
      type: 'RegisterOrganisation',
      name: 'Industriparken',
      fields: { ours: false },
    });
    await made({ type: 'RegisterPerson', ...ola, roles: ['owner'], partyIds: [vestdal] });
    await made({ type: 'RegisterPerson', ...ingrid, roles: ['owner'], partyIds: [park] });
    planId = await made({ type: 'RegisterPlan', title: 'Vannutbruddet i Vestdal', caseOfficerId: secretary });
    await item();
    await record.handle({ type: 'AdoptPlan', planId, authority: { kind: 'leader' } }, leader);
  });

  beforeEach(async () => {
    line.restore();
    line.calls.length = 0;
    faults.length = 0;
  });

  afterAll(async () => {
    await closed(server);
    await line?.close();
    await workspace?.stop();
    await dataSource?.destroy();
    await postgres?.dropDatabase(database);
  });

  function interactionsOn(
    connection: DataSource,
    over: { apiUrl?: string; appToken?: string } = {},
  ): SlackInteractions {
    return new SlackInteractions(
      {
        botToken: workspace.botToken,
        signingSecret: workspace.signingSecret,
        apiUrl: line.apiUrl,
        publicUrl,
        languages: ['nb', 'nn'],
        ...over,
      },
      {
        commands: new CommandHandler(connection),
        deliveries: new DeliveryLog(connection),
        itemToReport: (measureId, itemId) => itemToReport(connection, measureId, itemId),
        identities: new Identities(connection, new CommandHandler(connection)),
      },
      { error: (message) => faults.push(message) },
    );
  }

  async function made(command: Command, actor: Actor = system): Promise<string> {
    const { changed } = await record.handle(command, actor);
    const [first] = changed;
    if (first === undefined) throw new Error(`${command.type} made nothing.`);
    return first.id;
  }

  /** An open item of Vestdal's, accepted and with a deadline. */
  async function item(over: { restricted?: boolean } = {}): Promise<Item> {
    const adopted = leaderKnowsPlan();
    const { changed } = await record.handle(
      {
        type: 'RegisterMeasures',
        planId,
        measures: [
          {
            title: 'Prøvepunkter på hovedledningen',
            text: 'Prøvepunktene monteres og prøves.',
            deadline: { on: '2027-06-01' },
            responsible: { mode: 'each', partyIds: [vestdal] },
            ...(over.restricted === true
              ? { access: { kind: 'restricted', legalBasis: 'offentleglova § 21' } as const }
              : {}),
          },
        ],
      },
      system,
    );
    const measureId = changed.find(({ stream }) => stream === 'measure')?.id ?? '';
    if (await adopted) {
      await record.handle({ type: 'AcceptMeasure', measureId, authority: { kind: 'leader' } }, leader);
    }
    const [row] = await dataSource.query<{ id: string }[]>('SELECT id FROM item WHERE measure_id = $1', [
      measureId,
    ]);
    return { measureId, itemId: row?.id ?? '' };
  }

  async function leaderKnowsPlan(): Promise<boolean> {
    const [plan] = await dataSource.query<{ state: string }[]>('SELECT state FROM plan WHERE id = $1', [
      planId,
    ]);
    return plan?.state === 'adopted';
  }

  /** The morning message about the items, as it lies in the person's conversation. */
  async function messageAbout(...items: Item[]): Promise<SlackMessage> {
    const entries = await Promise.all(
      items.map(async ({ measureId, itemId }): Promise<MorningEntry> => {
        const shown = await itemToReport(dataSource, measureId, itemId);
        if (shown === undefined) throw new Error('No such item.');
        // As when it was sent: what became restricted later still has its buttons.
        const { deadline, extension: _asked, ...subject } = shown;
        const moved =
          deadline === null ? {} : { deadline: { inForce: deadline, original: deadline, moves: 0 } };
        return { ...subject, ...moved, restricted: false, kind: 'deadline-today' };
      }),
    );
    const slackClient = new SlackClient({ botToken: workspace.botToken, apiUrl: workspace.apiUrl });
    const message = morningMessage(
      { personFirstName: 'Ola', date: '2026-11-20', entries, whyYou: [] },
      { locale: 'nb', publicUrl },
    );
    const key = randomBytes(4).toString('hex');
    const channel = await slackClient.conversationWith(
      await slackClient.userOf({ email: ola.email, slackUsers: [] }),
    );
    const { ts } = await slackClient.post(channel, { key, notificationId: key }, message, () =>
      Promise.resolve(),
    );
    const received = (await workspace.messagesTo(ola.email)).find((candidate) => candidate.ts === ts);
    if (received === undefined) throw new Error('The message did not arrive.');
    return received;
  }

  /** What whoever answers is told at once. */
  async function askedMessage({ measureId, itemId }: Item): Promise<SlackMessage> {
    const shown = await itemToReport(dataSource, measureId, itemId);
    if (shown === undefined || shown.extension === null) throw new Error('Nothing is asked.');
    const { deadline, extension, ...subject } = shown;
    const inForce = deadline ?? '';
    const items = [
      {
        ...subject,
        deadline: { inForce, original: inForce, moves: 0 },
        extension: { to: extension.to, askedOn: '2026-11-20' },
        canReport: false,
      },
    ];
    const message = notificationMessage(
      [{ kind: 'extension-asked', items, date: '2026-11-20', byRole: 'owner', reason: extension.reason }],
      { locale: 'nb', publicUrl },
    );
    const slackClient = new SlackClient({ botToken: workspace.botToken, apiUrl: workspace.apiUrl });
    const key = randomBytes(4).toString('hex');
    const channel = await slackClient.conversationWith(
      await slackClient.userOf({ email: kari, slackUsers: [] }),
    );
    const { ts } = await slackClient.post(channel, { key, notificationId: key }, message, () =>
      Promise.resolve(),
    );
    const received = (await workspace.messagesTo(kari)).find((candidate) => candidate.ts === ts);
    if (received === undefined) throw new Error('The message did not arrive.');
    return received;
  }

  const happenedTo = async ({ measureId }: Item, type: string) =>
    dataSource.query<{ actor_id: string; body: { data: Record<string, unknown> } }[]>(
      'SELECT actor_id, body FROM event WHERE stream_id = $1 AND type = $2 ORDER BY version',
      [measureId, type],
    );
  const stateOf = async ({ itemId }: Item) => {
    const [row] = await dataSource.query<{ state: string }[]>('SELECT state FROM item WHERE id = $1', [
      itemId,
    ]);
    return row?.state;
  };

  it('Ferdig opens the modal; what is submitted is reported with the person’s own rights', async () => {
    const subject = await item();
    const modal = await person.opens(ola.email, await messageAbout(subject), 'Ferdig');
    expect(modal.title.text).toBe('Meld ferdig');
    expect(JSON.stringify(modal.blocks)).toContain('Prøvepunkter på hovedledningen');

    const answer = await person.submit(ola.email, modal, done);

    expect(answer).toEqual({ status: 200, body: { response_action: 'clear' } });
    expect(await stateOf(subject)).toBe('reported-done');
    const [me] = await dataSource.query<{ id: string }[]>('SELECT id FROM person WHERE email = $1', [
      ola.email,
    ]);
    expect(await happenedTo(subject, 'ItemReportedDone')).toMatchObject([{ actor_id: me?.id }]);
  });

  it('speaks to the person in the language they have chosen, also when it refuses', async () => {
    const subject = await item();
    const [me] = await dataSource.query<{ id: string }[]>('SELECT id FROM person WHERE email = $1', [
      ola.email,
    ]);
    const personId = me?.id ?? '';
    const chooses = (language: 'nn' | null) =>
      record.handle(
        { type: 'RevisePerson', personId, language },
        { id: personId, roles: ['owner'], partyIds: [vestdal] },
      );
    await chooses('nn');
    try {
      const modal = await person.opens(ola.email, await messageAbout(subject), 'Meld status');
      expect(JSON.stringify(modal.blocks)).toContain('Ikkje starta');
    } finally {
      await chooses(null);
    }
    const modal = await person.opens(ola.email, await messageAbout(subject), 'Meld status');
    expect(JSON.stringify(modal.blocks)).toContain('Ikke startet');
  });

  it('carries the day the effect should be reviewed; a day that has passed is refused at its field', async () => {
    const subject = await item();
    const modal = await person.opens(ola.email, await messageAbout(subject), 'Ferdig');

    const refused = await person.submit(ola.email, modal, {
      ...done,
      effectReviewOn: { date: '2020-05-20' },
    });
    expect(refused.body).toEqual({
      response_action: 'errors',
      errors: { effectReviewOn: 'Velg en dato etter i dag, eller la feltet stå tomt.' },
    });
    expect(await stateOf(subject)).toBe('open');

    const taken = await person.submit(ola.email, modal, { ...done, effectReviewOn: { date: '2030-05-20' } });
    expect(taken.body).toEqual({ response_action: 'clear' });
    expect(await happenedTo(subject, 'ItemReportedDone')).toMatchObject([
      { body: { data: { effectReviewOn: '2030-05-20' } } },
    ]);
  });

  it('more time is asked for in two presses and answered in two, each with errors at its field', async () => {
    const subject = await item();
    const message = await messageAbout(subject);
    const asking = await person.opens(ola.email, message, 'Be om utsettelse');
    expect(asking.title.text).toBe('Be om utsettelse');
    expect(JSON.stringify(asking.blocks)).toContain('Fristen er 1. juni 2027.');
    expect((await person.submit(ola.email, asking, { to: { date: '2027-05-01' }, reason: '' })).body).toEqual(
      {
        response_action: 'errors',
        errors: { reason: 'Skriv kort hvorfor.' },
      },
    );
    const ask = (date: string) =>
      person.submit(ola.email, asking, { to: { date }, reason: 'Anlegget må prøves i frost.' });
    expect((await ask('2027-05-01')).body?.errors).toEqual({
      to: 'Velg en dag etter 1. juni 2027, som er fristen nå.',
    });
    expect((await ask('2027-07-01')).body).toEqual({ response_action: 'clear' });
    expect(await happenedTo(subject, 'ExtensionAsked')).toHaveLength(1);

    // The button of before says what happened; and whoever asked does not answer.
    const again = await person.opens(ola.email, message, 'Be om utsettelse');
    expect(JSON.stringify(again.blocks)).toContain('Det er alt bedt om utsettelse');
    const asked = await askedMessage(subject);
    const theirs = await person.opens(ola.email, asked, 'Innvilg');
    expect(JSON.stringify(theirs.blocks)).toContain('Rollen din gir ikke tilgang');

    const refusing = await person.opens(kari, asked, 'Avslå');
    expect((await person.submit(kari, refusing, { words: '' })).body?.errors).toEqual({
      words: 'Skriv kort hvorfor, til den som ba om det.',
    });
    const other = await person.opens(kari, asked, 'Innvilg annen dato');
    expect(JSON.stringify(other.blocks)).toContain('Ønsket frist er 1. juli 2027, 30 dager senere.');
    expect(
      (await person.submit(kari, other, { on: { date: '2027-05-20' }, words: 'Før ferien.' })).body?.errors,
    ).toEqual({ on: 'Velg en dag etter 1. juni 2027, som er fristen nå.' });
    const granting = await person.opens(kari, asked, 'Innvilg');
    expect((await person.submit(kari, granting, { words: '' })).body).toEqual({ response_action: 'clear' });
    expect(await happenedTo(subject, 'DeadlineMoved')).toMatchObject([
      { body: { data: { from: '2027-06-01', to: '2027-07-01', reason: 'Anlegget må prøves i frost.' } } },
    ]);

    const late = await person.opens(kari, asked, 'Avslå');
    expect(JSON.stringify(late.blocks)).toContain('venter på svar. Den er besvart, trukket');
    const answer = await person.submit(kari, refusing, { words: 'For sent.' });
    expect(answer.body?.errors?.['words']).toContain('Ingen utsettelse av punkt');
  });

  it('Meld status opens its modal, and the update is written', async () => {
    const subject = await item();
    const modal = await person.opens(ola.email, await messageAbout(subject), 'Meld status');
    const answer = await person.submit(ola.email, modal, {
      progress: { choice: 'waiting' },
      text: 'Vi venter på nye målere.',
      waitingFor: 'Levering fra leverandøren',
      reason: 'Leverandøren er forsinket.',
    });
    expect(answer.body).toEqual({ response_action: 'clear' });
    expect(await happenedTo(subject, 'StatusUpdated')).toHaveLength(1);
  });

  it('shows errors at their fields, changes nothing, and takes the corrected one', async () => {
    const subject = await item();
    const modal = await person.opens(ola.email, await messageAbout(subject), 'Ferdig');

    expect(await person.submit(ola.email, modal, { what: 'Gjort.', evidence: '' })).toEqual({
      status: 200,
      body: {
        response_action: 'errors',
        errors: {
          what: 'Skriv minst 20 tegn om hva som er gjort. Nå er det 6 tegn.',
          evidence: 'Oppgi en lenke eller en arkivreferanse som viser at det er gjort.',
        },
      },
    });
    expect(await stateOf(subject)).toBe('open');

    expect((await person.submit(ola.email, modal, done)).body).toEqual({ response_action: 'clear' });
    expect(await stateOf(subject)).toBe('reported-done');
  });

  it('says a refusal by the rules in Norwegian in the modal', async () => {
    const subject = await item();
    const message = await messageAbout(subject);
    const first = await person.opens(ola.email, message, 'Ferdig');
    const second = await person.opens(ola.email, message, 'Ferdig');
    await person.submit(ola.email, first, done);

    const answer = await person.submit(ola.email, second, done);

    expect(answer.body?.response_action).toBe('errors');
    expect(answer.body?.errors?.['what']).toMatch(
      /^Punkt \d+\.1 er allerede meldt ferdig og venter på utkvittering\.$/,
    );
    expect(await happenedTo(subject, 'ItemReportedDone')).toHaveLength(1);
  });

  it('refuses what is forged, old, ahead of time or without a signature, and changes nothing', async () => {
    const subject = await item();
    const modal = await person.opens(ola.email, await messageAbout(subject), 'Ferdig');
    const genuine = await person.submitted(ola.email, modal, done);
    const now = Math.floor(Date.now() / 1000);
    const { 'x-slack-signature': _signature, ...unsigned } = genuine.headers;
    const attempts = [
      { ...genuine, body: genuine.body.replace('montert', 'demontert') },
      { ...genuine, headers: { ...genuine.headers, 'x-slack-signature': `v0=${'0'.repeat(64)}` } },
      { ...genuine, headers: { ...genuine.headers, 'x-slack-request-timestamp': String(now - 1) } },
      { ...genuine, headers: unsigned },
      workspace.signed(genuine.body, now - 301),
      workspace.signed(genuine.body, now + 400),
    ];
    for (const attempt of attempts) expect((await person.deliver(attempt)).status).toBe(401);
    expect(await stateOf(subject)).toBe('open');

    expect((await person.deliver(genuine)).body).toEqual({ response_action: 'clear' });
  });

  it('opens one modal for a press that is delivered three times', async () => {
    const message = await messageAbout(await item());
    const pressed = await person.pressed(ola.email, message, 'Ferdig');

    const answers = await Promise.all([person.deliver(pressed), person.deliver(pressed)]);
    await until('a modal opens', () => line.callsOf('views.open')[0]?.answer);
    answers.push(await person.deliver(pressed));
    // We answer before we work: what was pressed afterwards has opened when the others would have.
    await person.opens(ola.email, message, 'Meld status');

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(line.callsOf('views.open')).toHaveLength(2);
    expect(faults).toEqual([]);
  });

  it('answers a submission that is delivered again as it did first, and reports once', async () => {
    const subject = await item();
    const modal = await person.opens(ola.email, await messageAbout(subject), 'Ferdig');
    const refused = await person.submitted(ola.email, modal, { what: 'Kort', evidence: 'x' });
    const good = await person.submitted(ola.email, modal, done);

    const first = await person.deliver(refused);
    expect(await person.deliver(refused)).toEqual(first);
    for (let time = 0; time < 3; time += 1) {
      expect((await person.deliver(good)).body).toEqual({ response_action: 'clear' });
    }
    // Another press on the same modal: Slack lost our answer, and the person tried again.
    expect((await person.submit(ola.email, modal, done)).body).toEqual({ response_action: 'clear' });
    expect(await happenedTo(subject, 'ItemReportedDone')).toHaveLength(1);
  });

  it('reports once when the same submission arrives many times at once', async () => {
    const subject = await item();
    const modal = await person.opens(ola.email, await messageAbout(subject), 'Ferdig');
    const good = await person.submitted(ola.email, modal, done);

    const answers = await Promise.all(Array.from({ length: 8 }, () => person.deliver(good)));

    expect(answers.filter(({ body }) => body?.response_action === 'clear').length).toBeGreaterThanOrEqual(1);
    expect(await happenedTo(subject, 'ItemReportedDone')).toHaveLength(1);
  });

  it('tells one whom Kvittert does not know what to do, and nobody else', async () => {
    const pressed = await person.pressed(stranger.email, await messageAbout(await item()), 'Ferdig');
    expect((await person.deliver(pressed)).status).toBe(200);
    const whispered = await until('the stranger is told', () => line.callsOf('chat.postEphemeral')[0]);
    expect(whispered.body).toMatchObject({
      user: await workspace.userId(stranger.email),
      text: expect.stringContaining('Be sekretariatet registrere deg'),
    });
    expect(line.callsOf('views.open')).toEqual([]);
  });

  it('shows another party’s item to nobody, and takes no report of it', async () => {
    const subject = await item();
    const message = await messageAbout(subject);
    const notice = await person.opens(ingrid.email, message, 'Ferdig');
    expect(JSON.stringify(notice.blocks)).toContain('tilhører en annen');
    expect(JSON.stringify(notice)).not.toContain('Prøvepunkter');

    const modal = await person.opens(ola.email, message, 'Ferdig');
    const answer = await person.submit(ingrid.email, modal, done);
    expect(answer.body?.errors?.['what']).toContain('tilhører en annen');
    expect(await stateOf(subject)).toBe('open');
  });

  describe('says in the modal what is wrong and what to do, and changes nothing,', () => {
    const kari = { email: 'kari@vestdal.example', name: 'Kari Nordmann' };
    const per = { email: 'per@vestdal.example', name: 'Per Vik' };
    const personId = async (email: string) =>
      (await dataSource.query<{ id: string }[]>('SELECT id FROM person WHERE email = $1', [email]))[0]?.id ??
      '';
    const actor = async (email: string, roles: readonly Role[]): Promise<Actor> => ({
      id: await personId(email),
      roles,
      partyIds: [],
    });
    const revises = async (email: string, change: object) =>
      record.handle({ type: 'RevisePerson', personId: await personId(email), ...change }, system);
    /** Ola has the modal open when this happens. */
    const meanwhile: Record<
      string,
      [happens: (subject: Item) => Promise<unknown>, said: RegExp, after?: () => Promise<unknown>]
    > = {
      'when the item was given to another meanwhile': [
        async ({ measureId, itemId }) => {
          const bergby = await made({
            type: 'RegisterOrganisation',
            name: `Bergby ${itemId}`,
            fields: { ours: true },
          });
          await record.handle(
            { type: 'ReassignItem', measureId, itemId, partyId: bergby, reason: 'Delt' },
            system,
          );
        },
        /^Punkt \d+\.1 tilhører en annen\. Be den ansvarlige eller sekretariatet melde det\.$/u,
      ],
      'when it was signed off meanwhile': [
        async ({ measureId, itemId }) => {
          const secretary = await actor(kari.email, ['secretariat']);
          const ofUnit: Actor = { ...(await actor(ola.email, ['owner'])), partyIds: [vestdal] };
          const report = {
            what: done['what'] as string,
            evidence: [{ kind: 'link' as const, reference: 'https://x.example' }],
          };
          await record.handle({ type: 'ReportDone', measureId, itemId, ...report }, ofUnit);
          await record.handle({ type: 'SignOff', measureId, itemIds: [itemId] }, secretary);
        },
        /^Punkt \d+\.1 er allerede kvittert ut\.$/u,
      ],
      'when the person was deactivated meanwhile': [
        () => revises(ola.email, { active: false }),
        /^Du er ikke lenger aktiv i Kvittert\. Ta kontakt med sekretariatet\.$/u,
        () => revises(ola.email, { active: true }),
      ],
      'when their role was taken away meanwhile': [
        () => revises(ola.email, { roles: ['auditor'] }),
        /^Rollen din gir ikke tilgang til dette\. Be sekretariatet/u,
        () => revises(ola.email, { roles: ['owner'] }),
      ],
      'when they left the unit meanwhile': [
        () => revises(ola.email, { partyIds: [] }),
        /tilhører en annen\. Be den ansvarlige eller sekretariatet/u,
        () => revises(ola.email, { partyIds: [vestdal] }),
      ],
      'when another Slack account is bound to them': [
        async () => {
          const id = await personId(ola.email);
          const [identity] = await dataSource.query<{ id: string }[]>(
            `SELECT id FROM identity WHERE person_id = $1 AND released_at IS NULL`,
            [id],
          );
          await record.handle(
            { type: 'ReleaseIdentity', personId: id, identityId: identity?.id ?? '', reason: 'Prøve' },
            system,
          );
          const account = { issuer: 'slack:T000000001', subject: 'UANOTHER' };
          await record.handle(
            { type: 'BindIdentity', personId: id, identityId: randomUUID(), ...account, ...sealed(account) },
            { ...system, id },
          );
        },
        /^Personen med e-postadressen din er knyttet til en annen Slack-konto\. Be sekretariatet frigjøre den/u,
        async () => {
          const id = await personId(ola.email);
          const [identity] = await dataSource.query<{ id: string }[]>(
            `SELECT id FROM identity WHERE person_id = $1 AND released_at IS NULL`,
            [id],
          );
          await record.handle(
            { type: 'ReleaseIdentity', personId: id, identityId: identity?.id ?? '', reason: 'Prøve' },
            system,
          );
        },
      ],
    };
    it.each(Object.entries(meanwhile))('%s', async (_when, [happens, said, after]) => {
      const subject = await item();
      const modal = await person.opens(ola.email, await messageAbout(subject), 'Ferdig');
      await happens(subject);
      const before = await happenedTo(subject, 'ItemReportedDone');
      const answer = await person.submit(ola.email, modal, done).finally(() => after?.());
      expect(answer.body?.errors?.['what']).toMatch(said);
      expect(await happenedTo(subject, 'ItemReportedDone')).toEqual(before);
    });

    it('to who is unknown, and to who has left: the two are not told the same', async () => {
      const subject = await item();
      const message = await messageAbout(subject);
      const modal = await person.opens(ola.email, message, 'Ferdig');
      const unknown = await person.submit(stranger.email, modal, done);
      expect(unknown.body?.errors?.['what']).toMatch(/Be sekretariatet registrere deg/u);
      await made({ type: 'RegisterPerson', ...per, roles: ['owner'], partyIds: [vestdal] });
      await revises(per.email, { active: false });
      const left = await person.submit(per.email, modal, done);
      expect(left.body?.errors?.['what']).toMatch(/^Du er ikke lenger aktiv i Kvittert\./u);
      expect(await stateOf(subject)).toBe('open');
    });

    it('to an owner of an item in a draft, of which not even the title is shown', async () => {
      const subject = await item();
      const { changed } = await record.handle(
        { type: 'RegisterPlan', title: 'Utkast', caseOfficerId: await personId(kari.email) },
        system,
      );
      const draft = changed[0]?.id ?? '';
      const registered = await record.handle(
        {
          type: 'RegisterMeasures',
          planId: draft,
          measures: [
            { title: 'Hemmelig utkast', text: 'Tekst.', responsible: { mode: 'each', partyIds: [vestdal] } },
          ],
        },
        system,
      );
      const measureId = registered.changed.find(({ stream }) => stream === 'measure')?.id ?? '';
      const [row] = await dataSource.query<{ id: string }[]>('SELECT id FROM item WHERE measure_id = $1', [
        measureId,
      ]);
      const pressed = await workspace.pressed({
        email: ola.email,
        message: await messageAbout(subject),
        actionId: 'kvittert_done',
        value: buttonValue({ measureId, itemId: row?.id ?? '' }),
      });
      const before = line.callsOf('views.open').length;
      await person.deliver(pressed);
      const notice = await until('a notice opens', () => line.callsOf('views.open')[before]?.answer);
      expect(JSON.stringify(notice)).toContain('Punktet finnes ikke lenger.');
      expect(JSON.stringify(notice)).not.toContain('Hemmelig utkast');
    });

    it('there is no way to sign off in Slack: a button or a modal made by hand for it does nothing', async () => {
      const subject = await item();
      const message = await messageAbout(subject);
      const modal = await person.opens(ola.email, message, 'Ferdig');
      await person.submit(ola.email, modal, done);
      // Her own report, her own unit's item, what was reported for her: nobody signs off from here, whoever they are.
      for (const who of [ola, kari]) {
        const value = buttonValue(subject);
        const pressed = await workspace.pressed({
          email: who.email,
          message,
          actionId: 'kvittert_sign_off',
          value,
        });
        expect((await person.deliver(pressed)).status).toBe(200);
        const forged = { ...modal, id: `V${who.email}`, callback_id: 'kvittert_sign_off' };
        expect((await person.submit(who.email, forged, done)).body?.response_action).not.toBe('clear');
      }
      expect(await stateOf(subject)).toBe('reported-done');
      expect(await happenedTo(subject, 'ItemSignedOff')).toEqual([]);
    });
  });

  it('asks for nothing about a restricted item, and takes nothing that was typed about it', async () => {
    const secret = await item({ restricted: true });
    const notice = await person.opens(ola.email, await messageAbout(secret), 'Ferdig');
    expect(JSON.stringify(notice)).not.toMatch(/Prøvepunkter|Vestdal|"input"/);
    expect(JSON.stringify(notice)).toContain(`${publicUrl}/planer/1/tiltak/`);

    const subject = await item();
    const modal = await person.opens(ola.email, await messageAbout(subject), 'Meld status');
    await record.handle(
      {
        type: 'ReviseMeasure',
        measureId: subject.measureId,
        access: { kind: 'restricted', legalBasis: 'offentleglova § 21' },
        material: false,
        reason: 'Sårbarheter',
      },
      system,
    );
    const answer = await person.submit(ola.email, modal, {
      progress: { choice: 'under-way' },
      text: 'I gang.',
    });
    expect(answer.body?.errors?.['progress']).toContain('unntatt offentlighet');
    expect(await happenedTo(subject, 'StatusUpdated')).toEqual([]);
  });

  it('says why there is nothing to fill in when the item is done or unknown', async () => {
    const subject = await item();
    const message = await messageAbout(subject);
    await person.submit(ola.email, await person.opens(ola.email, message, 'Ferdig'), done);
    const notice = await person.opens(ola.email, message, 'Ferdig');
    expect(JSON.stringify(notice.blocks)).toContain('allerede meldt ferdig');

    const unknown = await workspace.pressed({
      email: ola.email,
      message,
      actionId: 'kvittert_done',
      value: '{"x":1}',
    });
    const before = line.callsOf('views.open').length;
    await person.deliver(unknown);
    const gone = await until('a notice opens', () => line.callsOf('views.open')[before]?.answer);
    expect(JSON.stringify(gone)).toContain('Punktet finnes ikke lenger.');
  });

  it('acknowledges Åpne and buttons of other versions without doing anything', async () => {
    const message = await messageAbout(await item());
    for (const actionId of ['kvittert_open', 'kvittert_of_tomorrow']) {
      const pressed = await workspace.pressed({ email: ola.email, message, actionId });
      expect(await person.deliver(pressed)).toEqual({ status: 200, body: undefined });
    }
    expect(line.calls.filter(({ method }) => method !== 'users.lookupByEmail')).toEqual([]);
  });

  it('answers in time and says so when Slack can’t open the modal', async () => {
    const message = await messageAbout(await item());
    line.disturb('views.open', { kind: 'refused', error: 'expired_trigger_id' });
    const pressed = await person.pressed(ola.email, message, 'Ferdig');
    expect((await person.deliver(pressed)).status).toBe(200);
    const whispered = await until('the person is told', () => line.callsOf('chat.postEphemeral')[0]);
    expect(whispered.body['text']).toContain('Prøv igjen om litt');
    expect(faults.join()).toContain('expired_trigger_id');
  });

  it('keeps what was typed when the record can’t be reached, and takes it afterwards', async () => {
    const subject = await item();
    const modal = await person.opens(ola.email, await messageAbout(subject), 'Ferdig');
    const lost = await openDataSource(postgres.urlsOf(database).appUrl);
    await lost.destroy();
    const broken = await listening(interactionsOn(lost));
    try {
      const answer = await new SlackTestUser(workspace, line, urlOf(broken)).submit(ola.email, modal, done);
      expect(answer.body?.errors?.['what']).toContain('Prøv igjen om litt');
      expect(JSON.stringify(faults)).not.toContain('prøvepunktene');
    } finally {
      await closed(broken);
    }
    expect((await person.submit(ola.email, modal, done)).body).toEqual({ response_action: 'clear' });
  });

  it('answers before Slack gives up when the record is slow; the next press finds it done', async () => {
    const subject = await item();
    const modal = await person.opens(ola.email, await messageAbout(subject), 'Ferdig');
    const holder = dataSource.createQueryRunner();
    await holder.startTransaction();
    try {
      await holder.query('SELECT 1 FROM measure WHERE id = $1 FOR UPDATE', [subject.measureId]);
      // While the lock is held: nothing but its own limit can have ended the wait.
      const answer = await person.submit(ola.email, modal, done);
      expect(answer.body?.errors?.['what']).toContain('Trykk en gang til');
    } finally {
      await holder.commitTransaction();
      await holder.release();
    }
    await until('the first press is carried out', async () => (await stateOf(subject)) === 'reported-done');
    expect((await person.submit(ola.email, modal, done)).body).toEqual({ response_action: 'clear' });
    expect(await happenedTo(subject, 'ItemReportedDone')).toHaveLength(1);
  });

  it('takes presses over a socket, also after it was moved, cut, and while Slack was down', async () => {
    const slack = await FakeSlackSocket.open(line.apiUrl);
    const interactions = interactionsOn(dataSource, { apiUrl: slack.url, appToken: 'xapp-1' });
    const subject = await item();
    const message = await messageAbout(subject);
    const payloadOf = ({ body }: SignedSlackRequest) =>
      JSON.parse(new URLSearchParams(body).get('payload') ?? '') as Record<string, unknown>;
    slack.down = true;
    interactions.onApplicationBootstrap();
    try {
      await until('the first try has failed', () => faults.length > 0);
      slack.down = false;

      const pressed = payloadOf(await person.pressed(ola.email, message, 'Ferdig'));
      await slack.deliver(pressed, 'envelope-1');
      await until('a modal opens', () => line.callsOf('views.open')[0]?.answer);
      await slack.deliver(pressed, 'envelope-1');

      slack.refresh();
      await until('a new socket is open', () => slack.opened === 2 && slack.connected === 1);
      const modal = person.lastModal(subject.itemId);
      const refused = await slack.deliver(
        payloadOf(await person.submitted(ola.email, modal, { what: 'Kort' })),
      );
      expect(refused).toMatchObject({ response_action: 'errors' });

      slack.down = true;
      slack.cut();
      await until('the socket is gone', () => slack.connected === 0);
      const failed = faults.length;
      await until('it was tried in vain', () => faults.length > failed);
      slack.down = false;
      const taken = await slack.deliver(payloadOf(await person.submitted(ola.email, modal, done)));
      expect(taken).toEqual({ response_action: 'clear' });
      expect(await stateOf(subject)).toBe('reported-done');
      expect(line.callsOf('views.open')).toHaveLength(1);
    } finally {
      await interactions.onApplicationShutdown();
      await until('our end has closed the socket', () => slack.connected === 0).finally(() => slack.close());
    }
  });

  it('starts and answers while Slack is down', async () => {
    const interactions = interactionsOn(dataSource, { apiUrl: `http://127.0.0.1:${await freePort()}/` });
    const alone = await listening(interactions);
    try {
      const pressed = await person.pressed(ola.email, await messageAbout(await item()), 'Ferdig');
      const answer = await new SlackTestUser(workspace, line, urlOf(alone)).deliver(pressed);
      expect(answer.status).toBe(200);
      await until('both failures are logged', () => faults.length === 2);
    } finally {
      await closed(alone);
    }
  });
});

async function listening(interactions: SlackInteractions): Promise<Server> {
  const app = express();
  app.use(interactions.httpRouter());
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function closed(server: Server | undefined): Promise<void> {
  await new Promise<void>((resolve) => (server === undefined ? resolve() : server.close(() => resolve())));
}
