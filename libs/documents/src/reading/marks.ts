/** The mark a list item begins with, and what is left of the line. */
export interface Marked {
  marker: string;
  number?: string;
  rest: string;
}

const bullet = /^([•●○◦▪■□►▶‣⁃·✓✔☐☑☒❑❒▢➢➤→⇒❖◆◇★]|[-–—*]|o(?=\s+\p{Lu}))\s+(?=\S)/u;
const leveled = /^(\d{1,2}(?:\.\d{1,2}){1,2})\.?\s+(?=\p{Lu})/u;
const paragraphNumber = /^\[(\d{1,3}(?:\.\d{1,3}){1,2})\]\s+(?=\S)/u;
const numbered = /^\(?((?:[A-Z]{1,3}-?)?\d{1,3}|[a-zæøå]|[ivx]{1,4}|[IVX]{1,4}|[A-H](?=\)))[.)]\)?\s+(?=\S)/u;

/** "• Text", "1. Text", "2) Text", "(b) Text", "R3. Text", "[4.12] Text". A dash needs a space after it, and a letter a period or bracket. */
export function markOf(line: string): Marked | undefined {
  // Marks are short; what comes after may be of any length.
  const text = line.trimStart();
  const beginning = text.slice(0, 60);
  const ofBullet = bullet.exec(beginning);
  if (ofBullet?.[1] !== undefined) return { marker: ofBullet[1], rest: text.slice(ofBullet[0].length) };
  const ofNumber = leveled.exec(beginning) ?? paragraphNumber.exec(beginning) ?? numbered.exec(beginning);
  const number = ofNumber?.[1];
  if (ofNumber === null || number === undefined) return undefined;
  if (isDate(beginning)) return undefined;
  return { marker: ofNumber[0].trim(), number, rest: text.slice(ofNumber[0].length) };
}

/** "1. mars 2025 ble …" begins with a date, not with a number. */
function isDate(text: string): boolean {
  return /^\d{1,2}\.\s+(januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember|maj|mars|marts|january|february|march|may|june|july|october|december|kvartal|halvår|tertial)/iu.test(
    text,
  );
}

const section =
  /^(?:(?:kapittel|kapitel|chapter|del|part|vedlegg)\s+)?(\d{1,2}(?:\.\d{1,2}){0,3})\.?(?:\s+|\t|(?=\p{Lu}\p{Ll}))(?=\p{Lu}|«|")/iu;

/** "3.1" of "3.1 Varsling" and of "Kapittel 3 Funn"; absent when the text has no number first. */
export function sectionNumberOf(heading: string): string | undefined {
  return /^\d{1,2}\.\d{1,2}\.\d{2}/.test(heading) ? undefined : section.exec(heading)?.[1];
}

const caption =
  /^(tabell|tabel|table|figur|figure|boks|box|ramme|tekstboks|bilde|bild|faktaboks|faktaruta)\s+(\d+(?:[.–-]\d+)*|[IVX]+)\b[.:–-]?\s*(?=\p{Lu}|$|«|")/iu;

export function isCaption(text: string): boolean {
  return caption.test(text.trimStart().slice(0, 60));
}

/** A line of a table of contents: leaders and a page number. */
export function isContentsLine(text: string): boolean {
  const end = text.trimEnd().slice(-120);
  return /(\.{4,}|(\. ){4,}|…{2,}|_{4,})\s*\d{0,4}$/u.test(end) && text.length < 400;
}
