import type { MeasureNumber } from '#record/summary/summary-editing.query.js';

const separators = /[\s,;]+|\bog\b/u;
const measureNumber = /^(?:(?<plan>[1-9]\d{0,8})\/)?(?<number>[1-9]\d{0,8})$/u;

/**
 * "9, 12 og 2/14": measures as people write them, those of another plan with its number first. Each once.
 * @returns what could be read, and the words that could not
 */
export function readNumbers(
  text: string,
  planNumber: number,
): { numbers: MeasureNumber[]; strange: string[] } {
  const words = [...new Set(text.split(separators).filter((word) => word !== ''))];
  const read = words.map((word) => ({ word, groups: measureNumber.exec(word)?.groups }));
  return {
    numbers: read.flatMap(({ groups }) =>
      groups === undefined
        ? []
        : [{ planNumber: Number(groups['plan'] ?? planNumber), number: Number(groups['number']) }],
    ),
    strange: read.flatMap(({ word, groups }) => (groups === undefined ? [word] : [])),
  };
}

export function writeNumbers(numbers: readonly MeasureNumber[], planNumber: number): string {
  return numbers
    .map((one) => (one.planNumber === planNumber ? String(one.number) : `${one.planNumber}/${one.number}`))
    .join(', ');
}
