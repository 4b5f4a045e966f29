import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { renderToStaticMarkup } from 'react-dom/server';
import type { ReactElement } from 'react';
import type { MailReceiver } from '../mail.js';
import type { LocalPerson } from '../people.js';
import { projectRoot } from '../project-root.js';
import type { SlackMessage, SlackWorkspace } from '../slack.js';
import {
  blockActionsPayload,
  type KeptView,
  type PressedIn,
  type StateValues,
  viewClosedPayload,
  viewSubmissionPayload,
} from '../slack-payloads.js';
import { type Block, elementsOf, withBlockIds } from './block-kit.js';
import { pressName } from './blocks.js';
import { ChoosePage, type ListedPerson, PersonPage, shownMailHtml } from './pages.js';
import { bytesOf, passOn } from './slack-line.js';
import { SlackWindows } from './slack-windows.js';
import { fieldName, pressedValue, readState, unfilled } from './state-values.js';

export interface DeskOptions {
  port: number;
  slack: SlackWorkspace;
  /** Absent where mail goes to a real server. */
  mail?: MailReceiver;
  people: readonly LocalPerson[];
  /** Where Kvittert takes what Slack sends, without a final slash. */
  apiUrl: () => string;
  /** PUBLIC_URL, to go on to the pages. */
  publicUrl: string;
}

/** Slack gives up on an answer after three seconds. */
const slackWaitsMs = 3000;
/** How long the page waits for what a press leads to; without scripts a reload shows what came later. */
const pressShowsWithinMs = 2500;
const noAnswer = 'Kvittert svarte ikke som Slack venter. Prøv igjen.';

/**
 * The desk: each invented person's Slack and mail as they would see them, and one can press. It stands between Kvittert
 * and the workspace, so that it sees which windows are opened, and sends Kvittert what Slack would send, signed.
 * **Never for production**: it acts as anybody.
 */
export class Desk {
  private readonly windows = new SlackWindows();
  private server: Server | undefined;
  /** Grows with everything that may have changed what is shown. */
  private changes = 0;
  /** Until when each person has read: the newest message's ts, and how many mails. */
  private readonly read = new Map<string, { ts: string; mails: number }>();
  private readonly troubles = new Map<string, string>();

  private constructor(private readonly options: DeskOptions) {}

