import type { Command } from './commands.js';
import type { Decided } from './history.js';
import type { Loaded } from './needs.js';
import type { Circumstances } from './register.js';

/** See the real one below: filled in by the concepts. */
export type Decide = (command: Command, loaded: Loaded, circumstances: Circumstances) => Decided[];
