import { describe, expect } from '@jest/globals';
import { open } from '#domain/access/access.js';
import { DomainError } from '#domain/domain-error.js';
import { defaultLadder } from '#domain/follow-up/ladder.js';
import type { RecordedEvent } from '#domain/history.js';
import type { Item, Measure } from '#domain/measure/measure.js';
import type { MeasureEvent } from '#domain/measure/measure.events.js';
import type { Party } from '#domain/party/party.js';
import type { Person } from '#domain/person/person.js';
import type { Plan } from '#domain/plan/plan.js';
import type { Actor } from '#domain/roles/actor.js';
import type { MeasureRecord } from '#record/measure/measure-page.query.js';
import type { PageFrame } from '../../web/frame/page-frame.js';
import { renderPage } from '../../web/frame/render-page.js';
import type { FormValues } from '../../web/forms/form-state.js';
import type { MeasureFormContext } from './measure-form.js';
import { versionSeen } from '../../web/forms/asked.js';
import type { AskedFormName } from '../../web/forms/form-names.js';
import { readForm, refusedBy } from '../../web/forms/form-handler.js';
import { onPage } from './measure-form-shown.js';
import { isOffered, measureForms } from './measure-forms.js';
import { MeasurePage } from './measure.page.js';
import { it } from '../../../../../test/support/it-in-bokmal.js';

const at = '2026-10-01T10:00:00.000Z';
const vestdal = '019a0000-0000-7000-8000-000000000001';
const hospital = '019a0000-0000-7000-8000-000000000002';
const ministry = '019a0000-0000-7000-8000-000000000003';
const first = '019a0000-0000-7000-8000-000000000011';
const second = '019a0000-0000-7000-8000-000000000012';
const measureId = '019a0000-0000-7000-8000-000000000021';

const kari: Actor = { id: 'kari', roles: ['secretariat'], partyIds: [] };
const ola: Actor = { id: 'ola', roles: ['owner'], partyIds: [vestdal] };
const astrid: Actor = { id: 'astrid', roles: ['leadership'], partyIds: [] };
const liv: Actor = { id: 'liv', roles: ['auditor'], partyIds: [] };

const plan: Plan = {
  id: 'plan',
  number: 1,
  title: 'Tiltaksplan',
  state: 'adopted',
  adoption: { authority: { kind: 'leader' }, enteredBy: 'astrid', at },
  caseOfficerId: 'kari',
  signOffSubstituteIds: [],
  goals: [],
  themes: [],
  abbreviations: [],
  jointLines: [],
  ladder: defaultLadder,
  evidenceRequired: true,
  registeredAt: at,
  lastSubstantiveChangeAt: at,
};

const openItem: Item = {
  id: first,
  suffix: '1',
  partyId: vestdal,
  contributorIds: [],
  assignedAt: at,
  state: 'open',
};
const reported: Item = {
  ...openItem,
  id: second,
  suffix: '2',
  partyId: hospital,
  state: 'reported-done',
  report: { what: 'Planen er skrevet og øvd.', evidence: [], by: 'per', at },
};

function signedOff(effectReviewOn: string): Item {
  return {
    ...openItem,
    state: 'signed-off',
    report: { what: 'Planen er skrevet og øvd.', evidence: [], by: 'per', effectReviewOn, at },
    signOff: { by: 'kari', at },
  };
}

function measure(more: Partial<Measure> = {}): Measure {
  return {
    id: measureId,
    planId: 'plan',
    number: 7,
    title: 'Prøvepunkter',
    about: 'prøver',
    text: 'Prøvepunkter på hovedledningen.',
    subGoalIds: [],
    access: open,
    items: [openItem, reported],
    subPoints: [],
    nextNumber: 3,
    shares: [],
    crossReferences: [],
    registeredAt: at,
    lastSubstantiveChangeAt: at,
    state: 'in-follow-up',
    acceptedAt: at,
    ...more,
  } as Measure;
}

