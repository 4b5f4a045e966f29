import type { Command } from '#domain/commands.js';
import { bodysDecision } from '#domain/decision/countersigning.js';
import type { Handled } from '#record/command-handler.js';

type Changed = Handled['changed'][number];

/** What was asked for is a body's decision, and waits for another than the one who asked. */
export function heldIn({ changed }: Handled, command: Command): Changed | undefined {
  if (bodysDecision(command) === undefined) return undefined;
  return changed.find(({ stream }) => stream === 'decision');
}
