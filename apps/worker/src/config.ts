import { z } from 'zod';
import {
  offeredLanguages,
  type OfferedLanguages,
  offeredPattern,
} from '#messages/texts/offered-languages.js';
import { defaultPatience, type PostingPatience } from '#record/notifications/posting.store.js';

/** Every setting of the worker, read and validated once. */
export interface WorkerConfig {
  databaseUrl: string;
  temporal: TemporalConfig;
  slack: { botToken: string; apiUrl?: string; timeoutMs: number };
  posting: PostingPatience;
  mail: { smtpUrl: string; from: string };
  publicUrl: string;
  /** What people may have chosen; the first is for those who have not. */
  languages: OfferedLanguages;
  /** Where anchors of the record are written as well, outside the database. */
  anchorFolder?: string;
  /** Most messages per second of the whole installation, however many workers it has. */
  messagesPerSecond: number;
  /** Most mails per second, likewise. */
  mailsPerSecond: number;
  /** Workflows kept in memory; STACK.md: about 300 kB each with this bundle. */
  cachedWorkflows: number;
  relay: { concurrency: number; pollMs: number };
  /** How long what has begun may go on after a signal to stop. */
  shutdownGraceMs: number;
  /** Where `/health/ready` answers; nowhere unless set. */
  healthPort: number | undefined;
}

export interface TemporalConfig {
  address: string;
  namespace: string;
  tls: boolean;
  apiKey?: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

const required = z.string({ error: 'is not set' }).min(1, 'is empty');
const url = required.pipe(z.url('is not a URL'));
const onOff = z.enum(['on', 'off'], { error: 'must be "on" or "off"' });

function whole(least: number, most: number): z.ZodType<number, string> {
  return z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .refine((value) => value >= least && value <= most, `must be between ${least} and ${most}`);
}

const perSecond = z
  .string()
  .transform(Number)
  .refine((value) => value > 0 && value <= 100, 'must be a number above 0, at most 100');

const temporalSettings = {
  TEMPORAL_ADDRESS: required.regex(/^[^/\s]+:\d+$/, 'must be host:port'),
  TEMPORAL_NAMESPACE: z.string().min(1, 'is empty').default('default'),
  TEMPORAL_TLS: onOff.default('off'),
  TEMPORAL_API_KEY: z.string().min(1, 'is empty').optional(),
};

const settings = z.object({
  ...temporalSettings,
  DATABASE_URL: url,
  SLACK_BOT_TOKEN: required,
  SLACK_API_URL: url.optional(),
  // A message is up to four calls to Slack, and its activity has 30 seconds.
  SLACK_TIMEOUT_SECONDS: whole(1, 6).default(6),
  SLACK_ARRIVES_WITHIN_SECONDS: whole(1, 3600).default(defaultPatience.arrivesWithinMs / 1000),
  SMTP_URL: required.regex(
    /^smtps?:\/\/[^/\s]+/,
    'is not smtp://host:port or smtps://user:password@host:port',
  ),
  MAIL_FROM: required.regex(/^[^<>\r\n]*<?[^\s<>@]+@[^\s<>@]+>?$/, 'is not an address, or Name <address>'),
  PUBLIC_URL: url,
  LANGUAGES: z.string().regex(offeredPattern, 'must be like nb,nn').optional(),
  // Empty in a compose file that passes on what is not set.
  ANCHOR_FOLDER: z.string().optional(),
  MESSAGES_PER_SECOND: perSecond.default(1),
  MAILS_PER_SECOND: perSecond.default(5),
  WORKER_CACHED_WORKFLOWS: whole(2, 100_000).default(500),
  RELAY_CONCURRENCY: whole(1, 500).default(50),
  RELAY_POLL_SECONDS: whole(1, 60).default(3),
  SHUTDOWN_GRACE_SECONDS: whole(1, 300).default(10),
  HEALTH_PORT: whole(1, 65_535).optional(),
});

/** @throws Error that names every variable at fault and says what is wrong with it. */
export function readConfig(environment: Environment): WorkerConfig {
  const values = validated(settings, environment);
  return {
    databaseUrl: values.DATABASE_URL,
    temporal: temporalOf(values),
    slack: {
      botToken: values.SLACK_BOT_TOKEN,
      timeoutMs: values.SLACK_TIMEOUT_SECONDS * 1000,
      ...(values.SLACK_API_URL === undefined ? {} : { apiUrl: values.SLACK_API_URL }),
    },
    posting: { ...defaultPatience, arrivesWithinMs: values.SLACK_ARRIVES_WITHIN_SECONDS * 1000 },
    mail: { smtpUrl: values.SMTP_URL, from: values.MAIL_FROM },
    publicUrl: values.PUBLIC_URL,
    languages: offeredLanguages(values.LANGUAGES),
    ...(values.ANCHOR_FOLDER ? { anchorFolder: values.ANCHOR_FOLDER } : {}),
    messagesPerSecond: values.MESSAGES_PER_SECOND,
    mailsPerSecond: values.MAILS_PER_SECOND,
    cachedWorkflows: values.WORKER_CACHED_WORKFLOWS,
    relay: { concurrency: values.RELAY_CONCURRENCY, pollMs: values.RELAY_POLL_SECONDS * 1000 },
    shutdownGraceMs: values.SHUTDOWN_GRACE_SECONDS * 1000,
    healthPort: values.HEALTH_PORT,
  };
}

/** The part the commands need that talk to Temporal only. @throws Error as `readConfig` does. */
export function readTemporalConfig(environment: Environment): TemporalConfig {
  return temporalOf(validated(z.object(temporalSettings), environment));
}

/** The part the commands need that also read the record. @throws Error as `readConfig` does. */
export function readRebuildConfig(environment: Environment): Pick<WorkerConfig, 'databaseUrl' | 'temporal'> {
  const values = validated(z.object({ ...temporalSettings, DATABASE_URL: url }), environment);
  return { databaseUrl: values.DATABASE_URL, temporal: temporalOf(values) };
}

function temporalOf(values: z.output<z.ZodObject<typeof temporalSettings>>): TemporalConfig {
  return {
    address: values.TEMPORAL_ADDRESS,
    namespace: values.TEMPORAL_NAMESPACE,
    tls: values.TEMPORAL_TLS === 'on' || values.TEMPORAL_API_KEY !== undefined,
    ...(values.TEMPORAL_API_KEY === undefined ? {} : { apiKey: values.TEMPORAL_API_KEY }),
  };
}

function validated<Schema extends z.ZodType>(schema: Schema, environment: Environment): z.output<Schema> {
  // A variable that is set to nothing, as compose files do, counts as not set.
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const result = schema.safeParse(set);
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => `  ${issue.path.join('.')} ${issue.message}`);
  throw new Error(`The worker can't start:\n${faults.join('\n')}`);
}
