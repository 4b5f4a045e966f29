import { createHash, randomUUID } from 'node:crypto';
import type { Command } from '#domain/commands.js';
import type { Actor } from '#domain/roles/actor.js';
import type { RecordDoor } from '#record/door.js';
import { type FormValues, valueOf } from './form-state.js';

/** A new form's key: sent twice, by a double press or a reload, it is done once. */
export function newFormKey(): string {
  return randomUUID();
}

/** Hands a form's command to the one door. @throws what the door throws */
export async function sendForm(
  door: RecordDoor,
  command: Command,
  actor: Actor,
  sent: { path: string; values: FormValues },
): Promise<void> {
  const key = valueOf(sent, 'key');
  const usable = /^[\w-]{1,100}$/u.test(key);
  await door.handle(
    command,
    actor,
    usable ? { idempotency: { key: `form:${key}`, fingerprint: fingerprint(sent) } } : {},
  );
}

/** What was asked for; the token that protects the form is not a part of it. */
function fingerprint({ path, values }: { path: string; values: FormValues }): string {
  const asked = Object.entries(values)
    .filter(([name]) => name !== '_csrf')
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([path, asked]))
    .digest('hex');
}
