import type { Block } from '../reading/document.js';
import { addresseeOf, subjectOf } from './owners.js';
import { beginsWithDoing, must, ought, tellsPast, tellsState } from './sentence-forms.js';
import { deadlineWithin } from './deadline-in-words.js';
import { lastSentence, namesRecommendations, recommendationHeading, recommends } from './vocabulary.js';
import { wholeWords } from './whole-words.js';

/** What stands around a text that may be a recommendation. */
export interface Surroundings {
  form: 'numbered' | 'bulleted' | 'labelled' | 'prose' | 'table';
  /** The nearest heading, and those it stands under. */
  heading?: string;
  above?: readonly string[];
  /** The sentence that leads into the list. */
  lead?: string;
  /** The word its label calls it: "Anbefaling 3". */
  label?: string;
  inSummary: boolean;
  /** The document calls itself minutes, a reply, a law or the like. */
  ofAnotherKind: boolean;
  /** How far into the document, 0–1. */
  at: number;
  /** It has an owner or a deadline of its own, said beside it. */
  facts: boolean;
  /** What the columns beside it hold; only in tables. */
  columns?: { owner: boolean; deadline: boolean; money: boolean; named: boolean; status: boolean };
}

/** The names of the signals, in the order of their weights. */
export const signalNames = [
  'ought',
  'must',
  'recommends',
  'begins with what to do',
  'completes its lead-in',
  'a subject that can act',
  'tells what happened',
  'tells how things are',
  'asks a question',
  'very short',
  'short',
  'long',
  'speaks of oneself or quotes',
  'refers to a source',
  'a time of day or a sum',
  'has a deadline in it',
  'owner or deadline beside it',
  'heading of recommendations',
  'heading of measures',
  'heading of something else',
  'under a heading of recommendations',
  'lead-in recommends',
  'lead-in obliges',
  'lead-in tells',
  'lead-in speaks of a thing',
  'labelled as recommendation',
  'labelled otherwise',
  'in a summary',
  'late in the document',
  'numbered list',
  'running text',
  'row of a table',
  'others beside it ought',
  'others beside it begin with what to do',
  'others beside it tell what happened',
  'columns of owner and deadline',
  'columns of sums',
  'a column named for measures',
  'ought, in running text under no such heading',
  'a document of another kind',
  'listed under a heading of recommendations, and tells nothing',
] as const;
export type SignalName = (typeof signalNames)[number];
export type Signals = Readonly<Record<SignalName, number>>;

const recommendingWord = wholeWords(
  /\b\p{L}*(anbefal|tilrå|rår|råd|foreslå|forslag|föreslå|förslag|recommend|rekommend|henstill|oppfordr|oppmod|uppman|oppmo|læringspunkt|suggest|propos|urge|advis|indstill|ber om|ber)\p{L}*/iu,
);
const tellingWord = wholeWords(
  /\b(viser|viste|visar|fant|fann|funnet|avdekk\p{L}*|observer\p{L}*|konstater\p{L}*|følgende (funn|forhold|observasjoner|spørsmål|kriterier|dokumenter|personer|metoder|kilder)|deltok|deltakere|deltagere|består|bestod|skyldes|årsak\p{L}*|found|shows?|showed|observed|revealed|participants|consist\p{L}*|because|due to|spørsmål|questions?|criteria|kriterier|intervju\p{L}*|hadde|had|ble|was|were|var|skjedde|fungerte|worked|godt|well|brukt|gjennomført\p{L}*|fremgår|framgår|mottatt|received|konkluder\p{L}*|vurderte|kjennetegn\p{L}*|dokument\p{L}*|vedlegg|sitert|skriver|svarte|answered|replied|sier|says|said|mener)\b/iu,
);
const otherHeading = wholeWords(
  /\b(\p{L}*funn|findings?|observasjon\p{L}*|observations?|metode\p{L}*|methods?|methodology|metod|bakgrunn|bakgrund|baggrund|background|innledning|inledning|indledning|introduction|mandat|terms of reference|deltakere|deltagere|participants|attendance|agenda|dagsorden|saksliste|saker|program|referanser|referenser|references|kilder|källor|literature|litteratur|litteraturliste|vedlegg|bilaga|bilag|appendix|annex|innhold|innhald|contents|innehåll|indhold|hendelsesforløp\p{L}*|händelseförlopp|hændelsesforløb|forløp\p{L}*|tidslinje|timeline|kronologi|chronology|økonomi|budsjett|budget|kostnad\p{L}*|costs?|fungerte|worked|styrker|strengths|svakheter|weaknesses|rettslig grunnlag|legal|lovgrunnlag|regelverk|krav|kriterier|criteria|requirements|definisjoner|definitions|begreper|ordliste|glossary|kontakt|contact|om oss|about|sammendrag av høring|høringssvar|vedtekter|instruks|forskrift|lov|kapittel i loven|ansvar og roller|responsibilities|tidligere|previous|gjennomførte?|genomförda|completed|implemented|status|hva skjedde|what happened|hva gjorde|dette har vi|varslingsliste|tiltakskort|action card|sjekkliste|checklist|slik gjør|how to|spørsmål|questions|intervju\p{L}*|vurdering av|personvern|dokumentasjon|forutsetninger|avgrensning|organisering|om rapporten|takk|forord|preface|scenario|øvingsmål|mål for|objectives|skade\p{L}*|konsekvens\p{L}*|årsak\p{L}*|causes?)\b/iu,
);

