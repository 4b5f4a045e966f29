import {
  type Client,
  ScheduleOverlapPolicy,
  type WorkflowHandle,
  WorkflowIdConflictPolicy,
  WorkflowIdReusePolicy,
} from '@temporalio/client';
import {
  askedRoundWorkflowId,
  type MorningRoundInput,
  morningRoundScheduleId,
  roundTaskQueue,
  workflowTypes,
} from '#domain/contracts/workflows.js';
import { ensureSchedule, type WantedSchedule } from './ensure-schedule.js';

const round = {
  spec: { cronExpressions: ['0 8 * * 1-5'], timezone: 'Europe/Oslo' },
  policies: {
    overlap: ScheduleOverlapPolicy.SKIP,
    // A round missed at 08 is still a morning round until 16; Temporal's default is a year.
    catchupWindow: '8 hours',
  },
  action: {
    type: 'startWorkflow',
    workflowType: workflowTypes.morningRound,
    workflowId: morningRoundScheduleId,
    taskQueue: roundTaskQueue,
    args: [{}] satisfies [MorningRoundInput],
    // A round that hangs must be gone before the next: overlap SKIP would leave that one out.
    workflowExecutionTimeout: '12 hours',
    staticSummary: 'Demands what is overdue, then sends each owner one message',
  },
} satisfies WantedSchedule;

export function ensureMorningRoundSchedule(client: Client): Promise<void> {
  return ensureSchedule(client, morningRoundScheduleId, round);
}

/**
 * Starts a round now because a person asks, whatever the day and the hour; one who has had today's message gets
 * no second. While a round that was asked for is under way, it is that one.
 */
export function startRoundNow(client: Client): Promise<WorkflowHandle> {
  return client.workflow.start(workflowTypes.morningRound, {
    workflowId: askedRoundWorkflowId,
    taskQueue: roundTaskQueue,
    args: [{ asked: true } satisfies MorningRoundInput],
    workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
    workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
    staticSummary: 'A round that a person asked for',
  });
}
