import type { PersonId } from '../ids.js';
import { type Place, placesOf } from './places-in-report.js';
import type { StatusReport } from './status-report.js';

/** The persons to look for. Personal data: it comes from the register and is kept nowhere else. */
export interface KnownPerson {
  id: PersonId;
  name: string;
  email: string;
}

export interface NameFound {
  personId: PersonId;
  name: string;
  /** Each text once, in the order of the report; at most `mostPlaces`. */
  places: readonly Place[];
}

/**
 * Registered persons who are named in a content: by given name and surname, by surname alone (written as a name, and
 * not as part of a party's), or by e-mail address. A given name alone is not found: too many are ordinary words.
 * @param partyNames what a surname may be part of without naming the person ("Vestdal kommune")
 */
export function namesInReport(
  report: StatusReport,
  persons: readonly KnownPerson[],
  partyNames: readonly string[],
): NameFound[] {
  const names = new Names(persons, partyNames);
  const found = placesOf(report, function* (text) {
    for (const { person, at, length } of names.in(text)) yield { found: person.id, at, length };
  });
  return persons.flatMap(({ id, name }) => {
    const places = found.get(id);
    return places === undefined ? [] : [{ personId: id, name, places }];
  });
}

interface Hit {
  person: KnownPerson;
  at: number;
  length: number;
}

const word = /\p{L}[\p{L}\p{M}’'-]*/gu;
const address = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
/** Shorter ones are words of other kinds too often: "Li", "By". */
const shortestSurname = 3;

class Names {
  private readonly bySurname = new Map<string, { person: KnownPerson; given: readonly string[] }[]>();
  private readonly byAddress = new Map<string, KnownPerson>();
  /** Party names by each of their words. */
  private readonly parties = new Map<string, { name: string; offset: number }[]>();

  constructor(persons: readonly KnownPerson[], partyNames: readonly string[]) {
    for (const person of persons) {
      const words = [...folded(person.name).matchAll(word)].map(([one]) => one);
      const surname = words.at(-1);
      if (surname !== undefined) append(this.bySurname, surname, { person, given: words.slice(0, -1) });
      this.byAddress.set(folded(person.email), person);
    }
    for (const name of partyNames.map(folded)) {
      for (const { 0: part, index } of name.matchAll(word))
        append(this.parties, part, { name, offset: index });
    }
  }

  *in(text: string): Generator<Hit> {
    for (const { 0: written, index } of text.matchAll(address)) {
      const person = this.byAddress.get(folded(written));
      if (person !== undefined) yield { person, at: index, length: written.length };
    }
    const before: string[] = [];
    for (const { 0: written, index } of text.matchAll(word)) {
      const known = this.surname(folded(written));
      if (known !== undefined) {
        const whole = known.filter(({ given }) => given.some((name) => before.slice(-3).includes(name)));
        const alone = whole.length === 0 && this.isNameAlone(text, written, index);
        for (const { person } of alone ? known : whole) yield { person, at: index, length: written.length };
      }
      before.push(folded(written));
    }
  }

  /** As it is, or with the s of the genitive. */
  private surname(written: string) {
    return this.bySurname.get(written) ?? this.bySurname.get(written.replace(/['’]?s$/u, ''));
  }

  private isNameAlone(text: string, written: string, index: number): boolean {
    if (written.length < shortestSurname || !/^\p{Lu}/u.test(written)) return false;
    return !(this.parties.get(folded(written)) ?? []).some(({ name, offset }) => {
      const start = index - offset;
      return start >= 0 && folded(text.slice(start, start + name.length)) === name;
    });
  }
}

function append<V>(map: Map<string, V[]>, key: string, value: V): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}

function folded(text: string): string {
  return text.normalize('NFC').toLocaleLowerCase('nb');
}
