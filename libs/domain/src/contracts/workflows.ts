/** Workflow ids, types, signals, queues and what they carry: each name is written once, here. Ids only, no texts. */

export const taskQueue = 'kvittert';
/** The morning round, on a queue of its own: thousands of measures that wake hold it up no more than a slow Slack does. */
export const roundTaskQueue = 'kvittert-round';
/** Everything that goes out to people, on a queue of its own: its pace is the whole installation's, and a slow Slack holds up nothing else. */
export const messageTaskQueue = 'kvittert-messages';

/** E-mail, likewise: a slow mail server holds up neither Slack nor the rest. */
export const mailTaskQueue = 'kvittert-mail';

export const workflowTypes = {
  measureFollowUp: 'measureFollowUp',
  morningRound: 'morningRound',
  morningMessageAgain: 'morningMessageAgain',
  tell: 'tell',
  refresh: 'refresh',
  quarterlyReport: 'quarterlyReport',
  subscriberRound: 'subscriberRound',
  subscriptionConfirmation: 'subscriptionConfirmation',
  recordUpkeep: 'recordUpkeep',
  recordAnchor: 'recordAnchor',
} as const;

export const newerFactsSignal = 'newerFacts';
export const refreshSignal = 'changedAgain';
/** Something about the plan's reports has changed: the record is asked again. Carries nothing, so order is harmless. */
export const reportNewsSignal = 'reportNews';
/** Something was published: those who want to know at once are told. */
export const publishedSignal = 'published';
/** The round that a publication starts. */
export const subscriberRoundWorkflowId = 'subscribers';
/** The one for those who want digests, and for what was missed. */
export const subscriberRoundScheduleId = 'subscriber-round';
export const morningRoundScheduleId = 'morning-round';
/** The night's work on the record itself. */
export const recordUpkeepScheduleId = 'record-upkeep';
/** Every hour the record is anchored, where something has come since the last time. */
export const recordAnchorScheduleId = 'record-anchor';
/** The round that a person asked for (`npm run round`), beside the scheduled ones. */
export const askedRoundWorkflowId = 'morning-round/asked-for';

export function measureWorkflowId(measureId: string): string {
  return `measure/${measureId}`;
}

/** A plan's reports, one after the other. */
export function reportWorkflowId(planId: string): string {
  return `report/${planId}`;
}

/** The mail that asks an address to confirm. */
export function confirmationWorkflowId(mailId: string): string {
  return `subscription-confirmation/${mailId}`;
}

/** A person's message of the day, once more, because they could not be reached. */
export function morningMessageAgainWorkflowId(personId: string, date: string): string {
  return `morning-message/${personId}/${date}`;
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
interface ShownFacts {
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

/** A sent message is brought up to date: one at a time, however many commands changed it. */
export function refreshWorkflowId(notificationId: string): string {
  return `refresh/${notificationId}`;
}

export interface TellInput {
  messageId: string;
  /** Told between 07 and 17; else the next morning. */
  notBefore?: string;
}

export interface RefreshInput {
  /** The sent message in which something has changed. */
  notificationId: string;
}

export interface QuarterlyReportInput {
  planId: string;
}

/** What time does next with a plan's reports, and what an operator sees of it. */
export interface ReportNews {
  /** Absent: nothing is ahead, and the workflow ends. */
  step?: { kind: 'open' | 'lock' | 'remind'; at: string };
  shown: { plan: number; report?: number; state?: string };
}

/** Empty as the Schedule starts it; `asked` when a person did, at any hour; `progress` when it continues itself. */
export interface MorningRoundInput {
  asked?: boolean;
  progress?: RoundProgress;
}

export interface RoundProgress {
  /** The Oslo date every message of the round is keyed by. */
  date: string;
  /** Nothing is sent after this (RFC 3339 UTC). */
  until: string;
  /** The last owner of the page before. */
  afterPersonId: string;
  counts: RoundCounts;
}

export interface MorningMessageAgainInput {
  personId: string;
  date: string;
  tryAgainAt: string;
}

interface RoundCounts {
  /** Measures that were due in the record and not demanded by their own workflow: alarms. */
  overdue: number;
  owners: number;
  /** Owners whose message did not get out in time; the secretariat sees each. */
  failed: number;
  /** Owners who could not be reached, likewise; they are tried again within the day. Absent: none. */
  unreached?: number;
}

export type MorningRoundResult = RoundCounts & { date: string; ran: boolean; why?: string };

/** `progress` when the round continues itself. */
export interface SubscriberRoundInput {
  progress?: SubscriberRoundProgress;
}

export interface SubscriberRoundProgress {
  /** What is due at this instant is told (RFC 3339 UTC). */
  at: string;
  /** The last subscription of the page before. */
  afterId: string;
  counts: SubscriberRoundResult;
  /** Something was published since the round began. */
  publishedSince: boolean;
}

export interface SubscriberRoundResult {
  subscribers: number;
  /** How many got no mail in time; the next scheduled round tries again. */
  failed: number;
}

export interface SubscriptionConfirmationInput {
  mailId: string;
}

export interface RecordUpkeepResult {
  /** False when nothing had happened since the last anchor. */
  anchored: boolean;
  /** Measures whose next due did not follow from their facts; absent in runs from before it was compared. */
  nextDueMended?: number;
  /** Groups of whose memberships a first or a last day had come; absent in runs from before they were kept. */
  groupsKept?: number;
  keysForgotten: number;
}

export function isNewer(candidate: FollowUpNews, known: FollowUpNews): boolean {
  return (
    candidate.recordEpoch > known.recordEpoch ||
    (candidate.recordEpoch === known.recordEpoch && candidate.dueVersion > known.dueVersion)
  );
}
