import { emails, firstLeader, itemsOf, make, type Made } from '../api/vestdal.js';
import type { Installation } from '../support/installation.js';

/**
 * A text that stands in one place only. The letter is what a cell of the matrix shows when it was read there.
 * `own` and `others` are as the owner in the column “owner” has it (Ola, of Vestdal).
 */
export const planted = {
  'ola-report': 'o',
  'ola-evidence': 'o',
  'ola-update': 'o',
  'ola-return': 'o',
  'amina-report': 'a',
  'amina-evidence': 'a',
  'amina-return': 'a',
  'amina-waiver': 'a',
  'amina-deadline': 'a',
  'restricted-text': 'r',
  'restricted-basis': 'r',
  'restricted-number': 'r',
  'evaluation-title': 'e',
  'evaluation-author': 'e',
  'evaluation-participant': 'e',
  'evaluation-hearing': 'e',
  'evaluation-finding': 'e',
  'evaluation-number': 'e',
  'evaluation-responsible': 'e',
  'evaluation-basis': 'e',
  'draft-plan': 'd',
  'draft-measure': 'd',
  'other-plan': 'p',
  question: 'q',
  answer: 'q',
  'release-note': 'q',
  'import-draft': 'i',
  decision: 'b',
} as const;
export type Planted = keyof typeof planted;

export const textOf = (name: Planted): string => `merke-${name}`;

/** What the routes’ parameters stand for. */
export interface Places {
  evaluation: string;
  recommendation: string;
  plan: string;
  draft: string;
  /** Ola has an item, and Amina. */
  both: string;
  /** Restricted, and Amina’s. */
  secret: string;
  olasItem: string;
  aminasItem: string;
  /** Of the restricted measure, and of the one in the draft. */
  secretItem: string;
  draftMeasure: string;
  draftItem: string;
  report: string;
  question: string;
  import: string;
  decision: string;
  catalogue: string;
  /** Its only one. */
  situation: string;
  /** Amina's, and Ola's. */
  party: string;
  vestdal: string;
  person: string;
}

const leader = { authority: { kind: 'leader' } };
const evidence = (name: Planted) => [{ kind: 'archive-reference', reference: textOf(name) }];
const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo' }).format(new Date());

