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
