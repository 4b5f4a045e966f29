import type { StatusReport } from './status-report.js';

/** Where something stands in a report. */
export interface Place {
  /** Where it is about one: `7`. */
  measure?: number;
  /** What was found, with the words around it. */
  text: string;
}

/** More of one thing are not read by anybody. */
const mostPlaces = 5;

/** Each text in which something was found once, in the order of the report. @param find what to look for in one text */
export function placesOf<Found>(
  report: StatusReport,
  find: (text: string) => Iterable<{ found: Found; at: number; length: number }>,
): Map<Found, readonly Place[]> {
  const places = new Map<Found, readonly Place[]>();
  for (const { text, measure } of textsOf(report)) {
    for (const { found, at, length } of find(text)) {
      const place = { ...(measure === undefined ? {} : { measure }), text: around(text, at, length) };
      const known = places.get(found) ?? [];
      if (known.length < mostPlaces && !known.some((one) => one.text === place.text))
        places.set(found, [...known, place]);
    }
  }
  return places;
}

interface TextOf {
  text: string;
  measure?: number;
}

/** The measures first: there a text is told whole, and with the number it belongs to. */
function* textsOf(report: StatusReport): Generator<TextOf> {
  for (const measure of report.measures) yield* textsIn(measure, measure.number);
  yield* textsIn({ ...report, measures: [] });
}

function* textsIn(value: unknown, measure?: number): Generator<TextOf> {
  if (typeof value === 'string') yield { text: value, ...(measure === undefined ? {} : { measure }) };
  else if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) yield* textsIn(part, measure);
  }
}

const shownAround = 50;

/** Whole words, with an ellipsis where something is left out. */
function around(text: string, at: number, length: number): string {
  const end = at + length + shownAround;
  const start = at <= shownAround ? 0 : text.indexOf(' ', at - shownAround) + 1;
  const stop = end >= text.length ? text.length : Math.max(text.lastIndexOf(' ', end), at + length);
  const shown = text.slice(Math.min(start, at), stop).trim();
  return `${start > 0 ? '… ' : ''}${shown}${stop < text.length ? ' …' : ''}`;
}
