import { beginsWithDoing } from './sentence-forms.js';
import { wholeWords } from './whole-words.js';

/**
 * Who is to do what a text says, where no column or label does: its own subject, else whom the sentence that leads into
 * it is addressed to, else the body that a heading over it names. A wrong owner is worse than none.
 */
export function ownersFor(
  text: string,
  { lead, headings }: { lead?: string | undefined; headings: readonly (string | undefined)[] },
): string[] {
  const own = subjectOf(text);
  if (own.length > 0) return own;
  const led = lead === undefined ? [] : addresseeOf(lead);
  if (led.length > 0) return led;
  for (const heading of headings) {
    const named = heading === undefined ? [] : addresseeOfHeading(heading);
    if (named.length > 0) return named;
  }
  return [];
}

/** What the last word of a body's or an office's name ends in, in the Nordic languages and English. */
const actorEnding =
  /(departement|direktorat|ministeri|kommun|fylke|etat|tilsyn|forvaltning|forvalter|forvaltar|styre|styrelse|råd|utvalg|utval|udvalg|utskott|nemnd|nämnd|nævn|komité|komite|kommisjon|kommission|foretak|føretak|sykehus|sjukehus|sygehus|sjukhus|vannverk|vassverk|kraftverk|energiverk|vattenverk|verke(?=t)|vesen|væsen|väsen|institutt|institut|politi|polis|polise|forsvar|försvar|heimevern|sivilforsvar|tjeneste|teneste|tjänst|avdeling|avdelning|afdeling|seksjon|sektion|enhet|enhed|eining|sentral|central|senter|center|leder|leiar|leder|ledar|sjef|chef|direktør|direktör|ledelse|leiing|ledning|lege|læge|läkare|koordinator|rådgiver|rådgivar|minister|regjering|regering|storting|riksdag|folketing|ordfører|ordførar|borgmester|rådmann|styresmakt|myndighet|myndighed|region|virksomhet|verksemd|verksamhet|virksomhed|operatør|operatör|eier|eigar|ägare|ejer|entreprenør|selskap|selskab|bolag|lag|gruppe|grupp|team|skol|skul|skole|skule|skola|legevakt|barnehage|sykehjem|sjukeheim|plejehjem|bedrift|føretak|organisasjon|organisation|forening|forbund|universitet|høgskole|høyskole|högskola|sekretariat|kontor|stab|vakt|beredskap|forvaltere|aktør|aktör|leverandør|leverantör|produsent|rederi|fabrikk|verft|havn|hamn|laboratori|helsetjeneste|redningstjeneste|brannvern|hovedredningssentral|ansvarlig|ansvarleg|ansvarig|inspektør|forstander|rektor|kaptein|fører|mester|mannskap|bruker|utvalg|eierne|board|council|authority|authorities|ministry|ministries|department|agency|agencies|service|unit|committee|office|officer|directorate|director|government|hospital|centre|chief|manager|commission|commissioner|inspectorate|operator|company|companies|trust|team|municipality|municipalities|county|counties|secretariat|secretary|administration|administrator|police|university|school|laboratory|branch|division|college|society|association|federation|parliament|force|corps|brigade|institute|institution|owner|contractor|supplier|employer|provider|states|district|province|task force|working group|principal|regulator|engineer|physician|doctor|nurse|teacher|lærer|lærar|ingeniør|sykepleier|sjukepleiar|fund|bank|coordinator|registry|crew|master|port|airport|station)(en|et|a|n|t|er|r|ene|ane|ar|e|ne|na|erna|arna|orna|rna|or|s|ies|ens|ets|enes|rne|erne|ren|um|in|i)?$/iu;
const legalForm = /\b(HF|RHF|KF|AS|ASA|IKS|SA|AB|A\/S|ApS|LLC|Ltd|Limited|Inc|plc|GmbH|Oy)\.?$/u;
/** Abstract though they end like a body: "god beredskap", "felles ledelse". */
const abstract =
  /^(ledelse|leiing|ledning|beredskap|forvaltning|virksomhet|verksemd|tjeneste|service|organisation|administration|råd|lag|vakt|verk|styre|gruppe|enhet|senter|region|forsvar|bruker|vern|mannskap|station|eier|råd|forslag|underlag|grunnlag|oppdrag|bidrag|tiltak|unntak|organisasjon|kontor|stab|support|force|unit|office|department|division|fører)$/iu;
