import { describe, expect, it } from '@jest/globals';
import { type Actor, type Scope } from './actor.js';
import { may, permissions, requirePermission, type Permission } from './permissions.js';

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
