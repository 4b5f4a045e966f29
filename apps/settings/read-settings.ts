import type { z } from 'zod';

/** Where settings come from: `process.env`, or what a test gives. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A setting is missing or wrong; the message names each variable, what is wrong and what it is for. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/**
 * Reads the settings of one part once. A variable that is set to nothing, as compose files do, counts as not set.
 * @param part who reads, in the message: `The API`
 * @throws SettingsError naming all that is missing or wrong, never a value (it may be a secret)
 */
export function readSettings<Settings extends z.ZodObject>(
  part: string,
  settings: Settings,
  environment: Environment,
): z.output<Settings> {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const read = settings.safeParse(given);
  if (read.success) return read.data;
  const purposes: Readonly<Record<string, z.core.$ZodType & { description?: string | undefined }>> =
    settings.shape;
  const lines = read.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    const wrong =
      issue.code === 'custom' ? issue.message : given[name] === undefined ? 'is missing' : 'is not valid';
    return `  ${name} ${wrong} – ${purposes[name]?.description ?? ''}`;
  });
  throw new SettingsError(
    [`${part} can’t start. Set these environment variables:`, ...new Set(lines)].join('\n'),
  );
}
