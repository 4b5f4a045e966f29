import type { Actor } from './actor.js';
import type { Permission } from './permissions.js';

/** What a command takes of whoever gives it: one of the permissions held. */
export interface Right<C = unknown> {
  held: readonly Permission[];
  /** Or to be named in what it is about: as substitute, as reviewer, as who was asked. */
  orNamed?: true;
  /** Or to ask it for oneself alone. */
  orOneself?: (command: C, actor: Actor) => boolean;
}

export const register: Right = { held: ['register'] };
export const editPlan: Right = { held: ['edit-plan'] };
export const administer: Right = { held: ['administer-register'] };
/** A leader's, or a body's that the secretariat enters. */
export const bringDecision: Right = { held: ['decide', 'enter-decision'] };
