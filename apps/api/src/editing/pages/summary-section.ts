import { createHash } from 'node:crypto';
import type { Instant } from '#domain/ids.js';
import type { Indicator } from '#domain/plan/plan.js';
import type { Asked } from '../../web/forms/asked.js';
import type { FieldError, FormValues } from '../../web/forms/form-state.js';
import { valuesOf } from '../../web/forms/form-state.js';
import type { FormField } from '../../web/forms/form-fields.js';

/** What an owner has said, which the editor may take in. */
export interface Proposal {
  /** Whose word it is. */
  from: string;
  text: string;
  at: Instant;
  /** Given after what was published was written. */
  isNew: boolean;
}

/** One part of a plan's summary that is edited by itself: a text, an assessment, a list. */
export interface SummarySection {
  /** The last part of its address, and the name of its draft. */
  key: string;
  title: string;
  intro: string;
  /** What it is about, to have before one's eyes while writing. */
  background: readonly { label: string; text: string }[];
  /** Figures over time; only where the section is about a goal. */
  indicators?: readonly Indicator[];
  fields: readonly FormField[];
  /** As it stands in the summary now. Empty where what is sent is added to what is there. */
  published: FormValues;
  publishedBy?: { name: string; at: Instant };
  /** Instead of what is published, where nothing is: the owner's newest word. */
  suggested?: FormValues;
  proposals: readonly Proposal[];
  /** What the proposals are, where they are not the owners' words. */
  proposalsHeading?: string;
  /** The newest proposal that the page shows. */
  considered?: Instant;
  ask(values: FormValues): Promise<Reading> | Reading;
}

/** A section without its address. */
export type SectionContent = Omit<SummarySection, 'key'>;

/** What was written, as a command to be, or what is wrong with it. */
export type Reading = Asked | { errors: readonly FieldError[] };

/** The section's own fields among what was sent. */
export function typedIn(section: Pick<SummarySection, 'fields'>, values: FormValues): FormValues {
  return Object.fromEntries(section.fields.map(({ name }) => [name, values[name] ?? '']));
}

/** Two are equal when what they name reads the same: what the writer saw against what stands there now. */
export function fingerprintOf(values: FormValues): string {
  const asked = Object.keys(values)
    .sort()
    .map((name) => [name, valuesOf({ values }, name)]);
  return createHash('sha256').update(JSON.stringify(asked)).digest('hex').slice(0, 16);
}

export function fieldError(field: string, message: string): Extract<Reading, { errors: unknown }> {
  return { errors: [{ field, message }] };
}
