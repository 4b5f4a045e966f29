import type { Command } from './commands.js';
import type { Decided } from './history.js';
import type { Loaded, Needs } from './needs.js';
import type { Circumstances } from './register.js';
import type { Right } from './roles/right.js';

/** All that there is to know of a command beside its type. It stands where its rule stands. */
export interface CommandRule<C> {
  /** Asked before anything is looked up, read or locked. */
  right: Right<C> | 'anybody';
  /** Which streams are loaded and locked before it is decided. */
  needs(command: C): Partial<Needs>;
  /** What it leads to, on what was loaded. @throws DomainError when a rule says no */
  decide(command: C, loaded: Loaded, circumstances: Circumstances): Decided[];
}

/** A rule for each of these commands: one without does not compile. */
export type RulesOf<C extends Command> = {
  readonly [T in C['type']]: CommandRule<Extract<C, { type: T }>>;
};

/** What a rule that several commands share is given: the command, what was loaded, and the circumstances. */
export type Asked<C> = Parameters<CommandRule<C>['decide']>;
