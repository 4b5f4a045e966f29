import type { Decision } from '#domain/decision/decision.js';
import type { RowOf } from '../history/row-of.js';
import { instant, present } from '../history/row-values.js';
import type { DecisionEntity } from './decision.entity.js';

export type DecisionRow = RowOf<DecisionEntity>;

export function decisionRow(state: Decision): Omit<DecisionRow, 'version' | 'head_hash'> {
  return {
    id: state.id,
    body: state.body,
    meeting_date: state.meetingDate,
    case_number: state.caseNumber,
    text: state.text,
    plan_id: state.planId ?? null,
    deadline_on: state.deadline?.on ?? null,
    fulfilled_at: state.fulfilment?.at ?? null,
    entered_by: state.enteredBy,
    entered_at: state.enteredAt,
    details: {
      ...present({
        deadlineWords: state.deadline?.words,
        archiveReference: state.archiveReference,
        held: state.held,
        countersigning: state.countersigning,
        fulfilment: state.fulfilment,
      }),
    },
  };
}

export function decisionOf(row: DecisionRow): Decision {
  const { deadlineWords, ...details } = row.details;
  const deadline =
    row.deadline_on === null ? undefined : { on: row.deadline_on, ...present({ words: deadlineWords }) };
  return {
    ...present({ planId: row.plan_id, deadline, ...details }),
    id: row.id,
    body: row.body,
    meetingDate: row.meeting_date,
    caseNumber: row.case_number,
    text: row.text,
    enteredBy: row.entered_by,
    enteredAt: instant(row.entered_at),
  };
}
