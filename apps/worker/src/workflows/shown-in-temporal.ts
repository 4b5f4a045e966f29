import {
  defineSearchAttributeKey,
  type SearchAttributePair,
  type SearchAttributeUpdatePair,
} from '@temporalio/common';
import { type FollowUpNews, searchAttributes } from '#domain/contracts/workflows.js';

/**
 * What an operator sees of a measure's workflow in Temporal's own UI. Used where the workflow is started and,
 * when something of it has changed, by the workflow itself.
 */

const keys = {
  plan: defineSearchAttributeKey(searchAttributes.plan.name, searchAttributes.plan.type),
  number: defineSearchAttributeKey(searchAttributes.number.name, searchAttributes.number.type),
  state: defineSearchAttributeKey(searchAttributes.state.name, searchAttributes.state.type),
  deadline: defineSearchAttributeKey(searchAttributes.deadline.name, searchAttributes.deadline.type),
  owner: defineSearchAttributeKey(searchAttributes.owner.name, searchAttributes.owner.type),
  nextDue: defineSearchAttributeKey(searchAttributes.nextDue.name, searchAttributes.nextDue.type),
};

/** Temporal on SQL keeps a keyword in 255 characters. */
const longestKeyword = 200;

/** What the workflow can be found by; a value that is gone is null, which takes the attribute away. */
export function foundBy({ shown, nextDueAt }: FollowUpNews): SearchAttributeUpdatePair[] {
  return [
    { key: keys.plan, value: shown.plan },
    { key: keys.number, value: shown.number },
    { key: keys.state, value: shown.state },
    { key: keys.deadline, value: shown.deadline === undefined ? null : dayStart(shown.deadline) },
    { key: keys.owner, value: shown.owner?.slice(0, longestKeyword) ?? null },
    { key: keys.nextDue, value: nextDueAt === undefined ? null : new Date(nextDueAt) },
  ];
}

/** The same for a start, where there is nothing to take away. */
export function foundByAtStart(news: FollowUpNews): SearchAttributePair[] {
  return foundBy(news).filter((pair): pair is SearchAttributePair => pair.value !== null);
}

/** What the workflow says about itself; null takes a line away. */
export function memoOf({ shown, nextDueAt }: FollowUpNews): Record<string, string | number | null> {
  return {
    plan: shown.plan,
    number: shown.number,
    state: shown.state,
    deadline: shown.deadline ?? null,
    owner: shown.owner ?? null,
    nextDue: nextDueAt ?? null,
  };
}

/** The same for a start. */
export function memoAtStart(news: FollowUpNews): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(memoOf(news)).filter((line): line is [string, string | number] => line[1] !== null),
  );
}

/** `Plan 1, measure 7`. */
export function titleOf({ shown }: FollowUpNews): string {
  return `Plan ${shown.plan}, measure ${shown.number}`;
}

/** One sentence on what the workflow waits for. */
export function waitsFor(news: FollowUpNews): string {
  if (!news.followed) return `${titleOf(news)} is ${news.shown.state}: nothing more can fall due.`;
  const { shown, nextDueAt } = news;
  const who = shown.owner === undefined ? 'nobody responsible yet' : shown.owner;
  const deadline = shown.deadline === undefined ? 'no deadline' : `deadline ${shown.deadline}`;
  const next =
    nextDueAt === undefined
      ? 'Nothing is due: waits for news from the record.'
      : `Sleeps until ${nextDueAt}, when the record is asked what is due.`;
  return `${titleOf(news)} (${shown.state}, ${deadline}, ${who}). ${next}`;
}

export function looksTheSame(one: FollowUpNews, other: FollowUpNews): boolean {
  return JSON.stringify(memoOf(one)) === JSON.stringify(memoOf(other));
}

function dayStart(day: string): Date {
  return new Date(`${day}T00:00:00.000Z`);
}
