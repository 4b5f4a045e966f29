import { beforeAll, describe, expect, it } from '@jest/globals';
import { UsedTexts } from '../../../../test/support/used-texts.js';

describe('the texts', () => {
  let used: UsedTexts;
  beforeAll(() => {
    used = new UsedTexts(new URL('../../../../', import.meta.url).pathname.replace(/\/$/u, ''));
  });

  it('are all said somewhere', () => {
    expect(used.keys.length).toBeGreaterThan(1_500);
    expect(used.unusedOf(used.keys)).toEqual([]);
  });

  it('that nothing says are found: also where a part of the key is data, and where nothing is refused so', () => {
    const never = [
      'page.never',
      'page.form.never.title',
      'progress.never-said',
      'problem.never-refused',
      'problem.invalid-value.neverAField',
    ];
    expect(used.unusedOf([...never, 'page.form.ladder.title', 'problem.open-items'])).toEqual(never);
  });
});
