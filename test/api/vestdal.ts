import type { Installation } from '../support/installation.js';

export interface Made {
  id: string;
  commandId: string;
  href: string;
  version: number;
  number?: number;
  similarHref?: string;
}

export interface ShownItem {
  id: string;
  number: string;
  state: string;
  measureTitle: string | null;
}

/** Everything a test of the API needs to refer to, registered through the API itself. */
export interface Vestdal {
  people: Record<'secretary' | 'colleague' | 'owner' | 'stranger' | 'leader' | 'auditor', string>;
  parties: Record<'secretariat' | 'vestdal' | 'hospital' | 'group', string>;
  evaluation: string;
  recommendation: string;
  plan: string;
  /**
   * Adopted: 1 open · 2 reported done by its owner, who proposes an effect review · 3 the hospital's, restricted ·
   * 4 ready to close.
   */
  measures: [string, string, string, string];
  items: [string, string, string, string];
  /** A plan that is still a draft, with a measure that has no date. */
  draft: string;
  /** That measure: nobody is responsible for it. */
  undated: string;
}

/** Posts and gives what was made. @throws Error with the API's words where it refuses */
export async function make(
  kvittert: Installation,
  as: string,
  path: string,
  body: unknown = {},
): Promise<Made> {
  const answer = await kvittert.request<Made>('POST', `/api/v1${path}`, { as, body });
  if (answer.status !== 201) throw new Error(`POST ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

export async function itemsOf(kvittert: Installation, measure: string): Promise<ShownItem[]> {
  const answer = await kvittert.request<{ items: ShownItem[] }>('GET', `/api/v1/measures/${measure}/items`, {
    as: 'secretariat',
  });
  return answer.body.items;
}

const evidence = [{ kind: 'archive-reference', reference: '26/01234-7' }];
const leader = { authority: { kind: 'leader' } };

/** Addresses of the invented people (local/people.ts) who take part. */
export const emails = {
  secretary: 'kari.nordmann@vestdal.example',
  colleague: 'jonas.bakke@vestdal.example',
  owner: 'ola.hansen@vestdal.example',
  stranger: 'amina.yusuf@sykehuset-vest.example',
  leader: 'astrid.lunde@vestdal.example',
  auditor: 'liv.berg@revisjonen.example',
} as const;

/** A small register with an adopted plan in which something is in every state. */
export async function registerVestdal(kvittert: Installation): Promise<Vestdal> {
  const party = async (body: Record<string, unknown>) =>
    (await make(kvittert, 'system', '/parties', body)).id;
  const secretariat = await party({ kind: 'organisation', name: 'Sekretariatet' });
  const vestdal = await party({ kind: 'organisation', name: 'Vestdal kommune', ours: false });
  const hospital = await party({ kind: 'organisation', name: 'Sykehuset Vest', ours: false });
  const group = await party({ kind: 'group', name: 'Kommunene', memberIds: [vestdal] });

  const person = async (name: string, email: string, role: string, partyId: string) =>
    (await make(kvittert, 'system', '/persons', { name, email, roles: [role], partyIds: [partyId] })).id;
  const people = {
    secretary: await person('Kari Nordmann', emails.secretary, 'secretariat', secretariat),
    colleague: await person('Jonas Bakke', emails.colleague, 'secretariat', secretariat),
    owner: await person('Ola Hansen', emails.owner, 'owner', vestdal),
    stranger: await person('Amina Yusuf', emails.stranger, 'owner', hospital),
    leader: await firstLeader(kvittert, secretariat),
    auditor: await person('Liv Berg', emails.auditor, 'auditor', secretariat),
  };

  const evaluation = await make(kvittert, emails.secretary, '/evaluations', {
    title: 'Vannutbruddet i Vestdal',
    kind: 'after-action-review',
    publishedOn: '2025-05-20',
    findings: [{ kind: 'to-improve', text: 'Vaktlisten var ikke oppdatert.' }],
    recommendations: [
      { title: 'Vaktliste', text: 'Kommunen bør ha en oppdatert vaktliste.', findingIndexes: [0] },
    ],
  });
  const shown = await kvittert.request<{ recommendations: { id: string }[] }>('GET', evaluation.href, {
    as: emails.secretary,
  });
  const recommendation = shown.body.recommendations[0]?.id ?? '';

  const plan = (
    await make(kvittert, emails.secretary, '/plans', {
      title: 'Tiltaksplan etter vannutbruddet i Vestdal',
      caseOfficerId: people.secretary,
      secretariatPartyId: secretariat,
      leaderId: people.leader,
    })
  ).id;
  const deadline = { on: '2027-06-01' };
  const batch = await kvittert.request<{ items: Made[] }>('POST', '/api/v1/measure-batches', {
    as: emails.secretary,
    body: {
      planId: plan,
      measures: [
        { title: 'Varslingsplan', text: 'Én felles plan.', deadline, responsible: joint(vestdal) },
        { title: 'Vaktliste', text: 'Oppdatert vaktliste.', deadline, responsible: joint(vestdal) },
        {
          title: 'Sårbarheten i vannverket',
          text: 'Svakheten skal lukkes.',
          deadline,
          responsible: joint(hospital),
          access: { kind: 'restricted', legalBasis: 'offentleglova § 24 tredje ledd' },
        },
        { title: 'Prøvepunkter', text: 'Prøvepunkter på ledningen.', deadline, responsible: joint(vestdal) },
      ],
    },
  });
  const measures = batch.body.items.map(({ id }) => id) as Vestdal['measures'];
  await make(kvittert, emails.leader, `/plans/${plan}/adoptions`, leader);
  const items = (await Promise.all(measures.map((id) => itemsOf(kvittert, id)))).map(
    ([item]) => item?.id ?? '',
  ) as Vestdal['items'];

  const done = { what: 'Vaktlisten er oppdatert og lagt i vaktsystemet.', evidence };
  await make(kvittert, emails.owner, `/items/${items[1]}/done-reports`, {
    ...done,
    effectReviewOn: '2030-05-20',
  });
  await make(kvittert, emails.owner, `/items/${items[3]}/done-reports`, done);
  await make(kvittert, emails.secretary, `/items/${items[3]}/sign-offs`, {});

  const draft = (
    await make(kvittert, emails.secretary, '/plans', {
      title: 'Utkast',
      caseOfficerId: people.secretary,
    })
  ).id;
  const undated = { planId: draft, title: 'Uten frist', text: 'Tekst.' };

  return {
    people,
    parties: { secretariat, vestdal, hospital, group },
    evaluation: evaluation.id,
    recommendation,
    plan,
    measures,
    items,
    draft,
    undated: (await make(kvittert, emails.secretary, '/measures', undated)).id,
  };
}

/** The API has appointed her; she gets her unit. */
export async function firstLeader(kvittert: Installation, partyId: string): Promise<string> {
  const leader = await kvittert.firstLeader();
  const id = leader?.id ?? '';
  await kvittert.request('PATCH', `/api/v1/persons/${id}`, {
    as: 'system',
    headers: { 'if-match': '"1"' },
    body: { partyIds: [partyId] },
  });
  return id;
}

function joint(partyId: string) {
  return { mode: 'joint', partyIds: [partyId] };
}

/** Adds so many measures, each with one item, to the plan that is a draft. */
export async function registerMany(kvittert: Installation, vestdal: Vestdal, count: number): Promise<void> {
  const measures = Array.from({ length: count }, (_, index) => ({
    title: `Tiltak ${index + 1}`,
    text: 'Gjør dette.',
    deadline: { on: '2027-06-01' },
    responsible: joint(vestdal.parties.vestdal),
  }));
  const answer = await kvittert.request('POST', '/api/v1/measure-batches', {
    as: emails.secretary,
    body: { planId: vestdal.draft, measures },
  });
  if (answer.status !== 201) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
}
