import { daysFromToday } from '../test/support/api-driver.js';

/**
 * What is registered, by us and by the peers: a measure of ordinary length with one responsible party and a
 * deadline within the year. Wakes 30 days before its deadline, the first step of the ladder.
 */
export interface Obligation {
  title: string;
  about: string;
  text: string;
  responsible: { mode: 'joint'; partyIds: string[] };
  deadline: { on: string };
}

const firstDeadlineDays = 60;
const lastDeadlineDays = 360;
const firstReminderDays = 30;

export function obligation(index: number, partyId: string): Obligation {
  return {
    title: `Øve varslingsplanen, lag ${index}`,
    about: `at lag ${index} øver varslingsplanen med alle som står i den`,
    text:
      'Laget går gjennom varslingsplanen med alle som står i den, prøver hvert nummer også om natten, ' +
      'og retter det som ikke svarer. Øvelsen holdes sammen med vakthavende på vannverket. ' +
      'Det som ble funnet, skrives ned med hvem som retter det og når.',
    responsible: { mode: 'joint', partyIds: [partyId] },
    deadline: { on: deadlineOn(deadlineDays(index)) },
  };
}

/** When the peers are to wake for it. */
export function wakesAt(index: number): Date {
  return new Date(Date.now() + (deadlineDays(index) - firstReminderDays) * 86_400_000);
}

const deadlines = new Map<number, string>();

/** Made once for each day: the calendar is slow, and it is not what is measured. */
function deadlineOn(days: number): string {
  const known = deadlines.get(days) ?? daysFromToday(days);
  deadlines.set(days, known);
  return known;
}

function deadlineDays(index: number): number {
  return firstDeadlineDays + (index % (lastDeadlineDays - firstDeadlineDays));
}
