import { listCatalogues } from '#record/catalogue/catalogue.query.js';
import { listEvaluations } from '#record/evaluation/evaluation.query.js';
import { partiesNamed } from '#record/party/party.query.js';
import { listPersons } from '#record/person/person.query.js';
import { listPlans } from '#record/plan/plan.query.js';
import type { RecordSource } from '#record/record-source.js';
import { noteEvaluations } from '../../record/restricted-readings.js';
import type { Choices } from './draft-forms.js';

/** Most choices that a list in a form has. */
const mostChoices = 500;

/** Everything that the forms of an import let a person choose among. */
export async function importChoices(recordSource: RecordSource): Promise<Choices> {
  const page = { limit: mostChoices };
  const [evaluations, plans, officers, parties, catalogues] = await Promise.all([
    listEvaluations(recordSource, page),
    listPlans(recordSource, page),
    listPersons(recordSource, { ...page, role: 'secretariat', active: true }),
    partiesNamed(recordSource),
    listCatalogues(recordSource, page),
  ]);
  noteEvaluations(evaluations.map(({ state }) => state));
  return {
    evaluations: evaluations.map(({ state: { id, title } }) => ({ id, title })),
    plans: plans
      .filter(({ state }) => state.state !== 'closed')
      .map(({ state: { id, number, title } }) => ({ id, number, title })),
    catalogues: catalogues.map(({ state: { id, name } }) => ({ id, name })),
    officers: officers.map(({ state: { id, name } }) => ({ id, name })),
    parties: parties.map(({ id, name, kind }) => ({ id, name, group: kind === 'group' })),
  };
}
