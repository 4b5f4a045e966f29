import { describe, expect, it } from '@jest/globals';
import { DomainError } from '../domain-error.js';
import { type Actor, type Authority, isClient, type Role, type Scope, whoEntered } from './actor.js';
import { may, permissions, requireAuthority, requirePermission, type Permission } from './permissions.js';

const client = (...scopes: Scope[]): Actor => ({ id: 'client:x', roles: ['system'], partyIds: [], scopes });
const rightsOf = (actor: Actor): Permission[] =>
  (Object.keys(permissions) as Permission[]).filter((permission) => may(actor, permission));

describe('an API client', () => {
  it('may nothing without a scope', () => {
    expect(rightsOf(client())).toEqual([]);
    expect(rightsOf({ id: 'client:x', roles: ['system'], partyIds: [] })).toEqual([]);
  });

  it.each<[Scope, Permission[]]>([
    ['measures:read', ['read-everything', 'read-parties']],
    ['measures:write', ['register', 'assign', 'set-deadline', 'edit-plan', 'edit-catalogue']],
    ['register:read', ['read-parties', 'read-persons']],
    ['register:write', ['read-parties', 'read-persons', 'administer-register']],
    ['reports:run', ['run-report']],
    ['restricted:read', ['read-restricted']],
  ])('may with %s: %p', (scope, rights) => {
    expect(rightsOf(client(scope))).toEqual(rights);
  });

  it('is told which scope it lacks', () => {
    expect(() => requirePermission(client('measures:read'), 'register')).toThrow(
      'This takes one of secretariat, measures:write; you have system, measures:read.',
    );
  });
});

const person = (...roles: Role[]): Actor => ({ id: 'x', roles, partyIds: [] });
const refusal = (check: () => void): unknown => {
  try {
    check();
    return 'allowed';
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { type: error.type, message: error.message, next: error.next, ...error.extra };
  }
};

describe('a person without the right', () => {
  it('is told what it takes, what they have, and whom to ask', () => {
    const asks = (actor: Actor) =>
      refusal(() => {
        requirePermission(actor, 'sign-off');
      });
    expect(asks(person('owner'))).toBe('allowed');
    expect(asks(person('auditor'))).toEqual({
      type: 'not-permitted',
      message: 'This takes one of secretariat, leadership, owner; you have auditor.',
      next: 'Ask the secretariat to do it, or to give you the role.',
      permission: 'sign-off',
      needs: ['secretariat', 'leadership', 'owner'],
    });
    expect(asks(person())).toMatchObject({
      message: 'This takes one of secretariat, leadership, owner; you have none.',
    });
    expect(asks(client())).toMatchObject({ next: expect.stringContaining('scope') });
    expect([isClient(client()), isClient(person('secretariat'))]).toEqual([true, false]);
  });
});

describe('what leadership decides', () => {
  const body = { kind: 'body', body: 'Utvalget', meetingDate: '2026-11-20', caseNumber: '14/26' } as const;
  const countersigned = { decisionId: 'd', enteredBy: 'kari', by: 'per' };
  const decides = (actor: Actor, authority: Authority) =>
    refusal(() => {
      requireAuthority({ actor, today: '2026-11-20' }, authority);
    });

  it('is decided by a leader, or entered by the secretariat for a body that has met', () => {
    expect(decides(person('leadership'), { kind: 'leader' })).toBe('allowed');
    expect(decides(person('secretariat'), { kind: 'leader' })).toMatchObject({ type: 'leadership-decides' });
    expect(decides(person('secretariat'), body)).toBe('allowed');
    expect(decides(person('leadership'), body)).toMatchObject({ type: 'leadership-decides' });
    expect(decides(person('secretariat'), { ...body, meetingDate: '2026-11-21' })).toMatchObject({
      type: 'date-ahead',
      field: 'authority.meetingDate',
    });
    // Who countersigned was asked when it was countersigned.
    expect(decides(person('auditor'), { ...body, countersigned })).toBe('allowed');
  });

  it('stands in the name of who entered it, not of who made it take effect', () => {
    expect(whoEntered({ kind: 'leader' }, 'lise')).toBe('lise');
    expect(whoEntered(body, 'kari')).toBe('kari');
    expect(whoEntered({ ...body, countersigned }, 'per')).toBe('kari');
  });
});
