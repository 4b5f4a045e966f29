import type { Decision } from '#domain/decision/decision.js';
import { instant, present, type StreamRow } from '../history/row-values.js';

export interface DecisionDetails {
  deadlineWords?: string;
  fulfilment?: Decision['fulfilment'];
}

export interface DecisionRow extends StreamRow {
  body: string;
  meeting_date: string;
  case_number: string;
  text: string;
  plan_id: string | null;
  deadline_on: string | null;
  fulfilled_at: string | null;
  entered_by: string;
  entered_at: string;
  details: DecisionDetails;
}

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
    details: { ...present({ deadlineWords: state.deadline?.words, fulfilment: state.fulfilment }) },
  };
}

export function decisionOf(row: DecisionRow): Decision {
  const { deadlineWords, fulfilment } = row.details;
  const deadline =
    row.deadline_on === null ? undefined : { on: row.deadline_on, ...present({ words: deadlineWords }) };
  return {
    ...present({ planId: row.plan_id, deadline, fulfilment }),
    id: row.id,
    body: row.body,
    meetingDate: row.meeting_date,
    caseNumber: row.case_number,
    text: row.text,
    enteredBy: row.entered_by,
    enteredAt: instant(row.entered_at),
  };
}
