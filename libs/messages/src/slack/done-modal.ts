import type { PlainDate } from '#domain/ids.js';
import { limits } from '#domain/limits.js';
import type { Evidence } from '#domain/measure/measure.js';
import type { ModalFacts } from '#domain/message/message-facts.js';
import { say, type Locale } from '../texts/say.js';
import type { SlackContext } from './buttons.js';
import { lengthOf, picked, typed, type FormAnswer, type ViewValues } from './form-values.js';
import { context } from './mrkdwn.js';
import { aboutSection, dateInput, modal, restrictedModal, textInput, type SlackView } from './modal-parts.js';
import type { ItemModal } from './item-modal.js';
import { buttonValue, readButtonValue, type ButtonValue } from './button-value.js';

const callbackId = 'kvittert_report_done';
const doneFields = ['what', 'evidence', 'effectReviewOn'] as const;
export type DoneField = (typeof doneFields)[number];

export const doneItemModal: ItemModal = {
  action: 'done',
  callbackId,
  fields: doneFields,
  isFor: 'owner',
  view: doneModal,
  read(locale, privateMetadata, values) {
    const meant = readDoneModalMetadata(privateMetadata);
    if (meant === undefined) return undefined;
    const { evidenceRequired, ...item } = meant;
    const form = readDoneForm(locale, values, evidenceRequired);
    return form.ok ? { ok: true, filled: { type: 'ReportDone', ...item, ...form.filled } } : form;
  },
};

/** *Meld ferdig* (EXAMPLES.md): what was done, what shows it, and whether the effect should be reviewed. */
export function doneModal(facts: ModalFacts, to: SlackContext): SlackView {
  if (facts.restricted) return restrictedModal(to, facts);
  const { locale } = to;
  return modal(
    locale,
    { title: 'modal.done.title', submit: 'modal.done.submit' },
    {
      callbackId,
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
        dateInput(locale, 'effectReviewOn' satisfies DoneField, {
          label: 'modal.done.effect-review',
          hint: 'modal.done.effect-review-hint',
        }),
        context(say(locale, 'modal.done.note')),
      ],
    },
  );
}

export interface FilledDone {
  what: string;
  evidence: readonly Evidence[];
  effectReviewOn?: PlainDate;
}

/** What was submitted, checked as far as it can be without the record; errors say what to write. */
export function readDoneForm(
  locale: Locale,
  values: ViewValues,
  evidenceRequired: boolean,
): FormAnswer<DoneField, FilledDone> {
  const what = typed(values, 'what');
  const reference = typed(values, 'evidence');
  const effectReviewOn = picked(values, 'effectReviewOn');
  const errors: Partial<Record<DoneField, string>> = {};
  const { min, max } = limits.doneReport;
  if (lengthOf(what) < min) errors.what = say(locale, 'modal.error.what-short', { count: lengthOf(what) });
  else if (lengthOf(what) > max) errors.what = say(locale, 'modal.error.what-long', { max });
  if (reference === '' && evidenceRequired) errors.evidence = say(locale, 'modal.error.evidence-missing');
  else if (lengthOf(reference) > limits.reference) {
    errors.evidence = say(locale, 'modal.error.evidence-long', { max: limits.reference });
  }
  // Whether it lies ahead is for the record to say: its clock decides what day it is.
  if (effectReviewOn !== undefined && !isCalendarDay(effectReviewOn)) {
    errors.effectReviewOn = say(locale, 'problem.date-not-ahead.effectReviewOn');
  }
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  return {
    ok: true,
    filled: {
      what,
      evidence: reference === '' ? [] : [evidenceOf(reference)],
      ...(effectReviewOn === undefined ? {} : { effectReviewOn }),
    },
  };
}

function isCalendarDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === text;
}

/** A web address is a link; everything else is taken as the archive's reference. */
function evidenceOf(reference: string): Evidence {
  return { kind: isWebAddress(reference) ? 'link' : 'archive-reference', reference };
}

function isWebAddress(reference: string): boolean {
  return URL.canParse(reference) && /^https?:$/.test(new URL(reference).protocol);
}

export interface DoneModalMetadata extends ButtonValue {
  evidenceRequired: boolean;
}

function doneModalMetadata(facts: ModalFacts): string {
  return JSON.stringify({ press: buttonValue(facts), evidenceRequired: facts.evidenceRequired });
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
  const read = readButtonValue(press);
  return read === undefined ? undefined : { ...read, evidenceRequired: evidenceRequired !== false };
}
