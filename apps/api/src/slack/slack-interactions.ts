import { createHash } from 'node:crypto';
import {
  App,
  ExpressReceiver,
  type BlockAction,
  type ButtonAction,
  type Receiver,
  SocketModeReceiver,
  type ViewOutput,
  type ViewSubmitAction,
} from '@slack/bolt';
import type { WebClient, WebClientOptions } from '@slack/web-api';
import { Router, type RequestHandler } from 'express';
import { DomainError } from '#domain/domain-error.js';
import type { Actor } from '#domain/roles/actor.js';
import { may } from '#domain/roles/permissions.js';
import type { SlackContext } from '#messages/slack/buttons.js';
import { type ItemCommand, type ItemModal, itemModals } from '#messages/slack/item-modals.js';
import { noticeModal, type SlackView } from '#messages/slack/modal-parts.js';
import { slackApiUrl } from '#messages/slack/slack-client.js';
import { actionId, readButtonValue, type ButtonValue } from '#messages/slack/button-value.js';
import { quietLogger } from '#messages/slack/quiet-logger.js';
import { offeredOnly, type OfferedLanguages } from '#messages/texts/offered-languages.js';
import { type Locale, say, sayProblem } from '#messages/texts/say.js';
import type { DeliveryLog } from '#record/deliveries/delivery-log.js';
import type { CommandHandler } from '#record/command-handler.js';
import type { Identities } from '#record/identity/identities.js';
import type { ItemToReport } from '#record/measure/item-to-report.query.js';
import { answeredWithin, closeModal, errorsAt, refusalAt, type ModalAnswer } from './modal-answers.js';
import type { SlackInteractionsLog } from './slack-interactions-log.js';
import { SlackPeople } from './slack-people.js';
import { SlackSocket } from './slack-socket.js';

export interface SlackInteractionsSettings {
  botToken: string;
  signingSecret: string;
  apiUrl?: string;
  publicUrl: string;
  languages: OfferedLanguages;
  /** With it presses come over a socket that we open (Socket Mode), for networks that let nothing in. */
  appToken?: string;
}

/** What is needed of the record. */
export interface SlackInteractionsRecord {
  commands: Pick<CommandHandler, 'handle'>;
  deliveries: Pick<DeliveryLog, 'begin' | 'answered'>;
  itemToReport(measureId: string, itemId: string): Promise<ItemToReport | undefined>;
  identities: Pick<Identities, 'find' | 'meet' | 'hasLeft'>;
}

const interactionsPath = '/slack/interactions';

/** Slack's limit is three seconds from the press to the answer. */
const answerWithinMs = 2500;
const slackTimeoutMs = 2000;
const oldestSeconds = 5 * 60;

/**
 * Takes presses in Slack. Who pressed is a user of our own workspace, bound to a person at the first press; what was
 * pressed becomes a command with that person's own rights. A press may be delivered more than once, and does nothing
 * twice.
 */
export class SlackInteractions {
  private readonly people: SlackPeople;
  private socket: SlackSocket | undefined;

  constructor(
    private readonly settings: SlackInteractionsSettings,
    private readonly record: SlackInteractionsRecord,
    private readonly log: SlackInteractionsLog,
  ) {
    this.people = new SlackPeople(record.identities);
  }

  /** To be mounted at the root before any body parser: the signature covers the bytes that were sent. */
  httpRouter(): Router {
    const router = Router();
    router.use(interactionsPath, refuseFromTheFuture);
    const receiver = new ExpressReceiver({
      signingSecret: this.settings.signingSecret,
      endpoints: { interactions: interactionsPath },
      router,
      logger: quietLogger,
    });
    this.listen(receiver);
    return router;
  }

  /** Opens the socket where there is an app token; a Slack that is down is tried again, and stops nobody. */
  onApplicationBootstrap(): void {
    const { appToken } = this.settings;
    if (appToken === undefined) return;
    const receiver = new SocketModeReceiver({
      appToken,
      autoReconnectEnabled: false,
      logger: quietLogger,
      installerOptions: { clientOptions: this.clientOptions() },
    });
    this.listen(receiver);
    this.socket = new SlackSocket(receiver, this.log);
    this.socket.open();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.socket?.close();
  }

  private clientOptions(): WebClientOptions {
    const { apiUrl } = this.settings;
    return {
      ...(apiUrl === undefined ? {} : { slackApiUrl: slackApiUrl(apiUrl) }),
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      timeout: slackTimeoutMs,
    };
  }