const organisation = (id: string, name: string): Party => ({
  id,
  name,
  kind: 'organisation',
  ours: true,
  registeredAt: at,
});
const people: Person[] = [kari, ola, astrid, liv].map((actor) => ({
  ...actor,
  active: true,
  identities: [],
  registeredAt: at,
}));

function record(shown: Measure, history: MeasureRecord['history'] = []): MeasureRecord {
  const parties = new Map([
    [vestdal, organisation(vestdal, 'Vestdal kommune')],
    [hospital, organisation(hospital, 'Sykehuset')],
    [ministry, { ...organisation(ministry, 'Departementet'), ours: false } as Party],
  ]);
  return {
    plan,
    measure: shown,
    version: 4,
    parties,
    personNames: new Map([
      ['kari', 'Kari Nordmann'],
      ['ola', 'Ola Hansen'],
    ]),
    register: {
      party: (id) => parties.get(id),
      person: (id) => people.find((person) => person.id === id),
      personsNaming: () => [],
      personsWithRole: (role) => people.filter(({ roles }) => roles.includes(role)),
    },
    otherMeasures: new Map(),
    evaluation: undefined,
    history,
    messages: [],
  };
}

function context(actor: Actor, shown = measure()): MeasureFormContext {
  return { record: record(shown), actor, today: '2026-11-20' };
}

function offered(actor: Actor, shown = measure()): AskedFormName[] {
  return measureForms.filter((form) => isOffered(form, context(actor, shown))).map(({ name }) => name);
}

describe('what is offered', () => {
  it('follows role, ownership and state', () => {
    expect(offered(ola)).toEqual(['status', 'done', 'hand-over-item', 'not-ours']);
    expect(offered(kari)).toEqual([
      'status',
      'done',
      'hand-over-item',
      'not-ours',
      'sign-off',
      'send-back',
      'assign',
      'reassign',
      'deadline',
      'propose-waiver',
      'revise',
      'review-date',
      'risk',
      'share',
    ]);
    expect(offered(astrid)).toEqual(['send-back']);
    expect(offered(liv)).toEqual([]);
  });

  it('offers a recurring measure’s occurrences to who has a part in it, and to the secretariat', () => {
    const recurring = measure({ recurrence: { everyMonths: 12, occurrences: [] } });
    expect([ola, kari].map((actor) => offered(actor, recurring).includes('occurrence'))).toEqual([
      true,
      true,
    ]);
    expect(offered(liv, recurring)).toEqual([]);
    expect(offered(ola, measure({ ...recurring, items: [reported] }))).not.toContain('occurrence');
  });

  it('lets leadership end as unanswered only what is not ours to command', () => {
    const theirs = measure({ items: [{ ...openItem, partyId: ministry }] });
    expect(offered(astrid, theirs)).toContain('end-unanswered');
    expect(offered(astrid)).not.toContain('end-unanswered');
    expect(offered(ola, theirs)).not.toContain('end-unanswered');
  });

  it('keeps four eyes: nobody is offered to sign off what they reported', () => {
    const byKari = measure({
      items: [
        { ...reported, report: { what: 'Gjort og dokumentert.', evidence: [], by: 'kari', at } } as Item,
      ],
    });
    expect(offered(kari, byKari)).not.toContain('sign-off');
    // Nobody else is left in the secretariat, so leadership stands in.
    expect(offered(astrid, byKari)).toContain('sign-off');
  });

  it('is nothing on a restricted measure for those without a part in it', () => {
    const secret = measure({ access: { kind: 'restricted', legalBasis: '§ 24' }, items: [reported] });
    expect(offered(ola, secret)).toEqual([]);
  });
});

function read(name: AskedFormName, values: FormValues, actor = kari, shown = measure()) {
  const form = measureForms.find((known) => known.name === name);
  if (form === undefined) throw new Error(`No form ${name}`);
  const page = onPage(form);
  const of = context(actor, shown);
  const asked = page.ask(values, of, versionSeen(values));
  const read = readForm(asked, page.fields(of, values), values);
  return 'errors' in read ? read : { ...read, asked };
}

