import { z } from 'zod';
import {
  offeredLanguages,
  type OfferedLanguages,
  offeredPattern,
} from '#messages/texts/offered-languages.js';
import type { NamedLeader } from './persons/first-leader.js';

const url = (protocols: RegExp) => z.url({ protocol: protocols });

/** Every setting of the API: what it is for stands beside it and is shown when it is missing or wrong. */
const settings = z
  .object({
    DATABASE_URL: url(/^postgres(ql)?$/).describe(
      'PostgreSQL, as the application’s own role (kvittert_app): postgres://user:password@host:5432/kvittert',
    ),
    DATABASE_POOL_SIZE: z.coerce
      .number()
      .int()
      .min(2)
      .max(200)
      .default(20)
      .describe('most connections to PostgreSQL at once (2–200)'),
    TEMPORAL_ADDRESS: z
      .string()
      .regex(/^[^\s/]+:\d+$/)
      .default('localhost:7233')
      .describe('Temporal, as host:port; only asked whether it is well'),
    TEMPORAL_NAMESPACE: z.string().min(1).default('default').describe('the namespace in Temporal'),
    OIDC_ISSUER: url(/^https?$/).describe(
      'the identity provider; its keys verify the API’s tokens and people log in there',
    ),
    OIDC_CLIENT_ID: z.string().min(1).describe('what the web login is called at the identity provider'),
    OIDC_CLIENT_SECRET: z.string().min(1).describe('the web login’s secret at the identity provider'),
    OIDC_PERSON_CLIENTS: z
      .string()
      .min(1)
      .optional()
      .describe(
        'the clients, separated by commas, through which people get tokens for the API; OIDC_CLIENT_ID alone unless set',
      ),
    OIDC_EMAIL_VERIFIED: z
      .enum(['required', 'assumed'])
      .default('required')
      .describe(
        'assumed: the provider says nothing of email_verified and lets nobody choose their own address (Entra ID)',
      ),
    FIRST_LEADER: z
      .string()
      .regex(/^[^<>]*[^<>\s][^<>]*<[^<>\s]+@[^<>\s]+>$/)
      .optional()
      .describe('who is leadership while nobody is: Astrid Lunde <astrid.lunde@vestdal.example>'),
    API_AUDIENCE: z.string().min(1).describe('the audience (aud) that a token for this API names'),
    SESSION_SECRET: z
      .string()
      .min(32)
      .describe('signs the web session’s cookie: at least 32 random characters'),
    SLACK_BOT_TOKEN: z.string().min(1).optional().describe('the Slack app’s bot token (xoxb-…)'),
    SLACK_SIGNING_SECRET: z.string().min(1).optional().describe('verifies that a request comes from Slack'),
    SLACK_APP_TOKEN: z
      .string()
      .min(1)
      .optional()
      .describe('the Slack app’s token for Socket Mode (xapp-…), for networks that let nothing in'),
    SLACK_API_URL: url(/^https?$/)
      .optional()
      .describe('Slack’s API where it is not slack.com, such as an emulator'),
    PUBLIC_URL: url(/^https?$/).describe('where people reach Kvittert; links in messages start with it'),
    ORGANISATION: z
      .string()
      .min(1)
      .optional()
      .describe('whose reports they are, as their archive names it; the host of PUBLIC_URL unless set'),
    LANGUAGES: z
      .string()
      .regex(offeredPattern)
      .optional()
      .describe(
        'what people may choose among, the first where nothing is known of them: nb,nn,en; the languages that are whole unless set',
      ),
    PREPARATION_FILE: z
      .string()
      .min(1)
      .optional()
      .describe('where npm start says what it is still preparing; nowhere else'),
    PORT: z.coerce.number().int().min(0).max(65_535).default(3000).describe('the port to listen on'),
  })
  .refine((given) => (given.SLACK_BOT_TOKEN === undefined) === (given.SLACK_SIGNING_SECRET === undefined), {
    path: ['SLACK_SIGNING_SECRET'],
    message: 'must be set together with SLACK_BOT_TOKEN, or neither',
  });

