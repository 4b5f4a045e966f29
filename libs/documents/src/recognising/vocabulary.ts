import { wholeWords } from './whole-words.js';

/** What a column of a table of measures holds. */
export type ColumnRole =
  'number' | 'title' | 'text' | 'responsible' | 'contributing' | 'status' | 'deadline' | 'theme' | 'finding';

/**
 * The names of columns, in bokmål, nynorsk, English, Danish and Swedish. The earlier of two that claim the same role
 * is the better name for it.
 */
const columnNames: readonly (readonly [ColumnRole, RegExp])[] = [
  [
    'number',
    /^(nr|no|n°|nummer|number|num|id|ref|referanse|reference|pkt|punkt ?nr|punkt|løpenr|løpenummer|tiltaks? ?-?(nr|nummer|id)|anbefaling(s|snr| nr)?\.? ?(nr|nummer)|rec\.? ?(no|number|id)|#)\.?$/,
  ],
  [
    'text',
    /^(beskrivelse( av (tiltak|anbefaling|oppfølging)(et|en|a)?)?|skildring( av tiltak(et)?)?|omtale|description( of (the )?(action|measure|recommendation))?|beskrivning|innhold|hva skal gjøres|kva skal gjerast|what (needs to|should) be done)$/,
  ],
  [
    'text',
    /^((foreslått|foreslåtte|anbefalt|anbefalte|aktuelle?|tilrådde|konkrete?|planlagte?|recommended|proposed|corrective) )?(tiltak(et)?|anbefaling(er)?|tilråding(ar|er)?|forslag( til tiltak)?|recommendations?|actions?|measures?|action items?|aktivitet(er)?|oppgave(r)?|oppgåve(r)?|handling(er)?|rekommendation(er)?|åtgärd(er)?|förslag|anbefalet tiltag|tiltag|handling|foranstaltning(er)?|indsats(er)?|henstilling(er)?|oppfølgingspunkt(er)?|forbedringstiltak|oppfølgingstiltak|task|hva bør gjøres|kva bør gjerast|vad ska göras|hvad skal gøres|hva|kva|vad|hvad|what|(planlagt |planned )?(oppfølging|uppföljning|opfølgning|follow-?up))$/,
  ],
  ['text', /^(læringspunkt(er)?|forbedringspunkt(er)?|lessons?( (identified|learned))?|lærdom)$/],
  ['title', /^(tittel|kort ?tittel|overskrift|title|short title|stikkord|titel|rubrik|navn|namn|kortnavn)$/],
  [
    'responsible',
    /^((hoved|oppfølgings|gjennomførings)?ansvar(lig|leg|lege|lige|et)?( (enhet|part|aktør|etat|virksomhet|instans|avdeling|for oppfølging|eining)(er|ar)?)?|hvem( har ansvar(et)?)?|kven|eier|eigar|tiltakseier|owner|responsib(le|ility)( (party|parties|unit|body|agency|entity|person|owner))?|lead( (agency|unit|body))?|action owner|accountable|ansvarig(a)?( (enhet|part|myndighet))?|ansvarlig(e)? (myndighed|enhed)|who|adressat|mottaker|rettet mot|addressee|addressed to|utføres av)$/,
  ],
  [
    'contributing',
    /^(medvirkende|medverkande|bidragsyter(e)?|samarbeidspart(er|ar|nere)?|andre involverte|contributors?|supporting|involverte|support)$/,
  ],
  [
    'deadline',
    /^((tids|gjennomførings|svar|oppfølgings)?frist(en)?( for gjennomføring)?|når|når ferdig|ferdig( innen)?|tidspunkt|tidsplan|tidsramme|deadline|due( date)?|by when|when|target date|timeline|timeframe|completion date|slutdatum|tidsfrist|senast|senest|klart)$/,
  ],
  [
    'status',
    /^(status|fram ?drift|frem ?drift|progress|state|tilstand|stand|gjennomført|utført|rag|rag (status|rating))$/,
  ],
  [
    'theme',
    /^(tema|område|kategori|fagområde|innsatsområde|satsingsområde|area|category|theme|topic|kapittel|kategori|insatsområde|hovedområde|kapitel)$/,
  ],
  [
    'finding',
    /^(funn|observasjon(er)?|findings?|observations?|bakgrunn|begrunnelse|grunngiving|vurdering|problem|utfordring(er)?|avvik|background|rationale|fund|iakttagelse|motivering|kommentar(er)?|merknad(er)?|comments?|kilde|source|prioritet|priority|kostnad)$/,
  ],
];

/** The role of a column with this name, and how good a name it is (0 is best). */
export function columnRole(name: string): { role: ColumnRole; rank: number } | undefined {
  const plain = name
    .toLowerCase()
    .replaceAll(/[*:()]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  if (plain === '' || plain.length > 45) return undefined;
  const candidates = [plain, ...plain.split(/\s*(?:\/|,| og | and | eller )\s*/)];
  for (const candidate of candidates) {
    const rank = columnNames.findIndex(([, pattern]) => pattern.test(candidate));
    const found = columnNames[rank];
    if (found !== undefined) return { role: found[0], rank };
  }
  return undefined;
}

/** Words that tell what a column holds when its whole name is none of the usual ones: "Action required by lead agency". */
const columnWords: readonly (readonly [ColumnRole, RegExp])[] = (
  [
    [
      'responsible',
      /\b(ansvar\p{L}*|eier|eigar|owner|lead|responsib\p{L}*|accountable|ansvarig\p{L}*|assigned to)\b/iu,
    ],
    [
      'deadline',
      /\b(\p{L}*frist\p{L}*|deadline|due|target date|completion|senast|senest|slutdatum|timescale)\b/iu,
    ],
    ['status', /\b(status|progress|framdrift|fremdrift|rag)\b/iu],
    [
      'finding',
      /\b(funn|findings?|observa\p{L}*|bakgrunn|begrunnelse|utfordring\p{L}*|årsak\p{L}*|lessons?|issues?|problem\p{L}*|kommentar\p{L}*|comments?|response|svar)\b/iu,
    ],
    ['number', /^(\S+ )?(nr|no|nummer|number|id|ref|#)\.?$/iu],
    [
      'text',
      /\b(\p{L}*(anbefaling|tilråding|rekommendation)\p{L}*|recommendations?|\p{L}*tiltak(et|a|ene|ane)?|\p{L}*(tiltag|åtgärd)\p{L}*|actions?|measures?|læringspunkt\p{L}*|forbedring\p{L}*|improvements?|oppgave\p{L}*|aktivitet\p{L}*|oppfølging\p{L}*|uppföljning\p{L}*|opfølgning\p{L}*|follow-?ups?)\b/iu,
    ],
  ] as const
).map(([role, pattern]) => [role, wholeWords(pattern)]);
const leastRank = columnNames.length;

/** The role of a cell that stands where names of columns stand; less sure than `columnRole`. */
export function likelyColumnRole(name: string): { role: ColumnRole; rank: number } | undefined {
  const known = columnRole(name);
  if (known !== undefined) return known;
  const plain = name.replaceAll(/\s+/g, ' ').trim();
  if (plain.length > 60 || plain.split(' ').length > 7 || /[.!?]$/.test(plain)) return undefined;
  const role = columnWords.find(([, pattern]) => pattern.test(plain))?.[0];
  return role === undefined ? undefined : { role, rank: leastRank };
}

const namedRecommendation =
  /^(anbefaling|tilråding|recommendation|rekommendation|læringspunkt|forbedringstiltak|tiltak|tiltag|åtgärd)\p{L}*$/iu;

/** Whether a row of cells heads a table of measures: it names what to do, and a number, an owner, a deadline or a ground. */
export function isMeasureHeader(cells: readonly string[]): boolean {
  const named = cells.filter((cell) => cell.trim() !== '');
  const known = named.flatMap((cell) => likelyColumnRole(cell)?.role ?? []);
  const roles = new Set(known);
  const beside =
    roles.has('number') ||
    roles.has('responsible') ||
    roles.has('deadline') ||
    (roles.has('finding') && named.some((cell) => namedRecommendation.test(cell.trim())));
  return roles.has('text') && beside && known.length * 2 >= named.length;
}

/** What a reader asks about the names of columns. */
export const measureHeaderWords = {
  isHeader: isMeasureHeader,
  isName: (cell: string) => columnRole(cell) !== undefined,
};

/** A strong heading says that recommendations follow; a weak one may be about measures in many ways. */
export type HeadingStrength = 'strong' | 'weak';

const strongHeading = wholeWords(
  /\b(\p{L}*anbefaling\p{L}*|\p{L}*tilråd(n)?ing\p{L}*|anbefalte|(dette|vi|utvalget) anbefaler( vi)?|(hoved|hovud)?tilråding(ar|er|ane|ene)?|tilrådde|recommendations?|recommended|we recommend|(huvud)?rekommendation(er|erna)?|læringspunkt(er|ene|a)?|(forbedrings|forbetrings|utviklings)(punkt|område|tiltak)(er|ene|r|ne|a)?|areas? for improvement|improvement (plan|actions)|corrective actions|what (should|must) (be done|change)|hva (bør|må) gjøres|kva (bør|må) gjerast|forslag til (tiltak|oppfølging|forbedring(er|ar)?|åtgärder)|framlegg til tiltak|åtgärdsförslag|åtgärdsplan(en)?|förbättrings(förslag|områden|åtgärder)|utvecklingsområden|våra förslag|henstillinger|(tiltaks|handlings|handle|oppfølgings|opfølgnings)plan(en)?|oppfølgings(punkt|tiltak)(er|ene)?|action plan|follow-up actions|lessons (identified|learned|to be learned)|(foreslåtte|aktuelle|konkrete|prioriterte|anbefalede|foreslåede) (tiltak|tiltag)|råd (til|fra)|våre råd)\b/iu,
);
const weakHeading = wholeWords(
  /\b(tiltak|åtgärder|tiltag|actions?|measures|forslag|förslag|oppfølging|uppföljning|opfølgning|veien videre|vegen vidare|lærdommer|lærdomar|forbedringer|forbetringar)\b/iu,
);
const notAhead = wholeWords(
  /\b(gjennomførte|gjennomført|iverksatte|iverksatt|tidligere|utførte|allerede|igangsatte|tidlegare|previous|completed|implemented|status( for| på| of)|om anbefalingene|bakgrunn for|samordning|formål|metode)\b/iu,
);

/** What was learnt and what could be better: recommendations only where none are called so. */
const learning = wholeWords(
  /\b(læringspunkt|lærdom|lärdom|forbedrings|forbetrings|förbättrings|utvecklings|utviklings|improvement|lessons)\p{L}*/iu,
);

export function isAboutLearning(heading: string): boolean {
  return learning.test(heading) && !namesRecommendations(heading);
}

const recommendationWords = wholeWords(
  /\b\p{L}*(anbefaling|tilråding|recommendation|rekommendation)\p{L}*/iu,
);

export function namesRecommendations(heading: string): boolean {
  return recommendationWords.test(heading);
}

/** Whether what follows this heading are recommendations. The heading may have a number and a colon. */
export function recommendationHeading(text: string): HeadingStrength | undefined {
  const plain = text
    .replace(/^(kapittel|kapitel|chapter|del|part|vedlegg)\s+/i, '')
    .replace(/^[\d.]+\s*/, '')
    .replace(/:$/, '')
    .trim();
  if (plain.length > 90 || plain.split(/\s+/).length > 10 || /[.!]$/.test(plain) || notAhead.test(plain))
    return undefined;
  if (strongHeading.test(plain)) return 'strong';
  return weakHeading.test(plain) ? 'weak' : undefined;
}

const recommending = wholeWords(
  /\b(anbefal|tilrå|rår til|foreslå|recommend|rekommend|föreslå|læringspunkt|henstill)\p{L}*/iu,
);
const recommended = wholeWords(/\b(anbefalte|foreslo|tilrådde|recommended in|rekommenderade)\b/iu);

/** "Vi anbefaler følgende:", "Arbeidsgruppen har følgende anbefalinger:", "The review makes 5 recommendations:". */
export function isRecommendingLead(text: string): boolean {
  const last = lastSentence(text);
  return /:$/.test(last) && recommending.test(last) && !recommended.test(last);
}

/** The last sentence of a paragraph: what leads into the list after it. */
export function lastSentence(text: string): string {
  const end = text.trimEnd().slice(-300);
  const stop = Math.max(...['. ', '! ', '? '].map((sign) => end.slice(0, -1).lastIndexOf(sign)));
  return end.slice(stop + 1).trim();
}

const verbs =
  '(?:anbefal(?:er|es|ar)|tilrå(?:r|der|des|dd|s)|rår til|foreslå(?:r|s)|tilrår|recommends?|(?:is|are) recommended|rekommenderar|rekommenderas|föreslår|föreslås|förordar|indstiller|tilrår|oppfordrer(?: til)?|oppfordres|oppmoder|oppmodar|henstiller|urges?)';

const clause = wholeWords(
  new RegExp(
    `\\b${verbs}\\b(?:\\s+(?:derfor|også|sterkt|vidare|videre|difor|òg|det|vi|utvalget|kommisjonen|därför|också|även|därtill|therefore|also|strongly|further|at a minimum)){0,3},?\\s+(?:at|å|att|that|to|\\p{L}+ing\\b|\\p{L}+ (?:to|å|att|at)\\b)`,
    'iu',
  ),
);

/** A sentence that recommends in so many words, in the present tense: "Vi anbefaler derfor at …", "We recommend that …". */
export function recommends(sentence: string): boolean {
  return clause.test(sentence);
}

const obliging = wholeWords(
  /\b(bør|må|skal|burde|trenger å|treng å|should|must|ought to|shall|needs? to|bör|måste|ska|skall)\b/iu,
);

/** A sentence that says what ought to be done. */
export function obliges(sentence: string): boolean {
  return obliging.test(sentence);
}

/** Small words nobody ends a sentence with: an item that ends so goes on somewhere else. */
const unfinishedWords = new Set(
  'mellom og i for av til med om på som at å eller en et ei den det de ved fra frå over under gjennom samt innen innenfor mot etter før hos uten the of and to in with by a an or from between through att och av från genom mellan inom samt der dei sine sin sitt deres'.split(
    ' ',
  ),
);

export function isUnfinished(whole: string): boolean {
  const text = whole.slice(-60);
  if (/[-,–]$/.test(text)) return true;
  const last = /(\p{L}+)$/u.exec(text)?.[1]?.toLowerCase();
  return last !== undefined && unfinishedWords.has(last);
}