describe('a sent form', () => {
  it('becomes the command with the version it was made from', () => {
    const done = read('done', {
      item: first,
      version: '4',
      what: 'Prøvepunktene er satt opp på hovedledningen.',
      reference: 'https://vestdal.example/rapport',
      note: '',
    });
    expect('command' in done ? done.command : done).toEqual({
      type: 'ReportDone',
      measureId,
      itemId: first,
      expectedVersion: 4,
      what: 'Prøvepunktene er satt opp på hovedledningen.',
      evidence: [{ kind: 'link', reference: 'https://vestdal.example/rapport' }],
    });
  });

  it('proposes an effect review where a day was picked; a day that has passed is refused at its field', () => {
    const what = 'Prøvepunktene er satt opp på hovedledningen.';
    const done = read('done', { item: first, what, effectReviewOn: '2027-05-20' });
    if (!('command' in done)) throw new Error('The form was not read');
    expect(done.command).toMatchObject({ type: 'ReportDone', effectReviewOn: '2027-05-20' });
    const passed = new DomainError({
      type: 'date-not-ahead',
      refusal: 'invalid',
      title: 'No',
      detail: 'No.',
      extra: { field: 'effectReviewOn', on: '2026-01-01', earliest: '2026-11-23' },
    });
    expect(refusedBy(passed, done.asked).errors).toEqual([
      { field: 'effectReviewOn', message: 'Velg en dato etter i dag, eller la feltet stå tomt.' },
    ]);
    expect(
      read('done', {
        item: first,
        what,
        reference: 'https://vestdal.example/a',
        effectReviewOn: '2027-02-30',
      }),
    ).toEqual({
      errors: [{ field: 'effectReviewOn', message: 'Velg en dato som finnes, for «Må effekten vurderes?».' }],
    });
  });

  it('says everything that is wrong at once, each at its field and by its name', () => {
    expect(read('done', { version: '4', what: 'Kort' })).toEqual({
      errors: [
        { field: 'item', message: 'Velg hvilket punkt det gjelder.' },
        { field: 'what', message: 'Skriv minst 20 tegn under «Hva er gjort».' },
        { field: 'reference', message: 'Fyll ut «Dokumentasjon».' },
      ],
    });
  });

  it('takes what a body decided from the secretariat, and leadership at its word', () => {
    const proposed = measure({
      items: [{ ...openItem, waiverProposal: { ground: 'Nedlagt.', by: 'kari', at } } as Item],
    });
    const values = { item: first, granted: 'true', ground: 'Anlegget er lagt ned.' };
    expect(read('decide-waiver', values, astrid, proposed)).toMatchObject({
      command: { type: 'DecideWaiver', granted: true, authority: { kind: 'leader' } },
    });
    expect(read('decide-waiver', values, kari, proposed)).toMatchObject({
      errors: [
        { field: 'body' },
        { field: 'meetingDate' },
        { field: 'caseNumber' },
        { field: 'archiveReference' },
      ],
    });
  });

  it('reads figures as people write them, and says at which field there is none', () => {
    const values = { label: 'bedrifter er med', source: 'Kartlegging', asOf: '2026-02-01', numerator: '15' };
    expect(read('share', { ...values, denominator: '1 055', approximate: 'true' })).toMatchObject({
      command: {
        type: 'EnterShare',
        share: { numerator: 15, denominator: 1055, denominatorIsApproximate: true },
      },
    });
    expect(read('share', { ...values, denominator: 'mange' })).toEqual({
      errors: [{ field: 'denominator', message: 'Skriv et tall under «Av hvor mange».' }],
    });
  });

  it('changes the content, and asks what kind of change it is', () => {
    const values = { title: 'Prøver', about: '', text: 'Ny tekst.', themeId: '', access: 'open' };
    expect(read('revise', { ...values, material: 'false', reason: 'Skrivefeil.' })).toMatchObject({
      command: { title: 'Prøver', text: 'Ny tekst.', themeId: null, material: false },
    });
    expect(read('revise', { ...values, access: 'restricted', legalBasis: '' })).toMatchObject({
      errors: [{ field: 'legalBasis' }, { field: 'material' }, { field: 'reason' }],
    });
  });

  it('refuses an item of another measure', () => {
    expect(read('sign-off', { item: measureId })).toMatchObject({ errors: [{ field: 'item' }] });
  });

  it('puts a refusal of the domain at its field, in Norwegian', () => {
    const read_ = read('done', { item: first, what: 'Prøvepunktene er satt opp der de skal.' });
    if (!('asked' in read_)) throw new Error('The form was not read');
    const error = new DomainError({
      type: 'invalid-value',
      refusal: 'invalid',
      title: 'x',
      detail: 'Evidence is missing.',
      extra: { field: 'evidence' },
    });
    expect(refusedBy(error, read_.asked).errors).toMatchObject([{ field: 'reference' }]);
    expect(() => refusedBy(new Error('disk'), read_.asked)).toThrow('disk');
  });
});

