import type { Occasion } from '#domain/catalogue/catalogue.commands.js';

/** What gave occasion to look in the catalogue, as a choice in a form has it: `measure:<id>`, `evaluation:<id>`. */
export function writeOccasion(occasion: Occasion): string {
  return `${occasion.kind}:${occasion.kind === 'measure' ? occasion.measureId : occasion.evaluationId}`;
}

export function readOccasion(text: string): Occasion | undefined {
  const { kind, id } = /^(?<kind>measure|evaluation):(?<id>.+)$/u.exec(text)?.groups ?? {};
  if (kind === undefined || id === undefined) return undefined;
  return kind === 'measure' ? { kind: 'measure', measureId: id } : { kind: 'evaluation', evaluationId: id };
}
