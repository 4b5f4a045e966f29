import { addDays, osloDate, osloInstant } from '#domain/follow-up/calendar.js';
import { ApiClient, type Change, forEach, system, type TokenFor } from './api-client.js';
import { fillCatalogue } from './catalogue-fill.js';
import { commitments, whitePaper } from './commitments.js';
import type { DemoCase } from './facts.js';
import {
  assessSubGoals,
  enterDecisions,
  type FilledEvaluation,
  fillEvaluation,
  fillPlan,
  type Filling,
  registerPlan,
} from './fill-plan.js';
import { fillProgress } from './fill-progress.js';
import { daysBehindQuarter, fillOpenReport, fillQuarter, notAnswering, onDay } from './fill-quarter.js';
import { fillRegister, registerPeople as register, type Register } from './fill-register.js';
import { infectionControl } from './infection-control.js';
import { raufoss } from './raufoss.js';
import { trondelag } from './trondelag.js';

/**
 * The demo is registered through an API whose clock is so many days behind: adopted a month ago, with a ladder that
 * has begun, deadlines that were missed and triage that waits. Everything that lies ahead still counts from today.
 * What has been reported once began earlier (fill-quarter.ts).
 */
export const daysBehind = 30;

export interface DemoTarget {
  /** Where an API that is `daysBehind` listens, without a path: `http://127.0.0.1:3000`. */
  apiUrl: string;
  /** A token for an invented person by e-mail address, or for the API client `system`. */
  token: TokenFor;
  /** Hears what has been filled in so far. */
  progress?: (line: string) => void;
}

/** Numbered 1, 2 and 3 in this order. */
const cases: readonly [name: string, facts: DemoCase][] = [
  ['raufoss', raufoss],
  ['trondelag', trondelag],
  ['infection-control', infectionControl],
];

/**
 * Fills an empty installation with the demo, all through its REST API. Run again after an interruption it goes
 * on where it was, with the dates of the first run.
 * @throws Error with the API's words where it refuses something
 */
export async function fillDemo({ apiUrl, token, progress = () => undefined }: DemoTarget): Promise<void> {
  const api = new ApiClient(apiUrl, token);
  const everybody = await fillRegister(
    api.at(osloInstant(addDays(osloDate(new Date().toISOString()), -daysBehindQuarter), '10:00')),
  );
  const filling: Filling = { api, register: everybody, today: await firstDay(api, everybody) };
  const older = onDay(filling, addDays(filling.today, -daysBehindQuarter));
  const fillingOf = ({ reported }: DemoCase) => (reported === undefined ? filling : older);
  progress('people, parties and groups');

  const evaluations = await forEach(cases, ([name, facts]) =>
    fillEvaluation(fillingOf(facts), name, facts.plan.secretariat.caseOfficer, facts.evaluation),
  );
  await fillCommitments(filling);
  await fillCatalogue(filling, infectionControl.plan.secretariat.caseOfficer);
  progress('evaluations and commitments');

  const registered: Change[] = [];
  for (const [name, facts] of cases) registered.push(await registerPlan(fillingOf(facts), name, facts.plan));

  await Promise.all(
    cases.map(async ([name, facts], index) => {
      const [plan, evaluation] = [registered[index], evaluations[index]];
      if (plan === undefined || evaluation === undefined) throw new Error(`${name} was not registered.`);
      const filled = await fillPlan(fillingOf(facts), name, facts, plan, evaluation);
      await enterDecisions(filling, facts, filled);
      await assessSubGoals(fillingOf(facts), filled);
      if (facts.reported !== undefined) await fillQuarter(filling, filled, facts.reported);
      await fillProgress(filling, filled, notAnswering(filled, facts.reported));
      if (facts.reported !== undefined) await fillOpenReport(filling, filled, facts.reported);
      progress(`plan ${filled.number} with ${filled.measures.length} measures`);
    }),
  );
}

/**
 * The invented people alone, for an installation without the demo: nobody can log in before they are registered.
 * Any API will do.
 */
export async function registerPeople({ apiUrl, token }: DemoTarget): Promise<void> {
  await register(new ApiClient(apiUrl, token));
}

/** Today, as the first run knew it: every later run counts its dates from the same day. */
async function firstDay(api: ApiClient, everybody: Register): Promise<string> {
  const anybody = raufoss.plan.secretariat.caseOfficer;
  const { registeredAt } = await api.get<{ registeredAt: string }>(
    system,
    `/persons/${everybody.person(anybody)}`,
  );
  return addDays(osloDate(registeredAt), daysBehindQuarter);
}

/** The commitments of the white paper: without number, owner or date, assessed by leadership and sent on. */
async function fillCommitments(filling: Filling): Promise<void> {
  const { api, register: everybody, today } = filling;
  const { caseOfficer, signOffSubstitutes } = raufoss.plan.secretariat;
  const evaluation: FilledEvaluation = await fillEvaluation(filling, 'white-paper', caseOfficer, whitePaper);
  const leader = signOffSubstitutes[0] ?? caseOfficer;
  for (const [index, { forwarded }] of commitments.entries()) {
    const { to, archiveReference, reviewOn } = forwarded;
    await api.post(
      leader,
      `/recommendations/${evaluation.recommendations[index]?.id}/outcomes`,
      `outcome/white-paper/${index + 1}`,
      {
        outcome: {
          kind: 'forwarded',
          authorityPartyId: everybody.party(to),
          archiveReference,
          reviewOn: addDays(today, reviewOn),
        },
        authority: { kind: 'leader' },
      },
    );
  }
}
