import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Actor } from '#domain/roles/actor.js';
import { scopes } from '#domain/roles/actor.js';
import { freePort } from '#local/free-port.js';
import { SlackWorkspace } from '#local/slack.js';
import { SlackClient } from '#messages/slack/slack-client.js';
import { DataSource, openDataSource } from '#record/data-source.js';
import { CommandHandler } from '#record/command-handler.js';
import { type PostingPatience, PostingStore } from '#record/notifications/posting.store.js';
import { Sending } from '../../apps/worker/src/activities/sending.js';
import { templateDatabase } from '../../test/support/shared-servers.js';
import { until } from '../../test/support/until.js';
import { percentile, round } from '../figures.js';
import type { House } from '../house.js';
import { number, type Part } from '../report.js';
import type { Gap, PostingOrder } from './posting-process.js';

const peopleCount = 60;
const messagesEach = 4;
/** As many as a worker has. */
const inHand = 20;
const burners = 4;
/** 1 s to leave, 4 s to arrive: the default's 185 s takes too long to wait for. */
const patience: PostingPatience = { leavesWithinMs: 1_000, arrivesWithinMs: 4_000 };
const system: Actor = { id: 'client:bench', roles: ['system'], partyIds: [], scopes };
const people = Array.from({ length: peopleCount }, (_, index) => ({
  name: `Person ${index}`,
  email: `person-${index}@vestdal.example`,
}));

/**
 * How wide the gap is that ADR 020 leaves: between the answer that lets a message go and the write of its request,
 * where nothing is waited for. And what becomes of a process that is stopped exactly there.
 */
export async function measureGap(house: House): Promise<Part> {
  const urls = await house.postgres.createDatabase('bench_gap', templateDatabase);
  const slack = await SlackWorkspace.start({
    port: await freePort(),
    people,
    botToken: 'xoxb-bench',
    signingSecret: 'bench',
  });
  const dataSource = await openDataSource(urls.appUrl);
  const owner = await openDataSource(urls.ownerUrl);
  try {
    await owner.query(`
      CREATE TABLE bench_let_go (notification_id uuid, at timestamptz);
      GRANT INSERT, SELECT ON bench_let_go TO PUBLIC;
      CREATE FUNCTION bench_note_let_go() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO public.bench_let_go VALUES (NEW.id, clock_timestamp());
        RETURN NULL;
      END $$;
      CREATE TRIGGER bench_let_go AFTER UPDATE ON notification FOR EACH ROW
        WHEN (NEW.posts > OLD.posts) EXECUTE FUNCTION bench_note_let_go();`);
    const office = new Office(dataSource);
    const at = { databaseUrl: urls.appUrl, slack: { apiUrl: slack.apiUrl, botToken: slack.botToken } };
    const stopped = [
      await stoppedThere(office, slack, dataSource, at, 2_000),
      await stoppedThere(office, slack, dataSource, at, 8_000),
    ];
    const measured: Record<string, Measured> = {};
    for (const [name, held, load] of [
      ['one at a time', 1, 0],
      [`${inHand} in hand`, inHand, 0],
      [`${inHand} in hand, ${burners} other processes that use all they get`, inHand, burners],
    ] as const) {
      const messageIds = await office.messages(messagesEach);
      const others = Array.from({ length: load }, burner);
      const gaps = await posted({ ...at, messageIds, inHand: held, stops: false, triesAgain: false });
      others.forEach((other) => other.kill('SIGKILL'));
      measured[name] = await measuredFrom(owner, gaps);
    }
    return partOf(measured, stopped);
  } finally {
    await dataSource.destroy();
    await owner.destroy();
    await slack.stop();
  }
}

/** Makes messages that people are told at once: each that somebody changed their address. */
class Office {
  private readonly commands: CommandHandler;
  private personIds: string[] = [];
  private round = 0;

  constructor(dataSource: DataSource) {
    this.commands = new CommandHandler(dataSource);
  }

  /** @returns their ids, `each` to everybody */
  async messages(each: number): Promise<string[]> {
    if (this.personIds.length === 0) {
      for (const person of people) {
        const made = await this.commands.handle(
          { type: 'RegisterPerson', ...person, roles: ['owner'], partyIds: [] },
          system,
        );
        this.personIds.push(made.changed[0]?.id ?? '');
      }
    }
    const ids: string[] = [];
    for (let nth = 0; nth < each; nth += 1) {
      this.round += 1;
      for (const [index, personId] of this.personIds.entries()) {
        const { email = '' } = people[index] ?? {};
        const change = (to: string) =>
          this.commands.handle({ type: 'RevisePerson', personId, email: to }, system);
        ids.push(`${(await change(`moved-${this.round}-${email}`)).commandId}/${personId}`);
        await change(email);
      }
    }
    return ids;
  }
}

interface Measured {
  messages: number;
  /** From the process having the answer to the write. */
  afterAnswerMs: Spread;
  /** From the statement's clock in PostgreSQL to the write: what the record knows of. */
  afterStatementMs: Spread;
}

