import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { progresses } from '#domain/measure/measure.js';
import { people } from '#local/people.js';
import { commitments, whitePaper } from './commitments.js';
import type { DemoMeasure, DemoPlan, DemoResponsibility } from './facts.js';
import { infectionControl } from './infection-control.js';
import { groups, parties } from './parties.js';
import { raufoss } from './raufoss.js';
import { trondelag } from './trondelag.js';

const here = dirname(fileURLToPath(import.meta.url));
const cases = { raufoss, trondelag, infectionControl };
const plans: [string, DemoPlan][] = Object.entries(cases).map(([name, { plan }]) => [name, plan]);
const numbers = (plan: DemoPlan): number[] => plan.measures.map((measure) => measure.sourceNumber);
const upTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);

function responsibilities(measure: DemoMeasure): DemoResponsibility[] {
  return [measure.responsible, ...(measure.subPoints ?? []).map((point) => point.responsible)].filter(
    (responsible) => responsible !== null,
  );
}

function statuses(measure: DemoMeasure): NonNullable<DemoMeasure['status']>[] {
  return [measure.status, ...(measure.subPoints ?? []).map((point) => point.status)].filter(
    (status) => status !== undefined,
  );
}

describe('the demo holds what the sources hold', () => {
  it('has 12, 10 and 37 measures, numbered as in the source', () => {
    expect(numbers(raufoss.plan)).toEqual(upTo(12));
    expect(numbers(trondelag.plan)).toEqual(upTo(10));
    expect(numbers(infectionControl.plan)).toEqual(upTo(37));
  });

  it('has 38 municipalities in Trøndelag, each named once', () => {
    const { members } = groups['kommunene-trondelag'];
    expect(members).toHaveLength(38);
    expect(new Set(members.map((key) => parties[key]?.name)).size).toBe(38);
  });

  it('has 15 themes, every one used, and no measure outside them', () => {
    const { themes, measures } = infectionControl.plan;
    expect(themes).toHaveLength(15);
    expect([...new Set(measures.map((measure) => measure.theme))]).toEqual([...themes]);
  });

  it('has 2 main goals with 8 sub-goals, and measures refer only to those', () => {
    const { goals, measures } = infectionControl.plan;
    const subGoals = goals.flatMap((goal) => goal.subGoals.map((subGoal) => subGoal.number));
    expect(goals.map((goal) => goal.number)).toEqual([1, 2]);
    expect(subGoals).toEqual(upTo(8));
    expect(
      measures.flatMap((measure) => measure.subGoals ?? []).filter((n) => !subGoals.includes(n)),
    ).toEqual([]);
  });

  it('tells 37 measures in 33 lines, measures of a line next to each other and in one theme', () => {
    const { jointLines, measures } = infectionControl.plan;
    const joined = jointLines.flat();
    expect(new Set(joined).size).toBe(joined.length);
    expect(measures.length - joined.length + jointLines.length).toBe(33);
    for (const line of jointLines) {
      const told = measures.filter((measure) => line.includes(measure.sourceNumber));
      expect(told).toHaveLength(line.length);
      expect(new Set(told.map((measure) => measure.theme)).size).toBe(1);
      expect(new Set(told.map((measure) => measure.status?.text)).size).toBe(1);
    }
  });

  it('has three sub-points under 31, and two measures with sub-points in Raufoss', () => {
    const nested = ({ measures }: DemoPlan): [number, number][] =>
      measures.flatMap((measure) =>
        measure.subPoints === undefined ? [] : [[measure.sourceNumber, measure.subPoints.length]],
      );
    expect(nested(infectionControl.plan)).toEqual([[31, 3]]);
    expect(nested(raufoss.plan).map(([number]) => number)).toEqual([1, 7]);
  });

  it('has joint and each as Trøndelag asks for it', () => {
    const mode = (number: number): string | undefined =>
      trondelag.plan.measures.find((measure) => measure.sourceNumber === number)?.responsible?.mode;
    expect([2, 3, 4].map(mode)).toEqual(['joint', 'joint', 'joint']);
    expect([7, 8].map(mode)).toEqual(['each', 'each']);
    for (const number of [7, 8]) {
      const measure = trondelag.plan.measures.find((candidate) => candidate.sourceNumber === number);
      expect(measure?.responsible?.parties).toEqual(['kommunene-trondelag']);
    }
  });

  it('leaves most of Raufoss to triage, repeats 6 and restricts 12', () => {
    const { measures } = raufoss.plan;
    const unassigned = measures.filter((measure) => responsibilities(measure).length === 0);
    expect(unassigned.length).toBeGreaterThan(measures.length / 2);
    expect(measures.filter((measure) => measure.recurrence).map((m) => m.sourceNumber)).toEqual([6]);
    expect(measures.filter((measure) => measure.restricted).map((m) => m.sourceNumber)).toEqual([12]);
  });

  it('has as many strengths as points to improve in Raufoss', () => {
    const kinds = raufoss.evaluation.findings.map((finding) => finding.kind);
    expect(kinds.filter((kind) => kind === 'strength')).toHaveLength(3);
    expect(kinds).toHaveLength(6);
  });

  it('carries the figures of the source', () => {
    const measure5 = infectionControl.plan.measures.find((measure) => measure.sourceNumber === 5);
    expect(measure5?.shares?.map((s) => [s.numerator, s.denominator, s.approximate])).toEqual([
      [15, 55, true],
      [14, 27, false],
    ]);
    const subGoal7 = infectionControl.plan.goals.flatMap((goal) => goal.subGoals).find((s) => s.number === 7);
    expect(subGoal7?.indicators.map((i) => [i.target, i.figures[0]?.value])).toEqual([
      [75, 55],
      [75, 31],
    ]);
  });

  it('shows every kind of progress the domain knows', () => {
    const shown = plans.flatMap(([, plan]) =>
      plan.measures.flatMap(statuses).map((status) => status.progress),
    );
    expect([...new Set(shown)].sort()).toEqual([...progresses].sort());
  });

  it('has three commitments with a theme and nothing to go by', () => {
    expect(new Set(commitments.map((commitment) => commitment.theme)).size).toBe(3);
    expect(commitments.map(({ forwarded }) => parties[forwarded.to]?.kind)).toEqual(
      commitments.map(() => 'organisation'),
    );
    expect(whitePaper.recommendations.map((r) => [r.sourceNumber, r.responsibleInWords])).toEqual(
      commitments.map(() => [null, undefined]),
    );
  });
});

