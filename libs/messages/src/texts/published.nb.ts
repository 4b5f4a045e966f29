/** Publishing a report, and what anybody reads of it. */
export const publishedNb = {
  'page.field.names-may-stand': 'Navn på personer står i teksten',
  'page.field.names-may-stand.hint':
    'Kryss av for hver person som kan være nevnt i en offentlig rapport, eller for treff som ikke gjelder personen. Skal et navn ut, retter du rapporten først.',
  'page.field.personal-data-may-stand': 'Noe i teksten ligner personopplysninger',
  'page.field.personal-data-may-stand.hint':
    'Kryss av for hvert treff som kan stå i en offentlig rapport, som telefonen til et sentralbord. Skal noe ut, retter du rapporten først.',
  'page.field.personal-data-may-stand.one':
    '{kind, select, phone {Telefonnummer} email {E-postadresse} other {Fødselsnummer}}: {written}',
  'page.field.names-may-stand.place': '«{text}»',
  'page.field.names-may-stand.place-in-measure': 'Tiltak {measure}: «{text}»',
  'page.field.withdraw': 'Hva skal avpubliseres',
  'page.field.withdraw.every': 'Alle versjoner som er publisert',
  'page.field.withdraw.version': 'Bare versjon {version}',
  'page.field.withdraw.reason': 'Begrunnelse',
  'page.field.withdraw.reason.hint':
    'Vises ikke offentlig. Der står det bare at rapporten er trukket tilbake, og når.',
  'page.form.report-publish.title': 'Publiser rapporten',
  'page.form.report-publish.intro':
    'Den offentlige utgaven kan leses av alle, uten innlogging. Den er slik den ble låst, uten tekst som er unntatt offentlighet.',
  'page.form.report-publish.submit': 'Publiser',
  'page.form.report-publish.done': 'Rapporten er publisert.',
  'page.form.report-withdraw.title': 'Avpubliser rapporten',
  'page.form.report-withdraw.intro':
    'Den kan straks ikke leses av andre. At den har vært publisert og er trukket tilbake, står i historikken.',
  'page.form.report-withdraw.submit': 'Avpubliser',
  'page.form.report-withdraw.done': 'Rapporten er avpublisert.',

  'page.report.published': 'Publisert {at}:',
  'page.report.withdrawn': 'Publisert {at}, trukket tilbake {withdrawn}.',
  'page.report.withdrawn.reason': 'Begrunnelse: {reason}',

  'page.failure.gone.title': 'Rapporten er trukket tilbake',
  'page.failure.gone.text': 'Den har vært publisert, men kan ikke leses lenger.',
  'page.failure.gone.link': 'Se de publiserte rapportene',

  'page.published.title': 'Publiserte statusrapporter',
  'page.published.intro':
    'Her står rapportene om hvordan anbefalinger etter hendelser og øvelser blir fulgt opp. De endres ikke etter at de er publisert; en rettelse er en ny versjon.',
  'page.published.not-found': 'Ingen slik rapport er publisert. Let deg fram blant dem som er det.',
  'page.published.none': 'Ingen rapporter er publisert nå.',
  'page.published.next': 'Flere planer',
} as const;
