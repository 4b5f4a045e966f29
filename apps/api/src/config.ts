import { z } from 'zod';
import { offeredLanguages, type OfferedLanguages } from '#messages/texts/offered-languages.js';
import { type Environment, readSettings } from '../../settings/read-settings.js';
import { addressOf, sharedSettings } from '../../settings/shared-settings.js';
import type { NamedLeader } from './persons/first-leader.js';

/** Every setting of the API: what it is for stands beside it and is shown when it is missing or wrong. */
const settings = z
  .object({
    ...sharedSettings,
    // Only asked whether it is well.
    TEMPORAL_ADDRESS: sharedSettings.TEMPORAL_ADDRESS.default('localhost:7233'),
    SLACK_BOT_TOKEN: sharedSettings.SLACK_BOT_TOKEN.optional(),
    DATABASE_POOL_SIZE: z.coerce
      .number()
      .int()
      .min(2)
      .max(200)
      .default(20)
      .describe('most connections to PostgreSQL at once (2–200)'),
    OIDC_ISSUER: addressOf(/^https?$/).describe(
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
    SLACK_SIGNING_SECRET: z.string().min(1).optional().describe('verifies that a request comes from Slack'),
    SLACK_APP_TOKEN: z
      .string()
      .min(1)
      .optional()
      .describe('the Slack app’s token for Socket Mode (xapp-…), for networks that let nothing in'),
    ORGANISATION: z
      .string()
      .min(1)
      .optional()
      .describe('whose reports they are, as their archive names it; the host of PUBLIC_URL unless set'),
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
  /** Absent: Slack is not connected, and the API takes no presses from it. */
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

/** @throws SettingsError naming all that is missing or wrong */
export function readConfig(environment: Environment): ApiConfig {
  const value = readSettings('The API', settings, environment);
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
    publicUrl: value.PUBLIC_URL,
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
