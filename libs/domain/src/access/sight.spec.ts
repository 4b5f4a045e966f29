import { beforeEach, describe, expect, it } from '@jest/globals';
import type { MeasureCommand } from '../measure/measure.commands.js';
import type { Measure } from '../measure/measure.js';
import type { Actor, Scope } from '../roles/actor.js';
import { idOf, Specification } from '../specification.js';
import { seesEvent } from './history-sight.js';
import { measureSight, planSight } from './sight.js';

const leader = { kind: 'leader' } as const;
const client = (...scopes: Scope[]): Actor => ({ id: 'client:x', roles: ['system'], partyIds: [], scopes });

describe('of a measure with an item for each of two parties', () => {
  let spec: Specification;
  let kari: Actor, lise: Actor, ola: Actor, amina: Actor, stranger: Actor;
  let planId: string, measureId: string;

  const measure = (): Measure => spec.state('measure', measureId);
  const plan = () => spec.state('plan', planId);
  const seenBy = (actor: Actor) => measureSight(actor, plan(), measure());
  const itemOf = (actor: Actor) =>
    measure().items.find(({ partyId }) => actor.partyIds.includes(partyId))?.id ?? '';
  const say = (actor: Actor, text: string, itemId?: string) =>
    spec.when(
      {
        type: 'UpdateStatus',
        measureId,
        progress: 'under-way',
        text,
        ...(itemId === undefined ? {} : { itemId }),
      } as MeasureCommand,
      actor,
    );

  beforeEach(() => {
    spec = new Specification();
    const vestdal = spec.organisation('Vestdal kommune');
    const hospital = spec.organisation('Sykehuset Vest');
    kari = spec.person(['secretariat'], []);
    lise = spec.person(['leadership'], []);
    ola = spec.person(['owner'], [vestdal]);
    amina = spec.person(['owner'], [hospital]);
    stranger = spec.person(['owner'], [spec.organisation('Bergby kommune')]);
    planId = idOf(
      spec.when({ type: 'RegisterPlan', title: 'Plan', caseOfficerId: kari.id, fields: {} }, kari),
    );
    measureId = idOf(
      spec.when(
        {
          type: 'RegisterMeasures',
          planId,
          measures: [
            {
              title: 'Vaktliste',
              text: 'Lag en vaktliste.',
              deadline: { on: '2027-06-01' },
              responsible: { mode: 'each', partyIds: [vestdal, hospital] },
            },
          ],
        },
        kari,
      ),
    );
  });
  const adopt = () => spec.when({ type: 'AdoptPlan', planId, authority: leader }, lise);

  it('a draft is not there for those who will be responsible', () => {
    expect(seenBy(ola)).toBeUndefined();
    expect(planSight(ola, plan(), true)).toBe('nothing');
    expect(planSight(lise, plan(), false)).toBe('whole');
    adopt();
    expect(planSight(ola, plan(), true)).toBe('summary');
    expect(planSight(stranger, plan(), false)).toBe('nothing');
  });

  it('an owner sees their own item and none of the other’s; one without an item sees nothing', () => {
    adopt();
    expect(seenBy(ola)?.measure.items.map(({ id }) => id)).toEqual([itemOf(ola)]);
    expect(seenBy(amina)?.measure.items.map(({ id }) => id)).toEqual([itemOf(amina)]);
    expect(seenBy(stranger)).toBeUndefined();
    expect(seenBy(kari)).toMatchObject({ whole: true, withText: true });
    expect(seenBy(lise)?.measure.items).toHaveLength(2);
  });

  it('the newest word on another’s item is not shown as one’s own', () => {
    adopt();
    say(ola, 'Vår liste er i arbeid.', itemOf(ola));
    say(amina, 'Vi mangler folk på natt.', itemOf(amina));
    expect(seenBy(ola)?.measure.latestUpdate?.text).toBe('Vår liste er i arbeid.');
    expect(seenBy(kari)?.measure.latestUpdate?.text).toBe('Vi mangler folk på natt.');
  });

  it('a named substitute sees what they sign off, and so does who reviews the effect', () => {
    spec.when({ type: 'RevisePlan', planId, fields: { signOffSubstituteIds: [stranger.id] } }, kari);
    expect(planSight(stranger, plan(), false)).toBe('whole');
    expect(seenBy(stranger)?.measure.items).toHaveLength(2);
    const closed = {
      ...measure(),
      state: 'closed',
      closure: { as: 'implemented', effectReview: { on: '2027-06-01', reviewerId: amina.id } },
    } as unknown as Measure;
    expect(measureSight(amina, plan(), closed)).toMatchObject({ whole: true });
  });

  it('an API client sees by its scopes', () => {
    adopt();
    expect(seenBy(client('measures:write', 'restricted:read'))).toBeUndefined();
    expect(seenBy(client('measures:read'))).toMatchObject({ whole: true, withText: true });
  });

  it('restricted text is for the roles and the scope that may, and for those who must do it', () => {
    adopt();
    const access = { kind: 'restricted', legalBasis: 'offl. § 24' } as const;
    spec.when({ type: 'ReviseMeasure', measureId, access, material: false, reason: 'Sårbart.' }, kari);
    expect(seenBy(ola)?.withText).toBe(true);
    expect(seenBy(client('measures:read'))?.withText).toBe(false);
    expect(seenBy(client('measures:read', 'restricted:read'))?.withText).toBe(true);
  });

  it('of the history an owner sees what happened to their own item, and to the measure', () => {
    adopt();
    say(ola, 'Vår liste er i arbeid.', itemOf(ola));
    say(amina, 'Vi mangler folk på natt.', itemOf(amina));
    say(amina, 'Alt henger sammen.');
    const seen = (actor: Actor): string[] => {
      const sight = seenBy(actor);
      if (sight === undefined) return [];
      return spec
        .historyOf('measure', measureId)
        .filter((event) => seesEvent(actor, sight, event))
        .flatMap((event) => (event.type === 'StatusUpdated' ? [event.data.text] : []));
    };
    expect(seen(ola)).toEqual(['Vår liste er i arbeid.']);
    expect(seen(amina)).toEqual(['Vi mangler folk på natt.', 'Alt henger sammen.']);
    expect(seen(kari)).toHaveLength(3);
  });
});
