import { given } from '../../web/forms/asked.js';
import type { FieldOfPath } from '../../web/forms/form-errors.js';
import { type FormValues, valueOf } from '../../web/forms/form-state.js';

/** A link where it is written as one; anything else is an archive reference. */
export function evidenceGiven(values: FormValues): object[] {
  const reference = valueOf({ values }, 'reference').trim();
  if (reference === '') return [];
  const kind = /^https?:/iu.test(reference) ? 'link' : 'archive-reference';
  return [{ kind, reference, ...given(values, ['note']) }];
}

export const evidencePaths: FieldOfPath = {
  evidence: 'reference',
  'evidence.0.reference': 'reference',
  'evidence.0.note': 'note',
};
