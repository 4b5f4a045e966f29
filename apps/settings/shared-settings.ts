import { z } from 'zod';
import { offeredPattern } from '#messages/texts/offered-languages.js';

/** An address with one of these protocols, named without the colon. */
export function addressOf(protocols: RegExp): z.ZodURL {
  return z.url({ protocol: protocols });
}

/** Settings that the API and the worker both have: what each is for stands here alone. */
export const sharedSettings = {
  DATABASE_URL: addressOf(/^postgres(ql)?$/).describe(
    'PostgreSQL, as the application’s own role (kvittert_app): postgres://user:password@host:5432/kvittert',
  ),
  TEMPORAL_ADDRESS: z
    .string()
    .regex(/^[^\s/]+:\d+$/)
    .describe('Temporal, as host:port'),
  TEMPORAL_NAMESPACE: z.string().min(1).default('default').describe('the namespace in Temporal'),
  SLACK_BOT_TOKEN: z.string().min(1).describe('the Slack app’s bot token (xoxb-…)'),
  SLACK_API_URL: addressOf(/^https?$/)
    .optional()
    .describe('Slack’s API where it is not slack.com, such as an emulator'),
  /** Without a final slash: paths begin with one. */
  PUBLIC_URL: addressOf(/^https?$/)
    .transform((address) => address.replace(/\/+$/, ''))
    .describe('where people reach Kvittert; links in messages start with it'),
  LANGUAGES: z
    .string()
    .regex(offeredPattern)
    .optional()
    .describe(
      'what people may choose among, the first where nothing is known of them: nb,nn,en; the languages that are whole unless set',
    ),
};