interface Spread {
  p50: number;
  p99: number;
  max: number;
}

async function measuredFrom(owner: DataSource, gaps: readonly Gap[]): Promise<Measured> {
  const rows = await owner.query<{ id: string; at: number }[]>(
    `SELECT notification_id AS id, extract(epoch FROM at)::float8 * 1000 AS at FROM bench_let_go`,
  );
  const letGoAt = new Map(rows.map(({ id, at }) => [id, at]));
  const whole = gaps.flatMap(({ notificationId, writtenAtMs }) => {
    const at = letGoAt.get(notificationId);
    return at === undefined ? [] : [writtenAtMs - at];
  });
  return {
    messages: gaps.length,
    afterAnswerMs: spread(gaps.map(({ afterAnswerMs }) => afterAnswerMs)),
    afterStatementMs: spread(whole),
  };
}

function spread(samples: readonly number[]): Spread {
  return {
    p50: round(percentile(samples, 50)),
    p99: round(percentile(samples, 99)),
    max: round(Math.max(...samples)),
  };
}

interface Stopped {
  pauseMs: number;
  /** In the conversation when both have ended, and when both were looked for. */
  arrived: number;
  left: number;
}

/** A process stops between answer and write; another takes the message over as soon as it may. */
async function stoppedThere(
  office: Office,
  slack: SlackWorkspace,
  dataSource: DataSource,
  at: Pick<PostingOrder, 'databaseUrl' | 'slack'>,
  pauseMs: number,
): Promise<Stopped> {
  const [messageId = ''] = await office.messages(1);
  const [{ email = '' } = {}] = people;
  const before = (await slack.messagesTo(email)).length;
  const order = { ...at, messageIds: [messageId], inHand: 1, patience };
  const paused = processThatPosts({ ...order, stops: true, triesAgain: false });
  await until('the process has stopped', async () => (await stateOf(paused.child)) === 'T');
  const other = processThatPosts({ ...order, stops: false, triesAgain: true });
  await new Promise((resolve) => setTimeout(resolve, pauseMs));
  paused.child.kill('SIGCONT');
  await Promise.all([paused.done, other.done]);
  const arrived = (await slack.messagesTo(email)).length - before;
  // What the relay asks for once both must have arrived.
  const posting = new PostingStore(dataSource, patience);
  const sending = new Sending({
    posting,
    slack: new SlackClient(at.slack),
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  const [row] = await dataSource.query<{ id: string }[]>('SELECT id FROM notification WHERE key = $1', [
    `told/${messageId}`,
  ]);
  const doubted = await posting.doubted(row?.id ?? '');
  if (doubted !== undefined) await sending.leaveOneOf(doubted);
  return { pauseMs, arrived, left: (await slack.messagesTo(email)).length - before };
}

async function stateOf({ pid }: ChildProcess): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat.split(') ')[1]?.charAt(0);
}

function posted(order: PostingOrder): Promise<Gap[]> {
  return processThatPosts(order).done;
}

function processThatPosts(order: PostingOrder): { child: ChildProcess; done: Promise<Gap[]> } {
  const child = fork(fileURLToPath(new URL('./posting-process.js', import.meta.url)), { stdio: 'inherit' });
  child.send(order);
  const ended = once(child, 'exit').then(([code]) => {
    if (code !== 0) throw new Error(`The process that posts ended with ${String(code)}`);
    return [] as Gap[];
  });
  const answered = once(child, 'message').then(([gaps]) => gaps as Gap[]);
  return { child, done: Promise.race([answered, ended]) };
}

function burner(): ChildProcess {
  return spawn(process.execPath, ['-e', 'for (;;) {}'], { stdio: 'ignore' });
}

function partOf(measured: Record<string, Measured>, stopped: readonly Stopped[]): Part {
  return {
    method:
      'Messages told at once, posted by a process of the worker’s own parts to a workspace on the same machine. The write is seen in net.Socket.write; the statement’s time is PostgreSQL’s clock_timestamp() in the row it let go.',
    figures: { measured, stopped, patience },
    lines: [
      ...Object.entries(measured).flatMap(([name, { afterAnswerMs, afterStatementMs }]) => [
        { what: `answer to write, ${name}`, figure: inWords(afterAnswerMs) },
        { what: `statement to write, ${name}`, figure: inWords(afterStatementMs) },
      ]),
      ...stopped.map(({ pauseMs, arrived, left }) => ({
        what: `stopped there for ${pauseMs / 1000} s, the fence holds for ${(patience.leavesWithinMs + patience.arrivesWithinMs) / 1000} s`,
        figure: `${arrived} arrived, ${left} left when both were looked for`,
        goal: '1 left',
        reached: left === 1,
      })),
    ],
  };
}

function inWords({ p50, p99, max }: Spread): string {
  return `p50 ${number(p50)} ms, p99 ${number(p99)} ms, max ${number(max)} ms`;
}
