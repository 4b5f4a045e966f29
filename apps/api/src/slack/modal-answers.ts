import type { ViewResponseAction } from '@slack/bolt';
import { DomainError } from '#domain/domain-error.js';
import { say, sayProblem, type Locale } from '#messages/texts/say.js';

/** The answer to a submitted modal: cleared, or errors at their fields, and what was typed stays. */
export type ModalAnswer = ViewResponseAction;

export const closeModal: ModalAnswer = { response_action: 'clear' };

export function errorsAt(errors: Readonly<Partial<Record<string, string>>>): ModalAnswer {
  const given = Object.entries(errors).flatMap(([field, text]) =>
    text === undefined ? [] : [[field, text]],
  );
  return { response_action: 'errors', errors: Object.fromEntries(given) as Record<string, string> };
}

/** A refusal of the domain, at the field it is about where the modal has it; else at the first. */
export function refusalAt(
  locale: Locale,
  error: DomainError,
  fields: readonly [string, ...string[]],
): ModalAnswer {
  const { field } = error.extra;
  const named = typeof field === 'string' ? field.split('.')[0] : undefined;
  const at = fields.find((candidate) => candidate === named) ?? fields[0];
  return errorsAt({ [at]: sayProblem(locale, error) });
}

/**
 * Slack shows its own error when a submission is not answered in three seconds, and the person does not know
 * whether it counted. So we answer before: press again; the same submission does nothing twice.
 */
export async function answeredWithin(
  limitMs: number,
  locale: () => Locale,
  firstField: string,
  answer: Promise<ModalAnswer>,
): Promise<ModalAnswer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<ModalAnswer>((resolve) => {
    timer = setTimeout(() => resolve(errorsAt({ [firstField]: say(locale(), 'modal.error.slow') })), limitMs);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
