import type { RiskInWords } from '#domain/risk/risk-in-words.js';
import { t } from '../frame/texts.js';
import { given } from './asked.js';
import type { FormField } from './form-fields.js';
import type { FormValues } from './form-state.js';

/** Risk in words, of a measure or a situation: no levels. @param likelihood what is asked about how likely it is */
export function riskFields(likelihood: string): readonly FormField[] {
  return [
    {
      kind: 'long-text',
      name: 'likelihood',
      rows: 3,
      label: likelihood,
      hint: t('page.field.likelihood.hint'),
      required: true,
    },
    {
      kind: 'long-text',
      name: 'consequence',
      rows: 3,
      label: t('page.field.consequence'),
      hint: t('page.field.consequence.hint'),
      required: true,
    },
    { kind: 'long-text', name: 'conclusion', rows: 3, label: t('page.field.conclusion') },
  ];
}

export function riskPrefill(risk: RiskInWords | undefined): FormValues {
  if (risk === undefined) return {};
  const { likelihood, consequence, conclusion = '' } = risk;
  return { likelihood, consequence, conclusion };
}

export function riskAsked(values: FormValues): Record<string, string> {
  return given(values, ['likelihood', 'consequence', 'conclusion']);
}
