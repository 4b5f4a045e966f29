import { describe, expect, it } from '@jest/globals';
import ical, { type VEvent } from 'node-ical';
import type { CalendarEntry } from '#domain/message/calendar-facts.js';
import { calendarFile } from './calendar-file.js';

const context = { locale: 'nb', publicUrl: 'https://kvittert.example/' } as const;
const deadline: CalendarEntry = {
  kind: 'deadline',
  id: '018f',
  on: '2026-12-31',
  planNumber: 3,
  planTitle: 'Vannutbruddet; «Vestdal», del 1',
  number: '7',
  title: 'Prøvepunkter, vakt; og ny linje\nher 🚰',
  restricted: false,
  openItems: 3,
  changedAt: '2026-11-20T11:00:00.000Z',
  sequence: 4,
};

/** Read by another library than the one that writes. */
function read(file: string): VEvent[] {
  return Object.values(ical.sync.parseICS(file)).filter(
    (component): component is VEvent => component?.type === 'VEVENT',
  );
}
const dayOf = ({ start }: VEvent) => [start.getFullYear(), start.getMonth() + 1, start.getDate()];

describe('a calendar', () => {
  it('has a whole day for each entry, which keeps its name when the day is moved', () => {
    const [event] = read(calendarFile({ entries: [deadline] }, context));
    const [moved] = read(calendarFile({ entries: [{ ...deadline, on: '2027-01-15' }] }, context));
    expect(event?.datetype).toBe('date');
    expect(event === undefined ? [] : dayOf(event)).toEqual([2026, 12, 31]);
    expect(moved === undefined ? [] : dayOf(moved)).toEqual([2027, 1, 15]);
    expect(event?.uid).toBe('deadline-018f@kvittert.example');
    expect(moved?.uid).toBe(event?.uid);
    expect(Number(event?.sequence)).toBe(4);
    expect(event?.summary).toBe('Frist: 7 Prøvepunkter, vakt; og ny linje\nher 🚰');
    expect(event?.description).toBe(
      'Plan 3: Vannutbruddet; «Vestdal», del 1.\n3 punkter gjenstår.\nhttps://kvittert.example/planer/3/tiltak/7',
    );
    expect(event?.url).toBe('https://kvittert.example/planer/3/tiltak/7');
  });

  it('escapes what the format means something by', () => {
    const file = calendarFile({ entries: [{ ...deadline, title: 'C:\\nett; a,b' }] }, context);
    expect(file).toContain('SUMMARY:Frist: 7 C:\\\\nett\\; a\\,b\r\n');
  });

  it('says the number and the link alone of what is restricted', () => {
    const file = calendarFile({ entries: [{ ...deadline, number: '7.2', restricted: true }] }, context);
    const [event] = read(file);
    expect(event?.summary).toBe('Frist: punkt 7.2 i plan 3');
    expect(event?.description).toBe('https://kvittert.example/planer/3/tiltak/7#punkt-7.2');
    expect(file).not.toMatch(/Prøvepunkter|Vannutbruddet/u);
  });

  it.each([
    ['review', 'Vurderes på nytt: 7 Vaktliste', '/planer/3/tiltak/7'],
    ['effect-review', 'Effektvurdering: 7 Vaktliste', '/planer/3/tiltak/7'],
    ['reporting', 'Rapporteringsdato: Vannutbruddet; «Vestdal», del 1', '/planer/3/rapporter'],
    ['decision', 'Frist for beslutning 7 Vaktliste', '/vedtak/018f'],
  ] as const)('tells a %s and where it is seen', (kind, summary, path) => {
    const { openItems: _none, ...rest } = deadline;
    const [event] = read(calendarFile({ entries: [{ ...rest, kind, title: 'Vaktliste' }] }, context));
    expect([event?.summary, event?.url]).toEqual([summary, `https://kvittert.example${path}`]);
  });

  it('is named after its plan or its reader, in their language, and is the same as long as it says the same', () => {
    const plan = { number: 3, title: 'Vannutbruddet' };
    const file = calendarFile({ plan, entries: [deadline] }, context);
    expect(file).toContain('X-WR-CALNAME:Kvittert: Vannutbruddet');
    expect(file).toBe(calendarFile({ plan, entries: [deadline] }, context));
    expect(calendarFile({ entries: [] }, { ...context, locale: 'nn' })).toContain('fristane mine');
    expect(calendarFile({ entries: [] }, { ...context, locale: 'en' })).toContain('my deadlines');
  });

  it('has lines of at most 75 octets, ended as the format asks, however long a title is', () => {
    const file = calendarFile({ entries: [{ ...deadline, title: 'Åæø🚰'.repeat(200) }] }, context);
    const lines = file.split('\r\n');
    expect(lines.filter((line) => Buffer.byteLength(line) > 75)).toEqual([]);
    expect(lines.at(-1)).toBe('');
    expect(file.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/u);
    expect(read(file)[0]?.summary).toBe(`Frist: 7 ${'Åæø🚰'.repeat(200)}`);
  });
});
