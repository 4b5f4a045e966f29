import type { KeptView, StateValues } from '../slack-payloads.js';
import { type Block, withBlockIds } from './block-kit.js';
import type { DoneCall } from './slack-line.js';
import { initialState, kept } from './state-values.js';

/** A modal that is open in somebody's Slack. */
export interface OpenModal {
  view: KeptView;
  values: StateValues;
  /** By block id: what an answer said is wrong. */
  errors: Readonly<Record<string, string>>;
  /** What Slack itself says where it got no answer. */
  trouble?: string;
}

/** A message that one person alone sees. */
export interface Whisper {
  ts: string;
  text: string;
  blocks: Block[];
}

/**
 * What is open in each person's Slack, by Slack id: known from what the workspace answered to Kvittert. The workspace
 * keeps views too, but tells nobody which of them a person has before their eyes.
 */
export class SlackWindows {
  private readonly modals = new Map<string, OpenModal[]>();
  private readonly homes = new Map<string, KeptView>();
  private readonly whispers = new Map<string, Whisper[]>();
  /** Who pressed, by the trigger that the press came with. */
  private readonly triggers = new Map<string, string>();

  /** The one on top. */
  modalOf(userId: string): OpenModal | undefined {
    return this.modals.get(userId)?.at(-1);
  }

  homeOf(userId: string): KeptView | undefined {
    return this.homes.get(userId);
  }

  whispersTo(userId: string): readonly Whisper[] {
    return this.whispers.get(userId) ?? [];
  }

  pressed(triggerId: string, userId: string): void {
    this.triggers.set(triggerId, userId);
  }

  take({ method, body, answer }: DoneCall): void {
    const view = viewIn(answer);
    const userId = this.triggers.get(String(body['trigger_id']));
    if (method === 'chat.postEphemeral') this.whisper(body, answer);
    else if (view === undefined) return;
    else if (method === 'views.publish') this.homes.set(String(body['user_id']), view);
    else if (method === 'views.update') this.replace(view);
    else if (userId === undefined) return;
    // Slack shows one modal at a time: another takes its place.
    else if (method === 'views.open') this.modals.set(userId, [opened(view)]);
    else if (method === 'views.push') this.push(userId, view);
  }

  push(userId: string, view: KeptView): void {
    this.modals.set(userId, [...(this.modals.get(userId) ?? []), opened(withIds(view))]);
  }

  /** What the fields have in common with the view before keeps what stood in it. */
  replace(changed: KeptView): void {
    const view = withIds(changed);
    for (const stack of this.modals.values()) {
      const index = stack.findIndex((modal) => modal.view.id === view.id);
      const before = stack[index];
      if (before !== undefined) {
        stack[index] = { view, values: kept(view.blocks as unknown as Block[], before.values), errors: {} };
      }
    }
    for (const [userId, home] of this.homes) if (home.id === view.id) this.homes.set(userId, view);
  }

  /** What was typed stays, with what is wrong with it. */
  keep(userId: string, changed: Partial<Omit<OpenModal, 'view'>>): void {
    const stack = this.modals.get(userId) ?? [];
    const top = stack.pop();
    if (top === undefined) return;
    stack.push({ view: top.view, values: top.values, errors: {}, ...changed });
  }

  /** The one below comes up again. */
  close(userId: string): void {
    this.modals.get(userId)?.pop();
  }

  clear(userId: string): void {
    this.modals.delete(userId);
  }

  private whisper(body: Record<string, unknown>, answer: Record<string, unknown>): void {
    const { user, text, blocks } = body;
    const userId = String(user);
    const said: Whisper = {
      ts: String(answer['message_ts']),
      text: typeof text === 'string' ? text : '',
      blocks: Array.isArray(blocks) ? (blocks as Block[]) : [],
    };
    this.whispers.set(userId, [...this.whispersTo(userId), said]);
  }
}

function viewIn(answer: Record<string, unknown>): KeptView | undefined {
  const view = answer['view'] as KeptView | undefined;
  return view === undefined ? undefined : withIds(view);
}

function withIds(view: KeptView): KeptView {
  return { ...view, blocks: withBlockIds(view.blocks) };
}

function opened(view: KeptView): OpenModal {
  return { view, values: initialState(view.blocks as unknown as Block[]), errors: {} };
}
