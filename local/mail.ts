import { createServer, type Server } from 'node:http';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export interface MailOptions {
  smtpPort: number;
  /** Of the page on which one can read what was sent. */
  pagePort: number;
  /** What a receiver answers instead of taking the mail; asked when its address is named, and when the mail is in. */
  answers?: (step: 'recipient' | 'message', address: string) => Promise<SmtpRefusal | undefined>;
}

export interface SmtpRefusal {
  /** 4xx: for now. 5xx: for good. */
  code: number;
  text: string;
}

export interface ReceivedMail {
  from: string;
  to: string;
  subject: string;
  messageId: string;
  text: string;
  html: string;
  /** As they stand in the mail, name in small letters → value. */
  headers: ReadonlyMap<string, string>;
  receivedAt: Date;
}

const mostKept = 1_000;

/**
 * A mail server that takes every mail and passes none on. It keeps them in memory: a restart of the embedded default
 * empties it.
 */
export class MailReceiver {
  /** The newest last. */
  readonly received: ReceivedMail[] = [];
  private smtp: SMTPServer | undefined;
  private page: Server | undefined;

  private constructor(private readonly options: MailOptions) {}

  static async start(options: MailOptions): Promise<MailReceiver> {
    const receiver = new MailReceiver(options);
    await receiver.open();
    return receiver;
  }

  /** The value of SMTP_URL. */
  get smtpUrl(): string {
    return `smtp://127.0.0.1:${this.options.smtpPort}`;
  }

  get inspectorUrl(): string {
    return `http://127.0.0.1:${this.options.pagePort}/`;
  }

  /** What was sent to an address, the newest first. */
  mailTo(address: string): ReceivedMail[] {
    return this.received.filter(({ to }) => to === address).reverse();
  }

  /** Nobody answers until `open` is called. */
  async stop(): Promise<void> {
    const { smtp, page } = this;
    this.smtp = undefined;
    this.page = undefined;
    await Promise.all([
      new Promise<void>((resolve) => (smtp === undefined ? resolve() : smtp.close(() => resolve()))),
      new Promise<void>((resolve) => {
        if (page === undefined) return resolve();
        page.close(() => resolve());
        page.closeAllConnections();
      }),
    ]);
  }

  async open(): Promise<void> {
    const smtp = this.smtpServer();
    const page = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.setHeader('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'");
      response.end(inspectorPage(this.received));
    });
    await Promise.all([
      new Promise<void>((resolve, reject) => {
        smtp.once('error', reject);
        smtp.listen(this.options.smtpPort, '127.0.0.1', resolve);
      }),
      new Promise<void>((resolve, reject) => {
        page.once('error', reject);
        page.listen(this.options.pagePort, '127.0.0.1', resolve);
      }),
    ]);
    // A sender that is killed in the middle of a mail is no reason to end.
    smtp.on('error', () => undefined);
    this.smtp = smtp;
    this.page = page;
  }

  private smtpServer(): SMTPServer {
    return new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      disableReverseLookup: true,
      closeTimeout: 500,
      onRcptTo: ({ address }, _session, answer) => {
        void this.refusal('recipient', address).then((refusal) => answer(refusal));
      },
      onData: (stream, { envelope }, answer) => {
        const to = envelope.rcptTo.map(({ address }) => address).join(', ');
        simpleParser(stream)
          .then(async (mail) => {
            const refusal = await this.refusal('message', to);
            if (refusal === undefined) {
              this.keep({
                from: mail.from?.text ?? '',
                to,
                subject: mail.subject ?? '',
                messageId: mail.messageId ?? '',
                text: mail.text ?? '',
                html: mail.html || '',
                headers: new Map(mail.headerLines.map(({ key, line }) => [key, valueOf(line)])),
                receivedAt: new Date(),
              });
            }
            answer(refusal);
          })
          .catch((error: Error) => answer(error));
      },
    });
  }

  private keep(mail: ReceivedMail): void {
    this.received.push(mail);
    if (this.received.length > mostKept) this.received.shift();
  }

  private async refusal(step: 'recipient' | 'message', address: string): Promise<Error | undefined> {
    const refused = await this.options.answers?.(step, address);
    return refused && Object.assign(new Error(refused.text), { responseCode: refused.code });
  }
}

function valueOf(line: string): string {
  return line
    .slice(line.indexOf(':') + 1)
    .replace(/\r?\n/gu, '')
    .trim();
}

function inspectorPage(received: readonly ReceivedMail[]): string {
  const mails = received.toReversed().map(
    ({ to, subject, text, receivedAt }) => `<article><h2>${escaped(subject)}</h2>
<p>${escaped(to)}, ${receivedAt.toLocaleString('nb-NO', { timeZone: 'Europe/Oslo' })}</p>
<pre>${escaped(text).replace(/https?:\/\/[^\s<]+/gu, '<a href="$&">$&</a>')}</pre></article>`,
  );
  return `<!doctype html><html lang="nb"><meta charset="utf-8"><title>E-post sendt fra Kvittert</title>
<style>body{font:1rem/1.5 sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem}pre{white-space:pre-wrap}
article{border-top:1px solid #888}</style>
<h1>E-post sendt fra Kvittert</h1>${mails.join('\n') || '<p>Ingen ennå. Last siden på nytt.</p>'}</html>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/gu, (sign) => `&#${sign.charCodeAt(0)};`);
}
