import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '..', '..', '..');

function sources(folder: string): { file: string; text: string }[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(tsx?|sql)$/u.test(file) && !/\.spec\.tsx?$|migrations\//u.test(file))
    .map((file) => ({ file: join(folder, file), text: readFileSync(join(root, folder, file), 'utf8') }));
}

/** What the lists of a query are sorted by: from each ORDER BY to the end of its clause, its parenthesis or the text. */
function orders(text: string): string[] {
  return [...text.matchAll(/ORDER BY\s+([^`;]*?)(?=`|;|\bLIMIT\b|\bFOR\b|\bRETURNING\b|$)/gsu)].map(
    ([, order = '']) => order.slice(0, endOfParenthesis(order)),
  );
}

/** Where the parenthesis ends that the text stands in; its length where it stands in none. */
function endOfParenthesis(text: string): number {
  let depth = 0;
  for (const [index, letter] of [...text].entries()) {
    depth += letter === '(' ? 1 : letter === ')' ? -1 : 0;
    if (depth < 0) return index;
  }
  return text.length;
}

/** A name that is sorted by its bytes: Åfjord before Ørland, and 10 before 2. */
function sortsNamesByBytes(order: string): boolean {
  return /\b(?:\w+\.)?(?:\w+_)?names?\b/u.test(order.replaceAll(/\$\{byName\([^)]*\)\}/gu, ''));
}

function comparesNamesOtherwise(text: string): boolean {
  return /localeCompare\([^()]*,\s*'(?:nb|nn|no)'\s*\)/u.test(text);
}

describe('lists of names', () => {
  it('are sorted by the database as Norwegians sort, every one', () => {
    const all = [...sources('libs/record/src'), ...sources('apps')];
    expect(all.flatMap(({ text }) => orders(text)).length).toBeGreaterThan(40);
    const wrong = all.filter(({ text }) => orders(text).some(sortsNamesByBytes)).map(({ file }) => file);
    expect(wrong).toEqual([]);
  });

  it('are sorted in code by the one comparison that knows numbers too', () => {
    const all = ['libs', 'apps'].flatMap(sources);
    expect(all.filter(({ text }) => comparesNamesOtherwise(text)).map(({ file }) => file)).toEqual([]);
  });

  it('one that is not is found', () => {
    expect(orders('`SELECT FROM party ORDER BY party.name, id`').some(sortsNamesByBytes)).toBe(true);
    expect(orders('`FROM x ORDER BY kind, display_name LIMIT 3`').some(sortsNamesByBytes)).toBe(true);
    expect(orders("`ORDER BY ${byName('party.name')}, party.id`").some(sortsNamesByBytes)).toBe(false);
    expect(comparesNamesOtherwise("a.name.localeCompare(b.name, 'nb')")).toBe(true);
    expect(comparesNamesOtherwise("a.localeCompare(b, 'nb', { numeric: true })")).toBe(false);
  });
});
