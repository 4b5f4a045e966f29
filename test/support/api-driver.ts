import type { Client } from '@temporalio/client';
import { roundTaskQueue, workflowTypes, type MorningRoundResult } from '#domain/contracts/workflows.js';
import type { Installation } from './installation.js';
import { until } from './until.js';

/** The answer to a command: what was made or changed. */
export interface Made {
  id: string;
  number?: number;
  version?: number;
  href: string;
}

export interface ShownItem {
  id: string;
  number: string;
  state: string;
  partyId: string;
}

/** What a test does in an installation through the API, as its people would. */
export class ApiDriver {
  constructor(readonly installation: Installation) {}

  personId(email: string): string {
    return this.installation.personId(email);
  }

  /** Registers or records something; a refusal is an error that shows the problem. */
  async post<Body = Made>(path: string, as: string, body: unknown): Promise<Body> {
    const answer = await this.installation.request<Body>('POST', `/api/v1${path}`, { as, body });
    if (answer.status !== 201 && answer.status !== 202) {
      throw new Error(`POST ${path} as ${as}: ${answer.status} ${JSON.stringify(answer.body)}`);
    }
    return answer.body;
  }

  /** A refusal's status and problem document. */
  async refused(
    path: string,
    as: string,
    body: unknown,
  ): Promise<{ status: number; problem: Record<string, unknown> }> {
    const answer = await this.installation.request('POST', `/api/v1${path}`, { as, body });
    return { status: answer.status, problem: answer.body };
  }

  async get<Body>(path: string, as = 'secretariat'): Promise<Body> {
    const answer = await this.installation.request<Body>('GET', `/api/v1${path}`, { as });
    if (answer.status !== 200)
      throw new Error(`GET ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** An organisation with a contact person who belongs to it. */
  async organisation(
    name: string,
    contactEmail?: string,
    fields: Record<string, unknown> = {},
  ): Promise<string> {
    const contact = contactEmail === undefined ? {} : { contactPersonId: this.personId(contactEmail) };
    const { id } = await this.post('/parties', 'system', {
      kind: 'organisation',
      name,
      ...contact,
      ...fields,
    });
    if (contactEmail !== undefined) await this.belongsTo(contactEmail, [id]);
    return id;
  }

  async belongsTo(email: string, partyIds: readonly string[]): Promise<void> {
    const path = `/api/v1/persons/${this.personId(email)}`;
    const known = await this.installation.request<{ partyIds: string[] }>('GET', path, { as: 'system' });
    const { status, body } = await this.installation.request('PATCH', path, {
      as: 'system',
      headers: { 'if-match': known.headers.get('etag') ?? '' },
      body: { partyIds: [...new Set([...known.body.partyIds, ...partyIds])] },
    });
    if (status !== 200) throw new Error(`${email} was not moved: ${JSON.stringify(body)}`);
  }

  async itemsOf(measureId: string, as = 'secretariat'): Promise<ShownItem[]> {
    return (await this.get<{ items: ShownItem[] }>(`/measures/${measureId}/items?limit=500`, as)).items;
  }

  /** Ids of the measure workflows that run now. */
  async runningMeasures(): Promise<Set<string>> {
    const client = await this.installation.temporalClient();
    const running = new Set<string>();
    const query = `WorkflowType = '${workflowTypes.measureFollowUp}' AND ExecutionStatus = 'Running'`;
    for await (const { workflowId } of client.workflow.list({ query })) running.add(workflowId);
    return running;
  }

  /** Waits until so many measures are followed. The list is eventually consistent, so it is polled. */
  async followedMeasures(count: number): Promise<Set<string>> {
    return until(`${count} measure workflows run`, async () => {
      const running = await this.runningMeasures();
      return running.size === count ? running : undefined;
    });
  }

  /** Runs a morning round that was asked for (any day, any hour) to its end. */
  async round(): Promise<MorningRoundResult> {
    const client: Client = await this.installation.temporalClient();
    return client.workflow.execute(workflowTypes.morningRound, {
      taskQueue: roundTaskQueue,
      workflowId: `round-for-test/${Date.now()}`,
      args: [{ asked: true }],
    }) as Promise<MorningRoundResult>;
  }
}

/** A day so many days from today in Europe/Oslo, `YYYY-MM-DD`. */
export function daysFromToday(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toLocaleDateString('sv-SE', { timeZone: 'Europe/Oslo' });
}