describe.each(plans)('the plan of %s holds together', (_, plan) => {
  it('names only parties that exist, and a lead among the parties, not a group', () => {
    for (const responsible of plan.measures.flatMap(responsibilities)) {
      expect(responsible.parties.filter((key) => parties[key] === undefined)).toEqual([]);
      if (responsible.mode === 'joint') {
        expect(responsible.parties).toContain(responsible.lead);
        expect(parties[responsible.lead]?.kind).toBe('organisation');
      }
    }
    const { party } = plan.secretariat;
    if (party !== undefined) expect(parties[party]?.kind).toBe('organisation');
  });

  it('has one mode of responsibility in all sub-points of a measure', () => {
    for (const { subPoints = [] } of plan.measures) {
      expect(
        new Set(subPoints.flatMap(({ responsible }) => responsible?.mode ?? [])).size,
      ).toBeLessThanOrEqual(1);
    }
  });

  it('can be adopted: each measure has a deadline or a review date within 12 months', () => {
    const without = plan.measures.filter(
      ({ deadline, reviewOn }) => deadline === null && (reviewOn === undefined || reviewOn > 365),
    );
    expect(without.map((measure) => measure.sourceNumber)).toEqual([]);
  });

  it('refers only to its own measures, and mentions what it refers to', () => {
    for (const measure of plan.measures) {
      for (const number of measure.crossReferences ?? []) {
        expect(numbers(plan)).toContain(number);
        expect(`${measure.text} ${measure.status?.text ?? ''}`).toMatch(new RegExp(`tiltak ${number}\\b`));
      }
    }
  });

  it('writes titles that fit and phrases that follow "gikk ut på"', () => {
    for (const { title, about } of plan.measures) {
      expect(title.length).toBeLessThanOrEqual(80);
      expect(about).not.toMatch(/[.:;]$/);
      expect(about.split(' ')[0]).toMatch(/^(\p{Ll}+|ROS)$/u);
    }
  });

  it('says done exactly where the work is reported, and gives it somebody who did it', () => {
    for (const { outcome, status, responsible } of plan.measures) {
      const reported = outcome === 'all-reported' || outcome === 'all-signed-off';
      expect(status?.progress === 'done').toBe(reported);
      if (outcome !== undefined) expect(responsible).not.toBeNull();
    }
  });
});

