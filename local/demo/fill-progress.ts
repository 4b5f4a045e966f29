import { type ApiClient, forEach } from './api-client.js';
import type { DemoOrganisation, DemoResponsibility, DemoStatus, PartyKey, PersonEmail } from './facts.js';
import { type FilledItem, type FilledMeasure, type FilledPlan, type Filling, on } from './fill-plan.js';
import { parties } from './parties.js';

const secretariat: readonly PersonEmail[] = ['kari.nordmann@vestdal.example', 'jonas.bakke@vestdal.example'];

/** Of a measure where some are done, this share of its items is reported. */
const reportedShare = 1 / 6;

const organisations = Object.entries(parties).flatMap(([key, value]): [PartyKey, DemoOrganisation][] =>
  value.kind === 'organisation' ? [[key, value]] : [],
);

/** The work on these measures as it stands when the demo begins: what owners say and report done, what is signed off. */
export async function fillProgress(
  filling: Filling,
  plan: FilledPlan,
  measures: readonly FilledMeasure[] = plan.measures,
): Promise<void> {
  const closable = plan.measures.filter(({ facts }) => facts.outcome === 'all-signed-off');
  // The last of several waits for the secretariat to close it, so that there is one to try on.
  const closed = new Set(closable.length > 1 ? closable.slice(0, -1) : closable);
  await forEach(measures, async (measure) => {
    await moveDeadline(filling, plan, measure);
    const { written } = measure.facts;
    if (written?.before === 'status') await writeSummary(filling.api, plan, measure);
    await sayStatus(filling.api, plan, measure);
    if (written !== undefined && written.before === undefined) await writeSummary(filling.api, plan, measure);
    await stateRisk(filling.api, plan, measure);
    await reportAndSignOff(filling, plan, measure);
    if (closed.has(measure)) {
      await filling.api.post(
        plan.facts.secretariat.caseOfficer,
        `/measures/${measure.id}/closures`,
        `closure/${plan.name}/${measure.number}`,
        { as: 'implemented' },
      );
    }
  });
}

async function sayStatus(api: ApiClient, plan: FilledPlan, measure: FilledMeasure): Promise<void> {
  const path = `/measures/${measure.id}/status-updates`;
  const { facts } = measure;
  for (const [index, { status, responsible }] of (facts.subPoints ?? []).entries()) {
    if (status === undefined) continue;
    await api.post(
      speaker(plan, responsible),
      path,
      `status/${plan.name}/${measure.number}.${index + 1}`,
      update(status, { subPointId: measure.subPoints[index]?.id }),
    );
  }
  if (facts.status !== undefined) {
    await api.post(
      speaker(plan, facts.responsible),
      path,
      `status/${plan.name}/${measure.number}`,
      update(facts.status),
    );
  }
}

/** From each deadline it had to the next, and from the last to the one in force. */
async function moveDeadline(
  filling: Filling,
  plan: FilledPlan,
  { id, number, facts }: FilledMeasure,
): Promise<void> {
  const { slipped = [], deadline } = facts;
  for (const [index, { reason }] of slipped.entries()) {
    const next = slipped[index + 1]?.from ?? deadline;
    if (next === null) continue;
    await filling.api.post(
      plan.facts.secretariat.caseOfficer,
      `/measures/${id}/deadlines`,
      `moved-deadline/${plan.name}/${number}/${index + 1}`,
      { on: on(filling, next), reason },
    );
  }
}

/** The secretariat's own words in the summary, beside the owner's. */
async function writeSummary(
  api: ApiClient,
  plan: FilledPlan,
  { id, number, facts }: FilledMeasure,
): Promise<void> {
  await api.post(
    plan.facts.secretariat.caseOfficer,
    `/measures/${id}/summary-texts`,
    `summary-text/${plan.name}/${number}`,
    { text: facts.written?.text },
  );
}

