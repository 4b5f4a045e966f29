import type { AbsenceId, PersonId, PlainDate } from '../ids.js';

/** A period, the first and the last day in it, in which a person is away. */
export interface Absence {
  id: AbsenceId;
  from: PlainDate;
  to: PlainDate;
  /** Gets the messages too, and may do what the person may for their units. */
  deputyId?: PersonId;
}

interface Absent {
  absences?: readonly Absence[];
}

export function absenceOn({ absences = [] }: Absent, day: PlainDate): Absence | undefined {
  return absences.find(({ from, to }) => from <= day && day <= to);
}

/** One who has not left, and is not away. */
export function isPresent(person: Absent & { active: boolean }, day: PlainDate): boolean {
  return person.active && absenceOn(person, day) === undefined;
}
