import { outbreakCatalogue } from './catalogue.js';
import type { PersonEmail } from './facts.js';
import type { Filling } from './fill-plan.js';

/** The catalogue with its situations and, where the demo has judged it, their risk in words. */
export async function fillCatalogue({ api }: Pick<Filling, 'api'>, caseOfficer: PersonEmail): Promise<void> {
  const { situations, ...facts } = outbreakCatalogue;
  const { id } = await api.post(caseOfficer, '/catalogues', 'catalogue', {
    ...facts,
    situations: situations.map(({ risk: _risk, ...situation }) => situation),
  });
  const registered = await api.get<{ situations: { id: string; number: number }[] }>(
    caseOfficer,
    `/catalogues/${id}`,
  );
  // One after the other: each is a version of the catalogue.
  for (const [index, { risk }] of situations.entries()) {
    const situation = registered.situations.find(({ number }) => number === index + 1);
    if (risk === undefined || situation === undefined) continue;
    const path = `/catalogues/${id}/situations/${situation.id}/risk-statements`;
    await api.post(caseOfficer, path, `catalogue/risk/${index + 1}`, risk);
  }
}
