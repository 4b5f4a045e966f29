import { recommends } from './vocabulary.js';
import { wholeWords } from './whole-words.js';

/** Words that say what would be right. */
export const ought = wholeWords(
  /\b(bør|burde|bør|bör|borde|should|ought to|ønskelig|tilrådeleg|anbefalt|advisable)\b/iu,
);
/** Words that oblige. */
export const must = wholeWords(
  /\b(må|skal|skulle|ska|skall|måste|must|shall|needs? to|trenger|treng|behøver|behöver|lyt|is required|kreves|krävs)\b/iu,
);
const subordinate = wholeWords(
  /\b(som|at|når|hvis|dersom|slik|fordi|mens|der|hvor|att|när|om|så|eftersom|hvis|når|that|which|when|where|if|who|because|while|so)\b/iu,
);
const pastVerb = wholeWords(
  /\b(ble|blei|vart|blev|var|hadde|havde|hade|fikk|fekk|fick|kom|gikk|gjekk|gick|tok|tog|ga|gav|sa|satt|stod|sto|lå|was|were|had|did|got|came|went|took|gave|made|found|began|viste|visade|bestod|deltok|deltog|mente|møtte)\b/iu,
);
const stateVerb = wholeWords(
  /\b(er|har|finnes|finst|finns|findes|mangler|manglar|saknas|mangler|ligger|ligg|viser|visar|fungerer|fungerar|består|utgjør|blir|bliver|opplever|is|are|has|have|lacks?|remains?|exists?|shows?|seems?|består|omfatter|kan|can|may)\b/iu,
);
const determiner = wholeWords(
  /^(alle|flere|fleire|mange|ingen|noen|nokre|disse|denne|dette|desse|den|det|de|dei|en|et|ei|ein|eit|ett|man|vi|jeg|eg|hun|han|hver|hvert|kvar|begge|enkelte|få|andre|noe|slike|ved|for|i|på|til|med|etter|under|the|a|an|this|these|those|all|many|some|several|few|each|every|most|both|it|they|we|there|in|on|at|for|by|with|after|during|alla|några|vissa|dessa|detta|varje|inga|när|efter|enligt|nogle|ved|hvis|når|da|mens|hele|siden|antall|antal|andel|andelen|talet|number|mengde|alle|oversikt|krav|behov|svar|tilgang|representanter|både|ikke|også|kun|bare|samme|store|små|nye|gode|egne|tidligere|ekstra|lite|mye)$/iu,
);
const afterImperative = wholeWords(
  /^(en|et|ei|ein|eit|én|ett|to|tre|alle|at|hvem|kven|hva|kva|vem|vad|opp|ut|felles|nye|nytt|ny|den|det|de|dei|inn|fram|se|sammen|saman|hvordan|korleis|hur|hvilke|faste|fast|tydelige|skriftlige|skriftlig|egen|eget|eigen|klare|bedre|regelmessig|regelmessige|årlig|upp|in|för|till|rutiner|rutinen|planer|planen|ansvar|ansvaret|the|a|an|all|that|with|its|their|how|more|up|out|two|three|each|every|clear|regular|new|joint|written|staff|who|what|which|into|whether|også|ansatte|minst|senest|innen|ned|flere|fleire|flera|fler|mer|meir|mera|bort|frå|fra|från|minimum|samtlige|ytterligere|flest)$/iu,
);

const actionStart = wholeWords(
  /^(å |at |att |to |the |det bør|det skal|gjennomføre?|etablere?|styrke?|utarbeide?|sikre?|sørge?|vurdere?|utvikle?|avklare?|revidere?|oppdatere?|innføre?|lage?|sette?|øve?|kartlegge?|forbedre?|tydeliggjøre?|videreføre?|bygge?|invitere?|samle?|legge?|bruke?|dele?|arbeide?|følge?|define|develop|establish|ensure|strengthen|review|create|provide|consider|update|improve|conduct|train|clarify|appoint|set|agree|publish|test|invest|utveckla|säkerställ|stärk|ta fram|se över|inför)\b/iu,
);

