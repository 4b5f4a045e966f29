import { setTimeout as pause } from 'node:timers/promises';
import type { Instant } from '#domain/ids.js';
import { behindMsHeader } from '../past-clock.js';

/** An API token for an invented person (by e-mail address), or for the system itself. */
export type TokenFor = (who: string) => Promise<string>;

export const system = 'system';

/** How many requests are on their way at once: enough to keep two cores busy, too few to fill a pool. */
const atOnce = 8;
const attempts = 6;
const firstPauseMs = 200;

/** What the API answers to a change. */
export interface Change {
  id: string;
  number?: number;
  version: number;
}

interface Problem {
  type?: string;
  title?: string;
  detail?: string;
  next?: string;
}

/**
 * The REST API as the demo uses it. Every change carries an Idempotency-Key made from a name that is the same
 * at every run, so that a fill that was cut short can be run again and registers nothing twice.
 */
export class ApiClient {
  constructor(
    private readonly apiUrl: string,
    private readonly tokenFor: TokenFor,
    private readonly clock: Readonly<Record<string, string>> = {},
    private readonly tokens = new Map<string, Promise<string>>(),
  ) {}

  /** The same API as it answered then; its clock goes on from there. */
  at(instant: Instant): ApiClient {
    const clock = { [behindMsHeader]: String(Date.now() - Date.parse(instant)) };
    return new ApiClient(this.apiUrl, this.tokenFor, clock, this.tokens);
  }

  /** @param name names this change within the demo: letters, digits and the signs of an address */
  async post<Answer = Change>(who: string, path: string, name: string, body: object): Promise<Answer> {
    return this.send<Answer>('POST', who, path, body, { 'idempotency-key': `demo:${name}` });
  }

  /** Sets a list, or some fields, of what was at `version` when it was seen. */
  async change(
    method: 'PUT' | 'PATCH',
    who: string,
    path: string,
    name: string,
    version: number,
    body: object,
  ): Promise<Change> {
    return this.send<Change>(method, who, path, body, {
      'idempotency-key': `demo:${name}`,
      'if-match': `"${version}"`,
    });
  }

  async get<Answer>(who: string, path: string): Promise<Answer> {
    return this.send<Answer>('GET', who, path);
  }

  /** Every page of a list. */
  async list<Row>(who: string, path: string): Promise<Row[]> {
    const rows: Row[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const asked: string = `${path}${path.includes('?') ? '&' : '?'}limit=500${cursor && `&cursor=${cursor}`}`;
      const page: { items: Row[]; nextCursor: string | null } = await this.get(who, asked);
      rows.push(...page.items);
      cursor = page.nextCursor;
    }
    return rows;
  }

  /** @throws Error with the API's own words about what is wrong */
  private async send<Answer>(
    method: string,
    who: string,
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await this.try(method, who, path, body, headers);
      if (answer instanceof Response) {
        if (answer.ok) return (await answer.json()) as Answer;
        const problem = (await answer.json().catch(() => ({}))) as Problem;
        if (!passes(answer.status, problem) || attempt === attempts) {
          throw new Error(`${method} ${path} as ${who}: ${answer.status} ${wordsOf(problem)}`);
        }
      } else if (attempt === attempts) {
        throw new Error(`${method} ${path}: ${answer.message}`);
      }
      await pause(firstPauseMs * 2 ** (attempt - 1));
    }
  }

  /** The answer, or why there was none. */
  private async try(
    method: string,
    who: string,
    path: string,
    body: object | undefined,
    headers: Record<string, string>,
  ): Promise<Response | Error> {
    const authorization = `Bearer ${await this.token(who)}`;
    try {
      return await fetch(`${this.apiUrl}/api/v1${path}`, {
        method,
        headers: {
          ...headers,
          ...this.clock,
          authorization,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(30_000),
      });
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  }

  private token(who: string): Promise<string> {
    const known = this.tokens.get(who) ?? this.tokenFor(who);
    this.tokens.set(who, known);
    return known;
  }
}

/** What goes over by itself: a part that is starting, or this very request still at work. */
function passes(status: number, { type }: Problem): boolean {
  return status >= 500 || status === 429 || (type ?? '').endsWith('/command-in-progress');
}

function wordsOf({ title, detail, next, ...rest }: Problem): string {
  return [title, detail, next].filter(Boolean).join(' ') || JSON.stringify(rest);
}

/** Does `work` for each, some at once, and answers in their order. The first error ends it. */
export async function forEach<Entry, Result>(
  entries: readonly Entry[],
  work: (entry: Entry, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = entries.entries();
  const worker = async (): Promise<void> => {
    for (const [index, entry] of waiting) results[index] = await work(entry, index);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, entries.length) }, worker));
  return results;
}
