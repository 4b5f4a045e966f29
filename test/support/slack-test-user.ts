import { randomUUID } from 'node:crypto';
import { buttonValue } from '#messages/slack/button-value.js';
import type { SignedSlackRequest, SlackMessage, SlackWorkspace } from '../../local/slack.js';
import { type StateValue, viewSubmissionPayload } from '../../local/slack-payloads.js';
import type { SlackProxy } from './slack-proxy.js';
import { until } from './until.js';

/** What Slack gets back from us: an empty 200, or what a modal shall show. */
export interface PressAnswer {
  status: number;
  body: { response_action?: string; errors?: Record<string, string> } | undefined;
}

/** A modal as Slack shows it to the one who pressed. */
export interface OpenModal {
  id: string;
  hash: string;
  callback_id: string;
  private_metadata: string;
  title: { text: string };
  submit?: { text: string } | null;
  blocks: Record<string, unknown>[];
}

/** What a person fills in: text by field, `{ choice }` where there is a list, `{ date }` where a day is picked. */
export type Filled = Record<string, string | { choice: string } | { date: string }>;

/**
 * The person at the other end: presses buttons and submits modals as Slack would deliver it, signed. The emulator
 * itself presses nothing.
 */
export class SlackTestUser {
  constructor(
    private readonly workspace: SlackWorkspace,
    private readonly line: SlackProxy,
    /** Where the API listens, without a final slash. */
    private readonly apiUrl: string,
  ) {}

  /** Presses a button by its text; `number` where the message has several items. @returns what Slack got back */
  async press(email: string, message: SlackMessage, button: string, number?: string): Promise<PressAnswer> {
    return this.deliver(await this.pressed(email, message, button, number));
  }

  /** The modal that was opened last for the item. @throws Error when none was */
  lastModal(itemId: string): OpenModal {
    const opened = this.line
      .callsOf('views.open')
      .map((call) => call.answer?.['view'] as OpenModal | undefined)
      .filter((view) => view?.private_metadata?.includes(itemId) === true);
    const last = opened.at(-1);
    if (last === undefined) throw new Error(`No modal was opened for the item ${itemId}.`);
    return last;
  }

  /** The signed request alone, for a test that delivers it in its own way. */
  async pressed(
    email: string,
    message: SlackMessage,
    button: string,
    number?: string,
  ): Promise<SignedSlackRequest> {
    const { action_id: actionId, value } = buttonOf(message, button, number);
    return this.workspace.pressed({ email, message, actionId, ...(value === undefined ? {} : { value }) });
  }

  /** Presses, and waits for the modal that opens. */
  async opens(email: string, message: SlackMessage, button: string, number?: string): Promise<OpenModal> {
    const before = this.line.callsOf('views.open').length;
    const answer = await this.press(email, message, button, number);
    if (answer.status !== 200) throw new Error(`Slack got ${answer.status} for ${button}.`);
    const opened = await until(
      `a modal opens after ${button}`,
      () => this.line.callsOf('views.open')[before]?.answer,
    );
    if (opened['ok'] !== true) throw new Error(`Slack refused the modal: ${String(opened['error'])}`);
    return opened['view'] as OpenModal;
  }

  /** Submits a modal. @returns what Slack got back: `response_action` clear, or errors by field */
  async submit(email: string, modal: OpenModal, filled: Filled): Promise<PressAnswer> {
    return this.deliver(await this.submitted(email, modal, filled));
  }

  async submitted(email: string, modal: OpenModal, filled: Filled): Promise<SignedSlackRequest> {
    const values = Object.fromEntries(
      Object.entries(filled).map(([field, given]) => [field, { input: inputOf(given) }]),
    );
    return this.workspace.interaction(
      viewSubmissionPayload({
        userId: await this.workspace.userId(email),
        triggerId: `${Date.now()}.${randomUUID()}`,
        view: { ...modal },
        values,
      }),
    );
  }

  async deliver({ body, headers }: SignedSlackRequest): Promise<PressAnswer> {
    const response = await fetch(`${this.apiUrl}/slack/interactions`, { method: 'POST', headers, body });
    const text = await response.text();
    return {
      status: response.status,
      body: text.startsWith('{') ? (JSON.parse(text) as PressAnswer['body']) : undefined,
    };
  }
}

/** Presses a button on a message in a whole installation and waits for the modal. */
export async function press(
  installation: PressedInstallation,
  pressed: { email: string; message: SlackMessage; actionId: string; measureId: string; itemId: string },
): Promise<OpenModal> {
  const { email, message, actionId, measureId, itemId } = pressed;
  const { slack, slackLine } = installation;
  const before = slackLine.callsOf('views.open').length;
  const person = new SlackTestUser(slack, slackLine, installation.apiUrl());
  const request = await slack.pressed({
    email,
    message,
    actionId,
    value: buttonValue({ measureId, itemId }),
  });
  const answer = await person.deliver(request);
  if (answer.status !== 200) throw new Error(`The press was answered with ${answer.status}.`);
  await until('a modal opens', () => slackLine.callsOf('views.open')[before]?.answer);
  return person.lastModal(itemId);
}

/** Submits the open *Meld ferdig* of the item. @throws Error when the modal shows errors instead of closing */
export async function doneModalSubmission(
  installation: PressedInstallation,
  filled: {
    email: string;
    measureId: string;
    itemId: string;
    what: string;
    archiveReference: string;
    effectReviewOn?: string;
  },
): Promise<void> {
  const person = new SlackTestUser(installation.slack, installation.slackLine, installation.apiUrl());
  const modal = person.lastModal(filled.itemId);
  const answer = await person.submit(filled.email, modal, {
    what: filled.what,
    evidence: filled.archiveReference,
    ...(filled.effectReviewOn === undefined ? {} : { effectReviewOn: { date: filled.effectReviewOn } }),
  });
  if (answer.body?.response_action !== 'clear') {
    throw new Error(`The modal did not close: ${answer.status} ${JSON.stringify(answer.body)}`);
  }
}

function inputOf(given: Filled[string]): StateValue {
  if (typeof given === 'string') return { type: 'plain_text_input', value: given };
  if ('date' in given) return { type: 'datepicker', selected_date: given.date };
  return { type: 'static_select', selected_option: { value: given.choice } };
}

interface PressedInstallation {
  slack: SlackWorkspace;
  slackLine: SlackProxy;
  apiUrl(): string;
}

interface Button {
  text: { text: string };
  action_id: string;
  value?: string;
  accessibility_label?: string;
}

function buttonOf(message: SlackMessage, text: string, number: string | undefined): Button {
  const buttons = message.blocks.flatMap((block) =>
    block['type'] === 'actions' ? (block['elements'] as Button[]) : [],
  );
  const found = buttons.find(
    (button) =>
      button.text.text === text &&
      (number === undefined || button.accessibility_label?.endsWith(` ${number}`) === true),
  );
  if (found === undefined) {
    throw new Error(`The message has no button ${text} ${number ?? ''}: ${message.text}`);
  }
  return found;
}
