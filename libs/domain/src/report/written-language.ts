import type { ReportLanguage } from './report-language.js';

/** Small words that one language has and the two others write in another way, or not at all. */
const ofOne: Readonly<Record<ReportLanguage, ReadonlySet<string>>> = {
  nb: set(
    'ikke jeg en et fra noen noe hva hvem hvilke hvilken hvor hvordan hvorfor mer blir ble være var hun kun uke ' +
      'uker gjøre egen flere mange selv mye sammen ennå tidligere senere gjennom mellom kommunene sykehusene dem ' +
      'hver hvert begge hverken ukene årene planene øvelsene øvelse øvelser forsinket forsinkelse ansvarlig bare',
  ),
  nn: set(
    'ikkje eg ein eit frå nokon noko nokre kva kven kvar kvart kvifor korleis meir vert vart blei vere ho veke veker ' +
      'gjere eigen fleire sjølv mykje saman anna enno tidlegare seinare gjennom mellom kommunane sjukehusa dei ' +
      'begge vekene åra planane øvingane øving øvingar forseinka forseinking ansvarleg berre òg',
  ),
  en: set(
    'the of and to is are was were with that this from by has have had been not it be will on their which an or ' +
      'we they there no all its as into must should every each before after during about than who what when has',
  ),
};

/** Small words that bokmål and nynorsk share and English lacks. */
const norwegian = set(
  'og som å på av til med det den er skal har om ved kan må vi seg sin sitt sine inn ut over når blitt under alle ' +
    'også eller men mot uten etter hos mens dette disse denne innen både opp ned nå da så etter planen arbeidet',
);

/**
 * What a text is written in, by its small words: a few sentences are enough; a name or a title of two words is
 * not. `norwegian` is either form of it.
 */
export function writtenLanguage(text: string): ReportLanguage | 'norwegian' | undefined {
  const found = { nb: 0, nn: 0, en: 0, norwegian: 0 };
  for (const [word] of text.toLocaleLowerCase('nb').matchAll(/\p{L}+/gu)) {
    if (ofOne.nb.has(word) && !ofOne.nn.has(word)) found.nb += 1;
    if (ofOne.nn.has(word) && !ofOne.nb.has(word)) found.nn += 1;
    if (ofOne.en.has(word)) found.en += 1;
    if (norwegian.has(word) || /[æøå]/u.test(word)) found.norwegian += 1;
  }
  const inNorwegian = Math.max(found.norwegian, found.nb + found.nn);
  if (found.en > inNorwegian) return 'en';
  if (inNorwegian === 0 || found.en === inNorwegian) return undefined;
  if (found.nb === found.nn) return 'norwegian';
  return found.nb > found.nn ? 'nb' : 'nn';
}

/** What most of these texts are written in; what says too little for itself is taken to be the same. */
export function usualLanguage(texts: readonly string[], otherwise: ReportLanguage): ReportLanguage {
  const counted = { nb: 0, nn: 0, en: 0 };
  for (const text of texts) {
    const language = writtenLanguage(text);
    if (language === 'norwegian') {
      counted.nb += 0.5;
      counted.nn += 0.5;
    } else if (language !== undefined) counted[language] += 1;
  }
  const most = Math.max(...Object.values(counted));
  if (most === 0 || counted[otherwise] === most) return otherwise;
  return (['nb', 'nn', 'en'] as const).find((language) => counted[language] === most) ?? otherwise;
}

/** The language of one text, where most texts around it are in the usual language. */
export function languageOf(text: string, usual: ReportLanguage): ReportLanguage {
  const written = writtenLanguage(text);
  if (written === undefined) return usual;
  if (written !== 'norwegian') return written;
  return usual === 'en' ? 'nb' : usual;
}

function set(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
}
