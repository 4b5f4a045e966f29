import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { addDays } from '#domain/follow-up/calendar.js';
import { emails, make, registerMany, registerVestdal, type Vestdal } from '../api/vestdal.js';
import { subscriptionOf } from '../mail/subscription-of.js';
import { type Installation, startInstallation } from '../support/installation.js';
import {
  axeViolations,
  browserProgram,
  focusedStop,
  howToGetABrowser,
  launchBrowser,
  logIn,
  patientPage,
  rulesOfLayout,
  sticksOut,
  sticksOutWithLongWords,
  wrongPlaces,
  type Stop,
} from './browser.js';
import { pageRoutes } from './page-routes.js';

type Who = 'secretary' | 'owner' | 'leader' | 'auditor' | 'nobody';

interface Visit {
  /** As it is written in the controllers, with the form's own name. */
  route: string;
  path: string;
  as: Who;
  /** What must have happened before the page has this to show. */
  after?: (kvittert: Installation, vestdal: Vestdal) => Promise<unknown>;
}

const plan = '/planer/:planNumber';
const measure = `${plan}/tiltak/:number`;

const report = `${plan}/rapporter/:number`;

/** With a reporting date today, so that it can be locked by hand. */
async function reportOpened(kvittert: Installation, vestdal: Vestdal): Promise<void> {
  const as = emails.secretary;
  const { body } = await kvittert.request<{ version: number }>('GET', `/api/v1/plans/${vestdal.plan}`, {
    as,
  });
  const firstOn = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo' }).format(new Date());
  await kvittert.request('PUT', `/api/v1/plans/${vestdal.plan}/reporting`, {
    as,
    headers: { 'if-match': `"${body.version}"` },
    body: { reporting: { cadenceMonths: 3, firstOn, language: 'nb' } },
  });
  await make(kvittert, as, `/plans/${vestdal.plan}/reports`);
}

function onReport(what: string, body: object = {}, as: string = emails.secretary) {
  return async (kvittert: Installation, vestdal: Vestdal): Promise<void> => {
    const reports = await kvittert.request<{ items: { id: string }[] }>(
      'GET',
      `/api/v1/plans/${vestdal.plan}/reports`,
      { as },
    );
    await make(kvittert, as, `/reports/${reports.body.items[0]?.id}/${what}`, body);
  };
}

/** Waits for another's countersignature. */
function enterDecision(kvittert: Installation, vestdal: Vestdal): Promise<{ id: string }> {
  return make(kvittert, emails.secretary, '/decisions', {
    body: 'Kommunestyret',
    meetingDate: '2026-06-15',
    caseNumber: '14/26',
    archiveReference: '26/118-7',
    text: 'En plan for oppfølging legges fram.',
    planId: vestdal.plan,
    deadline: { on: '2026-07-01' },
  });
}

let groups = 0;

