import {
  type Client,
  ScheduleAlreadyRunning,
  type ScheduleOptions,
  type ScheduleUpdateOptions,
} from '@temporalio/client';

/** A Schedule as this version wants it; whether it is paused is the operator's. */
export type WantedSchedule = Omit<ScheduleUpdateOptions, 'state'> & Pick<ScheduleOptions, 'action'>;

/** Creates the Schedule, or brings it to this version's form; whether an operator has paused it stays as it is. */
export async function ensureSchedule(
  client: Client,
  scheduleId: string,
  wanted: WantedSchedule,
): Promise<void> {
  try {
    await client.schedule.create({ scheduleId, ...wanted });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    await client.schedule
      .getHandle(scheduleId)
      .update(({ state }) => ({ ...wanted, state: { paused: state.paused, note: state.note ?? '' } }));
  }
}
