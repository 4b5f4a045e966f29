/** The domain's words in Norwegian (PRODUCT.md, Words): shared by Slack, the pages and later e-mail and reports. */
export const wordsNb = {
  'progress.not-started': 'Ikke startet',
  'progress.under-way': 'I gang',
  'progress.partly-done': 'Delvis gjennomført',
  'progress.done': 'Gjennomført',
  'progress.on-hold': 'Satt på vent',
  'progress.stopped': 'Stanset',
  'progress.not-carried-out': 'Ikke gjennomført',
  'progress.never-commissioned': 'Oppdraget er ikke gitt',
  'progress.waiting': 'Venter på noe annet',
  'progress.never-triggered': 'Aldri utløst',
  'progress.cannot-be-measured': 'Kan ikke måles',
  'progress.unknown': 'Ukjent',

  'item-state.open': 'Åpent',
  'item-state.reported-done': 'Venter på utkvittering',
  'item-state.signed-off': 'Kvittert ut',
  'item-state.waived': 'Utgår',
  'item-state.unanswered': 'Ikke besvart',

  'measure-state.proposed': 'Foreslått',
  'measure-state.accepted': 'Vedtatt',
  'measure-state.in-follow-up': 'Under oppfølging',
  'measure-state.ready-to-close': 'Klart til lukking',
  'measure-state.closed': 'Lukket',
  'measure-state.withdrawn': 'Trukket tilbake',

  'plan-state.draft': 'Utkast',
  'plan-state.adopted': 'Vedtatt',
  'plan-state.closed': 'Lukket',
  'plan-state.withdrawn': 'Trukket tilbake',

  'closure.implemented': 'Gjennomført',
  'closure.partly-implemented': 'Delvis gjennomført',
  'closure.not-implemented': 'Ikke gjennomført',
  'closure.carried-over': 'Videreført',

  'outcome.followed': 'Tatt til følge',
  'outcome.partly-followed': 'Delvis tatt til følge',
  'outcome.not-followed': 'Ikke tatt til følge',
  'outcome.not-prioritised': 'Ikke prioritert',
  'outcome.covered-elsewhere': 'Ivaretatt i annet tiltak',
  'outcome.forwarded': 'Oversendt rette myndighet',

  'verdict.met': 'Nådd',
  'verdict.partly-met': 'Delvis nådd',
  'verdict.not-met': 'Ikke nådd',
  'verdict.uncertain': 'Usikkert',
  'verdict.cannot-be-assessed': 'Kan ikke vurderes',

  'duration.months': '{months, plural, =0 {under en måned} one {én måned} other {# måneder}}',
  'duration.years': '{years, plural, one {ett år} other {# år}}',

  'evaluation-kind.after-action-review': 'Evaluering etter hendelse',
  'evaluation-kind.exercise': 'Øvelse',
  'evaluation-kind.incident': 'Hendelse',
  'evaluation-kind.inspection': 'Tilsyn',
  'evaluation-kind.plan-status': 'Status for plan',
  'evaluation-kind.white-paper': 'Stortingsmelding',
  'evaluation-kind.other': 'Annet',

  'role.secretariat': 'Sekretariatet',
  'role.owner': 'Eier',
  'role.leadership': 'Ledelsen',
  'role.auditor': 'Revisor',
  'role.system': 'System',

  'responsibility.joint': 'Felles: ett punkt med hovedansvarlig',
  'responsibility.each': 'Hver: ett punkt per part',

  'access.open': 'Offentlig',
  'access.restricted': 'Unntatt offentlighet',
} as const;
