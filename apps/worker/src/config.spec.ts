import { describe, expect, test } from '@jest/globals';
import { readConfig } from './config.js';

const complete = {
  DATABASE_URL: 'postgres://kvittert_app:secret@localhost:5432/kvittert',
  TEMPORAL_ADDRESS: 'localhost:7233',
  SLACK_BOT_TOKEN: 'xoxb-1',
  SMTP_URL: 'smtp://localhost:1025',
  MAIL_FROM: 'Kvittert <kvittert@example.no>',
  PUBLIC_URL: 'https://kvittert.example.no',
};

describe('The worker’s settings', () => {
  test('those that have no default are enough', () => {
    expect(readConfig(complete)).toMatchObject({
      temporal: { address: 'localhost:7233', namespace: 'default', tls: false },
      messagesPerSecond: 1,
      relay: { concurrency: 50, pollMs: 3000 },
    });
  });

  test('everything that is wrong is named at once, with what is wrong with it', () => {
    const broken = { ...complete, DATABASE_URL: '', TEMPORAL_ADDRESS: 'http://x', RELAY_CONCURRENCY: '0' };
    expect(() => readConfig(broken)).toThrow(/DATABASE_URL is missing – PostgreSQL/);
    expect(() => readConfig(broken)).toThrow(
      /RELAY_CONCURRENCY is not valid – signals to Temporal at once \(1–500\)/,
    );
    for (const name of ['DATABASE_URL', 'TEMPORAL_ADDRESS', 'RELAY_CONCURRENCY']) {
      expect(() => readConfig(broken)).toThrow(name);
    }
  });

  test.each([
    ['MESSAGES_PER_SECOND', '0'],
    ['MESSAGES_PER_SECOND', 'fast'],
    ['WORKER_CACHED_WORKFLOWS', '1'],
    ['SHUTDOWN_GRACE_SECONDS', '-1'],
    ['PUBLIC_URL', 'kvittert'],
    ['SMTP_URL', 'https://mail.example.no'],
    ['MAIL_FROM', 'Kvittert'],
    ['TEMPORAL_TLS', 'yes'],
  ])('%s=%s is refused', (name, value) => {
    expect(() => readConfig({ ...complete, [name]: value })).toThrow(`${name} `);
  });

  test('links have one slash between the address and the page, however the address is written', () => {
    const written = { ...complete, PUBLIC_URL: 'https://kvittert.example.no/' };
    expect(readConfig(written).publicUrl).toBe('https://kvittert.example.no');
  });

  test('an API key is never sent over an open line', () => {
    expect(readConfig({ ...complete, TEMPORAL_API_KEY: 'key' }).temporal.tls).toBe(true);
  });
});
