import { Readable } from 'node:stream';
import { createTransport } from 'nodemailer';
import type { Mail } from './mail.js';

/** The receiver's server refuses this address, or this mail to it, for good (SMTP 5xx). */
export class MailRefused extends Error {
  override readonly name = 'MailRefused';
  /** @param code `550` or `550 5.1.1`; never the server's words, which repeat the address. */
  constructor(readonly code: string) {
    super(`The mail was refused for good: ${code}`);
  }
}

/** It was not taken: the server is away, busy, or refuses us. It can be tried again. */
export class MailUnavailable extends Error {
  override readonly name = 'MailUnavailable';
  /**
   * @param reason what the server says of the receiver or the mail, as its code (`450 4.2.0`), or else what failed;
   *   never its words, which may repeat the address
   */
  constructor(readonly reason: string) {
    super(`The mail server is unavailable: ${reason}`);
  }
}

/** Nobody answered: the network or the mail server is down. It costs nobody anything to try again soon. */
export class MailSilent extends MailUnavailable {}

/** All of it was handed over and no answer came: it may have been taken. */
export class MailUncertain extends Error {
  override readonly name = 'MailUncertain';
  constructor() {
    super('The mail was handed over and not answered for');
  }
}

export interface MailerOptions {
  /** `smtp://…` or `smtps://…`, with what nodemailer reads from an address (`?requireTLS=true`). */
  smtpUrl: string;
  /** An address, or `Name <address>`. */
  from: string;
  timeoutMs?: number;
}

/** What nodemailer says of a failure. */
interface SmtpFailure {
  code?: string;
  command?: string;
  responseCode?: number;
  response?: string;
}

/**
 * Sends e-mail. SMTP can't be asked whether a mail arrived, so whoever sends is told the moment before the first word
 * of it leaves: up to then it can be tried again, after that only when the server said no.
 */
export class Mailer {
  constructor(private readonly options: MailerOptions) {}

  /**
   * @param handingOver the receiver has been accepted and the mail itself comes next; what it throws stops it
   * @throws MailRefused, MailUnavailable, MailUncertain, or what `handingOver` threw
   */
  async send(mail: Mail, handingOver: () => Promise<void>): Promise<void> {
    const { smtpUrl: url, from, timeoutMs = 20_000 } = this.options;
    const transport = createTransport({
      url,
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      dnsTimeout: timeoutMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    let handedOver = false;
    let stopped: { reason: unknown } | undefined;
    transport.use('stream', ({ message }, done) => {
      const written = message.createReadStream.bind(message);
      message.createReadStream = () =>
        // Read from only when the server has said that it takes the mail.
        Readable.from(
          (async function* () {
            try {
              await handingOver();
            } catch (reason) {
              stopped = { reason };
              throw reason;
            }
            handedOver = true;
            yield* written();
          })(),
        );
      done();
    });
    try {
      await transport.sendMail({ from, ...mail });
    } catch (error) {
      throw stopped === undefined ? failureOf(error as SmtpFailure, handedOver) : stopped.reason;
    } finally {
      transport.close();
    }
  }
}

function failureOf({ code, command, responseCode, response }: SmtpFailure, handedOver: boolean): Error {
  if (responseCode !== undefined) {
    const said = /^\d{3}(?:[ -]\d\.\d{1,3}\.\d{1,3})?/u.exec(response ?? '')?.[0] ?? String(responseCode);
    const aboutTheReceiver = command === 'RCPT TO' || command === 'DATA';
    if (!aboutTheReceiver) return new MailUnavailable(`${command ?? 'SMTP'} ${said}`);
    return responseCode >= 500 ? new MailRefused(said) : new MailUnavailable(said);
  }
  return handedOver ? new MailUncertain() : new MailSilent(code ?? 'no answer');
}
