import type { Envelope } from '../history.js';
import type { Circumstances } from '../register.js';

/** Of events that the rest of the same command is decided on. No rule asks which command it was. */
export function notYetRecorded({ now, actor }: Circumstances): Envelope {
  return { at: now, actorId: actor.id, commandId: '' };
}
