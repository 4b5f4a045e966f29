import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Installation, startInstallation } from '../support/installation.js';
import { emails, make, registerVestdal, type Vestdal } from './vestdal.js';

interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  next: string;
  errors?: { pointer?: string; parameter?: string; header?: string; detail: string }[];
  [extra: string]: unknown;
}

interface Attempt {
  as?: string;
  method?: string;
  path: string;
  body?: unknown;
  /** Sent as it stands instead of `body`. */
  raw?: string;
  headers?: Record<string, string>;
}

interface Refused {
  status: number;
  type: string;
  /** Where the fault stands: a pointer, a parameter or a header among `errors`. */
  at?: string;
}

let kvittert: Installation;
let vestdal: Vestdal;
let tokens: Record<'expired' | 'forged' | 'otherAudience' | 'otherIssuer' | 'unknownPerson' | 'idle', string>;

const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const [inAMonth, inTwoYears] = [day(30), day(730)];
/** A recurring measure that has a review date and no deadline, and one occurrence. */
let reviewed: string;

const unknownId = '0192f1c4-7f3a-7c1e-9a53-2f6f4d3b9d10';
const usedKey = randomUUID();
const { secretary, colleague, owner, stranger, leader, auditor } = emails;
const leaderDecides = { authority: { kind: 'leader' } };
const newMeasure = () => ({ planId: vestdal.plan, title: 'Nytt tiltak', text: 'Tekst.' });
const newPerson = { name: 'Eva Dal', email: 'eva.dal@vestdal.example', roles: ['owner'], partyIds: [] };
const done = {
  what: 'Varslingsplanen er vedtatt og lagt inn i vaktsystemet.',
  evidence: [{ kind: 'archive-reference', reference: '26/01234-7' }],
};

beforeAll(async () => {
  kvittert = await startInstallation({ workers: 0, registerPeople: false });
  vestdal = await registerVestdal(kvittert);
  const recurring = {
    planId: vestdal.plan,
    title: 'Øvelser',
    text: 'Vannverket øver hvert år.',
    recurrence: { everyMonths: 12 },
    reviewOn: day(60),
    responsible: { mode: 'joint', partyIds: [vestdal.parties.vestdal] },
  };
  reviewed = (await make(kvittert, secretary, '/measures', recurring)).id;
  await make(kvittert, emails.leader, `/measures/${reviewed}/acceptances`, leaderDecides);
  await make(kvittert, owner, `/measures/${reviewed}/occurrences`, {
    on: '2026-10-01',
    note: 'Øvelse holdt med tolv deltakere.',
    evidence: done.evidence,
  });
  await kvittert.request('POST', '/api/v1/plans', {
    as: secretary,
    headers: { 'idempotency-key': usedKey },
    body: { title: 'Først', caseOfficerId: vestdal.people.secretary },
  });
  const provider = kvittert.identityProvider;
  const claims = { email: secretary, sub: 'kari.nordmann' };
  const good = await provider.sign(claims);
  const [head = '', payload = ''] = good.split('.');
  tokens = {
    expired: await provider.sign(claims, -60),
    forged: `${head}.${payload}.${Buffer.alloc(256, 7).toString('base64url')}`,
    otherAudience: await provider.sign({ ...claims, aud: 'another-api' }),
    otherIssuer: await provider.sign({ ...claims, iss: 'https://somewhere-else.example' }),
    unknownPerson: await provider.sign({
      email: 'nobody@vestdal.example',
      email_verified: true,
      sub: 'nobody',
    }),
    idle: await provider.sign({
      client_id: 'a-client',
      sub: 'a-client',
      roles: ['secretariat'],
      scope: 'openid',
    }),
  };
});

afterAll(() => kvittert?.stop());

/** What the record holds: any change of state has an event, and a refused request leaves no key behind either. */
async function recorded(): Promise<unknown> {
  const [counts] = await kvittert.query(`
    SELECT (SELECT count(*)::int FROM event) AS events,
           (SELECT count(*)::int FROM idempotency) AS keys,
           (SELECT count(*)::int FROM relay_due) AS relay,
           (SELECT sum(next)::int FROM counter) AS numbers,
           (SELECT md5(string_agg(measure::text, '' ORDER BY id)) FROM measure) AS measures,
           (SELECT md5(string_agg(item::text, '' ORDER BY id)) FROM item) AS items`);
  return counts;
}

async function attempt({ as, method = 'POST', path, body, raw, headers = {} }: Attempt) {
  const token = as === undefined ? undefined : as.startsWith('eyJ') ? as : await kvittert.token(as);
  const content = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  const response = await fetch(`${kvittert.apiUrl()}${path}`, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(content === undefined ? {} : { 'content-type': 'application/json' }),
      ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
      ...headers,
    },
    ...(content === undefined ? {} : { body: content }),
  });
  return { response, problem: (await response.json()) as Problem };
}

