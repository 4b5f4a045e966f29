import { describe, expect, it } from '@jest/globals';
import type { Command, CommandType } from '../commands.js';
import { DomainError } from '../domain-error.js';
import type { Actor, Role, Scope } from './actor.js';
import { mayGive, requireMayGive } from './rights.js';

const person = (role: Role): Actor => ({ id: role, roles: [role], partyIds: [] });
const client = (...scopes: Scope[]): Actor => ({ id: 'client:x', roles: ['system'], partyIds: [], scopes });
const asked = (actor: Actor, command: object) => {
  try {
    requireMayGive(actor, command as Command);
    return 'let in';
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return error.type;
  }
};

describe('before anything is looked up', () => {
  it.each<[CommandType, Role[]]>([
    ['ReviseSituation', ['secretariat']],
    ['PickCandidates', ['secretariat']],
    ['EndMembership', ['secretariat']],
    ['ReportDone', ['secretariat', 'owner', 'leadership']],
    ['AdoptPlan', ['secretariat', 'leadership']],
    ['CloseMeasure', ['secretariat', 'leadership']],
    ['WithdrawPublication', ['secretariat', 'leadership']],
    ['RegisterPerson', ['secretariat', 'leadership']],
    ['BindIdentity', ['secretariat', 'owner', 'leadership', 'auditor']],
  ])('%s is given by %j alone', (type, expected) => {
    const all = (['secretariat', 'owner', 'leadership', 'auditor'] as const).map(person);
    expect(all.filter((actor) => mayGive(actor, type)).map(({ id }) => id)).toEqual(expected);
    for (const actor of all.filter(({ id }) => !expected.includes(id as Role)))
      expect(asked(actor, { type })).toBe('not-permitted');
  });

  it('who can be named in it is let in, to be looked for there; a client never is', () => {
    for (const type of [
      'SignOff',
      'SignOffMany',
      'CountersignDecision',
      'RecordEffectReview',
      'AnswerQuestion',
      'HandOverQuestion',
      'SendBack',
    ])
      expect([type, asked(person('owner'), { type }), asked(client('measures:write'), { type })]).toEqual([
        type,
        'let in',
        'not-permitted',
      ]);
  });

  it('what leadership decides is refused as that, by a leader’s word and by a body’s', () => {
    const minutes = { body: 'Rådet', meetingDate: '2026-11-02', caseNumber: '1/26' };
    const adopt = (kind: 'leader' | 'body') => ({
      type: 'AdoptPlan',
      planId: 'p',
      authority: { kind, ...minutes },
    });
    expect([asked(person('owner'), adopt('leader')), asked(person('auditor'), adopt('body'))]).toEqual([
      'leadership-decides',
      'leadership-decides',
    ]);
    expect(asked(person('owner'), { type: 'WithdrawDecision' })).toBe('not-permitted');
  });

  it('everybody chooses what they are spoken to in, and nothing else beside it, and nobody else’s', () => {
    const owner = person('owner');
    const revise = { type: 'RevisePerson', personId: owner.id, language: 'nn' };
    expect(asked(owner, revise)).toBe('let in');
    expect(asked(owner, { ...revise, language: null })).toBe('let in');
    expect(asked(owner, { ...revise, roles: ['leadership'] })).toBe('not-permitted');
    expect(asked(owner, { ...revise, name: 'Ola' })).toBe('not-permitted');
    expect(asked(owner, { ...revise, personId: 'another' })).toBe('not-permitted');
  });

  it('a scope lets in as a role does', () => {
    expect(asked(client('measures:write'), { type: 'ReviseMeasure' })).toBe('let in');
    expect(asked(client('measures:read'), { type: 'ReviseMeasure' })).toBe('not-permitted');
    expect(asked(client('reports:run'), { type: 'LockReport' })).toBe('let in');
  });
});
