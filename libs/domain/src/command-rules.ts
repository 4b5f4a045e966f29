import { catalogueRules } from './catalogue/catalogue.decide.js';
import { pickingRules } from './catalogue/picking.js';
import type { Asked, CommandRule, RulesOf } from './command-rule.js';
import type { Command, CommandType } from './commands.js';
import { countersigned, requireMayCountersign } from './decision/countersigning.js';
import type { CountersignDecision } from './decision/decision.commands.js';
import { countersignature, decisionRules } from './decision/decision.decide.js';
import { evaluationRules } from './evaluation/evaluation.decide.js';
import type { Decided } from './history.js';
import { importRules } from './import/import.decide.js';
import { undoingRules } from './import/undoing.decide.js';
import { requireLoaded, inStream } from './loaded.js';
import { acceptanceRules } from './measure/acceptance.js';
import { measureRules } from './measure/measure.decide.js';
import { registrationRules } from './measure/registration.js';
import { type Needs, nothing } from './needs.js';
import { membershipRules } from './party/membership.decide.js';
import { partyRules } from './party/party.decide.js';
import { absenceRules } from './person/absence.decide.js';
import { personRules } from './person/person.decide.js';
import { planRules } from './plan/plan.decide.js';
import { repetitionRules } from './repetition/repetition.decide.js';
import { publicationRules } from './report/publication.decide.js';
import { reportRules } from './report/report.decide.js';

/** Every command there is, each with the rule that stands in its concept: one without does not compile. */
const rules: RulesOf<Command> = {
  ...evaluationRules,
  ...planRules,
  ...acceptanceRules,
  ...registrationRules,
  ...measureRules,
  ...repetitionRules,
  ...importRules,
  ...undoingRules,
  ...partyRules,
  ...membershipRules,
  ...personRules,
  ...absenceRules,
  ...reportRules,
  ...publicationRules,
  ...decisionRules,
  ...catalogueRules,
  ...pickingRules,
  CountersignDecision: {
    right: { held: ['countersign'], orNamed: true },
    needs: neededForCountersigning,
    decide: countersign,
  },
};

/** @param type the command's own, or its name where there is none yet */
export function ruleOf(type: CommandType): CommandRule<Command> {
  return rules[type] as CommandRule<Command>;
}

/** What must be loaded and locked before this command is decided. */
export function needs(command: Command): Needs {
  return { ...nothing, ...ruleOf(command.type).needs(command) };
}

/** What the held command needs, and the plan, which names who else may countersign. */
function neededForCountersigning({ decisionId, entered = {} }: CountersignDecision): Needs {
  const { held, planId } = entered;
  const needed = held === undefined ? nothing : needs(held);
  const isLoaded = planId === undefined || needed.plans.some(({ id }) => id === planId);
  return {
    ...needed,
    plans: isLoaded ? needed.plans : [...needed.plans, { id: planId, lock: 'none' }],
    decisionsToChange: [decisionId],
  };
}

/** Another has confirmed it: the held command takes effect, decided on things as they stand now. */
function countersign(...[command, loaded, circumstances]: Asked<CountersignDecision>): Decided[] {
  const decision = requireLoaded(loaded.decisions, 'decision', command.decisionId);
  const { held, planId } = decision;
  const plan = planId === undefined ? undefined : loaded.plans.get(planId)?.state;
  requireMayCountersign(decision, circumstances.actor, plan);
  const effect =
    held === undefined
      ? []
      : ruleOf(held.type).decide(countersigned(held, decision, circumstances.actor), loaded, circumstances);
  return [...inStream('decision', decision.id, [countersignature(command)]), ...effect];
}
