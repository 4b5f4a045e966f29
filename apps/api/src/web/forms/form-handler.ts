import { createHash, randomUUID } from 'node:crypto';
import type { Request } from 'express';
import type { Command, CommandType } from '#domain/commands.js';
import { DomainError } from '#domain/domain-error.js';
import type { DecisionId, PersonId } from '#domain/ids.js';
import type { Actor } from '#domain/roles/actor.js';
import { mayGive } from '#domain/roles/rights.js';
import type { CommandHandler } from '#record/command-handler.js';
import { heldIn } from '../../record/held-decision.js';
import { PageFailure } from '../failures/page-failure.js';
import { t } from '../frame/texts.js';
import type { Asked } from './asked.js';
import { domainErrors, missingErrors, oncePerField, schemaErrors } from './form-errors.js';
import type { FormField } from './form-fields.js';
import { labelsName } from './form-labels.js';
import { type FieldError, type FormValues, formValues, valueOf } from './form-state.js';

/** A form as it came in: where it was sent, and what was typed. */
export interface Sent {
  path: string;
  values: FormValues;
}

/** What came of a form: what is wrong, at its fields, or it is done. */
export interface Taken {
  errors: readonly FieldError[];
  /** Refused, since somebody else changed the same after the form was made. */
  stale?: boolean;
  /** A body's decision was entered: what was asked for has effect when another has countersigned it. */
  held?: DecisionId;
}

/** From what a form sent to what the record did: the way that every page's form goes. */
export class FormHandler {
  constructor(private readonly commands: CommandHandler) {}

  /**
   * Reads the values through the schema that REST uses, and gives the command to the command handler.
   * @throws what is neither the schema's nor the domain's refusal
   */
  async take(asked: Asked, fields: readonly FormField[], actor: Actor, sent: Sent): Promise<Taken> {
    const read = readForm(asked, fields, sent.values);
    if ('errors' in read) return read;
    try {
      return { errors: [], ...(await this.send(read.command, actor, sent)) };
    } catch (error) {
      return refusedBy(error, asked);
    }
  }

  /** Gives a form's command to the command handler; the same form sent twice is done once. @throws what that throws */
  async send(command: Command, actor: Actor, sent: Sent): Promise<Pick<Taken, 'held'>> {
    const key = valueOf(sent, 'key');
    const usable = /^[\w-]{1,100}$/u.test(key);
    const handled = await this.commands.handle(
      command,
      actor,
      usable ? { idempotency: { key: `form:${key}`, fingerprint: fingerprint(sent) } } : {},
    );
    const held = heldIn(handled, command);
    return held === undefined ? {} : { held: held.id };
  }
}

/** A form's command, or everything that is wrong with what was written, said at once. */
export function readForm(
  asked: Asked,
  fields: readonly FormField[],
  values: FormValues,
): { command: Command } | { errors: readonly FieldError[] } {
  const read = asked.schema.safeParse(asked.body);
  const beside = asked.errors ?? [];
  if (read.success && beside.length === 0) return { command: asked.command(read.data) };
  const issues = read.success ? [] : read.error.issues;
  const found = schemaErrors(issues, asked.fieldOfPath, fields);
  return { errors: oncePerField([...beside, ...found, ...missingErrors(fields, values)]) };
}

/** What was refused, at the fields it is about. @throws what is not a refusal */
export function refusedBy(error: unknown, asked: Asked): Taken {
  if (!(error instanceof DomainError)) throw error;
  return { errors: domainErrors(error, asked.fieldOfPath), stale: error.refusal === 'stale' };
}

export function sentIn(request: Request): Sent {
  return { path: request.path, values: formValues(request.body) };
}

/** A new form's key: sent twice, by a double press or a reload, it is done once. */
export function newFormKey(): string {
  return randomUUID();
}

/** The form with this last part of an address. @throws PageFailure not-found */
export function formAt<Form extends { slug: string }>(forms: readonly Form[], slug: string): Form {
  const form = forms.find((known) => known.slug === slug);
  if (form === undefined) throw new PageFailure('not-found');
  return form;
}

/** What of a form is looked at before it is shown or read. */
interface Offer<Context> {
  gives: CommandType;
  offered(context: Context): boolean;
}

/**
 * Actors who together have every right there is. If none of them is offered a form, it is the state of things that
 * forbids it and not a missing right. Rights hang on a role, on a unit, or on being named.
 */
function others({ partyIds }: Actor, named: readonly PersonId[]): Actor[] {
  const roles = ['secretariat', 'leadership', 'owner'] as const;
  return ['', ...named].map((id) => ({ id, roles, partyIds }));
}

/**
 * What is not offered (any more) has no page.
 * @param named whoever the thing names, and so may do what others may not
 * @throws PageFailure forbidden where it is another's to do; refused where nobody can do it as things stand
 */
export function requireOffered<Context extends { actor: Actor }>(
  form: Offer<Context>,
  context: Context,
  named: readonly PersonId[] = [],
): void {
  requireRight(form, context, named);
  if (!form.offered(context)) throw new PageFailure('refused', t('page.error.offered-no-more'));
}

/**
 * Asked of what is sent, before it is read: whoever it is not for is told so, whatever they sent. What can't be done
 * any more is said by the rules, with what was typed.
 * @throws PageFailure forbidden where it is another's to do
 */
export function requireRight<Context extends { actor: Actor }>(
  form: Offer<Context>,
  context: Context,
  named: readonly PersonId[] = [],
): void {
  const { actor } = context;
  requireMay(actor, form, named);
  if (form.offered(context)) return;
  if (others(actor, named).some((other) => form.offered({ ...context, actor: other })))
    throw new PageFailure('forbidden', t('page.error.offered-to-others'));
}

/**
 * Whoever may never do this, whatever state things are in.
 * @throws PageFailure forbidden
 */
export function requireMay(
  actor: Actor,
  { gives }: Pick<Offer<never>, 'gives'>,
  named: readonly PersonId[] = [],
): void {
  if (!mayGive(actor, gives, named)) throw new PageFailure('forbidden', t('page.error.offered-to-others'));
}

/** What was asked for; the token that protects the form and what its fields are called are not a part of it. */
function fingerprint({ path, values }: Sent): string {
  const asked = Object.entries(values)
    .filter(([name]) => name !== '_csrf' && name !== labelsName)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([path, asked]))
    .digest('hex');
}
