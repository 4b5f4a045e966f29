import { translated } from './record-errors.js';
import { RecordUnavailable } from './record-unavailable.js';

/** Runs a command of ours to its end. What stops it is said in plain words with the next step; then it ends with 1. */
export async function runCommand(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    console.error(inPlainWords(error));
    process.exitCode = 1;
  }
}

/** What a person at the command line is told of an error: no stack, and no address with a password in it. */
export function inPlainWords(error: unknown): string {
  if (translated(error) instanceof RecordUnavailable) {
    return 'The database does not answer. Start it, or correct its address, and try again.';
  }
  return error instanceof Error ? error.message : String(error);
}
