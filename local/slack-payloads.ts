/** What Slack sends when somebody presses or submits: made here alone, for the desk and for tests. */

const appId = 'AKVITTERT';
/** The emulator's only workspace. */
const team = { id: 'T000000001', domain: 'vestdal' };

export const slackApp = { id: appId, botUserId: 'UKVITTERT' } as const;

/** What the elements of a message or a view hold: by block id and action id. */
export type StateValues = Record<string, Record<string, StateValue>>;
export type StateValue = { type: string } & Record<string, unknown>;

/** A message as `block_actions` shows it. */
interface PressedMessage {
  channel: string;
  ts: string;
  text: string;
  blocks: Record<string, unknown>[];
}

/** A view as Slack keeps it, with its id and hash. */
export interface KeptView extends Record<string, unknown> {
  id: string;
  hash: string;
  type: 'modal' | 'home';
  blocks: Record<string, unknown>[];
}

/** Where it was pressed. */
export type PressedIn =
  { kind: 'message'; message: PressedMessage; responseUrl: string } | { kind: 'view'; view: KeptView };

export function blockActionsPayload(press: {
  userId: string;
  triggerId: string;
  /** Of the element that was pressed, with `type`, `action_id`, `block_id` and what it says or holds. */
  action: Record<string, unknown>;
  in: PressedIn;
  values?: StateValues;
}): Record<string, unknown> {
  const common = {
    type: 'block_actions',
    api_app_id: appId,
    team,
    user: userOf(press.userId),
    enterprise: null,
    is_enterprise_install: false,
    trigger_id: press.triggerId,
    actions: [{ ...press.action, action_ts: slackTime() }],
  };
  const state = { values: press.values ?? {} };
  if (press.in.kind === 'view') {
    const { view } = press.in;
    return { ...common, container: { type: 'view', view_id: view.id }, view: { ...view, state } };
  }
  const { message, responseUrl } = press.in;
  return {
    ...common,
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: message.channel,
      is_ephemeral: false,
    },
    channel: { id: message.channel, name: 'directmessage' },
    message: { ...message, type: 'message', user: slackApp.botUserId, team: team.id },
    state,
    response_url: responseUrl,
  };
}

export function viewSubmissionPayload(submission: {
  userId: string;
  triggerId: string;
  view: Record<string, unknown>;
  values: StateValues;
}): Record<string, unknown> {
  return {
    type: 'view_submission',
    api_app_id: appId,
    team,
    user: userOf(submission.userId),
    enterprise: null,
    is_enterprise_install: false,
    trigger_id: submission.triggerId,
    view: { ...submission.view, type: 'modal', state: { values: submission.values } },
    response_urls: [],
  };
}

/** Sent only of views that ask for it (`notify_on_close`). */
export function viewClosedPayload(closed: {
  userId: string;
  view: KeptView;
  values: StateValues;
}): Record<string, unknown> {
  return {
    type: 'view_closed',
    api_app_id: appId,
    team,
    user: userOf(closed.userId),
    enterprise: null,
    is_enterprise_install: false,
    view: { ...closed.view, state: { values: closed.values } },
    is_cleared: false,
  };
}

function userOf(id: string): Record<string, string> {
  return { id, team_id: team.id };
}

/** Now, in Slack's way: seconds with a fraction. */
function slackTime(): string {
  return (Date.now() / 1000).toFixed(6);
}
