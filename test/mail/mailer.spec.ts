import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Mailer, MailRefused, MailUnavailable, MailUncertain } from '#messages/mail/mailer.js';
import type { Mail } from '#messages/mail/mail.js';
import { freePort } from '../../local/free-port.js';
import { MailReceiver, type MailOptions } from '../../local/mail.js';

const to = 'liv.moe@example.no';
const mail: Mail = {
  to,
  subject: 'Ny statusrapport: Vannforsyning på Østsida',
  text: 'Les rapporten.\n',
  html: '<p>Les rapporten.</p>',
  messageId: '<0001@kvittert.example>',
  headers: { 'Auto-Submitted': 'auto-generated' },
};
const nothing = (): Promise<void> => Promise.resolve();

describe('the mailer, against a mail server', () => {
  let answers: MailOptions['answers'];
  let receiver: MailReceiver;
  let mailer: Mailer;

  beforeAll(async () => {
    receiver = await MailReceiver.start({
      smtpPort: await freePort(),
      pagePort: await freePort(),
      answers: (step, address) => answers?.(step, address) ?? Promise.resolve(undefined),
    });
    mailer = officeThatWaits();
  });
  afterEach(() => {
    answers = undefined;
    receiver.received.length = 0;
  });
  afterAll(() => receiver.stop());

  /** @param timeoutMs as in production where left out: a busy machine must not be taken for a silent server */
  function officeThatWaits(timeoutMs?: number): Mailer {
    return new Mailer({
      smtpUrl: receiver.smtpUrl,
      from: 'Kvittert <kvittert@vestdal.example>',
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    });
  }

  it('sends the same content twice, as text and as HTML, under the id it was given', async () => {
    await mailer.send(mail, nothing);
    const [received] = receiver.mailTo(to);
    expect(received).toMatchObject({
      from: '"Kvittert" <kvittert@vestdal.example>',
      subject: mail.subject,
      messageId: mail.messageId,
      text: mail.text,
      html: mail.html,
    });
    expect(received?.headers.get('content-type')).toMatch(/^multipart\/alternative/u);
    expect(received?.headers.get('auto-submitted')).toBe('auto-generated');
    expect(await (await fetch(receiver.inspectorUrl)).text()).toContain('Vannforsyning på Østsida');
  });

  it('is told before the first word leaves, and only when the receiver is known to be there', async () => {
    const steps: string[] = [];
    answers = (step) => {
      steps.push(step);
      return Promise.resolve(undefined);
    };
    await mailer.send(mail, () => {
      steps.push('handing over');
      return Promise.resolve();
    });
    expect(steps).toEqual(['recipient', 'handing over', 'message']);
  });

  it('sends nothing when it is stopped then', async () => {
    const stop = new Error('somebody else sends it');
    await expect(mailer.send(mail, () => Promise.reject(stop))).rejects.toBe(stop);
    expect(receiver.received).toEqual([]);
  });

  it.each([
    ['recipient', 550, '5.1.1 no such user <liv.moe@example.no>', MailRefused, '550 5.1.1'],
    ['message', 554, 'not wanted here', MailRefused, '554'],
    ['recipient', 450, '4.2.0 greylisted', MailUnavailable, '450 4.2.0'],
    ['message', 452, '4.3.1 full', MailUnavailable, '452 4.3.1'],
  ] as const)('%s answered with %i', async (step, code, text, kind, said) => {
    answers = (asked) => Promise.resolve(asked === step ? { code, text } : undefined);
    const error = await mailer.send(mail, nothing).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(kind);
    expect(String(error)).toContain(said);
    // It ends in histories and logs, where an address can't be erased.
    expect(String(error)).not.toContain('liv.moe');
  });

  it('does not know what became of a mail that nobody answers for', async () => {
    let givenUp = (): void => undefined;
    const untilGivenUp = new Promise<undefined>((resolve) => (givenUp = () => resolve(undefined)));
    answers = (step) => (step === 'message' ? untilGivenUp : Promise.resolve(undefined));
    await expect(officeThatWaits(3_000).send(mail, nothing)).rejects.toThrow(MailUncertain);
    givenUp();
  });

  it('knows that nothing was sent when nobody is there', async () => {
    await receiver.stop();
    await expect(mailer.send(mail, nothing)).rejects.toThrow(MailUnavailable);
    await receiver.open();
    await mailer.send(mail, nothing);
    expect(receiver.mailTo(to)).toHaveLength(1);
  });
});