  private listen(receiver: Receiver): void {
    const app = new App({
      receiver,
      // `token` is not given: with it Bolt asks Slack at start, and a Slack that is down would keep the API from
      // starting.
      authorize: () => Promise.resolve({ botToken: this.settings.botToken }),
      clientOptions: this.clientOptions(),
      logger: quietLogger,
    });
    for (const modal of itemModals) {
      app.action<BlockAction<ButtonAction>>(actionId(modal.action), async ({ ack, body, action, client }) => {
        await ack();
        await this.press(body, action, client, modal);
      });
      app.view<ViewSubmitAction>(modal.callbackId, async ({ ack, body, view, client }) => {
        await ack(
          await this.submitted(body, client, modal.fields, (to) => this.take(body, view, client, to, modal)),
        );
      });
    }
    // Åpne is a link, of which Slack tells us too; a button of an older version says nothing.
    app.action(otherActions, async ({ ack }) => ack());
    app.error(async (error) => this.log.error(`A press in Slack failed: ${error.message}`));
  }

  /** Opens the modal, or says in the conversation why not. Slack has been answered already. */
  private async press(
    body: BlockAction<ButtonAction>,
    action: ButtonAction,
    client: WebClient,
    modal: ItemModal,
  ): Promise<void> {
    const to = await this.contextOf(body.user.id, client);
    const { locale } = to;
    try {
      const delivery = await this.record.deliveries.begin(deliveryId(body, action.action_id));
      if (delivery.seen !== 'first') return;
      const who = await this.people.whoIs(body.user.id, client);
      if ('nobody' in who) return await whisper(body, client, say(locale, who.nobody));
      const press = readButtonValue(action.value);
      const view = await this.viewFor(press, who.actor, to, modal);
      await client.views.open({ trigger_id: body.trigger_id, view: view as never });
    } catch (error) {
      this.log.error(`A press in Slack could not be answered: ${errorText(error)}`);
      await whisper(body, client, say(locale, 'slack.try-again')).catch((failed: unknown) =>
        this.log.error(`Nor could the person be told: ${errorText(failed)}`),
      );
    }
  }

  /** The modal; or a notice where there is nothing to fill in, with no title for somebody it does not concern. */
  private async viewFor(
    press: ButtonValue | undefined,
    actor: Actor,
    to: SlackContext,
    modal: ItemModal,
  ): Promise<SlackView> {
    const { locale } = to;
    const item = press && (await this.record.itemToReport(press.measureId, press.itemId));
    const obstacle = obstacleTo(item, actor, locale, modal);
    if (item === undefined || obstacle !== undefined) {
      return noticeModal(locale, obstacle ?? say(locale, 'modal.gone'));
    }
    if (item.measureState === 'closed') {
      return noticeModal(
        locale,
        problemText(locale, 'measure-closed', { measure: item.number.split('.')[0] }),
      );
    }
    if (item.state !== 'open') {
      return noticeModal(
        locale,
        problemText(locale, 'item-not-open', { item: item.number, state: item.state }),
      );
    }
    const refusal = modal.refusal?.(item);
    if (refusal !== undefined) return noticeModal(locale, problemText(locale, refusal.type, refusal.extra));
    return modal.view(item, to);
  }

  private async take(
    body: ViewSubmitAction,
    view: ViewOutput,
    client: WebClient,
    to: SlackContext,
    modal: ItemModal,
  ): Promise<ModalAnswer> {
    const { fields, read } = modal;
    const form = read(to.locale, view.private_metadata, view.state.values);
    if (form === undefined) return gone(to, fields[0]);
    return form.ok ? this.hand(body, view, client, to, modal, form.filled) : errorsAt(form.errors);
  }

  /** To the one who pressed, in the language they have chosen. Never fails, and asks Slack nothing of them. */
  private async contextOf(userId: string, client: WebClient): Promise<SlackContext> {
    const { publicUrl, languages } = this.settings;
    const chosen = offeredOnly(await this.people.languageOf(userId, client), languages);
    return { locale: chosen ?? languages[0], publicUrl };
  }

