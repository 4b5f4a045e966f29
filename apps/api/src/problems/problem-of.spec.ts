import { describe, expect, it } from '@jest/globals';
import { DomainError, invalid } from '#domain/domain-error.js';
import { problemDocument } from './problem.js';
import { problemOf } from './problem-of.js';

const request = { method: 'POST', path: '/api/v1/measures', allowed: [] };

describe('what a refusal is answered with', () => {
  it('points at the field that a rule did not take', () => {
    const { problem } = problemOf(
      invalid('measures.3.deadline', 'It has passed.', 'Choose another.'),
      request,
    );
    expect(problem).toMatchObject({
      status: 422,
      next: 'Choose another.',
      errors: [{ pointer: '#/measures/3/deadline', detail: 'It has passed.' }],
    });
  });

  it('always has a next step, also where the rule gave none', () => {
    const { problem } = problemOf(invalid('on', 'It has passed.'), request);
    expect(problem.next).toMatch(/\S/);
  });

  it('carries what the rule adds, but never over a member of its own', () => {
    const error = new DomainError({
      type: 'open-items',
      refusal: 'conflict',
      title: 'The measure has open items',
      detail: 'Three.',
      extra: { openItems: ['7.4'], status: 200, type: 'something else' },
    });
    expect(problemDocument(problemOf(error, request).problem)).toMatchObject({
      type: '/problems/open-items',
      status: 409,
      openItems: ['7.4'],
    });
  });

  it('gives nothing away of what went wrong here', () => {
    const { problem, ours } = problemOf(new Error('password=hunter2'), request);
    expect({ status: problem.status, ours }).toEqual({ status: 500, ours: true });
    expect(JSON.stringify(problem)).not.toContain('hunter2');
  });

  it('is 503 with Retry-After when the database is away', () => {
    const lost = Object.assign(new Error('terminating connection'), { code: '57P01' });
    const { problem, headers } = problemOf(lost, request);
    expect(problem.status).toBe(503);
    expect(Number(headers['Retry-After'])).toBeGreaterThan(0);
  });
});
