import { it as test } from '@jest/globals';
import { speaking } from '../../apps/api/src/language/spoken-language.js';

/** For specs: what is said to one who reads bokmål. */
export function it(name: string, work: () => void | Promise<void>): void {
  test(name, () => speaking('nb', work));
}
