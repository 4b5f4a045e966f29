import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Command } from '#domain/commands.js';
import { type Handled, CommandHandler } from '#record/command-handler.js';
import type { StreamKind } from '#domain/history.js';
import { heldIn } from '../record/held-decision.js';
import { Answer, entityTag } from './answer.js';
import type { CommandRequest } from './command-request.js';

/** Where each stream’s resources are found. */
const collections = {
  evaluation: 'evaluations',
  plan: 'plans',
  measure: 'measures',
  item: 'items',
  party: 'parties',
  person: 'persons',
  decision: 'decisions',
  report: 'reports',
  catalogue: 'catalogues',
} as const satisfies Record<StreamKind | 'item', string>;
export type ResourceKind = keyof typeof collections;

export function hrefOf(kind: ResourceKind, id: string): string {
  return `/api/v1/${collections[kind]}/${id}`;
}

const changed = {
  id: z.string(),
  number: z.int().exactOptional().meta({
    description: 'The number of the plan, the measure, the report or the catalogue, where it has one.',
  }),
  version: z
    .int()
    .exactOptional()
    .meta({ description: 'The version after the change; absent when nothing had to be changed.' }),
  href: z.string(),
  similarHref: z
    .string()
    .exactOptional()
    .meta({ description: 'Of a new measure: earlier ones like it, in all plans.' }),
};
const commandId = z.string().meta({ description: 'Names this change in every history it stands in.' });

export const changeAnswer = z.object({ commandId, ...changed }).meta({ id: 'Change' });
export type ChangeAnswer = z.output<typeof changeAnswer>;

export const heldAnswer = z
  .object({
    commandId,
    id: z.string().meta({ description: 'What the decision is about: nothing has happened to it yet.' }),
    href: z.string(),
    awaitsCountersignature: z
      .object({ id: z.string(), href: z.string() })
      .meta({ description: 'The body’s decision as it was entered.' }),
  })
  .meta({ id: 'Held' });
export type HeldAnswer = z.output<typeof heldAnswer>;

export const changesAnswer = z
  .object({ commandId, items: z.array(z.object(changed)) })
  .meta({ id: 'Changes' });
export type ChangesAnswer = z.output<typeof changesAnswer>;

/**
 * Hands a request’s command to the command handler and answers from its result alone, so that the answer to a repeated
 * request has the same bytes. Errors pass through: `problems/` turns them into answers.
 */
@Injectable()
export class CommandDispatcher {
  constructor(@Inject(CommandHandler) private readonly record: CommandHandler) {}

  /** Something new: Location is its address. */
  async registers(kind: StreamKind, command: Command, asked: CommandRequest): Promise<Answer<ChangeAnswer>> {
    const handled = await this.handle(command, asked);
    const made = handled.changed.find(({ stream }) => stream === kind);
    if (made === undefined) throw new Error(`${command.type} registered no ${kind}`);
    const body = changeOf(handled, made, kind, made.id);
    return new Answer(body, { ...headersOf(handled, body), Location: body.href });
  }

  /** Something happened to what `of` names: Location is its entry in the history. */
  async happens(
    of: { kind: StreamKind; id: string },
    command: Command,
    asked: CommandRequest,
  ): Promise<Answer<ChangeAnswer | HeldAnswer>> {
    const handled = await this.handle(command, asked);
    const held = heldIn(handled, command);
    if (held !== undefined) return awaitsAnother(handled, of, held);
    const body = changeOf(handled, madeOf(handled, of), of.kind, of.id);
    const entry = `${hrefOf(of.kind, of.id)}/history?command=${handled.commandId}`;
    return new Answer(body, { ...headersOf(handled, body), Location: entry });
  }

  /** Something happened to an item, which is versioned with its measure. */
  async happensToItem(
    item: { id: string; measureId: string },
    command: Command,
    asked: CommandRequest,
  ): Promise<Answer<ChangeAnswer | HeldAnswer>> {
    const handled = await this.handle(command, asked);
    const held = heldIn(handled, command);
    if (held !== undefined) return awaitsAnother(handled, { kind: 'item', id: item.id }, held);
    const measure = handled.changed.find(({ id }) => id === item.measureId);
    const version = measure === undefined ? {} : { version: measure.version };
    const body = { commandId: handled.commandId, id: item.id, ...version, href: hrefOf('item', item.id) };
    return new Answer(body, {
      ...headersOf(handled, body),
      Location: `${body.href}/history?command=${handled.commandId}`,
    });
  }

  /** A plain change of fields. */
  async changes(
    of: { kind: StreamKind; id: string },
    command: Command,
    asked: CommandRequest,
  ): Promise<Answer<ChangeAnswer>> {
    const handled = await this.handle(command, asked);
    const body = changeOf(handled, madeOf(handled, of), of.kind, of.id);
    return new Answer(body, headersOf(handled, body));
  }

  /** Many of one kind at once. */
  async changesMany(
    kind: StreamKind,
    command: Command,
    asked: CommandRequest,
    location: string,
  ): Promise<Answer<ChangesAnswer>> {
    const handled = await this.handle(command, asked);
    const items = handled.changed
      .filter(({ stream }) => stream === kind)
      .map((made) => resource(made, kind, made.id));
    return new Answer({ commandId: handled.commandId, items }, { ...replayed(handled), Location: location });
  }

  private handle(command: Command, { actor, idempotency }: CommandRequest): Promise<Handled> {
    return this.record.handle(command, actor, idempotency === undefined ? {} : { idempotency });
  }
}

type Changed = Handled['changed'][number];

function madeOf({ changed: all }: Handled, of: { kind: StreamKind; id: string }): Changed | undefined {
  return all.find(({ stream, id }) => stream === of.kind && id === of.id);
}

function awaitsAnother(
  handled: Handled,
  of: { kind: ResourceKind; id: string },
  held: Changed,
): Answer<HeldAnswer> {
  const decision = { id: held.id, href: hrefOf('decision', held.id) };
  const body = {
    commandId: handled.commandId,
    id: of.id,
    href: hrefOf(of.kind, of.id),
    awaitsCountersignature: decision,
  };
  return new Answer(body, { ...replayed(handled), Location: decision.href }, 202);
}

function changeOf(handled: Handled, made: Changed | undefined, kind: StreamKind, id: string): ChangeAnswer {
  return { commandId: handled.commandId, ...resource(made, kind, id) };
}

function resource(made: Changed | undefined, kind: StreamKind, id: string): Omit<ChangeAnswer, 'commandId'> {
  return {
    id,
    ...(made?.number === undefined ? {} : { number: made.number }),
    ...(made === undefined ? {} : { version: made.version }),
    href: hrefOf(kind, id),
    ...(kind === 'measure' && made?.version === 1 ? { similarHref: `${hrefOf(kind, id)}/similar` } : {}),
  };
}

function headersOf(handled: Handled, body: ChangeAnswer): Record<string, string> {
  return { ...replayed(handled), ...(body.version === undefined ? {} : { ETag: entityTag(body.version) }) };
}

function replayed({ replayed: again }: Handled): Record<string, string> {
  return again ? { 'Idempotency-Replayed': 'true' } : {};
}