/** One register with something planted in every kind of fact. */
export async function plant(kvittert: Installation): Promise<Places> {
  const did = (as: string, path: string, body: unknown = {}): Promise<Made> => make(kvittert, as, path, body);
  const read = async <Body>(path: string): Promise<Body> =>
    (await kvittert.request<Body>('GET', path, { as: emails.secretary })).body;
  const party = async (name: string) => (await did('system', '/parties', { kind: 'organisation', name })).id;
  const secretariat = await party('Sekretariatet');
  const vestdal = await party('Vestdal kommune');
  const hospital = await party('Sykehuset Vest');
  const elsewhere = await party('Statsforvalteren');
  const person = async (name: string, email: string, role: string, partyId: string) =>
    (await did('system', '/persons', { name, email, roles: [role], partyIds: [partyId] })).id;
  const kari = await person('Kari Nordmann', emails.secretary, 'secretariat', secretariat);
  const jonas = await person('Jonas Bakke', emails.colleague, 'secretariat', secretariat);
  await person('Ola Hansen', emails.owner, 'owner', vestdal);
  await person('Amina Yusuf', emails.stranger, 'owner', hospital);
  await person('Per Lie', 'per.lie@statsforvalteren.example', 'owner', elsewhere);
  const lise = await firstLeader(kvittert, secretariat);
  await person('Liv Berg', emails.auditor, 'auditor', secretariat);

  const evaluation = await did(emails.secretary, '/evaluations', {
    title: textOf('evaluation-title'),
    kind: 'after-action-review',
    authors: [textOf('evaluation-author')],
    participants: [{ actor: textOf('evaluation-participant') }],
    hearingAnswers: [{ from: 'Fylket', summary: textOf('evaluation-hearing') }],
    access: { kind: 'restricted', legalBasis: textOf('evaluation-basis') },
    findings: [{ kind: 'to-improve', text: textOf('evaluation-finding') }],
    recommendations: [
      {
        number: textOf('evaluation-number'),
        title: 'Anbefaling',
        text: 'Gjør dette.',
        responsibleInWords: textOf('evaluation-responsible'),
      },
    ],
  });
  const { recommendations } = await read<{ recommendations: { id: string }[] }>(evaluation.href);

  const plan = (
    await did(emails.secretary, '/plans', {
      title: 'Tiltaksplan etter vannutbruddet',
      caseOfficerId: kari,
      secretariatPartyId: secretariat,
      leaderId: lise,
    })
  ).id;
  const measure = async (planId: string, body: object) =>
    (await did(emails.secretary, '/measures', { planId, deadline: { on: '2027-06-01' }, ...body })).id;
  const both = await measure(plan, {
    title: 'Vaktliste',
    text: 'Hver lager sin vaktliste.',
    responsible: { mode: 'each', partyIds: [vestdal, hospital] },
  });
  const secret = await measure(plan, {
    title: textOf('restricted-text'),
    text: textOf('restricted-text'),
    responsible: { mode: 'each', partyIds: [hospital] },
    source: { evaluationId: evaluation.id, number: textOf('restricted-number'), findingIds: [] },
    access: { kind: 'restricted', legalBasis: textOf('restricted-basis') },
  });
  await did(emails.leader, `/plans/${plan}/adoptions`, leader);
  const [olas = '', aminas = ''] = (await itemsOf(kvittert, both)).map(({ id }) => id);

  const on = (item: string, what: string) => `/items/${item}/${what}`;
  const done = (name: Planted, proof: Planted) => ({
    what: `${textOf(name)}: vaktlisten er laget.`,
    evidence: evidence(proof),
  });
  const under = { progress: 'under-way' };
  await did(emails.owner, on(olas, 'done-reports'), done('ola-report', 'ola-evidence'));
  await did(emails.secretary, on(olas, 'returns'), { reason: textOf('ola-return') });
  await did(emails.owner, on(olas, 'done-reports'), done('ola-report', 'ola-evidence'));
  await did(emails.stranger, on(aminas, 'done-reports'), done('amina-report', 'amina-evidence'));
  await did(emails.secretary, on(aminas, 'returns'), { reason: textOf('amina-return') });
  await did(emails.secretary, on(aminas, 'deadlines'), {
    on: '2027-07-01',
    reason: textOf('amina-deadline'),
  });
  await did(emails.secretary, on(aminas, 'waiver-proposals'), { ground: textOf('amina-waiver') });
  await did(emails.owner, `/measures/${both}/status-updates`, { ...under, text: textOf('ola-update') });

  const draft = (await did(emails.secretary, '/plans', { title: textOf('draft-plan'), caseOfficerId: kari }))
    .id;
  const draftMeasure = await measure(draft, {
    title: textOf('draft-measure'),
    text: 'Tekst.',
    responsible: { mode: 'each', partyIds: [vestdal] },
  });
  const other = (await did(emails.secretary, '/plans', { title: textOf('other-plan'), caseOfficerId: kari }))
    .id;
  await measure(other, {
    title: textOf('other-plan'),
    text: textOf('other-plan'),
    responsible: { mode: 'each', partyIds: [elsewhere] },
  });
  await did(emails.leader, `/plans/${other}/adoptions`, leader);

  const { version } = await read<{ version: number }>(`/api/v1/plans/${plan}`);
  await kvittert.request('PUT', `/api/v1/plans/${plan}/reporting`, {
    as: emails.secretary,
    headers: { 'if-match': `"${version}"` },
    body: { reporting: { cadenceMonths: 3, firstOn: today, language: 'nb' } },
  });
  const report = (await did(emails.secretary, `/plans/${plan}/reports`)).id;
  await did(emails.secretary, `/reports/${report}/locks`);
  await did(emails.secretary, `/reports/${report}/releases`, { note: textOf('release-note') });
  await did(emails.leader, `/reports/${report}/returns`, {
    ...leader,
    questions: [{ text: textOf('question'), responsibleId: jonas }],
  });
  const { questions } = await read<{ questions: { id: string }[] }>(`/api/v1/reports/${report}`);
  const question = questions[0]?.id ?? '';
  await did(emails.colleague, `/reports/${report}/questions/${question}/answers`, { text: textOf('answer') });

  const decision = await did(emails.secretary, '/decisions', {
    body: 'Beredskapsrådet',
    meetingDate: '2026-11-02',
    caseNumber: '12/26',
    archiveReference: '26/00012-3',
    text: textOf('decision'),
    planId: plan,
  });
  const catalogue = await did(emails.secretary, '/catalogues', {
    name: 'Tiltaksbank for vann',
    situations: [{ name: 'Vannbårent utbrudd', candidates: [{ title: 'Kokevarsel' }] }],
  });
  const { situations } = await read<{ situations: { id: string }[] }>(catalogue.href);

  return {
    evaluation: evaluation.id,
    recommendation: recommendations[0]?.id ?? '',
    plan,
    draft,
    both,
    secret,
    olasItem: olas,
    aminasItem: aminas,
    secretItem: (await itemsOf(kvittert, secret))[0]?.id ?? '',
    draftMeasure,
    draftItem: (await itemsOf(kvittert, draftMeasure))[0]?.id ?? '',
    report,
    question,
    import: await restrictedDraft(kvittert),
    decision: decision.id,
    catalogue: catalogue.id,
    situation: situations[0]?.id ?? '',
    party: hospital,
    vestdal,
    person: jonas,
  };
}

/** A document that was read, and of which somebody has said that it is restricted. */
async function restrictedDraft(kvittert: Installation): Promise<string> {
  const form = new FormData();
  const text = `Evaluering\n\n1. ${textOf('import-draft')} bør følges opp av kommunen.\n`;
  form.set('file', new Blob([text], { type: 'text/plain' }), `${textOf('import-draft')}.txt`);
  const headers = {
    authorization: `Bearer ${await kvittert.token(emails.secretary)}`,
    'idempotency-key': 'planted-import',
  };
  const uploaded = await fetch(`${kvittert.apiUrl()}/api/v1/imports`, {
    method: 'POST',
    headers,
    body: form,
  });
  const { id, version } = (await uploaded.json()) as { id: string; version: number };
  const edited = await kvittert.request('PATCH', `/api/v1/imports/${id}`, {
    as: emails.secretary,
    headers: { 'if-match': `"${version}"` },
    body: { edits: [{ kind: 'set-access', access: { kind: 'restricted', legalBasis: 'offl. § 24' } }] },
  });
  if (edited.status !== 200) throw new Error(`PATCH /imports: ${JSON.stringify(edited.body)}`);
  return id;
}
