/** What stands in a calendar feed, and on the page where its address is made. */
export const calendarNb = {
  'calendar.name.own': 'Kvittert: mine frister',
  'calendar.name.plan': 'Kvittert: {plan}',
  'calendar.subject': '{number} {title}',
  'calendar.subject.restricted': 'punkt {number} i plan {plan}',
  'calendar.deadline': 'Frist: {subject}',
  'calendar.review': 'Vurderes på nytt: {subject}',
  'calendar.effect-review': 'Effektvurdering: {subject}',
  'calendar.decision': 'Frist for beslutning {subject}',
  'calendar.reporting': 'Rapporteringsdato: {title}',
  'calendar.of-plan': 'Plan {number}: {title}.',
  'calendar.open-items': '{count, plural, one {Ett punkt gjenstår.} other {# punkter gjenstår.}}',

  'page.calendar.title': 'Kalender',
  'page.calendar.lead':
    'Få fristene inn i Outlook, Google eller telefonen. Kalenderen oppdateres av seg selv når en frist flyttes eller noe blir ferdig.',
  'page.calendar.secret':
    'Alle som har adressen, ser det kalenderen viser. Titler på tiltak som er unntatt offentlighet, står aldri i den.',
  'page.calendar.new': 'Kalenderen er klar',
  'page.calendar.new.copy':
    'Kopier adressen nå: Den vises bare denne ene gangen. Velg «legg til fra Internett» eller «abonner» i kalenderen og lim den inn.',
  'page.calendar.new.open': 'Åpne i kalenderen på denne maskinen',
  'page.calendar.address': 'Adressen',
  'page.calendar.have': 'Dine adresser',
  'page.calendar.none': 'Du har ingen kalenderadresse.',
  'page.calendar.own': 'Mine frister',
  'page.calendar.plan': 'Plan {number}: {title}',
  'page.calendar.opened': 'Laget {date}',
  'page.calendar.read': 'sist hentet {date}',
  'page.calendar.unread': 'ikke hentet ennå',
  'page.calendar.close': 'Steng {calendar}',
  'page.calendar.open.own': 'Lag adresse til mine frister',
  'page.calendar.open.plan': 'Lag adresse til plan {number}',
  'page.calendar.replaces': 'Har du en adresse til den samme kalenderen fra før, slutter den å virke.',
  'page.calendar.link': 'Kalender med fristene',
  'page.form.open-calendar.done': 'Adressen er laget.',
  'page.form.close-calendar.done': 'Adressen er stengt. Kalenderen hos deg blir ikke oppdatert lenger.',
};
