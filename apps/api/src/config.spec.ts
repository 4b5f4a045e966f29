import { describe, expect, it } from '@jest/globals';
import { SettingsError } from '../../settings/read-settings.js';
import { readConfig } from './config.js';

const complete = {
  DATABASE_URL: 'postgres://kvittert_app:secret@localhost:5432/kvittert',
  OIDC_ISSUER: 'http://127.0.0.1:4000',
  OIDC_CLIENT_ID: 'kvittert-web',
  OIDC_CLIENT_SECRET: 'secret',
  API_AUDIENCE: 'kvittert-api',
  SESSION_SECRET: 'a'.repeat(32),
  PUBLIC_URL: 'http://localhost:3000/',
};

describe('the API’s settings', () => {
  it('are read once, with defaults where there is a sensible one', () => {
    const config = readConfig(complete);
    expect(config).toMatchObject({
      port: 3000,
      publicUrl: 'http://localhost:3000',
      temporal: { address: 'localhost:7233', namespace: 'default' },
      slack: undefined,
    });
  });

  it('name every variable that is missing or wrong and say what it is for, without showing its value', () => {
    const read = () =>
      readConfig({
        ...complete,
        DATABASE_URL: 'mysql://root:hunter2@db/x',
        SESSION_SECRET: '',
        PORT: '70000',
      });
    expect(read).toThrow(SettingsError);
    expect(read).toThrow(/DATABASE_URL is not valid – PostgreSQL/);
    expect(read).toThrow(/SESSION_SECRET is missing – signs the web session/);
    expect(read).toThrow(/PORT is not valid – the port/);
    expect(read).not.toThrow(/hunter2/);
  });

  it('take Slack’s two secrets together or not at all', () => {
    expect(() => readConfig({ ...complete, SLACK_BOT_TOKEN: 'xoxb-1' })).toThrow(
      /SLACK_SIGNING_SECRET must be set/,
    );
    expect(readConfig({ ...complete, SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's' }).slack).toEqual({
      botToken: 'xoxb-1',
      signingSecret: 's',
    });
  });
});
