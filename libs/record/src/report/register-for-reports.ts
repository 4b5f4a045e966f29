import type { EntityManager } from 'typeorm';
import type { Plan } from '#domain/plan/plan.js';
import { type Register, registerOf } from '#domain/register.js';
import type { Report } from '#domain/report/report.js';
import { readSubjects } from '../follow-up/subjects.js';

/** Everybody whom these reports could wait for. */
export async function registerForReports(
  queries: Pick<EntityManager, 'query'>,
  reports: readonly { plan: Plan; report: Report }[],
): Promise<Register> {
  if (reports.length === 0) return registerOf(new Map(), new Map());
  const asked = reports.flatMap(({ plan, report }) => [
    plan.caseOfficerId,
    ...(plan.leaderId === undefined ? [] : [plan.leaderId]),
    ...report.questions.map(({ responsibleId }) => responsibleId),
  ]);
  return (await readSubjects(queries, [], [...new Set(asked)])).register;
}