describe('an answer to an extension', () => {
  const asking = (to: string, reason: string, by: string) => ({
    extension: { from: '2026-12-01', to, reason, by, at },
  });
  const one = { ...openItem, ...asking('2027-01-15', 'Anlegget må prøves i frost.', 'ola') } as Item;
  const other = {
    ...openItem,
    id: second,
    suffix: '2',
    partyId: hospital,
    ...asking('2027-03-01', 'Leverandøren er forsinket.', 'per'),
  } as Item;
  const fields = (shown: Measure, itemNumber?: string) => {
    const form = measureForms.find(({ name }) => name === 'answer-extension');
    if (form === undefined) throw new Error('No form');
    return onPage(form).fields({ ...context(kari, shown), itemNumber }, {});
  };

  it('has what was asked for beside each that is chosen among', () => {
    const [choice] = fields(measure({ items: [one, other] }), '7.2');
    expect(choice).toMatchObject({
      kind: 'radio',
      name: 'item',
      choices: [
        { value: first, hint: expect.stringContaining('Anlegget må prøves i frost.') },
        { value: second, hint: expect.stringMatching(/1\. mars 2027.*Leverandøren er forsinket\./u) },
      ],
    });
  });

  it('has it at the answer where it is one, also where another waits for somebody else', () => {
    const own = {
      ...other,
      extension: { ...(other as typeof one & { extension: object }).extension, by: 'kari' },
    } as Item;
    const [answer] = fields(measure({ items: [one, own] }));
    expect(answer).toMatchObject({ name: 'answer', hint: expect.stringContaining('15. januar 2027') });
  });
});

describe('the closing form', () => {
  const proposing = (...days: string[]) =>
    measure({
      state: 'ready-to-close',
      items: days.map((effectReviewOn) => signedOff(effectReviewOn)),
    });

  function effectReviewOn(shown: Measure) {
    const form = measureForms.find(({ name }) => name === 'close');
    const asked = form?.fields(context(kari, shown)).find(({ name }) => name === 'effectReviewOn');
    return { filledIn: form?.prefill?.(context(kari, shown)), hint: asked?.hint };
  }

  it('has the earliest proposed effect review that lies ahead filled in', () => {
    // The day of the form is 20 November 2026.
    const { filledIn, hint } = effectReviewOn(proposing('2027-09-01', '2026-11-20', '2027-05-20'));
    expect(filledIn).toEqual({ as: 'implemented', effectReviewOn: '2027-05-20' });
    expect(hint).toContain('Foreslått av den ansvarlige: 20. mai 2027.');
  });

  it('has no day filled in where none was proposed, or all have passed', () => {
    for (const shown of [measure({ state: 'ready-to-close', items: [] }), proposing('2026-11-20')]) {
      expect(effectReviewOn(shown)).toEqual({
        filledIn: { as: 'implemented' },
        hint: 'La stå tomt hvis effekten ikke skal vurderes.',
      });
    }
  });
});

