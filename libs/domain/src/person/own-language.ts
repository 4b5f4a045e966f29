import type { Command } from '../commands.js';
import type { Actor } from '../roles/actor.js';

/** Nothing but what the person themself is spoken to in, which is theirs to choose whoever they are. */
export function choosesOwnLanguage(command: Command, { id }: Actor): boolean {
  if (command.type !== 'RevisePerson' || command.personId !== id) return false;
  const { language, name, email, roles, partyIds, active } = command;
  return (
    language !== undefined && [name, email, roles, partyIds, active].every((field) => field === undefined)
  );
}
