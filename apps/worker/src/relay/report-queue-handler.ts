import { type Client, WorkflowIdConflictPolicy, WorkflowIdReusePolicy } from '@temporalio/client';
import {
  type QuarterlyReportInput,
  reportNewsSignal,
  reportWorkflowId,
  taskQueue,
  workflowTypes,
} from '#domain/contracts/workflows.js';
import type { QueuedReport, ReportQueue } from '#record/outbox/report-queue.js';
import type { QueueHandler } from './queue-consumer.js';
import { isEntryAtFault, leaseMs, withinLimit } from './temporal-calls.js';

/** From `relay_report` to the workflow of a plan's reports, which looks at the record itself. */
export class ReportQueueHandler implements QueueHandler<QueuedReport> {
  readonly name = 'relay of reports';
  readonly isEntryAtFault = isEntryAtFault;

  constructor(
    private readonly queue: ReportQueue,
    private readonly client: Client,
  ) {}

  claim(limit: number): Promise<QueuedReport[]> {
    return this.queue.claim(limit, leaseMs);
  }

  async deliver({ planId }: QueuedReport): Promise<void> {
    const input: QuarterlyReportInput = { planId };
    await withinLimit(this.client, () =>
      this.client.workflow.signalWithStart(workflowTypes.quarterlyReport, {
        workflowId: reportWorkflowId(planId),
        taskQueue,
        args: [input],
        signal: reportNewsSignal,
        signalArgs: [],
        // A plan that had nothing ahead may have again.
        workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
        workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
        staticSummary: 'Asks for, locks and reminds of a plan’s status reports',
      }),
    );
  }

  settle(delivered: QueuedReport[]): Promise<number> {
    return this.queue.settle(delivered);
  }

  release(undelivered: QueuedReport[]): Promise<void> {
    return this.queue.release(undelivered);
  }
}