export interface ApiConfig {
  databaseUrl: string;
  databasePoolSize: number;
  temporal: { address: string; namespace: string };
  oidc: {
    issuer: string;
    clientId: string;
    clientSecret: string;
    /** A token that names another client than these is never a person's. */
    personClients: readonly string[];
    /** Whether an address counts as verified where the provider does not say. */
    assumesVerifiedEmail: boolean;
  };
  /** Appointed when the API starts and nobody is leadership. */
  firstLeader: NamedLeader | undefined;
  apiAudience: string;
  sessionSecret: string;
  /** Absent: Slack is not connected and the API has no Slack door. */
  slack: { botToken: string; signingSecret: string; apiUrl?: string; appToken?: string } | undefined;
  /** Without a final slash. */
  publicUrl: string;
  languages: OfferedLanguages;
  /** Arkivskaper in the metadata of what is handed to an archive. */
  organisation: string;
  port: number;
  /** Set only in the embedded installation. */
  preparationFile: string | undefined;
}

/** A setting is missing or wrong; the message names each variable, what is wrong and what it is for. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * Reads every setting once. An empty variable counts as not set.
 * @throws ConfigError naming all that is missing or wrong, never a value (it may be a secret)
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): ApiConfig {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const read = settings.safeParse(given);
  if (!read.success) throw new ConfigError(complaint(read.error.issues, given));
  const value = read.data;
  return {
    databaseUrl: value.DATABASE_URL,
    databasePoolSize: value.DATABASE_POOL_SIZE,
    temporal: { address: value.TEMPORAL_ADDRESS, namespace: value.TEMPORAL_NAMESPACE },
    oidc: {
      issuer: value.OIDC_ISSUER,
      clientId: value.OIDC_CLIENT_ID,
      clientSecret: value.OIDC_CLIENT_SECRET,
      personClients: (value.OIDC_PERSON_CLIENTS ?? value.OIDC_CLIENT_ID).split(',').map((id) => id.trim()),
      assumesVerifiedEmail: value.OIDC_EMAIL_VERIFIED === 'assumed',
    },
    firstLeader: namedIn(value.FIRST_LEADER),
    apiAudience: value.API_AUDIENCE,
    sessionSecret: value.SESSION_SECRET,
    slack:
      value.SLACK_BOT_TOKEN === undefined || value.SLACK_SIGNING_SECRET === undefined
        ? undefined
        : {
            botToken: value.SLACK_BOT_TOKEN,
            signingSecret: value.SLACK_SIGNING_SECRET,
            ...(value.SLACK_APP_TOKEN === undefined ? {} : { appToken: value.SLACK_APP_TOKEN }),
            ...(value.SLACK_API_URL === undefined ? {} : { apiUrl: value.SLACK_API_URL }),
          },
    publicUrl: value.PUBLIC_URL.replace(/\/+$/, ''),
    organisation: value.ORGANISATION ?? new URL(value.PUBLIC_URL).hostname,
    languages: offeredLanguages(value.LANGUAGES),
    port: value.PORT,
    preparationFile: value.PREPARATION_FILE,
  };
}

function namedIn(leader: string | undefined): NamedLeader | undefined {
  const [, name = '', email = ''] = /^(.*)<(.*)>$/.exec(leader ?? '') ?? [];
  return email === '' ? undefined : { name: name.trim(), email };
}

function complaint(issues: readonly z.core.$ZodIssue[], given: Record<string, string | undefined>): string {
  const lines = issues.map((issue) => {
    const name = String(issue.path[0]);
    const wrong =
      issue.code === 'custom' ? issue.message : given[name] === undefined ? 'is missing' : 'is not valid';
    return `  ${name} ${wrong} – ${purposeOf(name)}`;
  });
  return ['The API can’t start. Set these environment variables:', ...new Set(lines)].join('\n');
}

function purposeOf(name: string): string {
  const shape: Readonly<Record<string, z.ZodType>> = settings.shape;
  return shape[name]?.description ?? '';
}
