import type { z } from 'zod';
import type { Command } from '#domain/commands.js';
import type { FieldOfPath } from './form-errors.js';
import { type FieldError, type FormValues, valueOf } from './form-state.js';

/** A form's values as the REST body they stand for, and the command that body becomes. */
export interface Asked<Body = unknown> {
  body: unknown;
  schema: z.ZodType<Body>;
  command(body: Body): Command;
  fieldOfPath: FieldOfPath;
  /** What is wrong beside what the schema finds. */
  errors?: readonly FieldError[];
}

/** The version the form was made from. */
export interface Seen {
  expectedVersion?: number;
}

/** Binds a schema to the command made from what it lets through. */
export function asked<Body>(
  schema: z.ZodType<Body>,
  body: unknown,
  command: (body: Body) => Command,
  fieldOfPath: FieldOfPath = {},
): Asked {
  return { schema, body, command: (read) => command(read as Body), fieldOfPath };
}

/** What the hidden field `version` says; nothing where it says nothing usable. */
export function versionSeen(values: FormValues): Seen {
  const version = valueOf({ values }, 'version');
  return /^\d{1,9}$/u.test(version) ? { expectedVersion: Number(version) } : {};
}

/** Whether the form was made from another version than there is now; of what has no version it never is. */
export function isOvertaken(values: FormValues, versionNow: string | undefined): boolean {
  const { expectedVersion } = versionSeen(values);
  return expectedVersion !== undefined && versionNow !== undefined && String(expectedVersion) !== versionNow;
}

/** The named values that were filled in; an empty field is one that was not sent. */
export function given(values: FormValues, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name): [string, string][] => {
      const value = valueOf({ values }, name);
      return value.trim() === '' ? [] : [[name, value]];
    }),
  );
}
