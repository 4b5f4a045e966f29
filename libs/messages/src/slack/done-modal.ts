import { limits } from '#domain/limits.js';
import type { Evidence } from '#domain/measure/measure.js';
import type { ModalFacts } from '../message-facts.js';
import { say, type Locale } from '../texts/say.js';
import type { SlackContext } from './buttons.js';
import { lengthOf, typed, type FormAnswer, type ViewValues } from './form-values.js';
import { context } from './mrkdwn.js';
import { aboutSection, modal, restrictedModal, textInput, type SlackView } from './modal-parts.js';
import { callbackIds, pressValue, readPressValue, type Press } from './presses.js';

export const doneFields = ['what', 'evidence'] as const;
export type DoneField = (typeof doneFields)[number];

/** *Meld ferdig* (EXAMPLES.md): what was done, and what shows it. */
export function doneModal(facts: ModalFacts, to: SlackContext): SlackView {
  if (facts.restricted) return restrictedModal(to, facts);
  const { locale } = to;
  return modal(
    locale,
    { title: 'modal.done.title', submit: 'modal.done.submit' },
    {
      callbackId: callbackIds.done,
      privateMetadata: doneModalMetadata(facts),
      blocks: [
        aboutSection(locale, facts),
        textInput(
          locale,
          'what' satisfies DoneField,
          { label: 'modal.done.what', hint: 'modal.done.what-hint' },
          { multiline: true, optional: false, maxLength: limits.doneReport.max },
        ),
        textInput(
          locale,
          'evidence' satisfies DoneField,
          { label: 'modal.done.evidence', hint: 'modal.done.evidence-hint' },
          { multiline: false, optional: !facts.evidenceRequired, maxLength: limits.reference },
        ),
        context(say(locale, 'modal.done.note')),
      ],
    },
  );
}

export interface FilledDone {
  what: string;
  evidence: readonly Evidence[];
}

/** What was submitted, checked as far as it can be without the record; errors say what to write. */
export function readDoneForm(
  locale: Locale,
  values: ViewValues,
  evidenceRequired: boolean,
): FormAnswer<DoneField, FilledDone> {
  const what = typed(values, 'what');
  const reference = typed(values, 'evidence');
  const errors: Partial<Record<DoneField, string>> = {};
  const { min, max } = limits.doneReport;
  if (lengthOf(what) < min) errors.what = say(locale, 'modal.error.what-short', { count: lengthOf(what) });
  else if (lengthOf(what) > max) errors.what = say(locale, 'modal.error.what-long', { max });
  if (reference === '' && evidenceRequired) errors.evidence = say(locale, 'modal.error.evidence-missing');
  else if (lengthOf(reference) > limits.reference) {
    errors.evidence = say(locale, 'modal.error.evidence-long', { max: limits.reference });
  }
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  return { ok: true, filled: { what, evidence: reference === '' ? [] : [evidenceOf(reference)] } };
}

/** A web address is a link; everything else is taken as the archive's reference. */
function evidenceOf(reference: string): Evidence {
  return { kind: isWebAddress(reference) ? 'link' : 'archive-reference', reference };
}

function isWebAddress(reference: string): boolean {
  return URL.canParse(reference) && /^https?:$/.test(new URL(reference).protocol);
}

export interface DoneModalMetadata extends Press {
  evidenceRequired: boolean;
}

function doneModalMetadata(facts: ModalFacts): string {
  return JSON.stringify({ press: pressValue(facts), evidenceRequired: facts.evidenceRequired });
}

/** Undefined when the modal is not one of ours. */
export function readDoneModalMetadata(privateMetadata: string): DoneModalMetadata | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(privateMetadata);
  } catch {
    return undefined;
  }
  if (typeof parsed !== 'object' || parsed === null) return undefined;
  const { press, evidenceRequired } = parsed as Record<string, unknown>;
  const read = readPressValue(press);
  return read === undefined ? undefined : { ...read, evidenceRequired: evidenceRequired !== false };
}
