import { describe, expect, it } from '@jest/globals';
import { safeReturnPath } from './return-path.js';

describe('the page to come back to after logging in', () => {
  it.each(['/', '/planer/1', '/planer/1/tiltak/7/meld-ferdig?punkt=7.4'])('is %s itself', (path) => {
    expect(safeReturnPath(path)).toBe(path);
  });

  it.each([
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/planer\\..\\evil',
    '\t//evil.example',
    '/\t/evil.example',
    'javascript:alert(1)',
    'planer',
    '',
    `/${'a'.repeat(600)}`,
    ['/planer'],
    undefined,
    '/login/start',
    '/logout',
  ])('is the start page instead of %j', (path) => {
    expect(safeReturnPath(path)).toBe('/');
  });
});