/** A group with members of every kind, and one who has left and is asked about. */
async function groupOverTime(kvittert: Installation, vestdal: Vestdal): Promise<{ id: string }> {
  const day = (days: number) =>
    addDays(new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo' }).format(new Date()), days);
  const named = `Nabokommunene ${String((groups += 1))}`;
  const party = async (name: string) =>
    (await make(kvittert, 'system', '/parties', { kind: 'organisation', name: `${name} ${named}` })).id;
  const [leaving, staying, coming] = [await party('Norddal'), await party('Sørdal'), await party('Åsdal')];
  const group = await make(kvittert, 'system', '/parties', {
    kind: 'group',
    name: named,
    memberIds: [leaving, staying],
  });
  await make(kvittert, emails.secretary, '/measures', {
    planId: vestdal.plan,
    title: 'Felles varslingsliste',
    text: 'Lag en varslingsliste.',
    deadline: { on: day(100) },
    responsible: { mode: 'each', partyIds: [group.id] },
  });
  const at = `/parties/${group.id}/members`;
  await make(kvittert, 'system', at, { partyId: coming, from: day(30) });
  await make(kvittert, 'system', `${at}/${leaving}/departures`, { to: day(0), reason: 'Slått sammen.' });
  return group;
}

/** A file so large that it is made while one waits. */
async function fileAsked(kvittert: Installation, vestdal: Vestdal): Promise<{ id: string }> {
  await registerMany(kvittert, vestdal, 1_600);
  const answer = await kvittert.request<{ href: string }>(
    'GET',
    `/api/v1/plans/${vestdal.draft}/report-files/csv`,
    { as: emails.secretary },
  );
  return { id: answer.body.href.split('/').at(-1) ?? '' };
}

const catalogue = '/tiltaksbank/:number';
const situation = `${catalogue}/situasjon/:situationNumber`;

/** With everything a catalogue can show. */
async function registerCatalogue(kvittert: Installation): Promise<void> {
  const { id } = await make(kvittert, emails.secretary, '/catalogues', {
    name: 'Tiltaksbank for vannforsyning',
    about: 'Gjelder alle vannverk i kommunen.',
    situations: [
      {
        heading: 'Leveranse',
        name: 'Trykkfall',
        description: 'Trykket faller uten at noen har stengt.',
        indicators: ['Trykk i nettet'],
        considerWhen: ['Fallet varer'],
        purposes: ['Trygt vann'],
        candidates: [{ title: 'Kokevarsel', text: 'Varsle alle abonnenter.' }, { title: 'Spyling' }],
      },
      { name: 'Tørke' },
    ],
    earlierChanges: [{ on: '2024-02-01', note: 'Første utgave.' }],
  });
  const { body } = await kvittert.request<{ situations: { id: string }[] }>(
    'GET',
    `/api/v1/catalogues/${id}`,
    { as: emails.secretary },
  );
  const path = `/catalogues/${id}/situations/${body.situations[0]?.id}/risk-statements`;
  await make(kvittert, emails.secretary, path, {
    likelihood: 'Sannsynlig i tørre somre.',
    consequence: 'Sykehuset må flytte pasienter.',
    conclusion: 'Tiltak bør vurderes før sommeren.',
  });
}

/** With everything an evaluation can show. */
async function registerEvaluation(kvittert: Installation, vestdal: Vestdal): Promise<{ id: string }> {
  const as = emails.secretary;
  const evaluation = await make(kvittert, as, '/evaluations', {
    title: 'Øvelsen i vannverket',
    kind: 'exercise',
    publishedOn: '2025-05-04',
    authors: ['Vestdal kommune', 'Vannverket'],
    archiveReference: '25/00123-4',
    access: { kind: 'restricted', legalBasis: 'offentleglova § 24 tredje ledd' },
    participants: [
      { actor: 'Vestdal kommune', unit: 'Vannverket', function: 'Driftsvakt' },
      { actor: 'Politiet' },
    ],
    hearingAnswers: [{ from: 'Bergby kommune', summary: 'Støtter anbefalingene.' }],
    findings: [
      { kind: 'to-improve', text: 'Vakten ble varslet sent.' },
      { kind: 'strength', text: 'Prøvene ble tatt raskt.' },
    ],
    recommendations: [
      {
        number: '1',
        title: 'Varsling',
        text: 'Vakten bør varsles på én måte.',
        findingIndexes: [0, 1],
        page: 12,
      },
      { title: 'Reservelager', text: 'Lageret bør dobles.', deadlineInWords: 'innen sommeren' },
    ],
  });
  const { body } = await kvittert.request<{ recommendations: { id: string }[] }>('GET', evaluation.href, {
    as,
  });
  await make(kvittert, emails.leader, `/recommendations/${body.recommendations[0]?.id}/outcomes`, {
    outcome: {
      kind: 'partly-followed',
      measureIds: [vestdal.measures[0]],
      ground: 'Bare på dagtid.',
      remainingRisk: 'Sen varsling om natten.',
    },
    authority: { kind: 'leader' },
  });
  return evaluation;
}

/** A goal with an indicator that has a figure. */
async function defineGoal(kvittert: Installation, planId: string): Promise<void> {
  const path = `/api/v1/plans/${planId}`;
  const known = await kvittert.request('GET', path, { as: emails.secretary });
  const indicators = [{ name: 'Prøver uten funn', unit: '%', target: 100 }];
  const subGoals = [{ title: 'Rent vann', about: 'at vannet skal være rent', indicators }];
  await kvittert.request('PUT', `${path}/goals`, {
    as: emails.secretary,
    headers: { 'if-match': known.headers.get('etag') ?? '' },
    body: { goals: [{ title: 'Trygt vann', subGoals }] },
  });
  const { body } = await kvittert.request<{ goals: { subGoals: { id: string }[] }[] }>('GET', path, {
    as: emails.secretary,
  });
  await make(
    kvittert,
    emails.secretary,
    `/plans/${planId}/sub-goals/${body.goals[0]?.subGoals[0]?.id}/figures`,
    { indicator: 'Prøver uten funn', figure: { value: 98.5, asOf: '2026-09-01', source: 'Vannverket' } },
  );
}

/** Every page there is, in an order in which each has something to show. */
const visits: readonly Visit[] = [
  { route: '/login', path: '/login', as: 'nobody' },
  { route: '/logget-ut', path: '/logget-ut', as: 'nobody' },
  { route: '/innlogging', path: '/innlogging', as: 'owner' },
  { route: '/kalender', path: '/kalender?plan=1', as: 'secretary' },
  { route: '/abonnement', path: '/abonnement', as: 'nobody' },
  { route: '/abonnement/sendt', path: '/abonnement/sendt', as: 'nobody' },
  {
    route: '/abonnement/bekreft/:token',
    path: '/abonnement/bekreft/:made',
    as: 'nobody',
    after: (kvittert) => subscriptionOf(kvittert, 'ny@example.no', 'asked'),
  },
  {
    route: '/abonnement/:token',
    path: '/abonnement/:made',
    as: 'nobody',
    after: (kvittert) => subscriptionOf(kvittert, 'liv.moe@example.no', 'confirmed'),
  },
  {
    route: '/abonnement/:token/avmelding',
    path: '/abonnement/:made/avmelding',
    as: 'nobody',
    after: (kvittert) => subscriptionOf(kvittert, 'liv.moe@example.no', 'confirmed'),
  },
  { route: '/', path: '/', as: 'secretary' },
  { route: '/', path: '/', as: 'owner' },
  { route: '/', path: '/', as: 'leader' },
  { route: '/', path: '/', as: 'auditor' },
  { route: '/planer', path: '/planer', as: 'secretary' },
  { route: '/portefolje', path: '/portefolje', as: 'leader' },
  { route: '/leselogg', path: '/leselogg?plan=1', as: 'auditor' },
  {
    route: '/vedtak/:id',
    path: '/vedtak/:made',
    as: 'secretary',
    after: enterDecision,
  },
  { route: '/ansvarlige', path: '/ansvarlige', as: 'auditor', after: groupOverTime },
  { route: '/ansvarlige/:id', path: '/ansvarlige/:made', as: 'secretary', after: groupOverTime },
  ...['avgjor-punkter', 'nytt-medlem', 'medlem-slutter', 'rediger'].map((slug): Visit => ({
    route: `/ansvarlige/:id/${slug}`,
    path: `/ansvarlige/:made/${slug}`,
    as: 'secretary',
    after: groupOverTime,
  })),
  { route: '/personer', path: '/personer', as: 'auditor' },
  { route: '/fravaer', path: '/fravaer', as: 'owner' },
  ...['', '/overlat', '/meld-fravaer', '/endre-fravaer', '/avslutt-fravaer'].map((form): Visit => ({
    route: `/personer/:id${form}`,
    path: `/personer/:made${form}`,
    as: 'secretary',
    after: async (kvittert, { people }) => {
      await make(kvittert, 'system', `/persons/${people.owner}/absences`, {
        from: '2027-07-05',
        to: '2027-07-23',
      }).catch(() => undefined);
      return { id: people.owner };
    },
  })),
  { route: '/ansvarlige/ny', path: '/ansvarlige/ny', as: 'secretary' },
  { route: '/', path: '/', as: 'secretary' },
  { route: '/', path: '/', as: 'leader' },
  { route: '/vedtak/:id', path: '/vedtak/:made', as: 'leader', after: enterDecision },
  { route: '/evalueringer', path: '/evalueringer', as: 'auditor', after: registerEvaluation },
  { route: '/evalueringer/:id', path: '/evalueringer/:made', as: 'leader', after: registerEvaluation },
  { route: '/', path: '/', as: 'secretary' },
  { route: '/import', path: '/import', as: 'secretary', after: uploaded },
  { route: '/import/:id', path: '/import/:made', as: 'secretary', after: uploaded },
  { route: '/import/:id/angre', path: '/import/:made/angre', as: 'secretary', after: confirmed },
  { route: '/import/:id/angre', path: '/import/:made/angre', as: 'secretary', after: touched },
  { route: '/import/:id/tiltak/:key', path: '/import/:made/tiltak/m1', as: 'secretary', after: uploaded },
  { route: plan, path: '/planer/1', as: 'secretary' },
  { route: plan, path: '/planer/1', as: 'owner' },
  { route: plan, path: '/planer/2', as: 'leader' },
  { route: `${plan}/vedta`, path: '/planer/2/vedta', as: 'secretary' },
  { route: `${plan}/lukk`, path: '/planer/1/lukk', as: 'secretary' },
  { route: `${plan}/rapporter`, path: '/planer/1/rapporter', as: 'secretary' },
  { route: `${plan}/rapportering`, path: '/planer/1/rapportering', as: 'secretary' },
  { route: report, path: '/planer/1/rapporter/1', as: 'secretary', after: reportOpened },
  { route: `${plan}/rapporter`, path: '/planer/1/rapporter', as: 'owner' },
  { route: `${report}/las`, path: '/planer/1/rapporter/1/las', as: 'secretary' },
  {
    route: `${report}/frigi`,
    path: '/planer/1/rapporter/1/frigi',
    as: 'secretary',
    after: onReport('locks'),
  },
  {
    route: `${report}/ta-til-etterretning`,
    path: '/planer/1/rapporter/1/ta-til-etterretning',
    as: 'secretary',
    after: onReport('releases'),
  },
  { route: `${report}/publiser`, path: '/planer/1/rapporter/1/publiser', as: 'secretary' },
  {
    route: `${report}/avpubliser`,
    path: '/planer/1/rapporter/1/avpubliser',
    as: 'leader',
    after: onReport('publications', { authority: { kind: 'leader' } }, emails.leader),
  },
  { route: '/rapporter', path: '/rapporter', as: 'nobody' },
  { route: '/rapporter/:plan', path: '/rapporter/1', as: 'nobody' },
  { route: '/rapporter/:plan/:report', path: '/rapporter/1/1', as: 'nobody' },
  { route: '/rapporter/:plan/:report/:version', path: '/rapporter/1/1/1', as: 'nobody' },
  { route: '/', path: '/', as: 'leader' },
  { route: `${report}/send-tilbake`, path: '/planer/1/rapporter/1/send-tilbake', as: 'leader' },
  {
    route: `${report}/svar`,
    path: '/planer/1/rapporter/1/svar',
    as: 'owner',
    after: (kvittert, vestdal) =>
      onReport(
        'returns',
        {
          authority: { kind: 'leader' },
          questions: [{ text: 'Hva venter dere på?', responsibleId: vestdal.people.owner }],
        },
        emails.leader,
      )(kvittert, vestdal),
  },
  { route: `${report}/gi-videre`, path: '/planer/1/rapporter/1/gi-videre', as: 'owner' },
  { route: `${report}/rett`, path: '/planer/1/rapporter/1/rett', as: 'secretary' },
  { route: report, path: '/planer/1/rapporter/1', as: 'leader' },
  {
    route: report,
    path: '/planer/1/rapporter/1?versjon=1',
    as: 'leader',
    after: onReport('corrections', { what: 'Fristen for tiltak 1.', why: 'Den var ført feil.' }),
  },
  { route: `${plan}/rapporter/sammenlign`, path: '/planer/1/rapporter/sammenlign', as: 'leader' },
  { route: `${plan}/rediger`, path: '/planer/1/rediger', as: 'secretary' },
  { route: `${plan}/rediger/:section`, path: '/planer/1/rediger/grunnlag', as: 'secretary' },
  { route: `${plan}/rediger/:section`, path: '/planer/1/rediger/sammendrag', as: 'secretary' },
  { route: `${plan}/rediger/:section`, path: '/planer/1/rediger/forkortelser', as: 'secretary' },
  { route: `${plan}/rediger/:section`, path: '/planer/1/rediger/tiltak-1', as: 'secretary' },
  {
    route: `${plan}/rediger/:section`,
    path: '/planer/1/rediger/tiltak-2',
    as: 'secretary',
    after: async (kvittert, { items }) => {
      await make(kvittert, emails.owner, `/items/${items[1]}/status-updates`, {
        progress: 'under-way',
        text: 'Vaktlisten er sendt ut.',
      });
    },
  },
  { route: `${plan}/rediger/:section`, path: '/planer/1/rediger/henvisninger-1', as: 'secretary' },
  { route: `${plan}/rediger/:section`, path: '/planer/1/rediger/samlet-omtale', as: 'secretary' },
  {
    route: `${plan}/rediger/:section`,
    path: '/planer/1/rediger/tall-1',
    as: 'secretary',
    after: (kvittert, vestdal) => defineGoal(kvittert, vestdal.plan),
  },
  { route: `${plan}/rediger/:section`, path: '/planer/1/rediger/delmal-1', as: 'secretary' },
  { route: `${plan}/rediger/:section`, path: '/planer/1/rediger/indikatorer-1', as: 'secretary' },
  { route: `${measure}/endre-innhold`, path: '/planer/1/tiltak/1/endre-innhold', as: 'secretary' },
  {
    route: `${measure}/sett-vurderingsdato`,
    path: '/planer/1/tiltak/1/sett-vurderingsdato',
    as: 'secretary',
  },
  { route: `${measure}/beskriv-risiko`, path: '/planer/1/tiltak/1/beskriv-risiko', as: 'secretary' },
  { route: `${measure}/for-inn-andel`, path: '/planer/1/tiltak/1/for-inn-andel', as: 'secretary' },
  {
    route: `${measure}/avslutt-som-ikke-besvart`,
    path: '/planer/1/tiltak/1/avslutt-som-ikke-besvart',
    as: 'leader',
  },
  {
    route: `${measure}/meld-gjennomforing`,
    path: '/planer/1/tiltak/:made/meld-gjennomforing',
    as: 'secretary',
    after: async (kvittert, vestdal) => {
      const { id, number } = await make(kvittert, emails.secretary, '/measures', {
        planId: vestdal.plan,
        title: 'Årlig øvelse',
        text: 'Øves hvert år.',
        recurrence: { everyMonths: 12 },
        responsible: { mode: 'joint', partyIds: [vestdal.parties.vestdal] },
        deadline: { on: '2027-05-01' },
      });
      await make(kvittert, emails.leader, `/measures/${id}/acceptances`, { authority: { kind: 'leader' } });
      return { id: String(number) };
    },
  },
  { route: measure, path: '/planer/1/tiltak/1', as: 'secretary' },
  { route: measure, path: '/planer/1/tiltak/2', as: 'leader' },
  { route: measure, path: '/planer/1/tiltak/3', as: 'auditor' },
  { route: `${measure}/meld-status`, path: '/planer/1/tiltak/1/meld-status', as: 'owner' },
  { route: `${measure}/ikke-vart`, path: '/planer/1/tiltak/1/ikke-vart', as: 'owner' },
  { route: `${measure}/gi-til-kollega`, path: '/planer/1/tiltak/1/gi-til-kollega', as: 'owner' },
  {
    route: `${measure}/svar-pa-ikke-vart`,
    path: '/planer/1/tiltak/1/svar-pa-ikke-vart',
    as: 'secretary',
    after: (kvittert, { items }) =>
      make(kvittert, emails.owner, `/items/${items[0]}/refusals`, {
        reason: 'Ledningen eies av fylkeskommunen.',
      }).catch(() => undefined),
  },
  { route: `${measure}/meld-ferdig`, path: '/planer/1/tiltak/1/meld-ferdig', as: 'owner' },
  { route: `${measure}/kvitter-ut`, path: '/planer/1/tiltak/2/kvitter-ut', as: 'secretary' },
  { route: `${measure}/send-tilbake`, path: '/planer/1/tiltak/2/send-tilbake', as: 'secretary' },
  { route: `${measure}/sett-ansvarlig`, path: '/planer/2/tiltak/1/sett-ansvarlig', as: 'secretary' },
  { route: `${measure}/overfor`, path: '/planer/1/tiltak/1/overfor', as: 'secretary' },
  { route: `${measure}/sett-frist`, path: '/planer/1/tiltak/1/sett-frist', as: 'secretary' },
  { route: `${measure}/be-om-utsettelse`, path: '/planer/1/tiltak/1/be-om-utsettelse', as: 'owner' },
  {
    route: '/utsettelser',
    path: '/utsettelser',
    as: 'secretary',
    after: (kvittert, { items }) =>
      make(kvittert, emails.owner, `/items/${items[0]}/extensions`, {
        to: '2027-07-01',
        reason: 'Leverandøren er forsinket.',
      }),
  },
  { route: '/utsettelser/svar', path: '/utsettelser/svar', as: 'secretary' },
  { route: `${measure}/svar-pa-utsettelse`, path: '/planer/1/tiltak/1/svar-pa-utsettelse', as: 'secretary' },
  { route: `${measure}/trekk-utsettelse`, path: '/planer/1/tiltak/1/trekk-utsettelse', as: 'owner' },
  {
    route: `${measure}/for-inn-svar-pa-utsettelse`,
    path: '/planer/1/tiltak/1/for-inn-svar-pa-utsettelse',
    as: 'secretary',
    // So far off that leadership answers.
    after: async (kvittert, { items }) => {
      await make(kvittert, emails.owner, `/items/${items[0]}/extension-withdrawals`);
      return make(kvittert, emails.owner, `/items/${items[0]}/extensions`, {
        to: '2029-01-01',
        reason: 'Anlegget bygges først.',
      });
    },
  },
  {
    route: `${measure}/foresla-at-punkt-utgar`,
    path: '/planer/1/tiltak/1/foresla-at-punkt-utgar',
    as: 'secretary',
  },
  {
    route: `${measure}/avgjor-om-punkt-utgar`,
    path: '/planer/1/tiltak/1/avgjor-om-punkt-utgar',
    as: 'leader',
    after: (kvittert, { items }) =>
      make(kvittert, emails.secretary, `/items/${items[0]}/waiver-proposals`, {
        ground: 'Anlegget er lagt ned.',
      }),
  },
  { route: '/', path: '/', as: 'leader' },
  {
    route: `${measure}/vurder-om-punkt-fortsatt-utgar`,
    path: '/planer/1/tiltak/1/vurder-om-punkt-fortsatt-utgar',
    as: 'secretary',
    after: (kvittert, { items }) =>
      make(kvittert, emails.leader, `/items/${items[0]}/waiver-decisions`, {
        granted: true,
        ground: 'Enig.',
        reviewOn: '2030-01-01',
        authority: { kind: 'leader' },
      }),
  },
  {
    route: `${measure}/vedta`,
    path: '/planer/1/tiltak/6/vedta',
    as: 'secretary',
    after: async (kvittert, vestdal) => {
      // The other pages of measure 1 are about an item that is there to be done.
      await make(kvittert, emails.secretary, `/items/${vestdal.items[0]}/waiver-reviews`, {
        outcome: 'ended',
        reason: 'Anlegget åpner igjen.',
      });
      return make(kvittert, emails.secretary, '/measures', {
        planId: vestdal.plan,
        title: 'Nytt tiltak',
        text: 'Kom til etter at planen ble vedtatt.',
      });
    },
  },
  { route: '/planer/:planNumber/paminnelser', path: '/planer/1/paminnelser', as: 'secretary' },
  { route: `${measure}/lukk`, path: '/planer/1/tiltak/4/lukk', as: 'secretary' },
  {
    route: `${measure}/gjenapne`,
    path: '/planer/1/tiltak/4/gjenapne',
    as: 'secretary',
    after: (kvittert, { measures, people }) =>
      make(kvittert, emails.secretary, `/measures/${measures[3]}/closures`, {
        as: 'implemented',
        effectReview: { on: '2030-01-01', reviewerId: people.secretary },
      }),
  },
  { route: `${measure}/vurder-effekt`, path: '/planer/1/tiltak/4/vurder-effekt', as: 'secretary' },
  { route: measure, path: '/planer/1/tiltak/4', as: 'secretary' },
  { route: '/tiltaksbank', path: '/tiltaksbank', as: 'owner' },
  {
    route: catalogue,
    path: '/tiltaksbank/1?fra=1-1',
    as: 'secretary',
    after: registerCatalogue,
  },
  { route: catalogue, path: '/tiltaksbank/1?versjon=1', as: 'owner' },
  { route: '/tiltaksbank', path: '/tiltaksbank?fra=1', as: 'secretary' },
  { route: '/tiltaksbank/ny', path: '/tiltaksbank/ny', as: 'secretary' },
  { route: `${catalogue}/rediger`, path: '/tiltaksbank/1/rediger', as: 'secretary' },
  { route: `${catalogue}/ny-situasjon`, path: '/tiltaksbank/1/ny-situasjon', as: 'secretary' },
  { route: `${situation}/rediger`, path: '/tiltaksbank/1/situasjon/1/rediger', as: 'secretary' },
  { route: `${situation}/vurder-risiko`, path: '/tiltaksbank/1/situasjon/1/vurder-risiko', as: 'secretary' },
  { route: `${situation}/ta-ut`, path: '/tiltaksbank/1/situasjon/2/ta-ut', as: 'secretary' },
  {
    route: `${situation}/velg-tiltak`,
    path: '/tiltaksbank/1/situasjon/1/velg-tiltak?fra=1-1',
    as: 'secretary',
  },
  {
    route: `${measure}/bekreft-gjentakelse`,
    path: '/planer/2/tiltak/2/bekreft-gjentakelse',
    as: 'secretary',
    after: (kvittert, vestdal) =>
      make(kvittert, emails.secretary, '/measures', {
        planId: vestdal.draft,
        title: 'Vaktlisten holdes oppdatert',
        text: 'Oppdatert vaktliste hver uke.',
      }),
  },
  { route: measure, path: '/planer/2/tiltak/2', as: 'leader' },
  {
    route: `${measure}/trekk-gjentakelse`,
    path: '/planer/2/tiltak/2/trekk-gjentakelse',
    as: 'secretary',
    after: (kvittert, { draft, measures }) => confirmRepetition(kvittert, draft, measures[1]),
  },
  { route: measure, path: '/planer/2/tiltak/2', as: 'secretary' },
  { route: plan, path: '/planer/2', as: 'secretary' },
  { route: '/rapportfiler/:id', path: '/rapportfiler/:made?oppdater=nei', as: 'secretary', after: fileAsked },
  { route: '/sok', path: '/sok', as: 'secretary' },
  { route: '/sok', path: '/sok?q=vatkliste&plan=1', as: 'secretary' },
  { route: '/sok', path: '/sok?q=s%C3%A5rbarheten', as: 'auditor' },
  { route: '/sok', path: '/sok?q=xyzzy', as: 'owner' },
];

/** The second measure of the draft repeats an earlier one. */
async function confirmRepetition(kvittert: Installation, planId: string, earlierMeasureId: string) {
  const { body } = await kvittert.request<{ items: { id: string }[] }>(
    'GET',
    `/api/v1/plans/${planId}/measures`,
    {
      as: emails.secretary,
    },
  );
  return make(kvittert, emails.secretary, `/measures/${body.items[1]?.id ?? ''}/repetitions`, {
    earlierMeasureId,
  });
}

/** A table that somebody has begun to import: one name is in the register, one is not, and one deadline is past. */
/** Findings, measures, and situations with what may be done in them. */
const documentOfEverything = `<html><body><h1>Rapport</h1>
  <h2>Funn</h2><ul><li>Vakten manglet en oppdatert liste da vannet ble stengt.</li></ul>
  <h2>Tiltak</h2>
  <table><tr><th>Nr</th><th>Tiltak</th><th>Beskrivelse</th><th>Ansvar</th><th>Frist</th></tr>
  <tr><td>1</td><td>Varsling</td><td>Kommunen skal lage en varslingsplan.</td><td>Vestdal kommune</td>
    <td>1. juni 2020</td></tr>
  <tr><td>2</td><td>Prøver</td><td>Laboratoriet skal ta prøver hver uke.</td><td>Vannlaget Fjell</td><td></td></tr>
  </table>
  <h2>Situasjoner</h2>
  <table><tr><th>Situasjon</th><th>Indikatorer</th><th>Når tiltak vurderes</th><th>Formål</th>
    <th>Aktuelle tiltak</th></tr>
  <tr><td>Trykkfall</td><td>Trykk i nettet</td><td>Fallet varer</td><td>Trygt vann</td><td>Kokevarsel</td></tr>
  <tr><td>Tørke</td><td>Magasinfylling</td><td></td><td></td><td>Vanningsforbud</td></tr></table>
  </body></html>`;

async function uploaded(kvittert: Installation): Promise<{ id: string }> {
  const form = new FormData();
  form.set('file', new Blob([documentOfEverything]), 'rapport.html');
  const answer = await fetch(`${kvittert.apiUrl()}/api/v1/imports`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await kvittert.token(emails.secretary)}`,
      'idempotency-key': randomUUID(),
    },
    body: form,
  });
  return (await answer.json()) as { id: string };
}

/** The import stands in a plan of its own: the form that undoes it. */
async function confirmed(kvittert: Installation): Promise<{ id: string }> {
  const { id } = await uploaded(kvittert);
  const [officer] = await kvittert.query<{ id: string }>(
    `SELECT id FROM person WHERE 'secretariat' = ANY (roles) LIMIT 1`,
  );
  const as = emails.secretary;
  const plan = { kind: 'new', title: 'Plan fra en tabell', caseOfficerId: officer?.id };
  await kvittert.request('PATCH', `/api/v1/imports/${id}`, {
    as,
    headers: { 'if-match': '"1"' },
    body: {
      edits: [
        { kind: 'choose-plan', plan },
        { kind: 'choose-party', written: 'Vannlaget Fjell', meant: { kind: 'nobody' } },
        // Long past: it is warned of, and has to be corrected.
        { kind: 'edit', key: 'm1', fields: { deadline: { on: '2031-06-01' } } },
      ],
    },
  });
  await make(kvittert, as, `/imports/${id}/confirmations`, {});
  return { id };
}

/** And something has been done on it: what, and by whom. */
async function touched(kvittert: Installation): Promise<{ id: string }> {
  const { id } = await confirmed(kvittert);
  const [measure] = await kvittert.query<{ id: string }>(
    'SELECT id FROM measure ORDER BY registered_at DESC LIMIT 1',
  );
  await make(kvittert, emails.secretary, `/measures/${measure?.id}/risk-statements`, {
    likelihood: 'Stor',
    consequence: 'Flere blir syke',
  });
  return { id };
}

/** Of what was made before the visit, where that was one thing. */
function idOf(made: unknown): string {
  return typeof made === 'object' && made !== null && 'id' in made ? String(made.id) : '';
}

const names = {
  secretary: 'Kari Nordmann',
  owner: 'Ola Hansen',
  leader: 'Astrid Lunde',
  auditor: 'Liv Berg',
} as const;

it('the list of pages to visit holds every page there is, and no other', () => {
  expect([...new Set(visits.map(({ route }) => route))].sort()).toEqual(pageRoutes());
});

const whereThereIsABrowser = browserProgram === undefined ? describe.skip : describe;

whereThereIsABrowser(browserProgram === undefined ? `the pages (${howToGetABrowser})` : 'the pages', () => {
  let kvittert: Installation;
  let vestdal: Vestdal;
  let browser: Browser;
  let url: string;
  const pages = new Map<Who, Page>();
  const complaints: string[] = [];

  beforeAll(async () => {
    kvittert = await startInstallation({ registerPeople: false, workers: 0 });
    vestdal = await registerVestdal(kvittert);
    url = kvittert.apiUrl().replace('127.0.0.1', 'localhost');
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await kvittert?.stop();
  });

  /** Each person in a browser of their own, logged in once. */
  async function pageOf(who: Who): Promise<Page> {
    const known = pages.get(who);
    if (known !== undefined) return known;
    const context = await browser.newContext({ locale: 'nb-NO' });
    const page = who === 'nobody' ? await patientPage(context) : await logIn(context, url, names[who]);
    page.on('console', (message) => complaints.push(`${page.url()}: ${message.text()}`));
    pages.set(who, page);
    return page;
  }

  async function expectGoodPage(page: Page): Promise<void> {
    await page.setViewportSize({ width: 1280, height: 900 });
    expect(await axeViolations(page)).toEqual([]);
    expect(await wrongPlaces(page)).toEqual([]);
    expect(await page.locator('h1').count()).toBe(1);
    expect(await page.locator('html').getAttribute('lang')).toBe('nb');
    // 320 px is also 1280 px at 400 %; 640 px is 200 %.
    expect(await sticksOut(page, 320)).toEqual([]);
    expect(await axeViolations(page, rulesOfLayout)).toEqual([]);
    expect(await sticksOut(page, 640)).toEqual([]);
    expect(await sticksOutWithLongWords(page, 320)).toEqual([]);
  }

  it.each(visits.map((visit) => [visit.path, visit.as, visit] as const))(
    '%s as %s',
    async (path, as, visit) => {
      const made = await visit.after?.(kvittert, vestdal);
      const page = await pageOf(as);
      const answer = await page.goto(`${url}${path.replace(':made', idOf(made))}`);
      expect(answer?.status()).toBe(200);
      await expectGoodPage(page);
    },
  );

  it.each([
    ['a page that is not there', '/finnes-ikke', 404, 'owner'],
    ['a link that is good no more', '/abonnement/gammel', 410, 'nobody'],
    ['a plan that is not there', '/planer/99', 404, 'owner'],
    ['a measure of others', '/planer/1/tiltak/3', 404, 'owner'],
  ] as const)('%s says what to do', async (_what, path, status, as) => {
    const page = await pageOf(as);
    expect((await page.goto(`${url}${path}`))?.status()).toBe(status);
    await expectGoodPage(page);
  });

  it('a form that is refused keeps what was typed, and its errors lead to the fields', async () => {
    const page = await pageOf('owner');
    await page.goto(`${url}/planer/1/tiltak/1/meld-status`);
    await page.getByLabel('Satt på vent').check();
    await page.getByLabel('Hva venter dere på').fill('Ny leverandør');
    await page.getByRole('button', { name: 'Meld status' }).click();
    await expectGoodPage(page);
    expect(await page.title()).toMatch(/^Feil: /u);
    expect(await page.getByLabel('Satt på vent').isChecked()).toBe(true);
    expect(await page.getByLabel('Hva venter dere på').inputValue()).toBe('Ny leverandør');
    // The summary has the focus; its first link leads to the field, which says what is wrong.
    expect(await page.evaluate('document.activeElement.localName')).toBe('ds-error-summary');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const field = page.locator(':focus');
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    const described = (await field.getAttribute('aria-describedby'))?.split(' ').at(-1) ?? '';
    expect(await page.locator(`#${described}`).textContent()).toContain('Status');
  });

  it('a document’s situations go into the catalogue by keyboard alone', async () => {
    const page = await pageOf('secretary');
    const { id } = await uploaded(kvittert);
    await page.goto(`${url}/import/${id}`);
    expect(await page.locator('#funn, #situasjoner').count()).toBe(2);
    await page.getByRole('checkbox', { name: 'Tørke' }).focus();
    await page.keyboard.press('Space');
    expect(await page.getByRole('checkbox', { name: 'Tørke' }).isChecked()).toBe(false);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Home');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Vannforsyning ved trykkfall');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Tatt inn fra rapporten.');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL(/tiltaksbank/u);
    expect(await page.getByRole('status').textContent()).toContain('tatt inn i tiltaksbanken');
    const row = page.getByRole('row', { name: /Vannforsyning ved trykkfall/u });
    expect(await row.textContent()).toMatch(/trykkfall11/u);
  });

  it('a text that somebody else has published meanwhile is shown beside one’s own', async () => {
    const page = await pageOf('secretary');
    await page.goto(`${url}/planer/1/rediger/tiltak-1`);
    await make(kvittert, emails.secretary, `/measures/${vestdal.measures[0]}/summary-texts`, {
      text: 'Skrevet av en annen.',
    });
    await page.getByLabel('Statustekst').fill('Skrevet her.');
    await page.getByRole('button', { name: 'Publiser i oversikten' }).click();
    await expectGoodPage(page);
    expect(await page.getByLabel('Lagret nå: Statustekst').inputValue()).toBe('Skrevet av en annen.');
    expect(await page.getByLabel('Statustekst (valgfritt)').inputValue()).toBe('Skrevet her.');
  });

  it('can be walked with the keyboard alone, every stop visible and in reading order', async () => {
    const page = await pageOf('secretary');
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(`${url}/planer/1/tiltak/1/sett-frist`);
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').textContent()).toBe('Hopp til innholdet');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('location.hash')).toBe('#innhold');
    const stops: Stop[] = [];
    for (let press = 0; press < 60; press += 1) {
      await page.keyboard.press('Tab');
      const stop = await focusedStop(page);
      if (stop === null) break;
      stops.push(stop);
    }
    expect(stops.filter(({ seen, inView }) => !seen || !inView)).toEqual([]);
    const order = [...new Set(stops.map(({ name }) => name))];
    expect(order.slice(-6)).toEqual(['item', 'on', 'words', 'reason', 'Lagre fristen', 'Avbryt']);
  });

  it('breaks none of its own content security policy, and asks for nothing that is missing', () => {
    expect(complaints.filter((text) => !/status of (?:40[349]|410|422)/u.test(text))).toEqual([]);
  });
});
