import type { Plan } from '#domain/plan/plan.js';
import type { RowOf } from '../history/row-of.js';
import { instant, present } from '../history/row-values.js';
import type { PlanEntity } from './plan.entity.js';

export type PlanRow = RowOf<PlanEntity>;

export function planRow(state: Plan): Omit<PlanRow, 'version' | 'head_hash'> {
  return {
    id: state.id,
    number: state.number,
    title: state.title,
    state: state.state,
    period_end: state.periodEnd ?? null,
    case_officer_id: state.caseOfficerId,
    leader_id: state.leaderId ?? null,
    sign_off_substitute_ids: state.signOffSubstituteIds,
    secretariat_party_id: state.secretariatPartyId ?? null,
    evidence_required: state.evidenceRequired,
    registered_at: state.registeredAt,
    last_substantive_change_at: state.lastSubstantiveChangeAt,
    details: {
      ...present({ basisOfAssessment: state.basisOfAssessment, caseNumber: state.caseNumber }),
      goals: state.goals,
      themes: state.themes,
      abbreviations: state.abbreviations,
      jointLines: state.jointLines,
      ladder: state.ladder,
      ...present({ earlierLadders: state.earlierLadders }),
      ...present({ imports: state.imports }),
      ...present({ reporting: state.reporting }),
      ...present({ reportSummary: state.reportSummary }),
      ...('adoption' in state ? { adoption: state.adoption } : {}),
      ...(state.state === 'closed' ? { closure: state.closure } : {}),
      ...(state.state === 'withdrawn' ? { withdrawal: state.withdrawal } : {}),
    },
  };
}

export function planOf(row: PlanRow): Plan {
  return {
    ...row.details,
    ...present({
      periodEnd: row.period_end,
      leaderId: row.leader_id,
      secretariatPartyId: row.secretariat_party_id,
    }),
    id: row.id,
    number: row.number,
    title: row.title,
    state: row.state,
    caseOfficerId: row.case_officer_id,
    signOffSubstituteIds: row.sign_off_substitute_ids,
    evidenceRequired: row.evidence_required,
    registeredAt: instant(row.registered_at),
    lastSubstantiveChangeAt: instant(row.last_substantive_change_at),
    // Adoption, closure and withdrawal stand in the details exactly when the state has them: planRow writes them.
  } as Plan;
}