const opensSentence = wholeWords(/\b(å|att|at|to|that|om|til)\s*:?$/iu);

/** "Ny ordning skal:": what a thing is to be like is no deed of anybody. */
function speaksOfThing(lead: string): boolean {
  const [, subject, after = ''] = thingObliged.exec(lead) ?? [];
  return (
    subject !== undefined &&
    subject.split(/\s+/).length <= 5 &&
    addresseeOf(lead).length === 0 &&
    !impersonal.test(subject) &&
    // "Fra nå av bør en:"
    !impersonal.test(after)
  );
}

const thingObliged = wholeWords(
  /^([^.:;]{3,60}?)\s\b(?:bør|må|skal|should|must|shall|bör|måste|ska|skall)\b(?:\s(\p{L}+))?\s*:$/iu,
);
const impersonal = wholeWords(
  /\b(vi|we|det|man|en|ein|følgende|følgjande|följande|disse|desse|dette|these|the following|it|der|punkt\p{L}*|grep|tiltak\p{L}*|forhold\p{L}*|steps|points|actions|that|at|att)\b/iu,
);

function headingIs(text: string | undefined): 'strong' | 'weak' | 'other' | undefined {
  if (text === undefined || text === '') return undefined;
  const strength = recommendationHeading(text);
  if (strength === 'strong') return 'strong';
  if (otherHeading.test(text)) return 'other';
  return strength;
}

const anotherKind =
  /^(?:[\p{L}\p{N} ]{0,40}[:–-] )?(høringssvar|høyringssvar|høringsuttalelse|høyringsfråsegn|svar på høring|svar på høyring|uttalelse (til|om)|innspill til høring|høringsinnspill|remissvar|remissyttrande|yttrande|consultation response|response to (the )?consultation|(møte)?referat|møtebok|(møte)?protokoll|protokol|mødereferat|minutes|innkalling|innkalling til|dagsorden|agenda|tiltakskort|åtgärdskort|aktionskort|indsatskort|action card|budsjett|budget|forskrift|lov om|förordning|stillingsannonse|vacancy|program for|pressemelding|press release|brukerveiledning|bruksanvisning|manual|user guide|slik gjør du)(?![\p{L}])/iu;
const kinds = new WeakMap<readonly Block[], boolean>();

/** Whether a document calls itself, at its beginning, something that recommends nothing to follow up. */
export function isOfAnotherKind(blocks: readonly Block[]): boolean {
  const known = kinds.get(blocks);
  if (known !== undefined) return known;
  const found = blocks
    .slice(0, 4)
    .some(
      (block) =>
        block.kind !== 'table' &&
        block.kind !== 'item' &&
        block.text.length < 120 &&
        anotherKind.test(block.text),
    );
  kinds.set(blocks, found);
  return found;
}

/** What its neighbours are asked too; 0 or 1 of one text, a share of several. */
export interface Tells {
  ought: number;
  doing: number;
  past: number;
}

export function tellsOf(text: string): Tells {
  return {
    ought: flag(ought.test(text) || recommends(text)),
    doing: flag(beginsWithDoing(text)),
    past: flag(tellsPast(text)),
  };
}

function flag(yes: boolean): number {
  return yes ? 1 : 0;
}