describe('dates and parties of the whole demo', () => {
  it('always has something late, due today, due tomorrow, due soon and due later', () => {
    const deadlines = plans.flatMap(([, plan]) =>
      plan.measures.flatMap((measure) => [
        measure.deadline,
        ...(measure.subPoints ?? []).map((point) => point.deadline ?? null),
      ]),
    );
    const within = (from: number, to: number): boolean =>
      deadlines.some((days) => days !== null && from <= days && days <= to);
    expect([within(-60, -1), within(0, 0), within(1, 1), within(2, 14), within(60, 365)]).toEqual([
      true,
      true,
      true,
      true,
      true,
    ]);
  });

  it('gives every organisation somebody who gets its messages, and every group members that are organisations', () => {
    for (const party of Object.values(parties)) {
      if (party.kind === 'organisation') {
        expect([party.name, party.contact ?? party.caseOfficer]).toEqual([party.name, expect.any(String)]);
      } else {
        expect(party.members.map((key) => parties[key]?.kind)).toEqual(
          party.members.map(() => 'organisation'),
        );
      }
    }
  });

  it('names only people who can log in, each in a role that may do what is asked', () => {
    const roleOf = (email: string | undefined): string =>
      people.find((person) => person.email === email)?.roles[0] ?? `nobody with the address ${email}`;
    const organisations = Object.values(parties).filter((party) => party.kind === 'organisation');
    const given = (emails: (string | undefined)[]): string[] => [
      ...new Set(emails.filter((email) => email !== undefined).map(roleOf)),
    ];
    // The secretariat is itself responsible for some of Trøndelag's measures.
    expect(given(organisations.map((party) => party.contact)).sort()).toEqual(['owner', 'secretariat']);
    expect(given(organisations.map((party) => party.caseOfficer))).toEqual(['secretariat']);
    expect(given(organisations.map((party) => party.leader))).toEqual(['leadership']);
    expect(given(plans.map(([, plan]) => plan.secretariat.caseOfficer))).toEqual(['secretariat']);
    expect(given(plans.flatMap(([, plan]) => plan.secretariat.signOffSubstitutes))).toEqual(['leadership']);
    expect(
      given(
        plans.map(([, { leadership }]) => (leadership.kind === 'person' ? leadership.person : undefined)),
      ),
    ).toEqual(['leadership']);
  });

  it('links recommendations only to findings of the same evaluation', () => {
    for (const { evaluation } of Object.values(cases)) {
      const linked = evaluation.recommendations.flatMap((recommendation) => recommendation.findings ?? []);
      expect(linked.filter((number) => evaluation.findings[number - 1] === undefined)).toEqual([]);
    }
  });
});

const seeds = join(here, '../../../shared/seeds');
const runLength = 9;

function runs(text: string): string[] {
  const words = text.toLowerCase().match(/[a-zæøå0-9]+/g) ?? [];
  return words.slice(runLength - 1).map((_, index) => words.slice(index, index + runLength).join(' '));
}

// The sources are not part of the repository: without them beside the checkout there is nothing to compare.
if (existsSync(seeds)) {
  describe('the demo is told in its own words', () => {
    it(`shares no ${runLength} words in a row with a source`, () => {
      const known = new Set(
        readdirSync(seeds).flatMap((name) => runs(readFileSync(join(seeds, name), 'utf8'))),
      );
      expect(known.size).toBeGreaterThan(1000);
      const taken = readdirSync(here)
        .filter((name) => name.endsWith('.ts'))
        .flatMap((name) => runs(readFileSync(join(here, name), 'utf8')).filter((run) => known.has(run)));
      expect(taken).toEqual([]);
    });
  });
} else {
  console.info('The source documents are not beside this checkout: their wording is not compared.');
}