  /** Gives the command as the person who pressed. The message is updated from there, not from here. */
  private async hand(
    body: ViewSubmitAction,
    view: ViewOutput,
    client: WebClient,
    { locale }: SlackContext,
    modal: ItemModal,
    command: ItemCommand,
  ): Promise<ModalAnswer> {
    const { fields } = modal;
    const who = await this.people.whoIs(body.user.id, client);
    if ('nobody' in who) return errorsAt({ [fields[0]]: say(locale, who.nobody) });
    const item = await this.record.itemToReport(command.measureId, command.itemId);
    // It may have become another's while the modal stood open.
    const obstacle = obstacleTo(item, who.actor, locale, modal);
    if (obstacle !== undefined) return errorsAt({ [fields[0]]: obstacle });
    if (item?.restricted === true) {
      // It became restricted while the modal stood open: what was typed is not taken from here.
      const text = say(locale, 'modal.restricted', {
        subject: say(locale, 'subject.item', { number: item.number }),
      });
      return errorsAt({ [fields[0]]: text });
    }
    try {
      await this.record.commands.handle(command, who.actor, {
        idempotency: { key: `slack:${view.id}:${view.hash}`, fingerprint: hashOf(JSON.stringify(command)) },
      });
      return closeModal;
    } catch (error) {
      if (error instanceof DomainError) return refusalAt(locale, error, fields);
      throw error;
    }
  }

  /** One answer per submission, in time, whatever happens; a second delivery gets the first one's answer. */
  private async submitted(
    body: ViewSubmitAction,
    client: WebClient,
    fields: readonly [string, ...string[]],
    work: (to: SlackContext) => Promise<ModalAnswer>,
  ): Promise<ModalAnswer> {
    let locale: Locale = this.settings.languages[0];
    const answer = this.contextOf(body.user.id, client)
      .then((to) => {
        locale = to.locale;
        return this.firstAnswer(deliveryId(body, 'submit'), fields[0], locale, () => work(to));
      })
      .catch((error: unknown) => {
        this.log.error(`A modal in Slack could not be saved: ${errorText(error)}`);
        return errorsAt({ [fields[0]]: say(locale, 'slack.try-again') });
      });
    return answeredWithin(answerWithinMs, () => locale, fields[0], answer);
  }

  private async firstAnswer(
    id: string,
    firstField: string,
    locale: Locale,
    work: () => Promise<ModalAnswer>,
  ): Promise<ModalAnswer> {
    const delivery = await this.record.deliveries.begin<ModalAnswer>(id);
    if (delivery.seen === 'answered') return delivery.answer;
    if (delivery.seen === 'under-way') {
      return errorsAt({ [firstField]: say(locale, 'modal.error.under-way') });
    }
    const answer = await work();
    await this.record.deliveries.answered(id, answer);
    return answer;
  }
}

function gone({ locale }: SlackContext, field: string): ModalAnswer {
  return errorsAt({ [field]: say(locale, 'modal.gone') });
}

const otherActions = new RegExp(`^(?!(${itemModals.map(({ action }) => actionId(action)).join('|')})$)`);

/**
 * Why the item is not this person's to speak of, in words; undefined where the rules are to answer. What is not there
 * for them (an owner and a draft) is gone; of what is another's they are told the number that they pressed on.
 */
function obstacleTo(
  item: ItemToReport | undefined,
  actor: Actor,
  locale: Locale,
  { isFor }: Pick<ItemModal, 'isFor'>,
): string | undefined {
  const isThere =
    item !== undefined &&
    item.measureState !== 'withdrawn' &&
    (item.planState === 'adopted' || item.planState === 'closed' || may(actor, 'read-everything'));
  if (!isThere) return say(locale, 'modal.gone');
  if (isFor === 'answerer')
    return may(actor, 'answer-extension') ? undefined : problemText(locale, 'not-permitted', {});
  if (!may(actor, 'report-own')) return problemText(locale, 'not-permitted', {});
  if (actor.partyIds.includes(item.partyId) || actor.roles.includes('secretariat')) return undefined;
  return problemText(locale, 'not-your-item', { item: item.number });
}

/** Each press has a trigger id of its own, the same in every delivery of it; whatever has none is known by its bytes. */
function deliveryId(body: { trigger_id?: string }, what: string): string {
  return body.trigger_id === undefined || body.trigger_id === ''
    ? `body:${hashOf(JSON.stringify(body))}`
    : `trigger:${body.trigger_id}:${what}`;
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function problemText(locale: Locale, type: string, extra: Record<string, unknown>): string {
  return sayProblem(locale, { type, refusal: 'conflict', extra });
}

/** Seen by the one who pressed only. */
async function whisper(body: BlockAction, client: WebClient, text: string): Promise<void> {
  const channel = body.channel?.id;
  if (channel === undefined) return;
  await client.chat.postEphemeral({ channel, user: body.user.id, text });
}

/** Slack's signature check refuses what is old; a time ahead of ours would let a captured request live longer. */
const refuseFromTheFuture: RequestHandler = (request, response, next) => {
  const sentAt = Number(request.headers['x-slack-request-timestamp']);
  if (sentAt > Date.now() / 1000 + oldestSeconds) {
    response.status(401).send();
    return;
  }
  next();
};

function errorText(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