describe('the measure page', () => {
  const frame: PageFrame = { path: '/', stylesheets: [], icon: '/icon.svg', csrfToken: '' };
  const now = '2026-11-20T09:00:00.000Z';
  const moved = {
    original: '2026-06-01',
    inForce: '2026-12-01',
    setBy: 'kari',
    setAt: '2026-01-02T09:00:00.000Z',
    moves: [{ from: '2026-06-01', to: '2026-12-01', reason: 'Sen levering', by: 'kari', at }],
  };
  const history = [
    { type: 'DeadlineMoved', data: { from: '2026-06-01', to: '2026-12-01', reason: 'Sen levering' } },
    { type: 'ItemSentBack', data: { itemId: first, reason: 'Varslingslisten mangler' } },
    {
      type: 'ItemReportedDone',
      data: { itemId: second, what: 'Prøvd på natt.', evidence: [], effectReviewOn: '2027-03-01' },
    },
  ].map((event, index) => ({ ...event, at, actorId: 'kari', commandId: 'c', version: index + 1 }));

  function page(actor: Actor, shown: Measure): string {
    return renderPage(
      <MeasurePage
        frame={frame}
        record={record(shown, history as RecordedEvent<MeasureEvent>[])}
        actor={actor}
        now={now}
      />,
    )
      .replace(/<[^>]+>/gu, ' ')
      .replace(/\s+/gu, ' ');
  }

  it('tells the deadline with its original, each move, the count and the slip', () => {
    expect(page(kari, measure({ deadline: moved }))).toContain(
      '1. desember 2026. Opprinnelig 1. juni 2026, flyttet én gang, i alt 183 dager.',
    );
  });

  it('tells the history in plain words with actor, reason, old and new', () => {
    const text = page(kari, measure({ deadline: moved }));
    expect(text).toContain('Fristen for tiltaket ble flyttet fra «1. juni 2026» til «1. desember 2026»');
    expect(text).toContain('Punkt 7.1 ble sendt tilbake Begrunnelse: Varslingslisten mangler');
    expect(text).toContain('Kari Nordmann');
  });

  it('shows the proposed effect review at the item, before and after sign-off, and in the history', () => {
    const signed = signedOff('2027-05-20');
    const waiting: Item = {
      ...openItem,
      state: 'reported-done',
      report: { what: 'Planen er skrevet.', evidence: [], by: 'per', effectReviewOn: '2027-06-20', at },
    };
    const proposed = /Foreslått at effekten vurderes (20\. \w+ 2027)\./gu;
    const shown = [...page(kari, measure({ items: [signed, waiting] })).matchAll(proposed)];
    expect(shown.map(([, date]) => date)).toEqual(['20. mai 2027', '20. juni 2027']);
    expect(page(kari, measure())).toMatch(
      /Punkt 7\.2 ble meldt ferdig Prøvd på natt\. Foreslått at effekten vurderes 1\. mars 2027 /u,
    );
  });

  it('says what comes next, and when', () => {
    // A Tuesday, a week before the deadline.
    expect(page(kari, measure({ deadline: moved, items: [openItem] }))).toContain(
      '24. november 2026 får den ansvarlige en påminnelse om at fristen nærmer seg, punkt 7.1.',
    );
  });

  it('shows a system only the number of a restricted measure', () => {
    const secret = measure({ access: { kind: 'restricted', legalBasis: '§ 24' } });
    const system: Actor = { id: 'client:x', roles: ['system'], partyIds: [] };
    expect(page(system, secret)).toContain('Tiltak 7 er unntatt offentlighet');
    expect(page(system, secret)).not.toContain('Prøvepunkter');
  });
});
