import { defaultLadder } from '#domain/follow-up/ladder.js';
import type { Places } from './planted.js';

/**
 * What is sent to a route that the example of its schema does not get to the rules, since it names things that are not
 * there. Undefined: the example will do.
 */
export function bodyFor(name: string, places: Places): object | undefined {
  const [route = '', what = ''] = name.split('  ');
  const reason = 'Prøve av tilgang.';
  const bodies: Record<string, object> = {
    'POST /api/v1/evaluations/:id/findings': { findings: [{ kind: 'to-improve', text: 'Et funn.' }] },
    'POST /api/v1/evaluations/:id/recommendations': {
      recommendations: [{ title: 'Øv', text: 'Øv på det.' }],
    },
    'PATCH /api/v1/imports/:id': {
      edits: [{ kind: 'set-access', access: { kind: 'restricted', legalBasis: 'offl. § 24' } }],
    },
    // To whoever has it: nothing is moved, and the rules say so.
    'POST /api/v1/items/:id/handovers': { toPersonId: null },
    'POST /api/v1/items/:id/reassignments': {
      partyId: what === '(ola’s)' ? places.vestdal : places.party,
      reason,
    },
    'POST /api/v1/measures': { planId: places.draft, title: 'Nytt tiltak', text: 'Gjør dette.' },
    'POST /api/v1/measure-batches': {
      planId: places.draft,
      measures: [{ title: 'Nytt tiltak', text: 'Gjør dette.' }],
    },
    'PUT /api/v1/measures/:id/cross-references': { measureIds: [] },
    'POST /api/v1/measures/:id/effect-reviews': { result: 'worked', text: 'Det virket.' },
    'POST /api/v1/measures/:id/sub-points': { text: 'En del av det.' },
    'POST /api/v1/parties/:id/members': { partyId: places.vestdal, from: '2026-01-01' },
    'POST /api/v1/parties/:id/members/:memberId/departures': { to: '2027-01-01', reason },
    'POST /api/v1/plans/:id/closures': { authority: { kind: 'leader' } },
    'POST /api/v1/plans/:id/joint-lines': { measureIds: [places.both, places.secret] },
    'POST /api/v1/plans/:id/joint-line-separations': { measureIds: [places.both, places.secret] },
    'PUT /api/v1/plans/:id/ladder': { ladder: defaultLadder, reason },
    'POST /api/v1/plans/:id/ladder-previews': { ladder: defaultLadder },
    'POST /api/v1/reports/:id/questions/:questionId/answers': { text: 'Et svar.' },
    'POST /api/v1/reports/:id/questions/:questionId/handovers': { responsibleId: places.person },
    'POST /api/v1/extension-answer-batches': { itemIds: [places.aminasItem], answer: 'granted' },
    'POST /api/v1/sign-off-batches': { itemIds: [places.aminasItem] },
  };
  return bodies[route];
}
