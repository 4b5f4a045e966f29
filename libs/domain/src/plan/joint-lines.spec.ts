import { expect, it } from '@jest/globals';
import type { PlanCommand } from './plan.commands.js';
import { idOf, Specification } from '../specification.js';

it('measures told in one line are told one by one again, and may then stand in another', () => {
  const spec = new Specification();
  const kari = spec.person(['secretariat'], [spec.organisation('Sekretariatet')]);
  const planId = idOf(spec.when({ type: 'RegisterPlan', title: 'Plan', caseOfficerId: kari.id }, kari));
  const registered = spec.when(
    {
      type: 'RegisterMeasures',
      planId,
      measures: ['a', 'b', 'c'].map((title) => ({ title, text: title })),
    },
    kari,
  );
  const ids = registered.map(({ id }) => id);
  const [a = '', b = '', c = ''] = ids;
  const does = (command: PlanCommand) => spec.outcome(command, kari);
  does({ type: 'JoinMeasures', planId, measureIds: [a, b] });
  expect(does({ type: 'JoinMeasures', planId, measureIds: [b, c] })).toBe('joint-numbers-used');
  expect(does({ type: 'SeparateMeasures', planId, measureIds: [a, c] })).toBe('invalid-value');
  expect(does({ type: 'SeparateMeasures', planId, measureIds: [b, a] })).toEqual(['MeasuresSeparated']);
  expect(does({ type: 'JoinMeasures', planId, measureIds: [b, c] })).toEqual(['MeasuresJoined']);
  expect(spec.state('plan', planId).jointLines).toEqual([[b, c]]);
});
