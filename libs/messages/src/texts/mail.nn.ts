import type { SomeTexts } from './nb.js';

/** The mails to subscribers, in nynorsk. */
export const mailNn = {
  'mail.about.all': 'alle tiltaksplanane',
  'mail.about.plan': '«{title}»',
  'mail.cadence.at-once': 'med ein gong',
  'mail.cadence.weekly': 'kvar veke',
  'mail.cadence.quarterly': 'kvart kvartal',

  'mail.confirm.subject': 'Stadfest at du vil ha statusrapportar på e-post',
  'mail.confirm.intro':
    'Opne lenkja og trykk Stadfest. Då får du e-post {often} når statusrapportar frå {what} er publiserte.',
  'mail.confirm.link': 'Stadfest abonnementet',
  'mail.confirm.otherwise':
    'Lenkja gjeld i sju dagar. Har du ikkje bede om dette, treng du ikkje gjere noko: adressa blir sletta av seg sjølv.',

  'mail.published.subject': 'Ny statusrapport: {plan}',
  'mail.published.subject.corrected': 'Retta statusrapport: {plan}',
  'mail.published.subject.several': '{count} nye statusrapportar',
  'mail.published.corrected': 'Retta: {what} Fordi: {why}',
  'mail.published.read': 'Les rapporten',
  'mail.published.because': 'Du får e-post {often} om statusrapportar frå {what} fordi du har bede om det.',
  'mail.published.leave': 'Endre kor ofte, eller meld deg av',
} as const satisfies SomeTexts;
