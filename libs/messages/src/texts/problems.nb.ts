/**
 * A refusal in Norwegian, keyed by the domain error's type: what is wrong and what to do. Values come from the
 * error's `extra`; one that is missing there falls back to `problem.fallback`. Where one field has more to say than
 * its type, the field follows the type.
 */
export const problemsNb = {
  'problem.fallback':
    'Dette kan ikke gjøres nå, og ingenting er endret. Last siden på nytt for å se hva som gjelder.',
  'problem.fallback.invalid': 'Verdien kan ikke brukes. Rett den og prøv igjen.',
  'problem.fallback.forbidden': 'Du har ikke tilgang til å gjøre dette. Be sekretariatet om hjelp.',
  'problem.fallback.not-found': 'Det du leter etter, finnes ikke. Gå tilbake og velg på nytt.',
  'problem.fallback.conflict':
    'Noe har endret seg, så dette kan ikke gjøres nå. Last siden på nytt for å se hva som gjelder.',
  'problem.fallback.stale': 'Noen har endret dette siden du åpnet det. Last siden på nytt og prøv igjen.',

  'problem.invalid-value': 'Verdien kan ikke brukes. Rett den og prøv igjen.',
  'problem.invalid-value.situation.name': 'Skriv hva situasjonen heter.',
  'problem.invalid-value.candidateIds': 'Velg minst ett tiltak.',
  'problem.invalid-value.reason': 'Skriv kort hvorfor.',
  'problem.invalid-value.title': 'Skriv en tittel.',
  'problem.invalid-value.name': 'Skriv et navn.',
  'problem.invalid-value.findingIndexes': 'Velg funn som finnes i evalueringen.',
  'problem.invalid-value.recommendations.findingIndexes': 'Velg funn som finnes i evalueringen.',
  'problem.invalid-value.outcome.measureIds': 'Registrer tiltaket først, og velg det her.',
  'problem.invalid-value.outcome.ground': 'Skriv begrunnelsen i en setning eller to.',
  'problem.invalid-value.outcome.remainingRisk': 'Skriv hvilken risiko som gjenstår.',
  'problem.invalid-value.measures.findingIndexes': 'Velg funn som finnes i evalueringen.',
  'problem.invalid-value.partyIds': 'Velg minst én ansvarlig.',
  'problem.invalid-value.leadId':
    'Velg hovedansvarlig blant de ansvarlige. En gruppe kan ikke være hovedansvarlig.',
  'problem.invalid-value.partyId':
    'Velg én organisasjon. En gruppe er flere, og et punkt har bare én ansvarlig.',
  'problem.invalid-value.on': 'Velg en dato fra og med i dag.',
  'problem.invalid-value.subPointId': 'Velg enten punktet eller deltiltaket, ikke begge.',
  'problem.invalid-value.waitingFor': 'Skriv hva det ventes på: et tiltak eller en forutsetning.',
  'problem.invalid-value.consideredThrough': 'Last siden på nytt: tidspunktet ligger fram i tid.',
  'problem.invalid-value.share.numerator': 'Se over tallene: telleren er større enn nevneren.',
  'problem.invalid-value.measureIds': 'Velg minst to tiltak i planen. Et tiltak kan ikke vise til seg selv.',
  'problem.invalid-value.what': 'Skriv i en setning eller to hva som er gjort, og hvor det kan ses.',
  'problem.invalid-value.evidence': 'Legg ved en lenke eller en arkivreferanse.',
  'problem.invalid-value.memberIds': 'Velg hvert medlem én gang, og bare virksomheter.',
  'problem.invalid-value.from': 'Velg en dag etter den siste dagen parten var medlem.',
  'problem.invalid-value.to': 'Velg den dagen parten ble medlem, eller en senere dag.',
  'problem.invalid-value.itemIds': 'Velg minst ett punkt, og hvert punkt én gang.',
  'problem.invalid-value.successorId': 'Registrer tiltaket i den nye planen først, og velg det her.',
  'problem.invalid-value.measures': 'Send minst ett tiltak, og høyst 10 000 om gangen.',
  'problem.invalid-value.measures.reviewOn': 'Velg en vurderingsdato fra og med i dag.',
  'problem.invalid-value.measures.title': 'Skriv en tittel på hvert tiltak.',
  'problem.invalid-value.measures.responsible':
    'Gruppen har ingen medlemmer. Legg dem inn først, eller velg en organisasjon.',
  'problem.invalid-value.fields':
    'En gruppe har bare navn og medlemmer. Registrer kontakt og leder på medlemmene.',
  'problem.invalid-value.groupId': 'Velg en gruppe: bare grupper har medlemmer.',
  'problem.invalid-value.caseOfficerId':
    'Velg en saksbehandler som arbeider i sekretariatet og ikke har sluttet.',
  'problem.invalid-value.figure': 'Skriv en verdi, eller både teller og nevner.',
  'problem.invalid-value.earlierMeasureId':
    'Velg et tidligere tiltak, som ikke selv er registrert som gjentakelse av dette.',
  'problem.invalid-value.why': 'Skriv hvordan feilen oppsto.',
  'problem.invalid-value.questions': 'Skriv minst ett spørsmål.',
  'problem.invalid-value.questions.text': 'Skriv spørsmålet.',
  'problem.invalid-value.text': 'Skriv teksten.',
  'problem.invalid-value.cadenceMonths': 'Skriv et helt tall fra 1 til 12. 3 er et kvartal.',
  'problem.invalid-value.firstOn': 'Skriv den første rapporteringsdatoen.',
  'problem.date-ahead': 'Skriv dagen det skjedde: {on} har ikke vært ennå.',
  'problem.date-ahead.authority.meetingDate': 'Før inn vedtaket etter møtet: {on} har ikke vært ennå.',
  'problem.date-ahead.meetingDate': 'Før inn vedtaket etter møtet: {on} har ikke vært ennå.',
  'problem.date-not-ahead': 'Velg en dato fra og med {earliest}.',
  'problem.date-not-ahead.effectReviewOn': 'Velg en dato etter i dag, eller la feltet stå tomt.',
  'problem.date-not-ahead.effectReview.on': 'Velg en dato etter i dag, eller la feltet stå tomt.',
  'problem.deadline-before-source':
    'Rett fristen: {on} ligger før {source, select, evaluation {evalueringen ble publisert ({earliest}).} other {planen ble registrert ({earliest}). Er evalueringen bak eldre, fører du inn når den ble publisert.}}',
  'problem.deadline-passed':
    'Velg en senere frist, eller skriv i begrunnelsen hvorfor den ligger tilbake i tid: {on} har vært, og den ansvarlige blir forsinket med en gang.',
  'problem.date-needed':
    'Sett en frist eller en vurderingsdato for tiltak {measure} først: noe i det ville stå uten begge deler.',
  'problem.reopened-without-date':
    'Gi tiltaket en ny frist eller en vurderingsdato: et gjenåpnet tiltak må ha en av delene.',
  'problem.deadline-wanted':
    'Gi en ny frist: {count, plural, one {fristen for punkt {items} er passert} other {fristene for punkt {items} er passert}}.',
  'problem.occurrence-reported':
    'Gjennomføringen {on} er meldt fra før. Du trenger ikke gjøre mer. Ble det holdt en til, skriver du dagen for den.',
  'problem.date-too-early': 'Velg en dato fra og med {earliest}: {on} er for tidlig.',
  'problem.date-too-late': 'Velg en dato til og med {latest}: {on} ligger for langt fram.',
  'problem.invalid-value.archiveReference': 'Skriv hvor protokollen er arkivert.',
  'problem.invalid-value.authority.archiveReference': 'Skriv hvor protokollen er arkivert.',
  'problem.not-found': 'Det du leter etter, finnes ikke. Gå tilbake og velg på nytt.',
  'problem.not-permitted':
    'Rollen din gir ikke tilgang til dette. Be sekretariatet gjøre det eller gi deg rollen.',
  'problem.leadership-decides':
    'Dette avgjør ledelsen. Be ledelsen gjøre det, eller før inn et vedtak med organ, møtedato, saksnummer og arkivreferanse.',
  'problem.open-items':
    'Tiltak {measure} kan ikke lukkes: {openCount} av {itemCount} punkter er ikke kvittert ut. Kvitter dem ut først, eller la ledelsen avgjøre at de utgår.',
  'problem.nobody-responsible': 'Tiltak {measure} mangler ansvarlig. Velg hvem som skal ha det først.',
  'problem.not-all-signed-off':
    'Tiltak {measure} kan ikke lukkes som gjennomført: noen punkter utgår eller er ikke besvart. Ledelsen kan lukke det på en annen måte, med begrunnelse.',
  'problem.measure-closed':
    'Tiltak {measure} er lukket. Det må gjenåpnes med en begrunnelse før det kan endres.',
  'problem.withdrawn':
    'Dette er trukket tilbake fordi importen som laget det, ble angret. Importer dokumentet på nytt, eller registrer det for hånd.',
  'problem.import-touched':
    'Importen kan ikke angres: noe er gjort med det den laget. Rett eller lukk tiltakene ett for ett.',
  'problem.import-changed-measures':
    'Importen kan ikke angres: den endret tiltak som fantes fra før. Rett tiltakene, eller importer den forrige utgaven.',
  'problem.measure-not-closed': 'Tiltak {measure} er ikke lukket, så det er ikke noe å gjenåpne.',
  'problem.not-recurring': 'Tiltak {measure} gjøres bare én gang. Meld punktene ferdig i stedet.',
  'problem.waiver-not-proposed':
    'Ingen har foreslått at punkt {item} utgår. Sekretariatet foreslår det først, med begrunnelse.',
  'problem.party-is-ours': 'Punkt {item} tilhører en av våre egne. Foreslå at det utgår i stedet.',
  'problem.no-waiver-review':
    'Punkt {item} utgår ikke til en dag, så det er ikke noe å vurdere på nytt. Dagen settes når det avgjøres at punktet utgår.',
  'problem.waiver-review-early':
    'Punkt {item} utgår til {on}. Vurder da om det fortsatt skal utgå, eller åpne det igjen nå.',
  'problem.waiver-day-needed':
    'Velg en dag, høyst ett år fram. Skal punkt {item} utgå for godt, må ledelsen avgjøre det.',
  'problem.own-waiver':
    'Overlat vurderingen til en annen i sekretariatet, eller til ledelsen. Punkt {item} er din egen enhets.',
  'problem.invalid-value.deadline': 'La fristen stå tom når punktet fortsatt utgår.',
  'problem.invalid-value.reviewOn': 'La dagen stå tom når punktet ikke utgår.',
  'problem.invalid-value.nextOn': 'La dagen stå tom når punktet åpnes igjen.',
  'problem.effect-not-good-enough':
    'Fjern krysset for godt nok. Det kan bare brukes når tiltaket har virket delvis.',
  'problem.no-next-review':
    'La dagen stå tom når tiltaket har virket eller effekten er god nok. Da vurderes den ikke igjen.',
  'problem.no-effect-review':
    'Ingen effektvurdering venter på tiltak {measure}. Den avtales når tiltaket lukkes.',
  'problem.record-busy': 'Noen andre endrer det samme akkurat nå. Vent noen sekunder og send på nytt.',
  'problem.not-accepted': 'Tiltak {measure} er bare foreslått. Ledelsen må vedta det først.',
  'problem.item-not-open':
    '{state, select, reported_done {Punkt {item} er allerede meldt ferdig og venter på utkvittering.} signed_off {Punkt {item} er allerede kvittert ut.} waived {Punkt {item} utgår, så det skal ikke gjøres mer.} unanswered {Punkt {item} er avsluttet som ikke besvart.} other {Punkt {item} er ikke åpent.}}',
  'problem.item-not-reported-done':
    'Punkt {item} er ikke meldt ferdig. Vent til den ansvarlige har meldt det ferdig.',
  'problem.extension-open':
    'Det er alt bedt om utsettelse av punkt {item} til {to}. Vent på svaret, eller trekk forespørselen først.',
  'problem.no-deadline': 'Punkt {item} har ingen frist, så det er ikke noe å utsette. Meld status i stedet.',
  'problem.extension-not-later': 'Velg en dag etter {deadline}, som er fristen nå.',
  'problem.no-extension-asked':
    'Ingen utsettelse av punkt {item} venter på svar. Den er besvart, trukket eller ikke lenger aktuell. Åpne saken for å se hva som gjelder.',
  'problem.extension-replaced':
    'Det er bedt om en ny utsettelse av punkt {item}, til {to}. Les den nye forespørselen og svar på den. Ingenting er endret.',
  'problem.another-answers':
    'Du kan ikke svare på om punkt {item} skal utsettes: {ground, select, own_request {du ba om det selv} own_party {det er din egen enhets punkt} secretariat_answers {sekretariatet satte fristen} secretariats_own {det er sekretariatets eget punkt} set_by_leadership {ledelsen satte fristen} third_time {fristen er flyttet to ganger før} long_slip {fristen ville blitt flyttet svært langt} nobody_else {ingen andre i sekretariatet kan} other {en annen gjør det}}. {ground, select, own_request {Overlat svaret til en annen.} own_party {Overlat svaret til en annen.} secretariat_answers {Overlat svaret til sekretariatet.} other {Ledelsen svarer. Er den et organ, fører sekretariatet inn vedtaket.}}',
  'problem.anothers-request':
    'En annen ba om utsettelse av punkt {item}. Den som ba om det, kan trekke det. Du kan svare på det.',
  'problem.invalid-value.words': 'Skriv til den som ba om det, hvorfor.',
  'problem.four-eyes':
    '{ground, select, proposed_it {Du kan ikke avgjøre om punkt {item} utgår: Du foreslo det selv. La en annen i ledelsen avgjøre det.} other {Du kan ikke kvittere ut punkt {item}: {ground, select, reported_it {du meldte det ferdig selv} reported_for_them {det ble meldt ferdig for deg} own_unit {det er din egen enhets punkt} secretariats_own {det er sekretariatets eget punkt} secretariat_can {sekretariatet kan gjøre det} other {en annen må gjøre det}}. {ground, select, secretariat_can {Overlat det til sekretariatet.} other {Be en annen i sekretariatet, eller ledelsen, om å gjøre det.}}}}',
  'problem.not-your-item': 'Punkt {item} tilhører en annen. Be den ansvarlige eller sekretariatet melde det.',
  'problem.reason-missing': 'Her trengs en begrunnelse. Skriv kort hvorfor.',
  'problem.already-assigned':
    'Tiltak {measure} har allerede disse ansvarlige. Et punkt kan overføres til en annen.',
  'problem.other-mode': 'Tiltak {measure} kan ikke være både felles og fordelt. Velg samme måte som før.',
  'problem.measures-without-date':
    'Noen tiltak mangler frist eller vurderingsdato. Sett en av dem, høyst tolv måneder fram, for tiltak {measures}.',
  'problem.nobody-may-sign-off':
    'Ingen kan kvittere ut punkt {items}. Velg en stedfortreder fra en annen enhet i planen.',
  'problem.plan-closed': 'Plan {plan} er lukket. Registrer det nye i en annen plan.',
  'problem.plan-adopted': 'Plan {plan} er allerede vedtatt. Nye tiltak vedtas hvert for seg.',
  'problem.plan-not-adopted': 'Plan {plan} er et utkast. Ledelsen må vedta den først.',
  'problem.plan-empty': 'Plan {plan} har ingen tiltak. Registrer tiltakene først.',
  'problem.report-altered':
    'Ikke bruk denne rapporten. Innholdet eller filen er endret etter at rapporten ble låst. Si fra til dem som drifter Kvittert.',
  'problem.open-measures':
    'Plan {plan} kan ikke lukkes: tiltak {openMeasures} er ikke lukket. Lukk dem først.',
  'problem.joint-numbers-used':
    'Tiltak {numbers} står allerede i en felles linje i statusoversikten. Ta det ut: et tiltak står i én linje.',
  'problem.no-reporting-calendar':
    'Plan {plan} har ingen rapporteringsdatoer. Sett den første datoen og hvor ofte det skal rapporteres.',
  'problem.report-open':
    'Statusrapport {report} er åpen og låses på rapporteringsdatoen. En plan har én åpen rapport om gangen.',
  'problem.report-too-early': 'Det er for tidlig å be om svar. Vent, eller flytt rapporteringsdatoene.',
  'problem.report-not-due':
    'Statusrapport {report} kan ikke låses før {reportingDate}: de som ble spurt, har fått vite at de har til da. Vent, eller flytt rapporteringsdatoen og gi dem ny beskjed.',
  'problem.reporting-date-told':
    '{tellAgain, select, true {Velg {earliest} eller senere. De som er spurt, har fått vite {told}, og trenger fem arbeidsdager fra de får ny beskjed.} other {Kryss av for ny beskjed, og velg {earliest} eller senere. De som er spurt, har fått vite at de har til {told}.}}',
  'problem.reporting-date-unasked':
    'Velg {earliest} eller senere. Svarene hentes inn 14 dager før datoen, og til {on} rekker ingen å bli spurt. Datoen nå er {told}.',
  'problem.report-published':
    'Versjon {version} av statusrapport {report} er allerede publisert. Du trenger ikke gjøre mer.',
  'problem.report-not-published': 'Det du vil trekke tilbake av statusrapport {report}, er ikke publisert.',
  'problem.nothing-to-publish':
    'Rett statusrapport {report} først: versjonen som er låst, har ikke noe offentlig innhold.',
  'problem.restricted-since-lock':
    'Rett rapporten først: den gjengir noe som er unntatt offentlighet etter at den ble låst.{measureCount, plural, =0 {} other { Det gjelder tiltak {measures}.}}{evaluationCount, plural, =0 {} other { Det gjelder evalueringen {evaluations}.}} Den nye versjonen utelater teksten.',
  'problem.names-in-report':
    'Se på stedene der navn på personer står i teksten ({names}). Rett rapporten, eller bekreft at navnene kan stå.',
  'problem.personal-data-in-report':
    'Se på det som ligner personopplysninger i teksten ({texts}). Rett rapporten, eller bekreft at det kan stå.',
  'problem.report-in-other-state':
    'Statusrapport {report} er {state, select, open {åpen for svar. Den låses på rapporteringsdatoen.} locked {låst. Sekretariatet må frigi den først.} released {frigitt. Ledelsen tar den til etterretning eller sender den tilbake.} returned {sendt tilbake med spørsmål. Hvert spørsmål må besvares først.} acknowledged {tatt til etterretning. Den kan bare rettes i en ny versjon.} other {ikke kommet dit.}}',
  'problem.question-answered':
    'Spørsmål {question} til statusrapport {report} er allerede besvart. Du trenger ikke gjøre mer.',
  'problem.not-your-question':
    'Spørsmål {question} til statusrapport {report} er gitt til en annen. Be sekretariatet gi det til deg.',
  'problem.decision-fulfilled': 'Beslutningen er allerede gjennomført. Du trenger ikke gjøre mer.',
  'problem.decision-not-countersigned':
    'Vedtaket i sak {caseNumber} gjelder ikke ennå. Be en annen i sekretariatet, eller ledelsen, kontrasignere det først.',
  'problem.decision-settled':
    'Vedtaket i sak {caseNumber} venter ikke på kontrasignering lenger. Last siden på nytt for å se hva som gjelder.',
  'problem.countersigned-by-another':
    'Du førte vedtaket i sak {caseNumber} selv. Be en annen i sekretariatet, eller ledelsen, kontrasignere det.',
  'problem.open-duties':
    'Personen har oppgaver som ikke er avsluttet. Velg «Overlat oppgavene» på personens side, og si hvem som overtar.',
  'problem.absence-overlaps':
    'Det er alt meldt fravær fra {from} til {to}. Endre det, eller velg dager utenfor.',
  'problem.deputy-away': 'Stedfortrederen er selv borte fra {from} til {to}. Velg en som er der hele tiden.',
  'problem.deputy-unfit':
    'Denne personen kan ikke være stedfortreder. Velg en kollega i samme enhet, eller be sekretariatet melde fraværet.',
  'problem.invalid-value.deputyId': 'Velg en annen stedfortreder, som ikke har sluttet.',
  'problem.invalid-value.personId': 'Personen har sluttet. Overlat oppgavene i stedet.',
  'problem.assignment-refused':
    'Punkt {item} venter alt på svar fra sekretariatet. Du trenger ikke gjøre mer.',
  'problem.no-refusal': 'Punkt {item} venter ikke på svar. Du trenger ikke gjøre mer.',
  'problem.not-of-the-party': 'Velg en kollega som hører til samme enhet og kan melde for den.',
  'problem.duties-changed':
    'Oppgavene har endret seg siden du åpnet siden. Se over hvem som får hva, og send på nytt.',
  'problem.can-not-take-over':
    'Noen av oppgavene kan ikke gå til den du valgte. Velg en annen der det står hvorfor.',
  'problem.invalid-value.toPersonId': 'Velg en annen person, som ikke har sluttet.',
  'problem.invalid-value.handovers': 'Gi hver oppgave til én person.',
  'problem.similar-party':
    'Det er registrert en part med lignende navn: {names}. Bruk den. Er det en annen, bekreft det og registrer på nytt.',
  'problem.organisation-number-taken':
    '{holder} har dette organisasjonsnummeret. Bruk den, eller rett nummeret.',
  'problem.invalid-value.organisationNumber':
    'Organisasjonsnummeret stemmer ikke. Skriv de ni sifrene slik de står i Enhetsregisteret.',
  'problem.already-member':
    '{isCome, select, true {{member} er medlem av {group} fra før.} other {{member} er meldt inn i {group} fra før, og er medlem fra {from}.}} Du trenger ikke gjøre mer.',
  'problem.no-departure-question':
    '{member} har ingen punkter i {group} som venter på svar. Du trenger ikke gjøre mer.',
  'problem.stale': 'Noen har endret dette siden du åpnet det. Last siden på nytt og prøv igjen.',
  'problem.own-rights':
    'Ingen endrer egne roller, enheter, egen adresse eller konto, eller gjør seg selv til stedfortreder. Be en annen i sekretariatet, eller ledelsen, gjøre det.',
  'problem.leadership-gives-leadership':
    'Ledelsen avgjør selv hvem som er ledelse, når de har sluttet, og hvilken adresse og konto de har. Be en i ledelsen gjøre det.',
  'problem.leadership-exists': 'Det er allerede en i ledelsen. Be den personen gi rollen til flere.',
  'problem.other-identity':
    'Adressen tilhører en som har logget inn før med en annen konto. Logg inn med den, eller be sekretariatet frigjøre den.',
  'problem.person-active': 'Personen er fortsatt aktiv. Ta personen ut av bruk først.',
  'problem.person-erased':
    'Opplysningene om personen er slettet. Registrer personen på nytt hvis hun eller han er tilbake.',
  'problem.email-taken':
    'En annen person er registrert med denne e-postadressen. Bruk den personen eller en annen adresse.',
  'problem.idempotency-key-reused':
    'Dette er allerede sendt inn. Last siden på nytt for å se hva som gjelder.',
  'problem.command-in-progress': 'Svaret ditt er under behandling. Vent litt og prøv en gang til.',
} as const;
