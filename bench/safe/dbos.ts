import { randomUUID } from 'node:crypto';
import type { Obligation } from '../obligation.js';
import { type Peer, type PeerPackages, poolSize } from './peers.js';

type Workflow = (obligation: Obligation, wakesAt: string) => Promise<void>;

interface Dbos {
  DBOS: {
    setConfig(config: Record<string, unknown>): void;
    registerWorkflow(workflow: Workflow, options: { name: string }): Workflow;
    registerQueue(name: string): Promise<unknown>;
    launch(): Promise<void>;
    shutdown(): Promise<void>;
    sleep(ms: number): Promise<void>;
  };
  DBOSClient: {
    create(options: { systemDatabaseUrl: string; systemDatabasePoolSize: number }): Promise<{
      enqueue(
        options: { queueName: string; workflowName: string; delaySeconds: number },
        ...args: Parameters<Workflow>
      ): Promise<unknown>;
      destroy(): Promise<void>;
    }>;
  };
}

interface EventReceiver {
  prepareEnqueuedWorkflow(
    workflow: Workflow,
    args: Parameters<Workflow>,
    options: { queueName: string; workflowID: string },
  ): Promise<object>;
  enqueueWorkflows(prepared: object[]): Promise<Set<string>>;
}

const queueName = 'measures';
const workflowName = 'followUp';

/**
 * The cheapest form it has for each: one by one the client's enqueue with a delay, and for many the one transaction
 * its event receivers use, which knows no delay (the workflow would begin with sleeping). Nobody works the queue.
 */
export async function openDbos(packages: PeerPackages, databaseUrl: string): Promise<Peer> {
  const { DBOS, DBOSClient } = packages.load<Dbos>('@dbos-inc/dbos-sdk');
  const receiver = packages.load<EventReceiver>('@dbos-inc/dbos-sdk/eventreceiver');
  DBOS.setConfig({
    name: 'bench',
    systemDatabaseUrl: databaseUrl,
    systemDatabasePoolSize: poolSize,
    logLevel: 'error',
    runAdminServer: false,
    listenQueues: ['nobody'],
  });
  const followUp = DBOS.registerWorkflow(
    async (_obligation, wakesAt) => DBOS.sleep(Date.parse(wakesAt) - Date.now()),
    { name: workflowName },
  );
  await DBOS.launch();
  await DBOS.registerQueue(queueName);
  const client = await DBOSClient.create({
    systemDatabaseUrl: databaseUrl,
    systemDatabasePoolSize: poolSize,
  });
  return {
    name: 'DBOS 5.3.0',
    form: { one: 'DBOSClient.enqueue with delaySeconds', batch: 'one enqueueWorkflows([…])' },
    registerOne: (obligation, wakesAt) =>
      client.enqueue(
        { queueName, workflowName, delaySeconds: Math.round((wakesAt.getTime() - Date.now()) / 1000) },
        obligation,
        wakesAt.toISOString(),
      ),
    async registerAll(obligations, wakesAt) {
      const prepared = await Promise.all(
        obligations.map((obligation, index) =>
          receiver.prepareEnqueuedWorkflow(followUp, [obligation, wakesAt(index).toISOString()], {
            queueName,
            workflowID: randomUUID(),
          }),
        ),
      );
      const { size } = await receiver.enqueueWorkflows(prepared);
      if (size !== obligations.length) throw new Error(`DBOS took ${size} of ${obligations.length}.`);
    },
    async close() {
      await client.destroy();
      await DBOS.shutdown();
    },
  };
}
