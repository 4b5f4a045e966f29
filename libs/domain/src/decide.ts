import { ruleOf } from './command-rules.js';
import type { Command } from './commands.js';
import { bodysDecision, heldDecision, planOfDecision } from './decision/countersigning.js';
import type { Decided } from './history.js';
import { withAsked, withLapsedExtensions } from './measure/extension.decide.js';
import type { Loaded } from './needs.js';
import type { Circumstances } from './register.js';

/**
 * The rules' one entrance: what this command, on what was loaded, leads to. Pure.
 * @returns the new events by stream, in order; empty when nothing would change
 * @throws DomainError when a rule says no
 */
export function decide(command: Command, loaded: Loaded, circumstances: Circumstances): Decided[] {
  const decided = withLapsedExtensions(ruleOf(command.type).decide(command, loaded, circumstances), loaded);
  const ofBody = bodysDecision(command);
  // What a rule would refuse is refused now, not when another countersigns it.
  if (ofBody === undefined || decided.length === 0) return decided;
  const held = { ...ofBody, command: withAsked(ofBody.command, loaded) };
  return [heldDecision(held, planOfDecision(ofBody.command, loaded), circumstances)];
}
