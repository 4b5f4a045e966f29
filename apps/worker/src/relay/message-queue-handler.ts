import {
  type Client,
  WorkflowExecutionAlreadyStartedError,
  WorkflowIdConflictPolicy,
  WorkflowIdReusePolicy,
} from '@temporalio/client';
import {
  type RefreshInput,
  refreshSignal,
  refreshWorkflowId,
  taskQueue,
  tellWorkflowId,
  type TellInput,
  workflowTypes,
} from '#domain/contracts/workflows.js';
import type { MessageQueue, QueuedMessage } from '#record/outbox/message-queue.js';
import type { QueueHandler } from './queue-consumer.js';
import { isEntryAtFault, leaseMs, withinLimit } from './temporal-calls.js';

/** From `relay_message` to the short workflows that tell a person, or bring a sent message up to date. */
export class MessageQueueHandler implements QueueHandler<QueuedMessage> {
  readonly name = 'relay of messages';
  readonly isEntryAtFault = isEntryAtFault;

  constructor(
    private readonly queue: MessageQueue,
    private readonly client: Client,
  ) {}

  claim(limit: number): Promise<QueuedMessage[]> {
    return this.queue.claim(limit, leaseMs);
  }

  async deliver(message: QueuedMessage): Promise<void> {
    await withinLimit(this.client, () =>
      message.kind === 'told'
        ? this.tell(message.id, message.notBefore)
        : this.refresh(message.notificationId),
    );
  }

  settle(delivered: QueuedMessage[]): Promise<number> {
    return this.queue.settle(delivered);
  }

  release(undelivered: QueuedMessage[]): Promise<void> {
    return this.queue.release(undelivered);
  }

  private async tell(messageId: string, notBefore: string | undefined): Promise<void> {
    const input: TellInput = { messageId, ...(notBefore === undefined ? {} : { notBefore }) };
    try {
      await this.client.workflow.start(workflowTypes.tell, {
        workflowId: tellWorkflowId(messageId),
        taskQueue,
        args: [input],
        // A row delivered twice tells nobody twice.
        workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
        workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
        staticSummary: 'Tells one person what one command did',
      });
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
  }

  private async refresh(notificationId: string): Promise<void> {
    const input: RefreshInput = { notificationId };
    await this.client.workflow.signalWithStart(workflowTypes.refresh, {
      workflowId: refreshWorkflowId(notificationId),
      taskQueue,
      args: [input],
      signal: refreshSignal,
      signalArgs: [],
      workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
      workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
      staticSummary: 'Brings a sent message up to date',
    });
  }
}