/** Whether a text begins with what is to be done: an infinitive or an imperative, told by its form and what follows. */
export function beginsWithDoing(text: string): boolean {
  const plain = text.replace(/^[\s«"(]+/u, '').replace(/^(å|att|to|at|og|samt|and)\s+/u, '');
  const marked = /^(å|att)\s/iu.test(text) || /^to\s+\p{Ll}/u.test(text);
  const words = plain.split(/\s+/);
  const first = words[0] ?? '';
  if (words.length < 2 || !/^\p{L}[\p{L}-]*$/u.test(first) || determiner.test(first)) return false;
  if (marked) return true;
  const main = mainClause(plain);
  if (pastVerb.test(main) || stateVerb.test(main) || ought.test(main) || must.test(main)) return false;
  if (actionStart.test(plain)) return true;
  const second = (words[1] ?? '').replace(/[.,;:]$/u, '');
  if (/^\p{Ll}{3,}ed$/u.test(second)) return false;
  if (
    /(ene|ane|erna|arna|orna|heten|het|else|elser|ing|inger|sjon|tion|tions|ment|ity|ness|anter|ister|heter|ører|ence|ance)$/iu.test(
      first,
    )
  )
    return false;
  const infinitive = /\p{L}{2,}(e|ere|era|ar|a)$/iu.test(first) && /^\p{Ll}/u.test(second);
  // "Prøv varslingen": no ending of a noun or of a verb that tells, and a thing it is done to.
  const imperative =
    /^\p{Lu}\p{Ll}{1,9}$/u.test(first) &&
    !/(e|en|et|er|a|s|ing|heid|skap)$/u.test(first) &&
    (/^\p{Ll}{3,}(en|et|ene|ane|ne|na|a|erna|orna|arna)$/u.test(second) ||
      (/^\p{Ll}{3,}$/u.test(second) &&
        /^(over|for|til|med|fra|frå|från|ut|på|i|av|om|mellom|mellan)$/u.test(words[2] ?? '')));
  const shortInfinitive = /^(gi|ta|få|se|gå|stå|slå|ha|bli|ge|si|dra|bry|nå|få|be|do|go)$/iu.test(first);
  return (
    (infinitive && !/^(og|eller|og\/eller|and|or|som|i|av)$/iu.test(second)) ||
    shortInfinitive ||
    imperative ||
    afterImperative.test(second)
  );
}

/** The words before the first subordinate clause, at most the first ten. */
function mainClause(text: string): string {
  const [sentence = text] = text.split(/(?<=\p{L}{2}[.!?])\s+(?=\p{Lu})/u, 1);
  const first = sentence.split(/\s+/).slice(0, 10).join(' ');
  const end = subordinate.exec(` ${first.slice(first.indexOf(' ') + 1)}`);
  return end === null ? first : first.slice(0, first.indexOf(' ') + 1 + Math.max(0, end.index - 1));
}

/** Whether its main clause tells what happened. */
export function tellsPast(text: string): boolean {
  const main = mainClause(text);
  if (ought.test(main) || must.test(main)) return false;
  if (pastVerb.test(main)) return true;
  return main
    .split(/\s+/)
    .slice(1, 6)
    .some(
      (word) =>
        /^\p{Ll}{3,}(te|ede|ade|dde|ed)[.,]?$/u.test(word) ||
        (/^\p{Ll}{4,}[^s]et$/u.test(word) &&
          !/(rådet|atet|retet|huset|laget|tilsynet|arbeidet|området|styret|direktoratet|departementet|foretaket|instituttet|utvalget|fylket|sekretariatet|anlegget|vannet|møtet|ansvaret|behovet)$/u.test(
            word,
          )),
    );
}

/** Whether its main clause tells how things are. */
export function tellsState(text: string): boolean {
  const main = mainClause(text);
  return !ought.test(main) && !must.test(main) && !recommends(text) && stateVerb.test(main);
}
