import { describe, expect, it } from '@jest/globals';
import type { Command, CommandType } from './commands.js';
import { needs } from './command-rules.js';
import type { Needs } from './needs.js';

/** What must be loaded and locked for a command: what is not named here is not needed. */
type Row = [Record<string, unknown>, Partial<Needs>];

const evaluation = { evaluations: [{ id: 'e', lock: 'update' }] } as const;
const plan = { plans: [{ id: 'p', lock: 'update' }] } as const;
const planShared = { plans: [{ id: 'p', lock: 'share' }] } as const;
const measure = { measures: ['m'] } as const;
const catalogue = { catalogues: [{ id: 'c', lock: 'update' }] } as const;
const report = { reportsToChange: ['r'] } as const;
const onPlan = { planId: 'p', fields: {} };
const onMeasure = { measureId: 'm' };
const people = { contactPersonId: 'a', leaderPersonId: 'b', caseOfficerId: 'a' };

/**
 * One row per command, at least: a new command does not compile without one, and a lock that is forgotten shows here
 * before two people meet in it.
 */
const rows: Record<CommandType, Row | readonly Row[]> = {
  RegisterEvaluation: [{}, {}],
  ReviseEvaluation: [{ evaluationId: 'e' }, evaluation],
  AddFindings: [{ evaluationId: 'e' }, evaluation],
  AddRecommendations: [{ evaluationId: 'e' }, evaluation],
  DecideOutcome: [
    [{ evaluationId: 'e', outcome: { kind: 'not-followed' } }, evaluation],
    [
      { evaluationId: 'e', outcome: { kind: 'followed', measureIds: ['m', 'n'] } },
      { ...evaluation, measuresToSee: ['m', 'n'] },
    ],
    [
      { evaluationId: 'e', outcome: { kind: 'covered', measureId: 'm' } },
      { ...evaluation, measuresToSee: ['m'] },
    ],
    [
      { evaluationId: 'e', outcome: { kind: 'forwarded', authorityPartyId: 'x' } },
      { ...evaluation, parties: ['x'] },
    ],
  ],

  RegisterPlan: [
    {
      caseOfficerId: 'a',
      fields: { leaderId: 'b', signOffSubstituteIds: ['a', 'd'], secretariatPartyId: 'x' },
    },
    { planNumber: true, persons: ['a', 'b', 'd'], parties: ['x'] },
  ],
  RevisePlan: [
    { planId: 'p', fields: { caseOfficerId: 'a', leaderId: null, secretariatPartyId: 'x' } },
    { ...plan, persons: ['a'], parties: ['x'] },
  ],
  // Whatever moves when measures speak locks each of them.
  ChangeLadder: [onPlan, { ...plan, measuresOfPlans: ['p'] }],
  SetReporting: [onPlan, { ...plan, measuresOfPlans: ['p'], reportsOfPlans: ['p'] }],
  AdoptPlan: [onPlan, { ...plan, measuresOfPlans: ['p'], evaluationsOfMeasures: true }],
  ClosePlan: [onPlan, { ...plan, measuresOfPlans: ['p'] }],
  DefineGoals: [onPlan, plan],
  WriteReportSummary: [onPlan, plan],
  AssessSubGoal: [onPlan, plan],
  EnterIndicatorFigure: [onPlan, plan],
  DefineThemes: [onPlan, plan],
  DefineAbbreviations: [onPlan, plan],
  SeparateMeasures: [onPlan, plan],
  JoinMeasures: [
    { planId: 'p', measureIds: ['m', 'n'] },
    { ...plan, measuresToSee: ['m', 'n'] },
  ],

  // That the plan is not closed meanwhile; many register in it at a time.
  RegisterMeasures: [
    {
      planId: 'p',
      measures: [
        { source: { evaluationId: 'e' }, responsible: { mode: 'each', partyIds: ['x', 'y'] } },
        { source: { evaluationId: 'e' }, predecessorId: 'm', responsible: { mode: 'each', partyIds: ['x'] } },
      ],
    },
    {
      ...planShared,
      evaluations: [{ id: 'e', lock: 'none' }],
      measuresToSee: ['m'],
      parties: ['x', 'y'],
      measureNumbers: { planId: 'p', count: 2 },
    },
  ],
  RegisterImported: [
    [{ planId: 'p', newParties: [], measures: [], changes: [] }, { ...plan }],
    [
      {
        planId: 'p',
        newPlan: { caseOfficerId: 'a', fields: { leaderId: 'b', secretariatPartyId: 'x' } },
        evaluation: { kind: 'registered', evaluationId: 'e' },
        newParties: ['Nyby kommune'],
        measures: [
          { numbers: ['1'], responsible: { parties: [{ partyId: 'y' }, { newParty: 'Nyby kommune' }] } },
        ],
        changes: [{ measureId: 'n', deadline: { on: '2027-01-01' } }, { measureId: 'm' }],
      },
      {
        ...plan,
        ...evaluation,
        planNumber: true,
        knownParties: true,
        measures: ['m', 'n'],
        evaluationsOfMeasures: true,
        parties: ['y', 'x'],
        persons: ['a', 'b'],
        measureNumbers: { planId: 'p', count: 1, withMore: true },
      },
    ],
  ],
  UndoImport: [
    { planId: 'p', importId: 'i' },
    {
      ...plan,
      measuresOfPlans: ['p'],
      evaluationsOfMeasures: true,
      reportsOfPlans: ['p'],
      importPast: { planId: 'p', importId: 'i' },
    },
  ],

  AssignMeasure: [
    { ...onMeasure, partyIds: ['x'] },
    { ...measure, parties: ['x'] },
  ],
  ReassignItem: [
    { ...onMeasure, partyId: 'x' },
    { ...measure, parties: ['x'] },
  ],
  ConfirmRepetition: [
    { ...onMeasure, earlierMeasureId: 'n' },
    { ...measure, measuresToSee: ['n'] },
  ],
  SetCrossReferences: [
    { ...onMeasure, measureIds: ['n'] },
    { ...measure, measuresToSee: ['n'] },
  ],
  AcceptMeasure: [onMeasure, { ...measure, evaluationsOfMeasures: true }],
  SetDeadline: [onMeasure, { ...measure, evaluationsOfMeasures: true }],
  CloseMeasure: [
    [onMeasure, measure],
    [
      { ...onMeasure, successorId: 'n', effectReview: { reviewerId: 'a' } },
      { ...measure, measuresToSee: ['n'], persons: ['a'] },
    ],
  ],
  ReportDone: [
    [onMeasure, measure],
    [
      { ...onMeasure, forPersonId: 'a' },
      { ...measure, persons: ['a'] },
    ],
  ],
  ReviseMeasure: [onMeasure, measure],
  AddSubPoint: [onMeasure, measure],
  SetReviewDate: [onMeasure, measure],
  UpdateStatus: [onMeasure, measure],
  WriteSummaryText: [onMeasure, measure],
  StateRisk: [onMeasure, measure],
  EnterShare: [onMeasure, measure],
  ReportOccurrence: [onMeasure, measure],
  SendBack: [onMeasure, measure],
  SignOff: [onMeasure, measure],
  AskExtension: [onMeasure, measure],
  AnswerExtension: [onMeasure, measure],
  WithdrawExtension: [onMeasure, measure],
  ReviewWaiver: [onMeasure, measure],
  ProposeWaiver: [onMeasure, measure],
  DecideWaiver: [onMeasure, measure],
  EndUnanswered: [onMeasure, measure],
  ReopenMeasure: [onMeasure, measure],
  RecordEffectReview: [onMeasure, measure],
  WithdrawRepetition: [onMeasure, measure],
  AnswerExtensions: [
    { items: [{ measureId: 'n' }, { measureId: 'm' }, { measureId: 'n' }] },
    { measures: ['m', 'n'] },
  ],
  // In one order whoever asks: two who sign off the same measures wait, and don't block each other.
  SignOffMany: [
    { items: [{ measureId: 'n' }, { measureId: 'm' }, { measureId: 'n' }] },
    { measures: ['m', 'n'] },
  ],

  // Nobody of a similar name, or of the same number, is registered at the same moment.
  RegisterOrganisation: [
    [{ name: 'Vestdal' }, { knownParties: true }],
    [
      { name: 'Vestdal', fields: people },
      { knownParties: true, persons: ['a', 'b'] },
    ],
  ],
  RegisterGroup: [
    { name: 'Kommunene', memberIds: ['x'] },
    { knownParties: true, parties: ['x'] },
  ],
  ReviseParty: [
    [
      { partyId: 'x', fields: people },
      { partiesToChange: ['x'], persons: ['a', 'b'] },
    ],
    [
      { partyId: 'x', fields: { name: 'Vestdal' } },
      { partiesToChange: ['x'], knownParties: true },
    ],
    [
      { partyId: 'x', fields: { organisationNumber: '974760673' } },
      { partiesToChange: ['x'], knownParties: true },
    ],
    [{ partyId: 'x', fields: { organisationNumber: null } }, { partiesToChange: ['x'] }],
  ],
  // The group's measures: each gets an item, or a question.
  AddMember: [
    { groupId: 'g', partyId: 'x' },
    { partiesToChange: ['g'], parties: ['x'], measuresOfGroup: 'g' },
  ],
  EndMembership: [
    { groupId: 'g', partyId: 'x' },
    { partiesToChange: ['g'], parties: ['x'], measuresOfGroup: 'g' },
  ],
  AnswerDeparture: [
    { groupId: 'g', partyId: 'x' },
    { partiesToChange: ['g'], parties: ['x'], measuresOfGroup: 'g' },
  ],
  KeepMemberships: [{ groupId: 'g' }, { partiesToChange: ['g'], measuresOfGroup: 'g' }],

  RegisterPerson: [{ partyIds: ['x'] }, { parties: ['x'] }],
  AppointFirstLeader: [
    [{}, { whoDecides: true }],
    [{ personId: 'a' }, { personsToChange: ['a'], whoDecides: true }],
  ],
  RevisePerson: [
    [
      { personId: 'a', partyIds: ['x'] },
      { personsToChange: ['a'], parties: ['x'] },
    ],
    [{ personId: 'a', active: true }, { personsToChange: ['a'] }],
    [
      { personId: 'a', active: false },
      { personsToChange: ['a'], dutiesOf: 'a' },
    ],
  ],
  RefuseAssignment: [onMeasure, measure],
  AnswerRefusal: [onMeasure, measure],
  HandOverItem: [
    [
      { ...onMeasure, toPersonId: 'a' },
      { ...measure, persons: ['a'] },
    ],
    [{ ...onMeasure, toPersonId: null }, measure],
  ],
  HandOverDuties: [
    {
      personId: 'b',
      handovers: [
        { duty: { as: 'contact', in: 'party', id: 'y' }, toPersonId: 'd' },
        { duty: { as: 'leader', in: 'party', id: 'x' }, toPersonId: 'a' },
        { duty: { as: 'leader', in: 'plan', id: 'p' }, toPersonId: 'a' },
        { duty: { as: 'substitute', in: 'plan', id: 'p' }, toPersonId: 'd' },
        { duty: { as: 'reviewer', in: 'measure', id: 'm' }, toPersonId: 'a' },
        { duty: { as: 'answerer', in: 'report', id: 'r' }, toPersonId: 'a' },
      ],
    },
    {
      personsToChange: ['a', 'b', 'd'],
      partiesToChange: ['x', 'y'],
      ...plan,
      ...measure,
      reportsToChange: ['r'],
      dutiesOf: 'b',
    },
  ],
  RegisterAbsence: [
    [
      { personId: 'a', deputyId: 'b' },
      { personsToChange: ['a'], persons: ['b'] },
    ],
    [{ personId: 'a' }, { personsToChange: ['a'] }],
  ],
  ChangeAbsence: [{ personId: 'a', absenceId: 'x', deputyId: null }, { personsToChange: ['a'] }],
  EndAbsence: [{ personId: 'a', absenceId: 'x' }, { personsToChange: ['a'] }],
  BindIdentity: [{ personId: 'a' }, { personsToChange: ['a'] }],
  ReleaseIdentity: [{ personId: 'a' }, { personsToChange: ['a'] }],
  ErasePerson: [{ personId: 'a' }, { personsToChange: ['a'] }],

  OpenReport: [onPlan, { ...plan, reportsOfPlans: ['p'] }],
  // What is frozen stands still meanwhile.
  LockReport: [
    { planId: 'p', reportId: 'r' },
    { ...plan, measuresOfPlans: ['p'], evaluationsOfMeasures: true, reportsOfPlans: ['p'] },
  ],
  CorrectReport: [
    { planId: 'p', reportId: 'r' },
    { ...plan, measuresOfPlans: ['p'], evaluationsOfMeasures: true, reportsOfPlans: ['p'] },
  ],
  ReleaseReport: [{ reportId: 'r' }, report],
  AcknowledgeReport: [{ reportId: 'r' }, report],
  AnswerQuestion: [{ reportId: 'r' }, report],
  PublishReport: [{ reportId: 'r' }, report],
  WithdrawPublication: [{ reportId: 'r' }, report],
  ReturnReport: [
    { reportId: 'r', questions: [{ responsibleId: 'a' }, { responsibleId: 'a' }] },
    { ...report, persons: ['a'] },
  ],
  HandOverQuestion: [
    { reportId: 'r', responsibleId: 'a' },
    { ...report, persons: ['a'] },
  ],

  EnterDecision: [
    [{}, {}],
    [{ planId: 'p' }, planShared],
  ],
  // As what it gives effect to; the plan says who else may countersign.
  CountersignDecision: [
    [{ decisionId: 'd' }, { decisionsToChange: ['d'] }],
    [
      { decisionId: 'd', entered: { planId: 'p', held: { type: 'AdoptPlan', planId: 'p' } } },
      { ...plan, measuresOfPlans: ['p'], evaluationsOfMeasures: true, decisionsToChange: ['d'] },
    ],
    [
      { decisionId: 'd', entered: { planId: 'p', held: { type: 'DecideWaiver', measureId: 'm' } } },
      { plans: [{ id: 'p', lock: 'none' }], ...measure, decisionsToChange: ['d'] },
    ],
  ],
  WithdrawDecision: [{ decisionId: 'd' }, { decisionsToChange: ['d'] }],
  FulfilDecision: [{ decisionId: 'd' }, { decisionsToChange: ['d'] }],

  RegisterCatalogue: [{}, { catalogueNumber: true }],
  ReviseCatalogue: [{ catalogueId: 'c' }, catalogue],
  AddSituation: [{ catalogueId: 'c' }, catalogue],
  ReviseSituation: [{ catalogueId: 'c' }, catalogue],
  WithdrawSituation: [{ catalogueId: 'c' }, catalogue],
  StateSituationRisk: [{ catalogueId: 'c' }, catalogue],
  TakeInSituations: [{ catalogueId: 'c' }, catalogue],
  PickCandidates: [
    [
      {
        catalogueId: 'c',
        planId: 'p',
        candidateIds: ['k', 'k', 'l'],
        occasion: { kind: 'evaluation', evaluationId: 'e' },
      },
      {
        ...planShared,
        catalogues: [{ id: 'c', lock: 'none' }],
        evaluations: [{ id: 'e', lock: 'none' }],
        measureNumbers: { planId: 'p', count: 2 },
      },
    ],
    [
      { catalogueId: 'c', planId: 'p', candidateIds: ['k'], occasion: { kind: 'measure', measureId: 'm' } },
      {
        ...planShared,
        catalogues: [{ id: 'c', lock: 'none' }],
        measuresToSee: ['m'],
        measureNumbers: { planId: 'p', count: 1 },
      },
    ],
  ],
};

/** Nothing at all: what registering an evaluation takes. */
const nothing = needs({ type: 'RegisterEvaluation' } as Command);

const cases = Object.entries(rows).flatMap(([type, given]) => {
  const all = (Array.isArray(given[0]) ? given : [given]) as readonly Row[];
  return all.map(([command, expected]): [string, Command, Partial<Needs>] => [
    `${type} ${JSON.stringify(command)}`,
    { type, ...command } as Command,
    expected,
  ]);
});

describe('what is loaded and locked', () => {
  it.each(cases)('%s', (_name, command, expected) => {
    const needed = Object.fromEntries(
      Object.entries(needs(command)).filter(
        ([name, value]) => JSON.stringify(value) !== JSON.stringify(nothing[name as keyof Needs]),
      ),
    );
    expect(needed).toEqual(expected);
  });
});
