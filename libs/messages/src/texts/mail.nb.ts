/** E-mail to those who subscribe to published reports, and the pages where they subscribe and leave. */
export const mailNb = {
  'mail.about.all': 'alle tiltaksplaner',
  'mail.about.plan': '«{title}»',
  'mail.cadence.at-once': 'med en gang',
  'mail.cadence.weekly': 'hver uke',
  'mail.cadence.quarterly': 'hvert kvartal',

  'mail.confirm.subject': 'Bekreft at du vil ha statusrapporter på e-post',
  'mail.confirm.intro':
    'Åpne lenken og trykk Bekreft. Da får du e-post {often} når statusrapporter fra {what} er publisert.',
  'mail.confirm.link': 'Bekreft abonnementet',
  'mail.confirm.otherwise':
    'Lenken gjelder i sju dager. Har du ikke bedt om dette, trenger du ikke gjøre noe: adressen slettes av seg selv.',

  'mail.published.subject': 'Ny statusrapport: {plan}',
  'mail.published.subject.corrected': 'Rettet statusrapport: {plan}',
  'mail.published.subject.several': '{count} nye statusrapporter',
  'mail.published.corrected': 'Rettet: {what} Fordi: {why}',
  'mail.published.read': 'Les rapporten',
  'mail.published.because': 'Du får e-post {often} om statusrapporter fra {what} fordi du har bedt om det.',
  'mail.published.leave': 'Endre hvor ofte, eller meld deg av',

  'page.form.subscribe.title': 'Få statusrapporter på e-post',
  'page.form.subscribe.intro':
    'Du får først en e-post med en lenke som du bekrefter med. Adressen brukes bare til dette, og slettes når du melder deg av.',
  'page.form.subscribe.submit': 'Send meg lenken',
  'page.form.subscribe.done': 'Se i innboksen din.',
  'page.form.confirm-subscription.title': 'Bekreft abonnementet',
  'page.form.confirm-subscription.intro':
    'Du får e-post {often} når statusrapporter fra {what} er publisert.',
  'page.form.confirm-subscription.submit': 'Bekreft',
  'page.form.confirm-subscription.done': 'Abonnementet er bekreftet.',
  'page.form.change-subscription.title': 'Abonnementet ditt',
  'page.form.change-subscription.intro': 'Du får e-post {often} når statusrapporter fra {what} er publisert.',
  'page.form.change-subscription.submit': 'Lagre',
  'page.form.change-subscription.done': 'Endringen er lagret.',
  'page.form.unsubscribe.title': 'Meld deg av',
  'page.form.unsubscribe.intro':
    'Du får ikke flere e-poster om statusrapporter fra {what}. Adressen slettes med en gang.',
  'page.form.unsubscribe.submit': 'Meld meg av',
  'page.form.unsubscribe.done': 'Du er meldt av.',

  'page.field.subscriber-address': 'E-postadresse',
  'page.field.subscribed-plan': 'Hvilke rapporter',
  'page.field.subscribed-plan.all': 'Fra alle tiltaksplaner',
  'page.field.mail-cadence': 'Hvor ofte',
  'page.field.mail-cadence.hint': 'Er det ikke publisert noe nytt, får du ingen e-post.',
  'page.field.mail-cadence.at-once': 'Med en gang en rapport er publisert',
  'page.field.mail-cadence.weekly': 'Samlet, mandag morgen',
  'page.field.mail-cadence.quarterly': 'Samlet, første virkedag i kvartalet',
  'page.error.subscriber-address': 'Skriv en e-postadresse, for eksempel navn@kommune.no.',
  'page.error.subscribed-plan': 'Velg en tiltaksplan i listen, eller alle.',
  'page.error.mail-cadence': 'Velg hvor ofte du vil ha e-post.',

  'page.subscription.asked.title': 'Se i innboksen din',
  'page.subscription.asked.text':
    'Åpne lenken i e-posten og bekreft. Den kommer i løpet av noen minutter; finner du den ikke, se i søppelposten. Samme adresse får høyst tre slike i døgnet.',
  'page.subscription.left.title': 'Du er meldt av',
  'page.subscription.left.text': 'Adressen er slettet fra dette abonnementet.',
  'page.subscription.gone.title': 'Lenken gjelder ikke lenger',
  'page.subscription.gone.text':
    'Abonnementet er meldt av, eller det ble ikke bekreftet i tide. Adressen er slettet.',
  'page.subscription.again': 'Abonner på nytt',

  'page.failure.too-many.title': 'For mange har spurt herfra',
  'page.failure.too-many.text': 'Vent en time og prøv igjen. Ingenting er lagret.',
  'page.failure.too-many.link': 'Prøv igjen',
} as const;
