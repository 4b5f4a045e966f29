import { z } from 'zod';
import { offeredLanguages, type OfferedLanguages } from '#messages/texts/offered-languages.js';
import { defaultPatience, type PostingPatience } from '#record/notifications/posting.store.js';
import { type Environment, readSettings } from '../../settings/read-settings.js';
import { addressOf, sharedSettings } from '../../settings/shared-settings.js';

/** The worker's settings, as they are used. */
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

/** A whole number between these two, both included. */
function whole(least: number, most: number): z.ZodCoercedNumber<string> {
  return z.coerce.number<string>().int().min(least).max(most);
}

const temporalSettings = {
  TEMPORAL_ADDRESS: sharedSettings.TEMPORAL_ADDRESS,
  TEMPORAL_NAMESPACE: sharedSettings.TEMPORAL_NAMESPACE,
  TEMPORAL_TLS: z.enum(['on', 'off']).default('off').describe('on: Temporal is spoken to over TLS'),
  TEMPORAL_API_KEY: z
    .string()
    .min(1)
    .optional()
    .describe('the key at a hosted Temporal; with it TLS is on whatever TEMPORAL_TLS says'),
};

/** Every setting of the worker: what it is for stands beside it and is shown when it is missing or wrong. */
const settings = z.object({
  ...sharedSettings,
  ...temporalSettings,
  // A message is up to four calls to Slack, and its activity has 30 seconds.
  SLACK_TIMEOUT_SECONDS: whole(1, 6)
    .default(6)
    .describe('how long a call to Slack may take, in seconds (1–6)'),
  SLACK_ARRIVES_WITHIN_SECONDS: whole(1, 3600)
    .default(defaultPatience.arrivesWithinMs / 1000)
    .describe('after so many seconds a post that was not answered has arrived or never will (1–3600)'),
  SMTP_URL: addressOf(/^smtps?$/).describe(
    'the mail server: smtp://host:port or smtps://user:password@host:port',
  ),
  MAIL_FROM: z
    .string()
    .regex(/^[^<>\r\n]*<?[^\s<>@]+@[^\s<>@]+>?$/)
    .describe('who mails are from: an address, or Name <address>'),
  ANCHOR_FOLDER: z
    .string()
    .min(1)
    .optional()
    .describe('where anchors of the record are written as well, outside the database'),
  MESSAGES_PER_SECOND: z.coerce
    .number()
    .positive()
    .max(100)
    .default(1)
    .describe('most messages per second, of the whole installation (above 0, at most 100)'),
  MAILS_PER_SECOND: z.coerce
    .number()
    .positive()
    .max(100)
    .default(5)
    .describe('most mails per second, of the whole installation (above 0, at most 100)'),
  // STACK.md: about 300 kB each with this bundle.
  WORKER_CACHED_WORKFLOWS: whole(2, 100_000).default(500).describe('workflows kept in memory (2–100000)'),
  RELAY_CONCURRENCY: whole(1, 500).default(50).describe('signals to Temporal at once (1–500)'),
  RELAY_POLL_SECONDS: whole(1, 60)
    .default(3)
    .describe('how often the relay looks when nobody calls it, in seconds (1–60)'),
  SHUTDOWN_GRACE_SECONDS: whole(1, 300)
    .default(10)
    .describe('how long what has begun may go on after a signal to stop, in seconds (1–300)'),
  HEALTH_PORT: whole(1, 65_535)
    .optional()
    .describe('where /health/ready answers (1–65535); nowhere unless set'),
});

/** @throws SettingsError naming all that is missing or wrong */
export function readConfig(environment: Environment): WorkerConfig {
  const value = readSettings('The worker', settings, environment);
  return {
    databaseUrl: value.DATABASE_URL,
    temporal: temporalOf(value),
    slack: {
      botToken: value.SLACK_BOT_TOKEN,
      timeoutMs: value.SLACK_TIMEOUT_SECONDS * 1000,
      ...(value.SLACK_API_URL === undefined ? {} : { apiUrl: value.SLACK_API_URL }),
    },
    posting: { ...defaultPatience, arrivesWithinMs: value.SLACK_ARRIVES_WITHIN_SECONDS * 1000 },
    mail: { smtpUrl: value.SMTP_URL, from: value.MAIL_FROM },
    publicUrl: value.PUBLIC_URL,
    languages: offeredLanguages(value.LANGUAGES),
    ...(value.ANCHOR_FOLDER === undefined ? {} : { anchorFolder: value.ANCHOR_FOLDER }),
    messagesPerSecond: value.MESSAGES_PER_SECOND,
    mailsPerSecond: value.MAILS_PER_SECOND,
    cachedWorkflows: value.WORKER_CACHED_WORKFLOWS,
    relay: { concurrency: value.RELAY_CONCURRENCY, pollMs: value.RELAY_POLL_SECONDS * 1000 },
    shutdownGraceMs: value.SHUTDOWN_GRACE_SECONDS * 1000,
    healthPort: value.HEALTH_PORT,
  };
}

/** The part the commands need that talk to Temporal only. @throws SettingsError as `readConfig` does. */
export function readTemporalConfig(environment: Environment): TemporalConfig {
  return temporalOf(readSettings('The command', z.object(temporalSettings), environment));
}

/** The part the commands need that also read the record. @throws SettingsError as `readConfig` does. */
export function readRebuildConfig(environment: Environment): Pick<WorkerConfig, 'databaseUrl' | 'temporal'> {
  const needed = z.object({ ...temporalSettings, DATABASE_URL: sharedSettings.DATABASE_URL });
  const value = readSettings('The command', needed, environment);
  return { databaseUrl: value.DATABASE_URL, temporal: temporalOf(value) };
}

function temporalOf(values: z.output<z.ZodObject<typeof temporalSettings>>): TemporalConfig {
  return {
    address: values.TEMPORAL_ADDRESS,
    namespace: values.TEMPORAL_NAMESPACE,
    tls: values.TEMPORAL_TLS === 'on' || values.TEMPORAL_API_KEY !== undefined,
    ...(values.TEMPORAL_API_KEY === undefined ? {} : { apiKey: values.TEMPORAL_API_KEY }),
  };
}
