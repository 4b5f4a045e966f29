import type { wordsNb } from './words.nb.js';

/** The domain's words in nynorsk. */
export const wordsNn: Readonly<Record<keyof typeof wordsNb, string>> = {
  'progress.not-started': 'Ikkje starta',
  'progress.under-way': 'I gang',
  'progress.partly-done': 'Delvis gjennomført',
  'progress.done': 'Gjennomført',
  'progress.on-hold': 'Sett på vent',
  'progress.stopped': 'Stansa',
  'progress.not-carried-out': 'Ikkje gjennomført',
  'progress.never-commissioned': 'Oppdraget er ikkje gitt',
  'progress.waiting': 'Ventar på noko anna',
  'progress.never-triggered': 'Aldri utløyst',
  'progress.cannot-be-measured': 'Kan ikkje målast',
  'progress.unknown': 'Ukjent',

  'item-state.open': 'Ope',
  'item-state.reported-done': 'Ventar på utkvittering',
  'item-state.signed-off': 'Kvittert ut',
  'item-state.waived': 'Fell bort',
  'item-state.unanswered': 'Ikkje svart på',

  'measure-state.proposed': 'Foreslått',
  'measure-state.accepted': 'Vedteke',
  'measure-state.in-follow-up': 'Under oppfølging',
  'measure-state.ready-to-close': 'Klart til å lukkast',
  'measure-state.closed': 'Lukka',
  'measure-state.withdrawn': 'Trekt tilbake',

  'plan-state.draft': 'Utkast',
  'plan-state.adopted': 'Vedteken',
  'plan-state.closed': 'Lukka',
  'plan-state.withdrawn': 'Trekt tilbake',

  'closure.implemented': 'Gjennomført',
  'closure.partly-implemented': 'Delvis gjennomført',
  'closure.not-implemented': 'Ikkje gjennomført',
  'closure.carried-over': 'Vidareført',

  'outcome.followed': 'Teken til følgje',
  'outcome.partly-followed': 'Delvis teken til følgje',
  'outcome.not-followed': 'Ikkje teken til følgje',
  'outcome.not-prioritised': 'Ikkje prioritert',
  'outcome.covered-elsewhere': 'Teken vare på i eit anna tiltak',
  'outcome.forwarded': 'Send til rett styresmakt',

  'verdict.met': 'Nådd',
  'verdict.partly-met': 'Delvis nådd',
  'verdict.not-met': 'Ikkje nådd',
  'verdict.uncertain': 'Usikkert',
  'verdict.cannot-be-assessed': 'Kan ikkje vurderast',

  'duration.months': '{months, plural, =0 {under ein månad} one {éin månad} other {# månader}}',
  'duration.years': '{years, plural, one {eitt år} other {# år}}',

  'evaluation-kind.after-action-review': 'Evaluering etter hending',
  'evaluation-kind.exercise': 'Øving',
  'evaluation-kind.incident': 'Hending',
  'evaluation-kind.inspection': 'Tilsyn',
  'evaluation-kind.plan-status': 'Status for plan',
  'evaluation-kind.white-paper': 'Stortingsmelding',
  'evaluation-kind.other': 'Anna',

  'role.secretariat': 'Sekretariatet',
  'role.owner': 'Eigar',
  'role.leadership': 'Leiinga',
  'role.auditor': 'Revisor',
  'role.system': 'System',

  'responsibility.joint': 'Felles: eitt punkt med hovudansvarleg',
  'responsibility.each': 'Kvar: eitt punkt per part',

  'access.open': 'Offentleg',
  'access.restricted': 'Unnateke offentlegheit',
};
