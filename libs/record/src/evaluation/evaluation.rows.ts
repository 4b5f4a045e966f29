import type { Evaluation } from '#domain/evaluation/evaluation.js';
import { accessOf } from '../history/access-columns.js';
import type { RowOf } from '../history/row-of.js';
import { instant, present } from '../history/row-values.js';
import type { EvaluationEntity } from './evaluation.entity.js';

export type EvaluationRow = RowOf<EvaluationEntity>;

export function evaluationRow(state: Evaluation): Omit<EvaluationRow, 'version' | 'head_hash'> {
  return {
    id: state.id,
    title: state.title,
    kind: state.kind,
    published_on: state.publishedOn ?? null,
    archive_reference: state.archiveReference ?? null,
    access_kind: state.access.kind,
    registered_at: state.registeredAt,
    details: {
      ...(state.access.kind === 'restricted' ? { legalBasis: state.access.legalBasis } : {}),
      authors: state.authors,
      participants: state.participants,
      hearingAnswers: state.hearingAnswers,
      findings: state.findings,
      recommendations: state.recommendations,
      ...present({ withdrawn: state.withdrawn }),
    },
  };
}

export function evaluationOf(row: EvaluationRow): Evaluation {
  const { legalBasis, ...details } = row.details;
  return {
    ...details,
    ...present({ publishedOn: row.published_on, archiveReference: row.archive_reference }),
    id: row.id,
    title: row.title,
    kind: row.kind,
    access: accessOf(row.access_kind, legalBasis),
    registeredAt: instant(row.registered_at),
  };
}