async function stateRisk(
  api: ApiClient,
  plan: FilledPlan,
  { id, number, facts }: FilledMeasure,
): Promise<void> {
  if (facts.risk === undefined) return;
  await api.post(
    plan.facts.secretariat.caseOfficer,
    `/measures/${id}/risk-statements`,
    `risk/${plan.name}/${number}`,
    facts.risk,
  );
}

function update(status: DemoStatus, about: { subPointId?: string | undefined } = {}): object {
  return { ...status, ...about };
}

/** Who answers for all of it says how it goes; where several do, the case officer sums up. */
export function speaker({ facts }: FilledPlan, responsible: DemoResponsibility | null): PersonEmail {
  const one = responsible?.mode === 'joint' ? responsible.lead : onlyOne(responsible?.parties ?? []);
  const party = one === undefined ? undefined : parties[one];
  return (party?.kind === 'organisation' ? party.contact : undefined) ?? facts.secretariat.caseOfficer;
}

function onlyOne(keys: readonly PartyKey[]): PartyKey | undefined {
  return keys.length === 1 ? keys[0] : undefined;
}

async function reportAndSignOff(filling: Filling, plan: FilledPlan, measure: FilledMeasure): Promise<void> {
  const { outcome = 'open' } = measure.facts;
  if (outcome === 'open') return;
  const { items } = measure;
  const reported = outcome === 'some-done' ? items.slice(0, Math.ceil(items.length * reportedShare)) : items;
  // Where some are done, the last of them still waits for a second pair of eyes.
  const signed =
    outcome === 'all-signed-off' ? reported : outcome === 'some-done' ? reported.slice(0, -1) : [];

  for (const item of reported) {
    const { key, party } = holderOf(filling, item);
    await filling.api.post(
      reporterFor(plan, party),
      `/items/${item.id}/done-reports`,
      `done/${plan.name}/${item.number}`,
      {
        what: `${party.name} har gjennomført punktet og lagt dokumentasjonen i arkivet.`,
        evidence: [{ kind: 'archive-reference', reference: archiveReference(plan, item, key) }],
      },
    );
  }
  for (const [signer, itemIds] of bySigner(filling, plan, signed)) {
    await filling.api.post(signer, '/sign-off-batches', `sign-off/${plan.name}/${measure.number}/${signer}`, {
      itemIds,
    });
  }
}

/** The party itself, or its case officer in the secretariat where it has no account. */
function reporterFor({ facts }: FilledPlan, party: DemoOrganisation): PersonEmail {
  return party.contact ?? party.caseOfficer ?? facts.secretariat.caseOfficer;
}

/** Four eyes: never who reported, never for one's own unit; what is the secretariat's own goes to the substitute. */
function bySigner(
  filling: Filling,
  plan: FilledPlan,
  items: readonly FilledItem[],
): Map<PersonEmail, string[]> {
  const { caseOfficer, party: ownUnit, signOffSubstitutes } = plan.facts.secretariat;
  const bySigner = new Map<PersonEmail, string[]>();
  for (const item of items) {
    const { key, party } = holderOf(filling, item);
    const standsIn = key === ownUnit ? signOffSubstitutes[0] : undefined;
    const reporter = reporterFor(plan, party);
    const signer =
      standsIn ?? [caseOfficer, ...secretariat].find((secretary) => secretary !== reporter) ?? caseOfficer;
    bySigner.set(signer, [...(bySigner.get(signer) ?? []), item.id]);
  }
  return bySigner;
}

function holderOf({ register }: Filling, item: FilledItem): { key: PartyKey; party: DemoOrganisation } {
  const found = organisations.find(([key]) => register.party(key) === item.partyId);
  if (found === undefined) throw new Error(`Item ${item.number} belongs to a party outside the demo.`);
  const [key, party] = found;
  return { key, party };
}

/** Year, case and document, as Norwegian archives write it. */
function archiveReference({ number }: FilledPlan, item: FilledItem, key: PartyKey): string {
  const document = organisations.findIndex(([known]) => known === key) + 1;
  return `26/0${number}${item.number.split('.')[0]?.padStart(3, '0')}-${document}`;
}