const cases: [what: string, attempt: () => Attempt, refused: Refused][] = [
  // Who asks.
  ['no token', () => ({ path: '/api/v1/plans', body: {} }), { status: 401, type: 'token-missing' }],
  [
    'something that is no token',
    () => ({ path: '/api/v1/plans', headers: { authorization: 'Bearer tull' }, body: {} }),
    { status: 401, type: 'token-refused' },
  ],
  [
    'an expired token',
    () => ({ as: tokens.expired, path: '/api/v1/measures', body: newMeasure() }),
    { status: 401, type: 'token-refused' },
  ],
  [
    'a forged token',
    () => ({ as: tokens.forged, path: '/api/v1/measures', body: newMeasure() }),
    { status: 401, type: 'token-refused' },
  ],
  [
    'a token for another audience',
    () => ({ as: tokens.otherAudience, path: '/api/v1/measures', body: newMeasure() }),
    { status: 401, type: 'token-refused' },
  ],
  [
    'a token of another identity provider',
    () => ({ as: tokens.otherIssuer, path: '/api/v1/measures', body: newMeasure() }),
    { status: 401, type: 'token-refused' },
  ],
  [
    'a person who is not in the register',
    () => ({ as: tokens.unknownPerson, path: '/api/v1/measures', body: newMeasure() }),
    { status: 403, type: 'not-registered' },
  ],
  [
    'an API client that claims a role for people',
    () => ({ as: tokens.idle, path: '/api/v1/measures', body: newMeasure() }),
    { status: 403, type: 'client-without-scope' },
  ],
  // Foreign roles.
  [
    'an owner who writes the summary',
    () => ({
      as: emails.owner,
      path: `/api/v1/measures/${vestdal.measures[0]}/summary-texts`,
      body: { text: 'Alt er ferdig.' },
    }),
    { status: 403, type: 'not-permitted' },
  ],
  [
    'a summary text that has considered what is to come',
    () => ({
      as: emails.secretary,
      path: `/api/v1/measures/${vestdal.measures[0]}/summary-texts`,
      body: { text: 'Alt er ferdig.', consideredThrough: '2199-01-01T00:00:00.000Z' },
    }),
    { status: 422, type: 'invalid-value' },
  ],
  [
    'a risk without its consequence',
    () => ({
      as: emails.secretary,
      path: `/api/v1/measures/${vestdal.measures[0]}/risk-statements`,
      body: { likelihood: 'Trolig' },
    }),
    { status: 422, type: 'invalid-request', at: '#/consequence' },
  ],
  [
    'measures told apart that are not told together',
    () => ({
      as: emails.secretary,
      path: `/api/v1/plans/${vestdal.plan}/joint-line-separations`,
      body: { measureIds: vestdal.measures.slice(1, 3) },
    }),
    { status: 422, type: 'invalid-value' },
  ],
  [
    'an owner who registers a measure',
    () => ({ as: owner, path: '/api/v1/measures', body: newMeasure() }),
    { status: 403, type: 'not-permitted' },
  ],
  [
    'an auditor who moves a deadline',
    () => ({
      as: auditor,
      path: `/api/v1/measures/${vestdal.measures[0]}/deadlines`,
      body: { on: '2027-07-01', reason: 'Utsatt.' },
    }),
    { status: 403, type: 'not-permitted' },
  ],
  [
    'a secretary who adopts a plan as if leading',
    () => ({ as: secretary, path: `/api/v1/plans/${vestdal.draft}/adoptions`, body: leaderDecides }),
    { status: 403, type: 'leadership-decides' },
  ],
  [
    'a system that decides on a recommendation',
    () => ({
      as: 'system',
      path: `/api/v1/recommendations/${vestdal.recommendation}/outcomes`,
      body: {
        outcome: { kind: 'not-followed', ground: 'Nei.', remainingRisk: 'Noe.' },
        ...leaderDecides,
      },
    }),
    { status: 403, type: 'leadership-decides' },
  ],
  [
    'an owner who reports another party’s item done',
    () => ({ as: stranger, path: `/api/v1/items/${vestdal.items[0]}/done-reports`, body: done }),
    { status: 404, type: 'not-found' },
  ],
  [
    'the reporter who signs off',
    () => ({ as: owner, path: `/api/v1/items/${vestdal.items[1]}/sign-offs`, body: {} }),
    { status: 403, type: 'four-eyes' },
  ],
  [
    'the reporter who signs off in a batch',
    () => ({ as: owner, path: '/api/v1/sign-off-batches', body: { itemIds: [vestdal.items[1]] } }),
    { status: 403, type: 'four-eyes' },
  ],
  [
    'an owner who reads the evaluations',
    () => ({ as: owner, method: 'GET', path: '/api/v1/evaluations' }),
    { status: 403, type: 'not-permitted' },
  ],
  [
    'an owner who registers a catalogue',
    () => ({ as: owner, path: '/api/v1/catalogues', body: { name: 'Tiltaksbank' } }),
    { status: 403, type: 'not-permitted' },
  ],
  // What does not exist, or not for the one who asks.
  [
    'picking from an unknown catalogue',
    () => ({
      as: secretary,
      path: `/api/v1/catalogues/${unknownId}/picks`,
      body: { situationId: unknownId, candidateIds: [unknownId], planId: vestdal.plan },
    }),
    { status: 404, type: 'not-found' },
  ],
  [
    'an unknown measure',
    () => ({ as: secretary, method: 'GET', path: `/api/v1/measures/${unknownId}` }),
    { status: 404, type: 'not-found' },
  ],
  [
    'an id that is none',
    () => ({ as: secretary, method: 'GET', path: '/api/v1/measures/7' }),
    { status: 404, type: 'not-found' },
  ],
  [
    'another party’s measure',
    () => ({ as: stranger, method: 'GET', path: `/api/v1/measures/${vestdal.measures[0]}` }),
    { status: 404, type: 'not-found' },
  ],
  [
    'an unknown item',
    () => ({ as: owner, path: `/api/v1/items/${unknownId}/done-reports`, body: done }),
    { status: 404, type: 'not-found' },
  ],
  [
    'an unknown plan',
    () => ({ as: secretary, path: '/api/v1/measures', body: { ...newMeasure(), planId: unknownId } }),
    { status: 404, type: 'not-found' },
  ],
  [
    'an unknown responsible party',
    () => ({
      as: secretary,
      path: `/api/v1/measures/${vestdal.undated}/assignments`,
      body: { mode: 'joint', partyIds: [unknownId] },
    }),
    { status: 404, type: 'not-found' },
  ],
  [
    'assigning somebody who is responsible already',
    () => ({
      as: secretary,
      path: `/api/v1/measures/${vestdal.measures[0]}/assignments`,
      body: { mode: 'joint', partyIds: [vestdal.parties.hospital] },
    }),
    { status: 409, type: 'already-assigned' },
  ],
  [
    'a batch of sign-offs with an unknown item',
    () => ({
      as: secretary,
      path: '/api/v1/sign-off-batches',
      body: { itemIds: [vestdal.items[1], unknownId] },
    }),
    { status: 404, type: 'not-found' },
  ],
  [
    'an unknown address',
    () => ({ as: secretary, path: '/api/v1/mesures', body: newMeasure() }),
    { status: 404, type: 'no-such-address' },
  ],
  [
    'a method that the address does not take',
    () => ({ as: secretary, method: 'DELETE', path: `/api/v1/measures/${vestdal.measures[0]}` }),
    { status: 405, type: 'method-not-allowed' },
  ],
  // Form.
  [
    'malformed JSON',
    () => ({ as: secretary, path: '/api/v1/measures', raw: '{"title": "Vaktliste",' }),
    { status: 400, type: 'malformed-body' },
  ],
  [
    'JSON nested 10,000 levels deep',
    () => ({
      as: secretary,
      path: '/api/v1/measures',
      raw: '{"title":'.repeat(10_000) + '1' + '}'.repeat(10_000),
    }),
    { status: 400, type: 'malformed-body' },
  ],
  [
    'a body that is no object',
    () => ({ as: secretary, path: '/api/v1/measures', raw: '[]' }),
    { status: 422, type: 'invalid-request', at: '#' },
  ],
  [
    'a form instead of JSON',
    () => ({
      as: secretary,
      path: '/api/v1/measures',
      raw: 'title=Vaktliste',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    }),
    { status: 415, type: 'unsupported-media-type' },
  ],
  [
    'no body',
    () => ({ as: secretary, path: '/api/v1/measures' }),
    { status: 422, type: 'invalid-request', at: '#/title' },
  ],
  [
    'a number for a title',
    () => ({ as: secretary, path: '/api/v1/measures', body: { ...newMeasure(), title: 7 } }),
    { status: 422, type: 'invalid-request', at: '#/title' },
  ],
  [
    'a title of white space',
    () => ({ as: secretary, path: '/api/v1/measures', body: { ...newMeasure(), title: '   ' } }),
    { status: 422, type: 'invalid-request', at: '#/title' },
  ],
  [
    'a field nobody knows',
    () => ({ as: secretary, path: '/api/v1/measures', body: { ...newMeasure(), status: 'done' } }),
    { status: 422, type: 'invalid-request', at: '#/status' },
  ],
  [
    'a measure of 100 kB text',
    () => ({ as: secretary, path: '/api/v1/measures', body: { ...newMeasure(), text: 'x'.repeat(100_000) } }),
    { status: 422, type: 'invalid-request', at: '#/text' },
  ],
  [
    'a body of more than 1 MB',
    () => ({
      as: secretary,
      path: '/api/v1/measures',
      body: { ...newMeasure(), text: 'x'.repeat(1_100_000) },
    }),
    { status: 413, type: 'body-too-large' },
  ],
  [
    'a text with a zero byte',
    () => ({ as: secretary, path: '/api/v1/measures', body: { ...newMeasure(), text: 'a\u0000b' } }),
    { status: 422, type: 'invalid-value' },
  ],
  [
    '30 February',
    () => ({
      as: secretary,
      path: '/api/v1/measures',
      body: { ...newMeasure(), deadline: { on: '2027-02-30' } },
    }),
    { status: 422, type: 'invalid-request', at: '#/deadline/on' },
  ],
  [
    'a date in the Norwegian order',
    () => ({
      as: secretary,
      path: `/api/v1/measures/${vestdal.measures[0]}/deadlines`,
      body: { on: '01.06.2027', reason: 'Utsatt.' },
    }),
    { status: 422, type: 'invalid-request', at: '#/on' },
  ],
  [
    'a party id that is none',
    () => ({
      as: secretary,
      path: '/api/v1/measures',
      body: { ...newMeasure(), responsible: { mode: 'joint', partyIds: ['Vestdal'] } },
    }),
    { status: 422, type: 'invalid-request', at: '#/responsible/partyIds/0' },
  ],
  [
    'a role there is not',
    () => ({ as: 'system', path: '/api/v1/persons', body: { ...newPerson, roles: ['minister'] } }),
    { status: 422, type: 'invalid-request', at: '#/roles/0' },
  ],
  [
    'a person as a system',
    () => ({ as: 'system', path: '/api/v1/persons', body: { ...newPerson, roles: ['system'] } }),
    { status: 422, type: 'invalid-request', at: '#/roles/0' },
  ],
  [
    'an e-mail address that is none',
    () => ({ as: 'system', path: '/api/v1/persons', body: { ...newPerson, email: 'eva.dal' } }),
    { status: 422, type: 'invalid-request', at: '#/email' },
  ],
  [
    'evidence with a script for a link',
    () => ({
      as: owner,
      path: `/api/v1/items/${vestdal.items[0]}/done-reports`,
      body: { ...done, evidence: [{ kind: 'link', reference: 'javascript:alert(1)' }] },
    }),
    { status: 422, type: 'invalid-request', at: '#/evidence/0/reference' },
  ],
  [
    'a done report that says too little',
    () => ({
      as: owner,
      path: `/api/v1/items/${vestdal.items[0]}/done-reports`,
      body: { ...done, what: 'Ok.' },
    }),
    { status: 422, type: 'invalid-request', at: '#/what' },
  ],
  [
    'a done report without evidence',
    () => ({
      as: owner,
      path: `/api/v1/items/${vestdal.items[0]}/done-reports`,
      body: { ...done, evidence: [] },
    }),
    { status: 422, type: 'invalid-value', at: '#/evidence' },
  ],
  [
    'a done report whose effect should be reviewed on a day that has passed',
    () => ({
      as: owner,
      path: `/api/v1/items/${vestdal.items[0]}/done-reports`,
      body: { ...done, effectReviewOn: '2020-05-20' },
    }),
    { status: 422, type: 'date-not-ahead', at: '#/effectReviewOn' },
  ],
  [
    '10,001 measures at once',
    () => ({
      as: secretary,
      path: '/api/v1/measure-batches',
      body: { planId: vestdal.plan, measures: Array(10_001).fill({ title: 'T', text: 'T' }) },
    }),
    { status: 422, type: 'invalid-request', at: '#/measures' },
  ],
  [
    'one bad measure among good ones',
    () => ({
      as: secretary,
      path: '/api/v1/measure-batches',
      body: { planId: vestdal.plan, measures: [{ title: 'T', text: 'T' }, { title: 'T' }] },
    }),
    { status: 422, type: 'invalid-request', at: '#/measures/1/text' },
  ],
  [
    'limit=501',
    () => ({ as: secretary, method: 'GET', path: '/api/v1/measures?limit=501' }),
    { status: 422, type: 'invalid-request', at: 'limit' },
  ],
  [
    'a cursor that no list gave',
    () => ({ as: secretary, method: 'GET', path: '/api/v1/measures?cursor=tull' }),
    { status: 422, type: 'invalid-request', at: 'cursor' },
  ],
  [
    'a filter nobody knows',
    () => ({ as: secretary, method: 'GET', path: '/api/v1/measures?owner=Vestdal' }),
    { status: 422, type: 'invalid-request', at: 'owner' },
  ],
  // Once, and on the version that was seen.
  [
    'a POST without Idempotency-Key',
    () => ({
      as: secretary,
      path: '/api/v1/measures',
      body: newMeasure(),
      headers: { 'idempotency-key': '' },
    }),
    { status: 400, type: 'idempotency-key-unusable', at: 'Idempotency-Key' },
  ],
  [
    'an Idempotency-Key of 256 characters',
    () => ({
      as: secretary,
      path: '/api/v1/measures',
      body: newMeasure(),
      headers: { 'idempotency-key': 'k'.repeat(256) },
    }),
    { status: 400, type: 'idempotency-key-unusable', at: 'Idempotency-Key' },
  ],
  [
    'a second Idempotency-Key with another body',
    () => ({
      as: secretary,
      path: '/api/v1/plans',
      headers: { 'idempotency-key': usedKey },
      body: { title: 'Noe annet', caseOfficerId: vestdal.people.secretary },
    }),
    { status: 422, type: 'idempotency-key-reused' },
  ],
  [
    'a change without If-Match',
    () => ({
      as: secretary,
      method: 'PATCH',
      path: `/api/v1/measures/${vestdal.measures[0]}`,
      body: { title: 'Ny tittel', material: false, reason: 'Skrivefeil.' },
    }),
    { status: 428, type: 'if-match-missing', at: 'If-Match' },
  ],
  [
    'a stale If-Match',
    () => ({
      as: secretary,
      method: 'PATCH',
      path: `/api/v1/measures/${vestdal.measures[0]}`,
      body: { title: 'Ny tittel', material: false, reason: 'Skrivefeil.' },
      headers: { 'if-match': '"1"' },
    }),
    { status: 412, type: 'stale' },
  ],
  [
    'a stale If-Match on a report',
    () => ({
      as: owner,
      path: `/api/v1/items/${vestdal.items[0]}/done-reports`,
      body: done,
      headers: { 'if-match': '"1"' },
    }),
    { status: 412, type: 'stale' },
  ],
  [
    'an If-Match that is no ETag of ours',
    () => ({
      as: secretary,
      method: 'PATCH',
      path: `/api/v1/plans/${vestdal.plan}`,
      body: { title: 'Ny tittel' },
      headers: { 'if-match': 'W/"latest"' },
    }),
    { status: 400, type: 'if-match-unusable', at: 'If-Match' },
  ],
  [
    'reporting dates that come every 13 months',
    () => ({
      as: secretary,
      method: 'PUT',
      path: `/api/v1/plans/${vestdal.plan}/reporting`,
      body: { reporting: { cadenceMonths: 13, firstOn: '2099-03-04', language: 'nb' } },
      headers: { 'if-match': '"1"' },
    }),
    { status: 422, type: 'invalid-request', at: '#/reporting/cadenceMonths' },
  ],
  [
    'a report of a plan that has no reporting dates',
    () => ({ as: secretary, path: `/api/v1/plans/${vestdal.plan}/reports`, body: {} }),
    { status: 409, type: 'no-reporting-calendar' },
  ],
  [
    'an acknowledgement of a report that is not there',
    () => ({ as: leader, path: `/api/v1/reports/${unknownId}/acknowledgements`, body: leaderDecides }),
    { status: 404, type: 'not-found' },
  ],
  [
    'a report sent back without a question',
    () => ({
      as: leader,
      path: `/api/v1/reports/${unknownId}/returns`,
      body: { ...leaderDecides, questions: [] },
    }),
    { status: 422, type: 'invalid-request', at: '#/questions' },
  ],
  [
    'a publication of a report that is not there',
    () => ({ as: leader, path: `/api/v1/reports/${unknownId}/publications`, body: leaderDecides }),
    { status: 404, type: 'not-found' },
  ],
  [
    'a publication that names persons by their names',
    () => ({
      as: leader,
      path: `/api/v1/reports/${unknownId}/publications`,
      body: { ...leaderDecides, namesMayStand: ['Kari Nordmann'] },
    }),
    { status: 422, type: 'invalid-request', at: '#/namesMayStand/0' },
  ],
  [
    'a withdrawal without a reason',
    () => ({ as: secretary, path: `/api/v1/reports/${unknownId}/withdrawals`, body: { version: 1 } }),
    { status: 422, type: 'invalid-request', at: '#/reason' },
  ],
  [
    'a change of a catalogue that nobody says anything about',
    () => ({
      as: secretary,
      method: 'PATCH',
      path: `/api/v1/catalogues/${unknownId}`,
      body: { name: 'Tiltaksbank' },
      headers: { 'if-match': '"1"' },
    }),
    { status: 422, type: 'invalid-request', at: '#/change' },
  ],
  // The rules.
  [
    'a change of a catalogue that was made tomorrow',
    () => ({
      as: secretary,
      path: '/api/v1/catalogues',
      body: { name: 'Tiltaksbank', earlierChanges: [{ on: '2199-01-01', note: 'Ny.' }] },
    }),
    { status: 422, type: 'date-ahead', at: '#/earlierChanges/0/on' },
  ],
  [
    'closing a measure with an open item',
    () => ({
      as: secretary,
      path: `/api/v1/measures/${vestdal.measures[0]}/closures`,
      body: { as: 'implemented' },
    }),
    { status: 409, type: 'open-items' },
  ],
  [
    'closing a plan with open measures',
    () => ({ as: leader, path: `/api/v1/plans/${vestdal.plan}/closures`, body: leaderDecides }),
    { status: 409, type: 'open-measures' },
  ],
  [
    'closing as not implemented without a ground',
    () => ({
      as: leader,
      path: `/api/v1/measures/${vestdal.measures[3]}/closures`,
      body: { as: 'not-implemented', ...leaderDecides },
    }),
    { status: 422, type: 'reason-missing', at: '#/ground' },
  ],
  [
    'adopting a plan with a measure without a date',
    () => ({ as: leader, path: `/api/v1/plans/${vestdal.draft}/adoptions`, body: leaderDecides }),
    { status: 409, type: 'measures-without-date' },
  ],
  [
    'adopting a plan twice',
    () => ({ as: leader, path: `/api/v1/plans/${vestdal.plan}/adoptions`, body: leaderDecides }),
    { status: 409, type: 'plan-adopted' },
  ],
  [
    'moving a deadline without a reason',
    () => ({
      as: secretary,
      path: `/api/v1/measures/${vestdal.measures[0]}/deadlines`,
      body: { on: '2027-09-01' },
    }),
    { status: 422, type: 'reason-missing', at: '#/reason' },
  ],
  [
    'an extension without a reason',
    () => ({
      as: owner,
      path: `/api/v1/items/${vestdal.items[0]}/extensions`,
      body: { to: '2027-07-01' },
    }),
    { status: 422, type: 'invalid-request', at: '#/reason' },
  ],
  [
    'an extension to the deadline in force',
    () => ({
      as: owner,
      path: `/api/v1/items/${vestdal.items[0]}/extensions`,
      body: { to: '2027-06-01', reason: 'Forsinket.' },
    }),
    { status: 422, type: 'extension-not-later', at: '#/to' },
  ],
  [
    'an extension of what is reported done',
    () => ({
      as: owner,
      path: `/api/v1/items/${vestdal.items[1]}/extensions`,
      body: { to: '2027-07-01', reason: 'Forsinket.' },
    }),
    { status: 409, type: 'item-not-open' },
  ],
  [
    'an answer where nothing was asked',
    () => ({
      as: secretary,
      path: `/api/v1/items/${vestdal.items[0]}/extension-answers`,
      body: { answer: 'granted' },
    }),
    { status: 409, type: 'no-extension-asked' },
  ],
  [
    'a withdrawal of what was not asked for',
    () => ({ as: owner, path: `/api/v1/items/${vestdal.items[0]}/extension-withdrawals`, body: {} }),
    { status: 409, type: 'no-extension-asked' },
  ],
  [
    'many answers where one of them was not asked for',
    () => ({
      as: secretary,
      path: '/api/v1/extension-answer-batches',
      body: { itemIds: [vestdal.items[0]], answer: 'refused', words: 'Fristen står.' },
    }),
    { status: 409, type: 'no-extension-asked' },
  ],
  [
    'an owner who answers an extension',
    () => ({
      as: owner,
      path: `/api/v1/items/${vestdal.items[0]}/extension-answers`,
      body: { answer: 'granted' },
    }),
    { status: 403, type: 'not-permitted' },
  ],
  [
    'looking again at what is not waived',
    () => ({
      as: secretary,
      path: `/api/v1/items/${vestdal.items[0]}/waiver-reviews`,
      body: { outcome: 'stands', reason: 'Fortsatt stengt.' },
    }),
    { status: 409, type: 'no-waiver-review' },
  ],
  [
    'an effect review that says neither yes nor no',
    () => ({
      as: secretary,
      path: `/api/v1/measures/${vestdal.measures[3]}/effect-reviews`,
      body: { worked: true, text: 'Det virket.' },
    }),
    { status: 422, type: 'invalid-request', at: '#/result' },
  ],
  [
    'signing off what nobody has reported',
    () => ({ as: secretary, path: `/api/v1/items/${vestdal.items[0]}/sign-offs`, body: {} }),
    { status: 409, type: 'item-not-reported-done' },
  ],
  [
    'reporting done twice',
    () => ({ as: owner, path: `/api/v1/items/${vestdal.items[1]}/done-reports`, body: done }),
    { status: 409, type: 'item-not-open' },
  ],
  [
    'a status that needs a reason, without one',
    () => ({
      as: owner,
      path: `/api/v1/items/${vestdal.items[0]}/status-updates`,
      body: { progress: 'stopped', text: 'Arbeidet er stanset.' },
    }),
    { status: 422, type: 'reason-missing', at: '#/reason' },
  ],
  [
    'joint numbers that are used already',
    () => ({
      as: secretary,
      path: `/api/v1/plans/${vestdal.plan}/joint-lines`,
      body: { measureIds: [vestdal.measures[1], vestdal.measures[3]] },
    }),
    { status: 409, type: 'joint-numbers-used' },
  ],
  [
    'a refusal in too few words',
    () => ({ as: owner, path: `/api/v1/items/${vestdal.items[0]}/refusals`, body: { reason: 'Nei.' } }),
    { status: 422, type: 'invalid-request', at: '#/reason' },
  ],
  [
    'an answer where nobody has refused',
    () => ({
      as: secretary,
      path: `/api/v1/items/${vestdal.items[0]}/refusal-answers`,
      body: { reason: 'Dere er ansvarlige.' },
    }),
    { status: 409, type: 'no-refusal' },
  ],
  [
    'an item handed to somebody of another party',
    () => ({
      as: owner,
      path: `/api/v1/items/${vestdal.items[0]}/handovers`,
      body: { toPersonId: vestdal.people.stranger },
    }),
    { status: 409, type: 'not-of-the-party', at: '#/toPersonId' },
  ],
  [
    'a deputy outside the unit, named by who is away',
    () => ({
      as: owner,
      path: `/api/v1/persons/${vestdal.people.owner}/absences`,
      body: { from: day(1), to: day(3), deputyId: vestdal.people.stranger },
    }),
    { status: 409, type: 'deputy-unfit', at: '#/deputyId' },
  ],
  [
    'an absence that ends before it begins',
    () => ({
      as: owner,
      path: `/api/v1/persons/${vestdal.people.owner}/absences`,
      body: { from: day(3), to: day(1) },
    }),
    { status: 422, type: 'invalid-value', at: '#/to' },
  ],
  [
    'a handover of what the person does not have',
    () => ({
      as: secretary,
      path: `/api/v1/persons/${vestdal.people.owner}/handovers`,
      body: {
        handovers: [
          {
            duty: { in: 'party', id: vestdal.parties.vestdal, as: 'leader' },
            toPersonId: vestdal.people.stranger,
          },
        ],
      },
    }),
    { status: 409, type: 'duties-changed' },
  ],
  [
    'an e-mail address that another person has',
    () => ({ as: 'system', path: '/api/v1/persons', body: { ...newPerson, email: owner.toUpperCase() } }),
    { status: 409, type: 'email-taken', at: '#/email' },
  ],
  [
    'a decision of a meeting that has not been held',
    () => ({
      as: colleague,
      path: '/api/v1/decisions',
      body: {
        body: 'Utvalget',
        meetingDate: '2199-01-01',
        caseNumber: '1/99',
        archiveReference: '99/1-1',
        text: 'Vedtatt.',
      },
    }),
    { status: 422, type: 'date-ahead', at: '#/meetingDate' },
  ],
  [
    'a deadline from before the plan',
    () => ({
      as: secretary,
      path: `/api/v1/measures/${vestdal.measures[0]}/deadlines`,
      body: { on: '2020-01-01', reason: 'Slik står det.' },
    }),
    { status: 422, type: 'deadline-before-source', at: '#/on' },
  ],
  [
    'a new measure with a deadline from 1900',
    () => ({
      as: secretary,
      path: '/api/v1/measures',
      body: { ...newMeasure(), deadline: { on: '1900-01-01' } },
    }),
    { status: 422, type: 'deadline-before-source' },
  ],
  [
    'a deadline in the past without a reason',
    () => ({
      as: secretary,
      path: '/api/v1/measures',
      body: {
        ...newMeasure(),
        source: { evaluationId: vestdal.evaluation },
        deadline: { on: '2025-06-01' },
      },
    }),
    { status: 422, type: 'deadline-passed' },
  ],
  [
    'a deadline in 2190',
    () => ({
      as: secretary,
      path: `/api/v1/measures/${vestdal.measures[0]}/deadlines`,
      body: { on: '2190-01-01', reason: 'Utsatt.' },
    }),
    { status: 422, type: 'date-too-late', at: '#/on' },
  ],
  [
    'a review date two years off',
    () => ({
      as: secretary,
      path: `/api/v1/measures/${vestdal.measures[0]}/review-dates`,
      body: { on: inTwoYears },
    }),
    { status: 422, type: 'date-too-late', at: '#/on' },
  ],
  [
    'taking the only date from an accepted measure',
    () => ({
      as: secretary,
      path: `/api/v1/measures/${reviewed}/review-dates`,
      body: { on: null, reason: 'Trengs ikke.' },
    }),
    { status: 409, type: 'date-needed' },
  ],
  [
    'moving a review date without a reason',
    () => ({
      as: secretary,
      path: `/api/v1/measures/${reviewed}/review-dates`,
      body: { on: inAMonth },
    }),
    { status: 422, type: 'reason-missing', at: '#/reason' },
  ],
  [
    'an owner who sets the next deadline of an occurrence',
    () => ({
      as: owner,
      path: `/api/v1/measures/${reviewed}/occurrences`,
      body: { on: inTwoYears, note: 'Øvelse holdt.', evidence: done.evidence, nextDeadline: '2040-01-01' },
    }),
    { status: 422, type: 'invalid-request', at: '#/nextDeadline' },
  ],
  [
    'an occurrence without evidence',
    () => ({
      as: owner,
      path: `/api/v1/measures/${reviewed}/occurrences`,
      body: { on: '2026-10-14', note: 'Øvelse holdt.', evidence: [] },
    }),
    { status: 422, type: 'invalid-value', at: '#/evidence' },
  ],
  [
    'an occurrence that is reported twice',
    () => ({
      as: owner,
      path: `/api/v1/measures/${reviewed}/occurrences`,
      body: { on: '2026-10-01', note: 'Øvelse holdt.', evidence: done.evidence },
    }),
    { status: 409, type: 'occurrence-reported' },
  ],
  [
    'adopting a plan on the authority of a meeting in 2190',
    () => ({
      as: colleague,
      path: `/api/v1/plans/${vestdal.draft}/adoptions`,
      body: {
        authority: {
          kind: 'body',
          body: 'Utvalget',
          meetingDate: '2190-01-01',
          caseNumber: '1/90',
          archiveReference: '90/1-1',
        },
      },
    }),
    { status: 422, type: 'date-ahead', at: '#/authority/meetingDate' },
  ],
  [
    'a decision whose deadline lies before its meeting',
    () => ({
      as: colleague,
      path: '/api/v1/decisions',
      body: {
        body: 'Utvalget',
        meetingDate: '2026-06-15',
        caseNumber: '14/26',
        archiveReference: '26/118-7',
        text: 'Vedtatt.',
        deadline: { on: '2026-06-01' },
      },
    }),
    { status: 422, type: 'date-too-early', at: '#/deadline/on' },
  ],
  [
    'an evaluation that is published in 2190',
    () => ({
      as: secretary,
      path: '/api/v1/evaluations',
      body: { title: 'Øvelsen', kind: 'exercise', publishedOn: '2190-01-01' },
    }),
    { status: 422, type: 'date-ahead', at: '#/publishedOn' },
  ],
  [
    'a plan whose period ends in 2199',
    () => ({
      as: secretary,
      path: '/api/v1/plans',
      body: { title: 'Plan', caseOfficerId: vestdal.people.secretary, periodEnd: '2199-12-31' },
    }),
    { status: 422, type: 'date-too-late', at: '#/periodEnd' },
  ],
  [
    'an effect review in 2190',
    () => ({
      as: owner,
      path: `/api/v1/items/${vestdal.items[0]}/done-reports`,
      body: { ...done, effectReviewOn: '2190-01-01' },
    }),
    { status: 422, type: 'date-too-late', at: '#/effectReviewOn' },
  ],
];

