import { invalidHistory } from '../invalid-history.js';
import { whoEntered } from '../roles/actor.js';
import type { Ladder } from '../follow-up/ladder.js';
import type { Instant } from '../ids.js';
import type { RecordedEvent } from '../history.js';
import type { DefinedGoal, PlanEvent, PlanFields } from './plan.events.js';
import type { Goal, Indicator, Plan, SubGoal } from './plan.js';

type Happened = RecordedEvent<PlanEvent>;

/** The plan after one more event. */
export function evolvePlan(state: Plan | undefined, event: Happened): Plan {
  if (event.type === 'PlanRegistered') {
    const { planId, number, ladder, ...fields } = event.data;
    return {
      id: planId,
      number,
      ladder,
      ...present(fields),
      goals: [],
      themes: [],
      abbreviations: [],
      jointLines: [],
      registeredAt: event.at,
      lastSubstantiveChangeAt: event.at,
      state: 'draft',
    };
  }
  if (state === undefined) throw invalidHistory('plan', event.type);
  switch (event.type) {
    case 'PlanRevised': {
      const { periodEnd, leaderId, secretariatPartyId, basisOfAssessment, caseNumber, ...rest } = state;
      const fields: PlanFields = {
        title: state.title,
        caseOfficerId: state.caseOfficerId,
        signOffSubstituteIds: state.signOffSubstituteIds,
        evidenceRequired: state.evidenceRequired,
        periodEnd: periodEnd ?? null,
        leaderId: leaderId ?? null,
        secretariatPartyId: secretariatPartyId ?? null,
        basisOfAssessment: basisOfAssessment ?? null,
        caseNumber: caseNumber ?? null,
        ...event.data.new,
      };
      return { ...rest, ...present(fields), lastSubstantiveChangeAt: event.at } as Plan;
    }
    case 'LadderChanged':
      return withLadder(state, event.data.new, event.at);
    case 'ReportingSet': {
      const { reporting: _before, ...rest } = state;
      const { new: reporting } = event.data;
      return reporting === null ? rest : { ...rest, reporting };
    }
    case 'GoalsDefined':
      return { ...state, goals: event.data.goals.map((goal) => defined(goal, state)) };
    case 'SubGoalAssessed': {
      const { subGoalId, verdict, text } = event.data;
      return {
        ...withSubGoal(state, subGoalId, (subGoal) => ({
          ...subGoal,
          assessment: { verdict, text, by: event.actorId, at: event.at },
        })),
        lastSubstantiveChangeAt: event.at,
      };
    }
    case 'IndicatorFigureEntered':
      return {
        ...withSubGoal(state, event.data.subGoalId, (subGoal) => ({
          ...subGoal,
          indicators: subGoal.indicators.map((indicator) =>
            indicator.name === event.data.indicator
              ? { ...indicator, figures: [...indicator.figures, event.data.figure] }
              : indicator,
          ),
        })),
        lastSubstantiveChangeAt: event.at,
      };
    case 'ThemesDefined':
      return { ...state, themes: event.data.themes };
    case 'ReportSummaryWritten': {
      const { reportSummary: _before, ...rest } = state;
      const { new: lines } = event.data;
      return lines === null ? rest : { ...rest, reportSummary: { lines, by: event.actorId, at: event.at } };
    }
    case 'AbbreviationsDefined':
      return { ...state, abbreviations: event.data.abbreviations };
    case 'MeasuresJoined':
      return { ...state, jointLines: [...state.jointLines, event.data.measureIds] };
    case 'MeasuresSeparated': {
      const [first] = event.data.measureIds;
      return {
        ...state,
        jointLines: state.jointLines.filter((line) => first === undefined || !line.includes(first)),
      };
    }
    case 'DocumentImported': {
      const { at, actorId } = event;
      return { ...state, imports: [...(state.imports ?? []), { ...event.data, by: actorId, at }] };
    }
    case 'ImportUndone': {
      const { importId, reason } = event.data;
      const undone = { reason, by: event.actorId, at: event.at };
      const imports = (state.imports ?? []).map((known) =>
        known.importId === importId ? { ...known, undone } : known,
      );
      return { ...state, imports };
    }
    case 'PlanWithdrawn': {
      const { at, actorId: by } = event;
      return { ...state, state: 'withdrawn', withdrawal: { ...event.data, by, at } } as Plan;
    }
    case 'PlanAdopted': {
      const { authority } = event.data;
      const adoption = { authority, enteredBy: whoEntered(authority, event.actorId), at: event.at };
      return { ...state, state: 'adopted', adoption, lastSubstantiveChangeAt: event.at };
    }
    case 'PlanClosed': {
      if (state.state !== 'adopted') throw invalidHistory('plan', event.type);
      const { authority, note } = event.data;
      const closure = {
        authority,
        enteredBy: whoEntered(authority, event.actorId),
        at: event.at,
        ...(note === undefined ? {} : { note }),
      };
      return { ...state, state: 'closed', closure };
    }
    default:
      return event satisfies never;
  }
}

/** In events what is not there is null, so that old and new can be told apart; in the state it is absent. */
function present(fields: PlanFields) {
  const { periodEnd, leaderId, secretariatPartyId, basisOfAssessment, caseNumber, ...rest } = fields;
  return {
    ...rest,
    ...(periodEnd === null ? {} : { periodEnd }),
    ...(leaderId === null ? {} : { leaderId }),
    ...(secretariatPartyId === null ? {} : { secretariatPartyId }),
    ...(basisOfAssessment === null ? {} : { basisOfAssessment }),
    ...(caseNumber == null ? {} : { caseNumber }),
  };
}

/** A goal that was there before keeps its assessment, an indicator of the same name its figures. */
function defined(goal: DefinedGoal, state: Plan): Goal {
  const before = new Map(state.goals.flatMap((known) => known.subGoals).map((known) => [known.id, known]));
  return {
    ...goal,
    subGoals: goal.subGoals.map((subGoal): SubGoal => {
      const known = before.get(subGoal.id);
      const indicators = subGoal.indicators.map((indicator): Indicator => ({
        ...indicator,
        figures: known?.indicators.find((other) => other.name === indicator.name)?.figures ?? [],
      }));
      return { ...subGoal, indicators, ...(known?.assessment ? { assessment: known.assessment } : {}) };
    }),
  };
}

function withSubGoal(state: Plan, id: string, change: (subGoal: SubGoal) => SubGoal): Plan {
  return {
    ...state,
    goals: state.goals.map((goal) => ({
      ...goal,
      subGoals: goal.subGoals.map((subGoal) => (subGoal.id === id ? change(subGoal) : subGoal)),
    })),
  };
}

/** Earlier ladders are kept: what was told under one was told by its days. */
export function withLadder(plan: Plan, ladder: Ladder, changedAt: Instant): Plan {
  return {
    ...plan,
    ladder,
    earlierLadders: [...(plan.earlierLadders ?? []), { ladder: plan.ladder, changedAt }],
  };
}
