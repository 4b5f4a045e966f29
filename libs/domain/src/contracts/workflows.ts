/** Workflow ids, types, signals, queues and what they carry: each name is written once, here. Ids only, no texts. */

export const taskQueue = 'kvittert';

export const workflowTypes = {
  measureFollowUp: 'measureFollowUp',
  morningRound: 'morningRound',
  tell: 'tell',
} as const;

export const newerFactsSignal = 'newerFacts';
export const morningRoundScheduleId = 'morning-round';

export function measureWorkflowId(measureId: string): string {
  return `measure/${measureId}`;
}

/** One message to one person for one command: `tell/<commandId>/<personId>`. */
export function tellWorkflowId(messageId: string): string {
  return `tell/${messageId}`;
}

/** Search attributes: what an operator can filter on in Temporal's own UI. Registered at start-up. */
export const searchAttributes = {
  plan: { name: 'KvittertPlan', type: 'INT' },
  number: { name: 'KvittertNumber', type: 'INT' },
  state: { name: 'KvittertState', type: 'KEYWORD' },
  deadline: { name: 'KvittertDeadline', type: 'DATETIME' },
  owner: { name: 'KvittertOwner', type: 'KEYWORD' },
  nextDue: { name: 'KvittertNextDue', type: 'DATETIME' },
} as const;

/** What an operator sees of a measure: no text of its own, no person. */
export interface ShownFacts {
  plan: number;
  number: number;
  state: string;
  /** `YYYY-MM-DD`, the next deadline in force among unfinished items. */
  deadline?: string;
  /** The party's name, or "38 parter". */
  owner?: string;
}

/**
 * What the relay tells a measure's workflow. Newer is a higher epoch (raised after a restore of the record),
 * or the same epoch and a higher dueVersion.
 */
export interface FollowUpNews {
  recordEpoch: number;
  dueVersion: number;
  /** When the next thing is due (RFC 3339 UTC); absent: nothing, but the measure is still followed. */
  nextDueAt?: string;
  /** False: nothing can be due any more; the workflow ends. */
  followed: boolean;
  shown: ShownFacts;
}

export interface MeasureFollowUpInput {
  measureId: string;
  news: FollowUpNews;
}

export interface TellInput {
  messageId: string;
  /** Told between 07 and 17; else the next morning. */
  notBefore?: string;
}

export function isNewer(candidate: FollowUpNews, known: FollowUpNews): boolean {
  return (
    candidate.recordEpoch > known.recordEpoch ||
    (candidate.recordEpoch === known.recordEpoch && candidate.dueVersion > known.dueVersion)
  );
}