describe('bad input gets an answer that helps, and changes nothing', () => {
  beforeAll(async () => {
    await make(kvittert, secretary, `/plans/${vestdal.plan}/joint-lines`, {
      measureIds: [vestdal.measures[0], vestdal.measures[1]],
    });
    // The first request of each binds their account, which is a change of its own.
    await Promise.all(
      Object.values(emails).map((as) => kvittert.request('GET', '/api/v1/plans?limit=1', { as })),
    );
  });

  it.each(cases)('%s', async (_what, request, refused) => {
    const before = await recorded();
    const { response, problem } = await attempt(request());

    expect({ status: response.status, type: problem.type }).toEqual({
      status: refused.status,
      type: `/problems/${refused.type}`,
    });
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(problem).toMatchObject({ status: refused.status, title: expect.stringMatching(/\S/) });
    expect(problem.detail).toMatch(/\S/);
    expect(problem.next).toMatch(/\S/);
    if (refused.status === 401) expect(response.headers.get('www-authenticate')).toMatch(/^Bearer/);
    if (refused.at !== undefined) {
      const places = problem.errors?.map((error) => error.pointer ?? error.parameter ?? error.header);
      expect(places).toContain(refused.at);
    }
    const explained = await fetch(`${kvittert.apiUrl()}${problem.type}`);
    expect({ type: problem.type, explained: explained.status }).toEqual({
      type: problem.type,
      explained: 200,
    });
    expect(await recorded()).toEqual(before);
  });

  it('says which items are missing when a measure can’t be closed', async () => {
    const { problem } = await attempt({
      as: secretary,
      path: `/api/v1/measures/${vestdal.measures[0]}/closures`,
      body: { as: 'implemented' },
    });
    expect(problem['openItems']).toEqual(['1.1']);
  });

  it('asks for the Idempotency-Key by name where there is none at all', async () => {
    const response = await fetch(`${kvittert.apiUrl()}/api/v1/plans`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await kvittert.token(secretary)}`,
        'content-type': 'application/json',
      },
      body: '{}',
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      type: '/problems/idempotency-key-missing',
      next: expect.stringContaining('Idempotency-Key'),
    });
  });
});