const notActor =
  /(^innledning|^inledning|^indledning|forslag|förslag|framlegg|oppslag|underlag|grunnlag|oppdrag|bidrag|fredag|mandag|tirsdag|onsdag|torsdag|lørdag|søndag|dagslag|utslag|anslag|overslag|vedlag|innslag|avslag|regelverk|rammeverk|lovverk|nettverk|system|plan|planen|rutine|rutinen|listen|øvelse|øvelsen|strømnett|årsverk|kunnskapsgrunnlag|beslag|^lager|planverke|regelverket|rammeverket|nettverket|bakverk|framework|network|service level)$/iu;

const smallWord = /^(i|på|for|av|ved|og|samt|til|of|the|for|in|and|och|på|vid|under|at|med)$/iu;

/** Whether a short phrase names a body or an office: by the last word of its own name, its initials, or its legal form. */
export function namesActor(phrase: string): boolean {
  const plain = phrase
    .replaceAll(/\([^)]*\)/g, ' ')
    .replaceAll(/[«»"“”]/gu, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const words = plain.split(' ');
  if (plain.length < 2 || words.length > 9 || /[.!?:]$/.test(plain.replace(/\b(st|dr|mr)\.$/iu, '')))
    return false;
  if (legalForm.test(plain)) return true;
  const head = headOf(words);
  if (head === undefined) return false;
  const bare = head.replace(/[,;]$/u, '');
  if (/^\p{Lu}[\p{Lu}\d]{1,5}$/u.test(bare) && words.length <= 4)
    return !/^(HMS|ROS|IKT|IT|COVID|EU|CBRN|PDF|NB|OBS|AAR|SMS|UPS|KPI|GPS)$/u.test(bare);
  if (notActor.test(bare) || (abstract.test(bare) && words.length === 1)) return false;
  // "Våre råd", "oppsummerte råd": advice; a council is called "rådet", or more than that.
  if (/^(råd|tiltak|lag)$/iu.test(bare) && /^\p{L}+e$/u.test(words[0] ?? '')) return false;
  return actorEnding.test(bare);
}

/** Whether a phrase is the names of bodies and nothing else. */
export function namesOnlyActors(phrase: string): boolean {
  return allActors(phrase).length > 0;
}

/** The word a name is built on: the last before "i", "for", "of …"; of "Ministry of Health" the first. */
function headOf(words: readonly string[]): string | undefined {
  const at = words.findIndex(
    (word, index) => index > 0 && smallWord.test(word) && !/^(og|samt|and|och|the)$/iu.test(word),
  );
  const before = at < 0 ? words : words.slice(0, at);
  const last = before.at(-1);
  if (last !== undefined && (actorEnding.test(last) || /^\p{Lu}{2,6}$/u.test(last))) return last;
  // "Beredskapssjef Vestdal", "Brannsjefen og rådmannen".
  return before.find((word) => actorEnding.test(word.replace(/[,;]$/u, ''))) ?? last;
}

const modalWords =
  'bør|burde|må|skal|skulle|lyt|bør|should|must|shall|ought to|needs to|need to|will|bör|borde|måste|ska|skall|vil';
const modal = wholeWords(new RegExp(`\\b(${modalWords})\\b`, 'iu'));
const recommending = wholeWords(
  /\b(anbefal(er|es|ar)|tilrår|rår|foreslå(r|s)|recommends?|rekommenderar|rekommenderas|föreslår|föreslås|oppfordrer|oppmodar|henstiller|urges?|ber|ask|asks|requests?|indstiller|uppmanar|opfordrer)\b/iu,
);
const nobody =
  /^(det|dette|denne|disse|desse|den|de|dei|man|en|vi|we|it|they|there|this|these|that|those|han|hun|ho|jeg|eg|i|jag|alle|all|everyone|ingen|noen|some|many|flere|fleire|mange|begge|both|hver|each|slik|slike|such|hva|hvem|who|what|som|which)$/iu;
const bearsNoDuty =
  /^(inneholde|innehalde|omfatte|beskrive|dekke|bygge|gjelde|vise|framgå|fremgå|være|vere|bli|komme|foreligge|ligge|stå|fungere|tåle|vare|contain|include|cover|describe|be|apply|remain|exist|innehålla|omfatta|gälla|vara|bli|finnas|indeholde|beskrive|være|blive)$/iu;

/**
 * Who a sentence says ought to do it: "Statsforvalteren og Ternøy kommune bør …", "Innen 2027 bør kommunen …", "We
 * recommend that the Ministry …". Empty where the subject can't act, or isn't surely somebody.
 */
export function subjectOf(sentence: string): string[] {
  const text = sentence.trim().slice(0, 400);
  const that = recommended(text);
  if (that !== undefined) return that;
  for (const one of sentencesIn(text)) {
    const found = ofClause(one);
    // What follows a deed that is told without its doer says more of the deed.
    if (found.length > 0 || beginsWithDoing(one) || modal.test(one)) return found;
  }
  return [];
}

function sentencesIn(text: string): string[] {
  return text.split(/(?<=[.!?])\s+(?=\p{Lu})/u).slice(0, 3);
}

function ofClause(clause: string): string[] {
  const found = modal.exec(clause);
  if (found === null) return [];
  const before = clause
    .slice(0, found.index)
    .trim()
    .replace(/^[«"(]+/u, '')
    .replace(/^.*:\s+/su, '');
  const after = clause.slice(found.index + found[0].length).trim();
  const direct = actorsIn(before, after);
  if (direct.length > 0) return direct;
  // "Derfor bør kommunen øve", "I tillegg må Helsedirektoratet …".
  return /[,.;]/.test(before) || before.split(/\s+/).length > 6 ? [] : actorAtStart(after);
}

/** "Vi anbefaler at X …", "X anbefales å …", "Utvalget ber X om å …". */
function recommended(text: string): string[] | undefined {
  const verb = recommending.exec(text);
  if (verb === null || verb.index > 140) return undefined;
  const before = text.slice(0, verb.index).trim();
  const rest = text.slice(verb.index + verb[0].length).trim();
  if (/(es|s|as)$/iu.test(verb[0]) && !/^(recommends|urges|asks|requests)$/iu.test(verb[0])) {
    const who = actorsIn(before, 'gjøre');
    if (who.length > 0) return who;
  }
  const plain = rest.replace(
    /^((derfor|også|sterkt|vidare|videre|difor|òg|därför|också|även|therefore|also|strongly|til|inn|til at|for)\s+)*/iu,
    '',
  );
  const that = /^(at|att|that)\s+(.*)$/isu.exec(plain)?.[2];
  if (that !== undefined) return actorAtStart(that);
  return actorAtStart(plain);
}

/** Bodies joined by "og", "samt" or a comma, when they are all that stands before. */
function actorsIn(phrase: string, after: string): string[] {
  const plain = phrase.replace(/[,:]$/u, '').trim();
  if (plain === '' || plain.split(/\s+/).length > 14) return [];
  const verb =
    /^(?:(?:også|derfor|difor|òg|snarest|straks|also|therefore|också|därför|jointly|sammen|i samarbeid|i større grad|fortsatt)\s+)*(\S+)/iu.exec(
      after,
    )?.[1] ?? '';
  if (bearsNoDuty.test(verb.replace(/[.,;]$/u, '')) && !namesBody(plain)) return [];
  // "Planen bør oppdateres": what is done to a thing says nothing of who.
  const passive = /^\p{Ll}{3,}s[.,]?$/u.test(verb) || /^(bli|verte|be|blive|vara)$/iu.test(verb);
  const names = splitNames(plain);
  if (names.length === 0 || names.some((name) => nobody.test(name))) return [];
  if (passive && !names.every(namesBody)) return [];
  return names.every((name) => namesActor(name) || isNamed(name)) ? names.map(tidy) : [];
}

const body =
  /^(.*\s)?(kommun(en|ene|erna|e)?|\p{L}*(departementet|direktoratet|forvalteren|tilsynet|etaten|styrelsen|ministeriet|sjefen|direktøren|chefen)|\p{Lu}{2,6})(\s.*)?$/u;

function namesBody(name: string): boolean {
  return body.test(name) || legalForm.test(name);
}

/** "Kari Nes", "Vestdal Energi": several words with a capital, and nothing else. */
function isNamed(name: string): boolean {
  const words = name.split(/\s+/);
  return (
    words.length >= 2 &&
    words.length <= 5 &&
    words.every((word) => /^\p{Lu}/u.test(word) || smallWord.test(word)) &&
    !/^(The|Det|Den|Alle|All|Ny|Nye|New|Hver|Each|Our|Vår|Every|Both|No|Any)$/u.test(words[0] ?? '')
  );
}

/** The bodies a phrase begins with, up to where it says what they do. */
function actorAtStart(phrase: string): string[] {
  const words = phrase.split(/\s+/).slice(0, 14);
  for (let length = words.length; length >= 1; length--) {
    const last = words[length - 1] ?? '';
    const part = words
      .slice(0, length)
      .join(' ')
      .replace(/[,.;:]$/u, '');
    if (
      smallWord.test(last) ||
      (length > 1 &&
        /[.;:]/.test(
          words
            .slice(0, length - 1)
            .join(' ')
            .replaceAll(/\bSt\./gu, ''),
        ))
    )
      continue;
    const names = splitNames(part);
    const sure =
      names.length > 0 && names.every((name) => namesActor(name) && endsAsName(name) && !nobody.test(name));
    if (sure) return names.map(tidy);
  }
  return [];
}

/** The phrase ends with the body itself, or with the place it is of: "kommunedirektøren i Ternøy". */
function endsAsName(name: string): boolean {
  const words = name.split(/\s+/);
  const last = words.at(-1) ?? '';
  if (/^(at|att|that|om|of|i|og)$/iu.test(words[0] ?? '')) return false;
  if (words.length === 1) return true;
  if (actorEnding.test(last) || legalForm.test(name) || /^\p{Lu}{2,6}$/u.test(last)) {
    return words
      .slice(0, -1)
      .every(
        (word) =>
          /^\p{Lu}/u.test(word) ||
          smallWord.test(word) ||
          /^(den|det|de|alle|the|all|each|lokale|nasjonale|regionale|berørte|øvrige|aktuelle|enkelte|hver|national|local|regional)$/iu.test(
            word,
          ),
      );
  }
  return (
    /^\p{Lu}/u.test(last) &&
    words.slice(1).every((word) => /^\p{Lu}/u.test(word) || smallWord.test(word) || actorEnding.test(word))
  );
}

/** "A, B og C": the names, each whole. "Helse- og omsorgsdepartementet" and "Ministry of Health and Care" are one. */
export function splitNames(phrase: string): string[] {
  const parts = phrase
    .replace(/^(både|både|both|såvel)\s+/iu, '')
    .split(
      /\s*;\s*|,\s+(?:(?:og|and|samt|och)\s+)?|(?<!-)\s+(?:samt|og|and|och|as well as|i samarbeid med|together with|sammen med|saman med)\s+/iu,
    )
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (parts.length <= 1 || ofSeveral.test(phrase)) return parts.length <= 1 ? parts : [phrase];
  if (parts.every((part) => namesActor(part) || isNamed(part))) return parts;
  return namesActor(phrase) && /\b(for|of|av)\b/iu.test(phrase) ? [phrase] : parts;
}

/** "Ministry of Health and Care Services": one body with two concerns. */
const ofSeveral =
  /^(?:the )?(?:\p{L}+ )?(?:ministry|department|office|board|agency|directorate|committee|institute|centre|minister|faculty) (?:of|for) (?!.*\b(?:and|og) the\b)[^,;]+ and \p{Lu}[^,;]*$/iu;

function tidy(name: string): string {
  return name
    .replace(/^(og|samt|and|och)\s+/iu, '')
    .replaceAll(/\s+/g, ' ')
    .replace(/[.,;:]$/u, '')
    .trim();
}

const obliged = wholeWords(
  new RegExp(
    `^(.+?)\\s+\\b(?:${modalWords})\\b(?:\\s+(?:derfor|også|difor|òg|also|therefore|därför|også))?$`,
    'iu',
  ),
);
const endingModal = wholeWords(new RegExp(`\\s+\\b(?:${modalWords})\\b$`, 'iu'));

const leadEnd = /\s*(?:\b(?:om|til|till)\s+)?(?:å|att|at|to|that|følgende|å gjøre følgende)?\s*:$/iu;

/** Whom a sentence that leads into a list is addressed to: "Nemnda anbefaler kommunene å:", "Sykehuset bør:", "Til rådet:". */
export function addresseeOf(lead: string): string[] {
  const sentence = lead.trim();
  if (!sentence.endsWith(':') || sentence.length > 260) return [];
  const last = sentence.split(/(?<=[.!?])\s+(?=\p{Lu})/u).at(-1) ?? sentence;
  const plain = last.replace(leadEnd, '').trim();
  const to = /^(?:til|to|for|till|fra)\s+(.+)$/iu.exec(plain)?.[1];
  if (to !== undefined) return allActors(to);
  const whole = allActors(plain);
  if (whole.length > 0) return whole;
  const ends = obliged.exec(plain)?.[1];
  if (ends !== undefined) {
    const names = allActors(ends.replace(/^.*\b(?:at|att|that)\s+/iu, ''));
    if (names.length > 0) return names;
  }
  // "… gjør framlegg om at X:"
  const last_ = /^.*\b(?:at|att|that)\s+(\S.*)$/iu.exec(plain)?.[1];
  const named = last_ === undefined ? [] : allActors(last_.replace(endingModal, ''));
  if (named.length > 0) return named;
  const verb = recommending.exec(plain);
  if (verb === null) return lastActor(plain);
  const rest = plain
    .slice(verb.index + verb[0].length)
    .trim()
    .replace(/^((derfor|også|sterkt|videre|vidare|difor|òg|also|therefore|därför|til|at|att|that)\s+)+/iu, '')
    .replace(endingModal, '');
  return allActors(rest);
}

/** "Vi vil utfordre kommunen til å:": what stands last, after a verb, is who. */
function lastActor(plain: string): string[] {
  const words = plain.split(/\s+/);
  for (let from = Math.max(1, words.length - 8); from < words.length; from++) {
    const before = words[from - 1] ?? '';
    if (!/(er|ar|r|re|s|til|to|for|be|bede|ask|urge)$/iu.test(before)) continue;
    const names = allActors(words.slice(from).join(' '));
    if (names.length > 0) return names;
  }
  return [];
}

const longestNames = 300;

function allActors(phrase: string): string[] {
  if (phrase.length > longestNames) return [];
  const names = splitNames(phrase.trim());
  return names.length > 0 &&
    names.every((name) => (namesActor(name) && endsAsName(name)) || isNamed(name)) &&
    !names.some((name) => nobody.test(name))
    ? names.map(tidy)
    : [];
}

/** "Brannsjefen: øve varsling", "Øve varsling – Brannsjefen": who stands before a colon or after a dash, and the rest. */
export function withoutOwner(text: string): { text: string; owners: string[] } {
  if (text.length > longestText) return { text, owners: [] };
  const [, first, rest] = /^([^:.]{3,90}):\s+(\S.{8,})$/su.exec(text) ?? [];
  if (first !== undefined && rest !== undefined) {
    const owners = allActors(first);
    if (owners.length > 0) return { text: rest, owners };
  }
  const [, before, last] = /^(.{8,}?)\s+[–—-]\s+([^–—.:]{3,90})\.?$/su.exec(text) ?? [];
  if (before === undefined || last === undefined) return { text, owners: [] };
  const owners = allActors(last);
  return owners.length > 0 ? { text: before, owners } : { text, owners: [] };
}

const longestText = 2000;

/** A place or a thing as often as a body: over a list it is a theme. */
const topic =
  /^\p{L}*(skol|skul|skole|skule|havn|hamn|lag|senter|sentral|central|laboratori|stab|vakt|beredskap|sykehjem|barnehage|port|station|school|university|personell|bruker|crew)(en|et|a|n|t|ene|ane|ne|s|orna|rna|erne|er)?$/iu;

/** A heading that is a body, or says to whom what stands under it is addressed: "Til kommunene", "Recommendations to X". */
export function addresseeOfHeading(heading: string): string[] {
  const plain = heading
    .replace(/^(?:kapittel|kapitel|chapter|del|part)?\s*[\d.]+\s+/iu, '')
    .replace(/^[A-Z][.)]\s+/u, '')
    .replaceAll(/\s*\([^)]*\)/g, '')
    .replace(/:$/, '')
    .trim();
  if (plain.split(/\s+/).length > 12 || topic.test(plain)) return [];
  const to =
    /^(?:[\p{L}-]+\s+){0,3}?(?:til|to|till|for|rettet mot|retta mot|addressed to|riktade till)\s+(.+)$/iu.exec(
      plain,
    )?.[1];
  const named = to === undefined ? [] : allActors(to);
  return named.length > 0 ? named : allActors(plain);
}
