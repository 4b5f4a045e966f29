import { idnr } from '@navikt/fnrvalidator';
import { type Place, placesOf } from './places-in-report.js';
import type { StatusReport } from './status-report.js';

const personalDataKinds = ['national-id', 'email', 'phone'] as const;
type PersonalDataKind = (typeof personalDataKinds)[number];

/** Something that looks like personal data in a report that is to be public. */
export interface PersonalDataFound {
  /**
   * How it is answered for: `phone-1`, counted through the frozen content. An event keeps this and never the text
   * itself: it could not be erased there.
   */
  key: string;
  kind: PersonalDataKind;
  /** Without the spaces in it. */
  written: string;
  places: readonly Place[];
}

/** Eleven digits, as one writes them; whether it is a number of somebody's the check digits say. */
const elevenDigits = /(?<![\p{L}\d/-])\d{6}[ .-]?\d{5}(?![\p{L}\d-])/gu;
const emailAddress = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
/** Norwegian numbers as they are grouped (22 33 44 55, 912 34 567, 91234567), with or without +47; others with their +. */
const phoneNumber =
  /(?<![\p{L}\d/.-]|\d )(?:(?:(?:\+|00)47 ?)?(?:[2-9]\d(?: \d\d){3}|[2-9]\d\d \d\d \d{3}|[2-9]\d{7})|\+(?!47)\d{1,3}(?: ?\d){6,12})(?![\p{L}\d-]| \d)/gu;
/** Eight digits such as 20261120 are a date, and no telephone number. */
const dayInDigits = /^20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/u;

/**
 * What looks like personal data beside the names of registered persons (`namesInReport`): national identity numbers
 * with right check digits (D-, H- and synthetic numbers too, and those of 2032), e-mail addresses and telephone numbers.
 * @param known e-mail addresses that are found as registered persons
 */
export function personalDataInReport(report: StatusReport, known: readonly string[]): PersonalDataFound[] {
  const registered = new Set(known.map(folded));
  return personalDataKinds.flatMap((kind) =>
    [...placesOf(report, (text) => inText(kind, text, registered))].map(([value, places], index) => ({
      key: `${kind}-${index + 1}`,
      kind,
      written: value,
      places,
    })),
  );
}

function* inText(kind: PersonalDataKind, text: string, registered: ReadonlySet<string>) {
  const pattern = { 'national-id': elevenDigits, email: emailAddress, phone: phoneNumber }[kind];
  for (const { 0: written, index } of text.matchAll(pattern)) {
    if (isPersonal(kind, written, registered))
      yield { found: compact(written), at: index, length: written.length };
  }
}

function isPersonal(kind: PersonalDataKind, written: string, registered: ReadonlySet<string>): boolean {
  switch (kind) {
    case 'national-id':
      return idnr(written.replaceAll(/\D/gu, '')).status === 'valid';
    case 'email':
      return !registered.has(folded(written));
    case 'phone':
      return !dayInDigits.test(written);
    default:
      return kind satisfies never;
  }
}

/** The same number is one finding, however it is spaced. */
function compact(written: string): string {
  return folded(written.replaceAll(/[ ]/gu, ''));
}

function folded(text: string): string {
  return text.normalize('NFC').toLocaleLowerCase('nb');
}
