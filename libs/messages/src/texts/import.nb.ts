/** What is said about a document that is read: why it can't be, and what to look at before confirming. */
export const importNb = {
  'import.refused.empty': 'Filen er tom. Velg en annen fil.',
  'import.refused.too-large':
    'Filen er for stor. Del den, eller lagre den på nytt uten bilder. Grensen er 50 MB.',
  'import.refused.too-many-pages':
    'Dokumentet har for mange sider. Skriv ut kapitlene med anbefalinger til en egen fil. Grensen er 2 000 sider.',
  'import.refused.too-many-cells':
    'Regnearket har for mange celler. Ta bort arkene og kolonnene som ikke gjelder tiltakene, og prøv igjen.',
  'import.refused.unpacks-too-large':
    'Filen inneholder mer enn den gir seg ut for. Åpne den i Word eller Excel, lagre den på nytt og prøv igjen.',
  'import.refused.unknown-format':
    'Denne filtypen kan ikke leses. Lagre dokumentet som PDF, Word (.docx), Excel (.xlsx), nettside, CSV eller ren tekst.',
  'import.refused.old-format':
    'Filen er i et eldre format. Åpne den i Word eller Excel, lagre den som .docx eller .xlsx og prøv igjen.',
  'import.refused.damaged':
    'Filen er skadet og kan ikke åpnes. Hent den på nytt der den kom fra, og prøv igjen.',
  'import.refused.encrypted': 'Filen er låst med passord. Lagre den uten passord og prøv igjen.',
  'import.refused.no-text':
    'Det er ingen tekst i filen. Er den skannet, kjør den gjennom tekstgjenkjenning (OCR) og prøv igjen.',
  'import.refused.undecodable':
    'Teksten i filen kan ikke leses: skrifttypene mangler en tegntabell. Be om dokumentet i Word, eller kjør filen gjennom tekstgjenkjenning (OCR).',
  'import.refused.took-too-long':
    'Filen tok for lang tid å lese. Skriv ut sidene med anbefalinger til en egen fil og prøv igjen.',
  'import.refused.took-too-much-memory':
    'Filen krever for mye minne å lese. Skriv ut sidene med anbefalinger til en egen fil og prøv igjen.',

  'import.unread.tracked-changes':
    'Godta eller avvis endringene i Word: dokumentet har {count, plural, one {én sporet endring} other {# sporede endringer}}. Det er lest som om {count, plural, one {den} other {alle}} var godtatt.',
  'import.unread.embedded-parts':
    'Lim inn innholdet i selve dokumentet: {count, plural, one {én innfelt del} other {# innfelte deler}} fra andre filer er ikke lest.',
  'import.unread.attached-files':
    'Hent ut og les {count, plural, one {vedlegget} other {vedleggene}} for seg: PDF-en inneholder {names}. Vedlegg er ikke lest.',
  'import.unread.hidden-text': 'Noe av teksten er skjult i dokumentet, og er ikke tatt med.',
  'import.unread.hidden-rows':
    '{count, plural, one {Én rad} other {# rader}} er skjult i arket, og er ikke tatt med. Vis {count, plural, one {den} other {dem}} i Excel og lagre hvis {count, plural, one {den} other {de}} gjelder.',
  'import.unread.hidden-columns':
    '{count, plural, one {Én kolonne} other {# kolonner}} er skjult i arket, og er ikke tatt med. Vis {count, plural, one {den} other {dem}} i Excel og lagre hvis {count, plural, one {den} other {de}} gjelder.',
  'import.unread.hidden-sheets':
    '{count, plural, one {Arket} other {Arkene}} {names} er skjult i arbeidsboken, og er ikke tatt med.',
  'import.unread.formulas-without-values':
    'Åpne arbeidsboken i Excel og lagre den: {count, plural, one {én formel} other {# formler}} mangler verdi, først i celle {first}.',
  'import.unread.comments':
    '{count, plural, one {Én kommentar} other {# kommentarer}} i dokumentet er ikke lest.',
  'import.unread.undecodable-text':
    'Se på side {pages}: noe av teksten der kan ikke leses, fordi skrifttypen mangler en tegntabell.',
  'import.unread.pages-without-text':
    'Side {pages} har ingen tekst. Er {count, plural, one {den} other {de}} skannet, kjør filen gjennom tekstgjenkjenning (OCR) og les den på nytt.',

  'import.warning.no-recommendations':
    'Vi fant ingen anbefalinger i dokumentet. Se gjennom teksten, og legg til tiltakene selv om det har noen.',
  'import.warning.no-owner':
    '{count, plural, one {Ett} other {#}} av {total} tiltak mangler ansvarlig. Velg ansvarlig nå, eller la sekretariatet fordele dem senere.',
  'import.warning.number-gap': 'Se etter tiltak {missing}: nummeret mangler i rekken.',
  'import.warning.number-twice': 'Se på tiltak {numbers}: nummeret er brukt mer enn én gang.',
  'import.warning.compound':
    'Tiltak {number} ser ut til å inneholde {parts} ting som skal gjøres. Vurder å dele det i punkter.',
  'import.warning.deadline-past':
    'Tiltak {number} har en frist som er passert: {deadline}. Sett en ny frist.',
  'import.warning.deadline-unclear':
    'Tiltak {number} har en frist uten dato: «{words}». Sett en dato eller en vurderingsdato.',
  'import.warning.more-in-prose':
    'Se også på {count, plural, one {en setning som anbefaler noe} other {# setninger som anbefaler noe}} i løpende tekst, fra side {page}. De er ikke tatt med.',
  'import.warning.situations-not-measures':
    'Dokumentet har {count} situasjoner med aktuelle tiltak. De hører hjemme i tiltaksbanken og er ikke tatt med som tiltak.',
  'import.remark.decision':
    'Dokumentet har en beslutning på side {page}: «{text}»{hasDeadline, select, yes { Fristen er {deadline}.} other {}} Før den inn under beslutninger når den er fattet.',

  'import.cli.dry-run-only':
    'Legg til --dry-run for å se hva som finnes i dokumentet. Registrer det med npm run import.',
  'import.cli.found':
    'Fant {measures, plural, =0 {ingen tiltak} one {ett tiltak} other {# tiltak}}{goals, plural, =0 {} one { og ett delmål} other { og # delmål}}.',
};
