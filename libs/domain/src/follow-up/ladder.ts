/**
 * When time speaks. Each plan may set its own; this is the default (PRODUCT.md, "Time does its part").
 * `…Days` are calendar days, `…WorkingDays` working days.
 */
export interface Ladder {
  /** Reminders before the deadline, days before. */
  beforeDays: readonly number[];
  /** Reminders after it, days after. */
  afterDays: readonly number[];
  /** After the last of `afterDays`, again every this many days, until it is done. */
  repeatAfterDays: number;
  /** The owner's leader hears of it this many days after the deadline. */
  escalateToLeaderDays: number;
  /** The plan's leadership hears of it this many days after the deadline. */
  escalateToLeadershipDays: number;
  /**
   * When nobody has been responsible for this long after acceptance, the secretariat is reminded until somebody is.
   */
  unassignedWorkingDays: number;
  /** No status update for this long: one is asked for. */
  staleUpdateDays: number;
  /** Reported done and not looked at for this long: who may sign off is reminded. */
  signOffWorkingDays: number;
  /** While an extension waits for its answer leaders are not told, for so long; absent in older ladders. */
  extensionHoldWorkingDays?: number;
  /** A deadline that would have slipped more days than this in all is leadership's to extend; absent in older ladders. */
  longSlipDays?: number;
}

export const defaultLadder: Ladder = {
  beforeDays: [30, 14, 7, 1],
  afterDays: [1, 7],
  repeatAfterDays: 14,
  escalateToLeaderDays: 14,
  escalateToLeadershipDays: 30,
  unassignedWorkingDays: 10,
  staleUpdateDays: 90,
  signOffWorkingDays: 10,
};

/** What holds where a ladder does not say. */
const defaultExtensions = { extensionHoldWorkingDays: 10, longSlipDays: 180 } as const;

/** For how long an open request holds the escalation, and from what slip on leadership answers. */
export function extensionRules({
  extensionHoldWorkingDays = defaultExtensions.extensionHoldWorkingDays,
  longSlipDays = defaultExtensions.longSlipDays,
}: Ladder): Required<Pick<Ladder, 'extensionHoldWorkingDays' | 'longSlipDays'>> {
  return { extensionHoldWorkingDays, longSlipDays };
}

/** Whether two ladders say the same: one that leaves something out says what holds then. */
export function saysTheSame(one: Ladder, other: Ladder): boolean {
  return JSON.stringify(inOrder(one)) === JSON.stringify(inOrder(other));
}

function inOrder(ladder: Ladder): unknown[] {
  return Object.entries({ ...ladder, ...extensionRules(ladder) }).sort(([a], [b]) => (a < b ? -1 : 1));
}
