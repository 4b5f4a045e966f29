import type { wordsNb } from './words.nb.js';

/** The domain's words in English (PRODUCT.md, Words). */
export const wordsEn: Readonly<Record<keyof typeof wordsNb, string>> = {
  'progress.not-started': 'Not started',
  'progress.under-way': 'Under way',
  'progress.partly-done': 'Partly done',
  'progress.done': 'Done',
  'progress.on-hold': 'On hold',
  'progress.stopped': 'Stopped',
  'progress.not-carried-out': 'Not carried out',
  'progress.never-commissioned': 'Never commissioned',
  'progress.waiting': 'Waiting for something else',
  'progress.never-triggered': 'Never triggered',
  'progress.cannot-be-measured': 'Can’t be measured',
  'progress.unknown': 'Unknown',

  'item-state.open': 'Open',
  'item-state.reported-done': 'Awaiting sign-off',
  'item-state.signed-off': 'Signed off',
  'item-state.waived': 'Waived',
  'item-state.unanswered': 'Never answered',

  'measure-state.proposed': 'Proposed',
  'measure-state.accepted': 'Adopted',
  'measure-state.in-follow-up': 'In follow-up',
  'measure-state.ready-to-close': 'Ready to close',
  'measure-state.closed': 'Closed',
  'measure-state.withdrawn': 'Withdrawn',

  'plan-state.draft': 'Draft',
  'plan-state.adopted': 'Adopted',
  'plan-state.closed': 'Closed',
  'plan-state.withdrawn': 'Withdrawn',

  'closure.implemented': 'Implemented',
  'closure.partly-implemented': 'Partly implemented',
  'closure.not-implemented': 'Not implemented',
  'closure.carried-over': 'Carried over',

  'outcome.followed': 'Accepted',
  'outcome.partly-followed': 'Partly accepted',
  'outcome.not-followed': 'Not accepted',
  'outcome.not-prioritised': 'Not prioritised',
  'outcome.covered-elsewhere': 'Covered by another measure',
  'outcome.forwarded': 'Sent to the right authority',

  'verdict.met': 'Met',
  'verdict.partly-met': 'Partly met',
  'verdict.not-met': 'Not met',
  'verdict.uncertain': 'Uncertain',
  'verdict.cannot-be-assessed': 'Can’t be assessed',

  'duration.months': '{months, plural, =0 {less than a month} one {one month} other {# months}}',
  'duration.years': '{years, plural, one {one year} other {# years}}',

  'evaluation-kind.after-action-review': 'After-action review',
  'evaluation-kind.exercise': 'Exercise',
  'evaluation-kind.incident': 'Incident',
  'evaluation-kind.inspection': 'Inspection',
  'evaluation-kind.plan-status': 'Status of a plan',
  'evaluation-kind.white-paper': 'White paper',
  'evaluation-kind.other': 'Other',

  'role.secretariat': 'The secretariat',
  'role.owner': 'Owner',
  'role.leadership': 'Leadership',
  'role.auditor': 'Auditor',
  'role.system': 'System',

  'responsibility.joint': 'Joint: one item with a lead',
  'responsibility.each': 'Each: one item per party',

  'access.open': 'Public',
  'access.restricted': 'Exempt from public disclosure',
};