/** What a text and its surroundings say, each signal 0 or 1 but for those of its neighbours and its place. */
export function signalsOf(text: string, own: Surroundings, tells: Tells, beside: Tells): Signals {
  const words = text.split(/\s+/).length;
  const lead = lastSentence(own.lead ?? '');
  const heading = headingIs(own.heading);
  const above = (own.above ?? []).map(headingIs);
  const isOught = ought.test(text);
  const isRecommending = recommends(text);
  const isState = tellsState(text);
  const leadObliges = /:$/.test(lead) && (ought.test(lead) || must.test(lead));
  const openLead = opensSentence.test(lead);
  const leadRecommends = lead !== '' && recommendingWord.test(lead);
  const leadTells =
    lead !== '' && !leadRecommends && !leadObliges && (tellsPast(lead) || tellingWord.test(lead));
  return {
    ought: flag(isOught),
    must: flag(!isOught && must.test(text)),
    recommends: flag(isRecommending),
    'begins with what to do': tells.doing,
    'completes its lead-in': flag(
      lead !== '' && !leadTells && /^\p{Ll}/u.test(text) && (openLead || leadObliges || /:$/.test(lead)),
    ),
    'a subject that can act': flag(subjectOf(text).length > 0),
    'tells what happened': tells.past,
    'tells how things are': flag(isState),
    'asks a question': flag(/\?\s*$/.test(text)),
    'very short': flag(own.form !== 'table' && words <= 2),
    short: flag(own.form !== 'table' && words > 2 && words <= 4),
    long: flag(words > 60),
    'speaks of oneself or quotes': flag(isSpoken(text)),
    'refers to a source': flag(refers(text)),
    'a time of day or a sum': flag(counts(text)),
    'has a deadline in it': flag(deadlineWithin(text) !== undefined),
    'owner or deadline beside it': flag(own.facts),
    'heading of recommendations': flag(heading === 'strong'),
    'heading of measures': flag(heading === 'weak'),
    'heading of something else': flag(heading === 'other'),
    'under a heading of recommendations': flag(above.includes('strong')),
    'lead-in recommends': flag(leadRecommends && !leadTells),
    'lead-in obliges': flag(leadObliges && !speaksOfThing(lead)),
    'lead-in tells': flag(leadTells),
    'lead-in speaks of a thing': flag(leadObliges && speaksOfThing(lead)),
    'labelled as recommendation': flag(own.label !== undefined && namesRecommendation(own.label)),
    'labelled otherwise': flag(own.label !== undefined && !namesRecommendation(own.label)),
    'in a summary': flag(own.inSummary),
    'late in the document': own.at,
    'numbered list': flag(own.form === 'numbered'),
    'running text': flag(own.form === 'prose'),
    'row of a table': flag(own.form === 'table'),
    'others beside it ought': beside.ought,
    'others beside it begin with what to do': beside.doing,
    'others beside it tell what happened': beside.past,
    'columns of owner and deadline':
      flag(own.columns?.owner === true) * 0.5 + flag(own.columns?.deadline === true) * 0.5,
    'columns of sums': flag(own.columns?.money === true),
    'a column named for measures': flag(own.columns?.named === true),
    'a document of another kind': flag(own.ofAnotherKind),
    'listed under a heading of recommendations, and tells nothing': flag(
      heading === 'strong' && own.form !== 'prose' && tells.past === 0 && !isState && words > 2,
    ),
    'ought, in running text under no such heading': flag(
      own.form === 'prose' && !isRecommending && heading !== 'strong' && !above.includes('strong'),
    ),
  };
}

function namesRecommendation(word: string): boolean {
  return (
    namesRecommendations(word) || recommendationHeading(word) !== undefined || recommendingWord.test(word)
  );
}

const oneself = wholeWords(/\b(jeg|eg|jag|I)\b/u);

function isSpoken(text: string): boolean {
  return (
    oneself.test(text) ||
    /^\s*[–—]\s/u.test(text) ||
    /[,!?]["”»]?\s(sier|seier|sa|sade|säger|siger|sagde|says|said)\s/u.test(text) ||
    (/^[«“"]/u.test(text) && /[»”"]/u.test(text.slice(-2)))
  );
}

const source = wholeWords(
  /\b((?:etter|ifølge|i henhold til|according to|under|enligt|jf\.?) (?:lov|lova|loven|lagen|law|the act|forskrift\p{L}*|regelverket)|by law|lov(?:en|a) (?:sier|seier|krever|krev|slår)|(?:første|andre|annet|tredje) ledd)\b/iu,
);

function refers(text: string): boolean {
  return (
    /https?:|www\.|\bISBN\b|\bdoi\b|\(\d{4}\)|\b(19|20)\d{2}\)?\s*:\s*\d|\bVol\.|\bs\.\s?\d+[–-]\d+|§+\s?\d/iu.test(
      text,
    ) || source.test(text)
  );
}

function counts(text: string): boolean {
  return /(^|\s)(kl\.?\s*)\d{1,2}[.:]\d{2}|^\d{1,2}[.:]\d{2}\b|\b\d[\d ]*\s?(kr|kroner|NOK|SEK|DKK|mill|million|€|\$)|^[\d\s.,–-]+$/iu.test(
    text,
  );
}
