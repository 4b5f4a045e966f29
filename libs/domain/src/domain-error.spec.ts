import { describe, expect, it } from '@jest/globals';
import { DomainError, type DomainErrorDetails, invalid, notFound } from './domain-error.js';

const whole: DomainErrorDetails = {
  type: 'too-late',
  refusal: 'conflict',
  title: 'Too late',
  detail: 'The day has passed.',
  next: 'Choose another.',
};

describe('a refusal', () => {
  it('says what is wrong and what to do', () => {
    const { type, refusal, title, message, next, extra } = new DomainError({ ...whole, extra: { day: 1 } });
    expect({ type, refusal, title, message, next, extra }).toEqual({
      type: 'too-late',
      refusal: 'conflict',
      title: 'Too late',
      message: 'The day has passed.',
      next: 'Choose another.',
      extra: { day: 1 },
    });
  });

  it.each(['type', 'refusal', 'title', 'detail', 'next'])('is no refusal without its %s', (part) => {
    expect(() => new DomainError({ ...whole, [part]: '' })).toThrow(TypeError);
  });

  it('may leave open what to do', () => {
    const { next: _next, ...rest } = whole;
    expect(new DomainError(rest)).toMatchObject({ name: 'DomainError', next: undefined, extra: {} });
  });

  it('names what is not there, and the field at fault', () => {
    expect(notFound('plan', '7')).toMatchObject({
      type: 'not-found',
      refusal: 'not-found',
      message: 'There is no plan with id 7.',
      extra: { what: 'plan', id: '7' },
    });
    expect(invalid('on', 'Not a day.')).toMatchObject({
      type: 'invalid-value',
      refusal: 'invalid',
      message: 'Not a day.',
      next: undefined,
      extra: { field: 'on' },
    });
    expect(invalid('on', 'Not a day.', 'Write it.').next).toBe('Write it.');
  });
});
