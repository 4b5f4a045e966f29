import {
  type Client,
  WorkflowExecutionAlreadyStartedError,
  WorkflowIdConflictPolicy,
  WorkflowIdReusePolicy,
} from '@temporalio/client';
import {
  confirmationWorkflowId,
  publishedSignal,
  subscriberRoundWorkflowId,
  type SubscriberRoundInput,
  type SubscriptionConfirmationInput,
  taskQueue,
  workflowTypes,
} from '#domain/contracts/workflows.js';
import type { MailQueue, QueuedMail } from '#record/outbox/mail-queue.js';
import type { QueueHandler } from './queue-consumer.js';
import { isEntryAtFault, leaseMs, withinLimit } from './temporal-calls.js';

/** From `relay_mail` to the round of those who subscribe, or to the short workflow that asks an address to confirm. */
export class MailQueueHandler implements QueueHandler<QueuedMail> {
  readonly name = 'relay of mail';
  readonly isEntryAtFault = isEntryAtFault;

  constructor(
    private readonly queue: MailQueue,
    private readonly client: Client,
  ) {}

  claim(limit: number): Promise<QueuedMail[]> {
    return this.queue.claim(limit, leaseMs);
  }

  async deliver(queued: QueuedMail): Promise<void> {
    await withinLimit(this.client, () =>
      queued.kind === 'published' ? this.published() : this.confirm(queued.mailId),
    );
  }

  settle(delivered: QueuedMail[]): Promise<number> {
    return this.queue.settle(delivered);
  }

  release(undelivered: QueuedMail[]): Promise<void> {
    return this.queue.release(undelivered);
  }

  private async published(): Promise<void> {
    const input: SubscriberRoundInput = {};
    await this.client.workflow.signalWithStart(workflowTypes.subscriberRound, {
      workflowId: subscriberRoundWorkflowId,
      taskQueue,
      args: [input],
      signal: publishedSignal,
      signalArgs: [],
      workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
      workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
      staticSummary: 'Mails those who want to know at once what is published',
    });
  }

  private async confirm(mailId: string): Promise<void> {
    const input: SubscriptionConfirmationInput = { mailId };
    try {
      await this.client.workflow.start(workflowTypes.subscriptionConfirmation, {
        workflowId: confirmationWorkflowId(mailId),
        taskQueue,
        args: [input],
        workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
        workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
        staticSummary: 'Asks an address to confirm its subscription',
      });
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
  }
}
