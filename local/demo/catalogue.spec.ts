import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { newCatalogue } from '../../apps/api/src/catalogues/rest/catalogue.schemas.js';
import { outbreakCatalogue } from './catalogue.js';

const { situations, earlierChanges } = outbreakCatalogue;

describe('the catalogue of the demo', () => {
  it('is taken by the API as it stands', () => {
    const facts = {
      ...outbreakCatalogue,
      situations: situations.map(({ risk: _risk, ...situation }) => situation),
    };
    expect(newCatalogue.safeParse(facts).error?.issues).toBeUndefined();
  });

  it('says nothing twice in one situation, and has titles that fit a measure', () => {
    for (const { indicators, considerWhen, purposes, candidates } of situations) {
      const titles = candidates.map(({ title }) => title);
      for (const lines of [indicators, considerWhen, purposes, titles])
        expect(lines).toEqual([...new Set(lines)]);
      expect(titles.filter((title) => title.length > 80)).toEqual([]);
    }
  });

  it('speaks of risk in words: no level, no figure', () => {
    const risks = situations.flatMap(({ risk }) => (risk === undefined ? [] : Object.values(risk)));
    expect(risks.length).toBeGreaterThan(0);
    expect(risks.filter((words) => /\d|nivå/u.test(words))).toEqual([]);
  });
});

interface Gold {
  situations: {
    indicators: number;
    considerWhen: number;
    purposes: number;
    candidateMeasures: number;
    table: number;
  }[];
  history: { entries: number; newest: string; oldest: string };
}

const golds = fileURLToPath(new URL('../../../shared/import-gold', import.meta.url));
const file = existsSync(golds) ? readdirSync(golds).find((name) => name.startsWith('002')) : undefined;

// What the source holds is not part of the repository: without it beside the checkout there is nothing to compare.
if (file === undefined) {
  console.info('The count of the source is not beside this checkout: the catalogue is not compared with it.');
} else {
  describe('the catalogue of the demo holds what the source holds', () => {
    const gold = JSON.parse(readFileSync(join(golds, file), 'utf8')) as Gold;

    it('has as many indicators, occasions, purposes and candidates in each situation', () => {
      const counted = situations.map(({ indicators, considerWhen, purposes, candidates }) => [
        indicators.length,
        considerWhen.length,
        purposes.length,
        candidates.length,
      ]);
      expect(counted).toEqual(
        gold.situations.map((situation) => [
          situation.indicators,
          situation.considerWhen,
          situation.purposes,
          situation.candidateMeasures,
        ]),
      );
    });

    it('has the situations of a table under a heading of their own', () => {
      const headings = [...new Set(situations.map(({ heading }) => heading))];
      expect(situations.map(({ heading }) => headings.indexOf(heading) + 1)).toEqual(
        gold.situations.map(({ table }) => table),
      );
    });

    it('has the whole change log', () => {
      const days = earlierChanges.map(({ on }) => on);
      expect(days).toHaveLength(gold.history.entries);
      expect([days[0], days.at(-1)]).toEqual([gold.history.oldest, gold.history.newest]);
      expect(days).toEqual([...days].sort());
    });
  });
}
