import type { FollowUpNews, ReportNews } from './workflows.js';

/** What the workflows ask for; the worker implements it. Ids and dates only: texts stay out of histories. */

export interface FollowUpActivities {
  /**
   * Writes what is due up to and including `at` (RFC 3339 UTC, the workflow's clock) as obligations.
   * @returns what is next; undefined when the record does not know the measure.
   */
  demandDue(measureId: string, at: string): Promise<FollowUpNews | undefined>;
  /** Whether there is a morning round at `at`, for which day, and until when it may send. */
  roundPlan(at: string, asked: boolean): Promise<RoundPlan>;
  /** Demands what the record says is due and no workflow has demanded, for as long as an activity should take. */
  demandOverdue(at: string): Promise<OverdueDemanded>;
  /** The persons who have something waiting on `date`, in the order of their ids. */
  ownersDue(date: string, afterPersonId: string | undefined, limit: number): Promise<string[]>;
}

export interface OverdueDemanded {
  /** Measures that had been due for a while: each is an alarm. */
  alarms: number;
  /** There is more: ask again. */
  more: boolean;
}

export type RoundPlan = { date: string } & ({ run: true; until: string } | { run: false; why: string });

/** Each answers what is next; undefined when the record does not know the plan. `at` is the workflow's clock. */
export interface ReportActivities {
  nextReportStep(planId: string, at: string): Promise<ReportNews | undefined>;
  /** Opens the report of the next reporting date, if it is time. */
  openReport(planId: string, at: string): Promise<ReportNews | undefined>;
  /** Freezes the open report, if its date has come. */
  lockReport(planId: string, at: string): Promise<ReportNews | undefined>;
  /** Demands what reports wait for: a release, an acknowledgement, answers. */
  remindOfReports(planId: string, at: string): Promise<ReportNews | undefined>;
}

/** Ids only: an address must not be in a history, where it can't be erased. */
export interface SubscriberActivities {
  /** Erases the addresses that have expired at `at`. */
  forgetExpired(at: string): Promise<void>;
  /** Subscriptions with something due at `at`, in the order of their ids. */
  subscribersDue(at: string, afterId: string | undefined, limit: number): Promise<string[]>;
  /** A mail could not be delivered for hours. */
  noteFailure(subscriptionId: string): Promise<void>;
}

export interface MailActivities {
  /** One mail with everything that is due to a subscriber at `at`; nothing due: no mail. */
  mailSubscriber(subscriptionId: string, at: string): Promise<void>;
  mailConfirmation(mailId: string): Promise<void>;
}

export interface NextDueCompared {
  compared: number;
  /** Each was an alarm. */
  mended: number;
  /** Where to go on; absent when all have been compared. */
  last?: string;
}

export interface RecordUpkeepActivities {
  /** Anchors every chain together. @returns false when nothing has happened since the last time. */
  anchorRecord(at: string): Promise<boolean>;
  /**
   * Compares what is next due of every open measure with its facts, after `afterMeasureId` in the order of their ids, and
   * mends what differs; for some seconds at a time.
   */
  mendNextDue(at: string, afterMeasureId: string | undefined): Promise<NextDueCompared>;
  /** Gives those whose first day in a group has come their items, and asks about those of who has left. @returns groups */
  keepMemberships(at: string): Promise<number>;
  /** Forgets Idempotency-Keys that are older than they are kept, as of `at`: a batch. */
  forgetIdempotencyKeys(at: string): Promise<{ forgotten: number; more: boolean }>;
}

/** The person can't be reached at the moment. */
export interface NotReached {
  /** When it is worth trying again (RFC 3339 UTC); absent: not any more. */
  tryAgainAt?: string;
}

export interface MessageActivities {
  /** One message to one person for one day; a second call for the same sends nothing. */
  sendMorningMessage(personId: string, date: string): Promise<NotReached | undefined>;
  /** One message to one person about one command. */
  tellNow(messageId: string): Promise<NotReached | undefined>;
  /** Shows in a sent message what has changed since. */
  refreshMessage(notificationId: string): Promise<void>;
}
