import type { Occasion } from '#domain/catalogue/catalogue.commands.js';
import type { CameFrom } from '#record/catalogue/picking.query.js';

/** What gave occasion to look in the catalogue, as a choice in a form has it: `measure:<id>`, `evaluation:<id>`. */
export function writeOccasion(occasion: Occasion): string {
  return `${occasion.kind}:${occasion.kind === 'measure' ? occasion.measureId : occasion.evaluationId}`;
}

export function readOccasion(text: string): Occasion | undefined {
  const { kind, id } = /^(?<kind>measure|evaluation):(?<id>.+)$/u.exec(text)?.groups ?? {};
  if (kind === undefined || id === undefined) return undefined;
  return kind === 'measure' ? { kind: 'measure', measureId: id } : { kind: 'evaluation', evaluationId: id };
}

/** `1` is plan 1, `1-4` its measure 4. */
export function writeCameFrom({ planNumber, measureNumber }: CameFrom): string {
  return measureNumber === undefined ? String(planNumber) : `${planNumber}-${measureNumber}`;
}

export function readCameFrom(text: unknown): CameFrom | undefined {
  if (typeof text !== 'string') return undefined;
  const { plan, measure } = /^(?<plan>[1-9]\d{0,8})(?:-(?<measure>[1-9]\d{0,8}))?$/u.exec(text)?.groups ?? {};
  if (plan === undefined) return undefined;
  return {
    planNumber: Number(plan),
    ...(measure === undefined ? {} : { measureNumber: Number(measure) }),
  };
}
