import type { EntityManager } from 'typeorm';
import type { Command } from '#domain/commands.js';
import { immediateNotifications } from '#domain/follow-up/immediate-notifications.js';
import type { Decided } from '#domain/history.js';
import type { CommandId, Instant, MeasureId, PartyId, PlanId } from '#domain/ids.js';
import type { Circumstances } from '#domain/register.js';
import { keepReach, reachedBefore } from './identity/identity-notices.js';
import { concernsIdentity, keepIdentity } from './identity/identity.rows.js';
import type { LoadedRecord } from './loading.js';
import { queueNotifications, queueRefreshes } from './outbox/queue-messages.js';
import { partiesTakenOver, takeoverNotifications } from './party/takeover.js';
import { deputyNotifications } from './person/deputy-notifications.js';
import { handoverNotifications } from './person/handover-notifications.js';
import { plansWithReportNews, queueReportNews } from './report/report-news.js';
import { reportNotificationsOf } from './report/report-notifications.js';
import { takedownNotifications } from './report/takedown.js';
import { publishes, queuePublicationNews } from './subscriptions/publications.js';
import type { Writing } from './writing.js';

export interface DecidedCommand {
  command: Command;
  decided: readonly Decided[];
  loaded: LoadedRecord;
  circumstances: Circumstances;
}

/** What a command leads to beside its rows: whom it concerns, and whose workflows and messages are brought up to date. */
export interface Effects {
  /** Where the person was reached before the command changes who they are. */
  reached: Awaited<ReturnType<typeof reachedBefore>>;
  /** Measures that stood there already: their messages are brought up to date. */
  refreshed: readonly MeasureId[];
  /** Plans whose reports' next step may have moved. */
  reporting: readonly PlanId[];
  takenOver: readonly PartyId[];
  handedOver: readonly ReturnType<typeof handoverNotifications>[number][];
}

/** Read before anything is written. */
export async function effectsOf(manager: EntityManager, of: DecidedCommand): Promise<Effects> {
  const { command, decided, loaded, circumstances } = of;
  return {
    reached: decided.length === 0 ? undefined : await reachedBefore(manager, command),
    refreshed: decided
      .filter((change) => change.stream === 'measure' && loaded.measures.has(change.id))
      .map((change) => change.id),
    reporting: plansWithReportNews(decided, loaded),
    takenOver: partiesTakenOver(decided),
    handedOver: [
      ...handoverNotifications(decided, circumstances),
      ...deputyNotifications(decided, circumstances),
    ],
  };
}

export function hasEffects({ command }: DecidedCommand, effects: Effects): boolean {
  const { reached, refreshed, reporting, takenOver, handedOver } = effects;
  return (
    concernsIdentity(command) ||
    reached !== undefined ||
    refreshed.length + reporting.length + takenOver.length + handedOver.length > 0
  );
}

/** After the rows have been written, in the same transaction. */
export async function writeEffects(
  manager: EntityManager,
  { command, decided, circumstances }: DecidedCommand,
  { reached, refreshed, reporting, takenOver, handedOver }: Effects,
  writing: Writing,
  done: { commandId: CommandId; at: Instant },
): Promise<void> {
  await keepIdentity(manager, command, done.at);
  await queueReportNews(manager, reporting);
  if (publishes(decided)) await queuePublicationNews(manager);
  await queueNotifications(manager, done, [
    ...immediateNotifications(decided, writing.after, circumstances),
    ...(await reportNotificationsOf(manager, decided, writing.reportsAfter, circumstances)),
    ...(await takeoverNotifications(manager, takenOver, circumstances)),
    ...handedOver,
    ...(reached === undefined ? [] : [{ personId: reached.personId }]),
    ...(await takedownNotifications(manager, decided, done.commandId)),
  ]);
  if (reached !== undefined) await keepReach(manager, done.commandId, reached);
  await queueRefreshes(manager, done, refreshed, [...writing.reportsAfter.keys()]);
}
