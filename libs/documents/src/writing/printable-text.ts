/** Control characters, half surrogate pairs and non-characters: XML has no way to write them, and print none to show them. */
const unprintable = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFFFE\uFFFF]|\p{Surrogate}/gu;

/** The text without what no form can hold; line breaks and tabs stay. */
export function printableText(text: string): string {
  return text.replace(unprintable, '');
}
