/** Personer: who is who, what each answers for, and who takes over. */
export const personPagesNb = {
  'page.persons.title': 'Personer',
  'page.persons.lead': 'Alle som har en rolle i Kvittert, og hva hver av dem har ansvar for.',
  'page.persons.name': 'Navn',
  'page.persons.roles': 'Roller',
  'page.persons.standing': 'Status',
  'page.persons.active': 'Aktiv',
  'page.persons.left': 'Har sluttet',
  'page.persons.more': 'Vis flere',
  'page.persons.none': 'Ingen er registrert ennå.',
  'page.person.units': 'Enheter: {units}',
  'page.person.duties': 'Har ansvar for',
  'page.person.duties.none': 'Ingen oppgaver er lagt til denne personen.',
  'page.person.duty.items': '{count, plural, one {ett åpent punkt} other {# åpne punkter}}',
  'page.person.hand-over': 'Overlat oppgavene',
  'page.person.hand-over.to': 'Hvem overtar?',
  'page.person.hand-over.each': 'Fordel oppgavene på flere',
  'page.person.hand-over.preview': 'Se hvem som får hva',

  'page.form.hand-over.title': 'Overlat oppgavene',
  'page.form.hand-over.intro':
    'Se over hvem som får hva. Alt overlates samtidig, og de som overtar, får beskjed med en gang.',
  'page.form.hand-over.submit': 'Overlat alt',
  'page.form.hand-over.done': 'Oppgavene er overlatt. De som overtar, får beskjed.',
  'page.hand-over.summary':
    '{count, plural, =0 {Personen har ingen oppgaver å overlate.} one {Én oppgave overlates.} other {# oppgaver overlates.}}',
  'page.hand-over.goes': '{person} får {count, plural, one {én oppgave} other {# oppgaver}}.',
  'page.hand-over.without':
    '{count, plural, one {Én oppgave mangler en som overtar.} other {# oppgaver mangler en som overtar.}}',
  'page.hand-over.obstacles':
    '{count, plural, one {Én oppgave kan ikke gå til den som er valgt. Velg en annen nedenfor.} other {# oppgaver kan ikke gå til den som er valgt. Velg andre nedenfor.}}',
  'page.hand-over.obstacle.lacks-role':
    '{person} mangler rollen som trengs. Velg en annen, eller gi rollen først.',
  'page.hand-over.obstacle.own-unit':
    '{person} hører til sekretariatets egen enhet og kan ikke kvittere ut for den. Velg en annen.',
  'page.hand-over.obstacle.own-rights':
    'Du kan ikke gjøre deg selv til stedfortreder. Velg en annen, eller be en annen gjøre det.',
  'page.hand-over.note.joins-unit': '{person} blir samtidig lagt til i enheten, og kan da melde for den.',
  'page.hand-over.note.can-not-sign-off': '{person} hører til enheten, og kan ikke kvittere ut punktene der.',
  'page.field.taker-of': '{duty}',
  'page.field.taker.items': '{count, plural, one {Ett åpent punkt.} other {# åpne punkter.}}',
  'page.field.deactivate': 'Når alt er overlatt',
  'page.field.deactivate.yes': 'Personen har sluttet: Ta bort tilgangen',
  'page.field.handover-reason': 'Begrunnelse',
} as const;