  static async start(options: DeskOptions): Promise<Desk> {
    const desk = new Desk(options);
    const server = createServer((request, response) => void desk.answer(request, response));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(options.port, '127.0.0.1', resolve);
    });
    desk.server = server;
    return desk;
  }

  get url(): string {
    return `http://localhost:${this.options.port}/`;
  }

  /** The value of SLACK_API_URL: the workspace's, with the desk listening. */
  get slackApiUrl(): string {
    return `http://127.0.0.1:${this.options.port}/api/`;
  }

  async stop(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (server === undefined) return;
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url?.startsWith('/api/') === true) {
      const done = await passOn(request, response, this.options.slack.apiUrl);
      if (done === undefined || !/^(chat|views)\./u.test(done.method)) return;
      this.windows.take(done);
      this.changes += 1;
      return;
    }
    if (!this.isFromHere(request)) return void response.writeHead(403).end();
    try {
      if (request.method === 'POST') await this.act(request, response);
      else await this.show(request, response);
    } catch (error) {
      if (response.headersSent) return void response.end();
      response.writeHead(502, { 'content-type': 'text/plain; charset=utf-8' });
      response.end(
        `Skrivebordet kunne ikke svare: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }

  /** Another site in the same browser has nothing to press here, and no name of its own for this machine. */
  private isFromHere({ method, headers }: IncomingMessage): boolean {
    const { port } = this.options;
    const { host, origin, 'sec-fetch-site': site = 'none' } = headers;
    if (host !== `localhost:${port}` && host !== `127.0.0.1:${port}`) return false;
    if (method !== 'POST') return true;
    return (
      (origin === undefined || origin === `http://${host}`) && ['same-origin', 'none'].includes(String(site))
    );
  }

  private async show(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', this.url);
    const file = files[pathname];
    if (file !== undefined) return this.sendFile(response, file);
    if (pathname === '/stand') {
      response.writeHead(200, { 'content-type': 'text/plain', 'cache-control': 'no-store' });
      response.end(this.stand);
      return;
    }
    const [, sub = '', tab = ''] = pathname.split('/');
    if (sub === '') return this.send(response, await this.choosePage());
    const person = this.personOf(sub);
    if (person === undefined || !['', 'hjem', 'epost'].includes(tab)) return notFound(response);
    if (tab === 'epost') return this.sendMail(response, person, searchParams.get('id') ?? '');
    this.send(response, await this.personPage(person, tab === 'hjem'));
  }

  private async act(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, sub = '', where = '', ts = ''] = new URL(request.url ?? '/', this.url).pathname.split('/');
    const person = this.personOf(sub);
    if (person === undefined) return notFound(response);
    const form = new URLSearchParams((await bytesOf(request)).toString('utf8'));
    this.troubles.delete(person.sub);
    if (where === 'melding') await this.pressInMessage(person, ts, form);
    else if (where === 'hjem') await this.pressInHome(person, form);
    else if (where === 'vindu') await this.useModal(person, form);
    else return notFound(response);
    this.changes += 1;
    response.writeHead(303, { location: where === 'hjem' ? `/${sub}/hjem` : `/${sub}` });
    response.end();
  }

  private async pressInMessage(person: LocalPerson, ts: string, form: URLSearchParams): Promise<void> {
    const message = (await this.options.slack.messagesTo(person.email)).find((one) => one.ts === ts);
    if (message === undefined) return;
    const shown: SlackMessage = { ...message, blocks: withBlockIds(message.blocks) };
    const { responseUrl } = this.options.slack;
    await this.press(person, shown.blocks, form, { kind: 'message', message: shown, responseUrl });
  }

  private async pressInHome(person: LocalPerson, form: URLSearchParams): Promise<void> {
    const view = this.windows.homeOf(await this.options.slack.userId(person.email));
    if (view !== undefined) await this.press(person, view.blocks, form, { kind: 'view', view });
  }

  /** Sends, closes, or presses something in the modal. */
  private async useModal(person: LocalPerson, form: URLSearchParams): Promise<void> {
    const userId = await this.options.slack.userId(person.email);
    const modal = this.windows.modalOf(userId);
    // Pressed in a window that is no longer the one on top.
    if (modal === undefined || modal.view.id !== form.get('vindu')) return;
    const blocks = blocksOf(modal.view);
    const values = readState(blocks, form);
    const act = form.get('gjor');
    if (act === 'lukk') {
      this.windows.close(userId);
      const { view } = modal;
      if (view['notify_on_close'] === true) await this.deliver(viewClosedPayload({ userId, view, values }));
    } else if (act === 'send') {
      const errors = unfilled(blocks, values);
      this.windows.keep(userId, { values, errors });
      if (Object.keys(errors).length === 0) await this.submit(person, userId, modal.view, values);
    } else {
      this.windows.keep(userId, { values });
      await this.press(person, modal.view.blocks, form, { kind: 'view', view: modal.view });
    }
  }

  private async press(
    person: LocalPerson,
    blocks: readonly Record<string, unknown>[],
    form: URLSearchParams,
    where: PressedIn,
  ): Promise<void> {
    const [place, option] = (form.get(pressName) ?? '').split(' ');
    const placed = elementsOf(blocks as unknown as Block[]).find((one) => one.place === place);
    if (placed === undefined) return;
    // An overflow menu's options are buttons.
    if (option !== undefined) form.set(fieldName(placed.place), option);
    const values = readState(blocks as unknown as Block[], form);
    const [userId, triggerId] = await Promise.all([
      this.options.slack.userId(person.email),
      this.options.slack.triggerId(person.email, where.kind === 'view' ? where.view.id : undefined),
    ]);
    this.windows.pressed(triggerId, userId);
    const { element, blockId } = placed;
    const before = this.changes;
    const answer = await this.deliver(
      blockActionsPayload({
        userId,
        triggerId,
        in: where,
        values,
        action: { ...pressedValue(placed, values), action_id: element.action_id, block_id: blockId },
      }),
    );
    if (answer === undefined) this.troubles.set(person.sub, noAnswer);
    else if (element.url === undefined) await this.untilChanged(before);
  }

  private async submit(
    person: LocalPerson,
    userId: string,
    view: KeptView,
    values: StateValues,
  ): Promise<void> {
    const { slack } = this.options;
    const triggerId = await slack.triggerId(person.email, view.id);
    this.windows.pressed(triggerId, userId);
    const answer = await this.deliver(viewSubmissionPayload({ userId, triggerId, view, values }));
    if (answer === undefined) return this.windows.keep(userId, { values, trouble: noAnswer });
    const { response_action: action, errors, view: next } = answer;
    if (action === 'errors') this.windows.keep(userId, { values, errors: errors ?? {} });
    else if (action === 'clear') this.windows.clear(userId);
    else if (action === 'update' && next) this.windows.replace(await slack.updateView(view.id, next));
    else if (action === 'push' && next) {
      this.windows.push(userId, await slack.pushView(person.email, view.id, next));
    } else if (this.windows.modalOf(userId)?.view.id === view.id) this.windows.close(userId);
  }

  /** @returns what Kvittert answered; undefined where Slack would say that something went wrong */
  private async deliver(payload: Record<string, unknown>): Promise<SubmissionAnswer | undefined> {
    try {
      const { body, headers } = this.options.slack.interaction(payload);
      const response = await fetch(`${this.options.apiUrl()}/slack/interactions`, {
        method: 'POST',
        headers,
        body,
        signal: AbortSignal.timeout(slackWaitsMs),
      });
      const text = await response.text();
      if (!response.ok) return undefined;
      return text.startsWith('{') ? (JSON.parse(text) as SubmissionAnswer) : {};
    } catch {
      return undefined;
    }
  }

  private async untilChanged(before: number): Promise<void> {
    const giveUpAt = Date.now() + pressShowsWithinMs;
    while (this.changes === before && Date.now() < giveUpAt) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  private get stand(): string {
    const { mail } = this.options;
    return `${this.changes}/${mail?.received.length ?? 0}/${mail?.received.at(-1)?.messageId ?? ''}`;
  }

  private personOf(sub: string): LocalPerson | undefined {
    return this.options.people.find((person) => person.sub === sub);
  }

  private async choosePage(): Promise<ReactElement> {
    const { publicUrl } = this.options;
    return ChoosePage({ people: await this.listed(), publicUrl, stand: this.stand });
  }

  private async personPage(person: LocalPerson, home: boolean): Promise<ReactElement> {
    const { slack, mail, publicUrl, people } = this.options;
    const stand = this.stand;
    const [userId, messages, ids] = await Promise.all([
      slack.userId(person.email),
      slack.messagesTo(person.email),
      Promise.all(people.map(async ({ email, name }) => [await slack.userId(email), name] as const)),
    ]);
    const mails = mail?.mailTo(person.email) ?? [];
    const unreadSince = this.read.get(person.sub)?.ts ?? '';
    this.read.set(person.sub, {
      ts: home ? unreadSince : (messages[0]?.ts ?? ''),
      mails: mails.length,
    });
    return PersonPage({
      person,
      people: await this.listed(),
      names: new Map(ids),
      tab: home ? 'hjem' : 'meldinger',
      messages: messages.toReversed(),
      whispers: this.windows.whispersTo(userId),
      home: this.windows.homeOf(userId),
      modal: this.windows.modalOf(userId),
      trouble: this.troubles.get(person.sub),
      mails: mail === undefined ? undefined : mails,
      publicUrl,
      stand,
    });
  }

  private listed(): Promise<ListedPerson[]> {
    const { people, slack, mail } = this.options;
    return Promise.all(
      people.map(async (person) => {
        const read = this.read.get(person.sub) ?? { ts: '', mails: 0 };
        const messages = await slack.messagesTo(person.email);
        return {
          person,
          messages: messages.filter(({ ts }) => ts > read.ts).length,
          mails: Math.max(0, (mail?.mailTo(person.email).length ?? 0) - read.mails),
        };
      }),
    );
  }

  private send(response: ServerResponse, page: ReactElement): void {
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      // The browser says with `Origin` where a form was sent from.
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'content-security-policy':
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; frame-src 'self'; " +
        "img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    });
    response.end(`<!doctype html>${renderToStaticMarkup(page)}`);
  }

  /** As a mail program shows it: its own styles, nothing fetched, no scripts. */
  private sendMail(response: ServerResponse, person: LocalPerson, id: string): void {
    const mail = this.options.mail?.mailTo(person.email).find(({ messageId }) => messageId === id);
    if (mail === undefined) return notFound(response);
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; " +
        "sandbox allow-popups allow-popups-to-escape-sandbox; frame-ancestors 'self'",
    });
    response.end(shownMailHtml(mail.html));
  }

  private async sendFile(response: ServerResponse, { name, type }: DeskFile): Promise<void> {
    const content = await readFile(join(projectRoot, 'local', 'desk', name));
    response.writeHead(200, { 'content-type': type, 'x-content-type-options': 'nosniff' });
    response.end(content);
  }
}

interface SubmissionAnswer {
  response_action?: string;
  errors?: Record<string, string>;
  view?: object;
}

interface DeskFile {
  name: string;
  type: string;
}

const files: Record<string, DeskFile | undefined> = {
  '/desk.css': { name: 'desk.css', type: 'text/css; charset=utf-8' },
  '/live.js': { name: 'live.mjs', type: 'text/javascript; charset=utf-8' },
};

function blocksOf(view: KeptView): Block[] {
  return view.blocks as unknown as Block[];
}

function notFound(response: ServerResponse): void {
  response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' });
  response.end('Siden finnes ikke. Gå til / og velg en person.');
}
