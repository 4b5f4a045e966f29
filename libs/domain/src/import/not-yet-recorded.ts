import type { Envelope } from '../history.js';
import type { Circumstances } from '../register.js';

/** The envelope of events that later parts of the same command are decided on. No rule reads the command's id. */
export function notYetRecorded({ now, actor }: Circumstances): Envelope {
  return { at: now, actorId: actor.id, commandId: '' };
}
