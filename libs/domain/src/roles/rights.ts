import { ruleOf } from '../command-rules.js';
import type { Command, CommandType } from '../commands.js';
import type { PersonId } from '../ids.js';
import { type Actor, isClient } from './actor.js';
import { may, requireMayBring, requirePermission } from './permissions.js';

/**
 * Whether the actor may give such a command at all, whatever state things are in.
 * @param named whom the thing that it is about names
 */
export function mayGive(actor: Actor, type: CommandType, named: readonly PersonId[] = []): boolean {
  const { right } = ruleOf(type);
  if (right === 'anybody' || right.held.some((permission) => may(actor, permission))) return true;
  return (right.orNamed === true || right.orOneself !== undefined) && named.includes(actor.id);
}

/**
 * Refuses whoever may never give such a command, whatever it is about. Whether one who may give it may do so with this
 * very thing is decided where the thing is known (`rightOn` in the rule of a command on a measure).
 * @throws DomainError `not-permitted`, `leadership-decides`
 */
export function requireMayGive(actor: Actor, command: Command): void {
  const { right } = ruleOf(command.type);
  if (right === 'anybody' || mayGive(actor, command.type)) return;
  if (right.orNamed === true && !isClient(actor)) return;
  if (right.orOneself?.(command, actor) === true) return;
  if ('authority' in command && command.authority !== undefined) requireMayBring(actor, command.authority);
  right.held.forEach((permission) => {
    requirePermission(actor, permission);
  });
}
