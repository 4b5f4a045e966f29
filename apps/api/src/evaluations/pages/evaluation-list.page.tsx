import { Link, Table, Tag } from '../../web/design-system.js';
import type { Evaluation } from '#domain/evaluation/evaluation.js';
import type { Actor } from '#domain/roles/actor.js';
import { evaluationPath, evaluationsPath } from '#messages/page-links.js';
import { readsUnder } from '../../record/restricted-readings.js';
import type { PageFrame } from '../../web/frame/page-frame.js';
import { Page } from '../../web/frame/page.js';
import { day, t } from '../../web/frame/texts.js';

interface EvaluationListPageProps {
  frame: PageFrame;
  evaluations: readonly Evaluation[];
  /** Where the next page begins. */
  nextCursor: string | null;
  actor: Actor;
}

/** Every evaluation, the newest first. */
export function EvaluationListPage({ frame, evaluations, nextCursor, actor }: EvaluationListPageProps) {
  return (
    <Page frame={frame} title={t('page.evaluations.title')}>
      <p className="kv-lead">{t('page.evaluations.lead')}</p>
      {evaluations.length === 0 ? (
        <p>{t('page.evaluations.none')}</p>
      ) : (
        <EvaluationTable evaluations={evaluations} actor={actor} />
      )}
      {nextCursor === null ? null : (
        <p>
          <Link href={`${evaluationsPath}?cursor=${encodeURIComponent(nextCursor)}`}>
            {t('page.evaluations.more')}
          </Link>
        </p>
      )}
    </Page>
  );
}

function EvaluationTable({ evaluations, actor }: Pick<EvaluationListPageProps, 'evaluations' | 'actor'>) {
  return (
    <Table className="kv-items" aria-label={t('page.evaluations.title')}>
      <Table.Head>
        <Table.Row>
          <Table.HeaderCell scope="col">{t('page.evaluations.one')}</Table.HeaderCell>
          <Table.HeaderCell scope="col">{t('page.evaluations.kind')}</Table.HeaderCell>
          <Table.HeaderCell scope="col">{t('page.evaluations.published')}</Table.HeaderCell>
          <Table.HeaderCell scope="col">{t('page.evaluations.findings')}</Table.HeaderCell>
          <Table.HeaderCell scope="col">{t('page.evaluations.recommendations')}</Table.HeaderCell>
        </Table.Row>
      </Table.Head>
      <Table.Body>
        {evaluations.map((evaluation) => {
          const { id, kind, publishedOn, access, findings, recommendations } = evaluation;
          return (
            <Table.Row key={id}>
              <Table.HeaderCell scope="row">
                <Link href={evaluationPath(id)}>
                  {readsUnder(actor, access, { kind: 'evaluation', id })
                    ? evaluation.title
                    : t('page.evaluation.withheld-title')}
                </Link>{' '}
                {access.kind === 'restricted' ? (
                  <Tag data-color="warning" data-size="sm">
                    {t('access.restricted')}
                  </Tag>
                ) : null}
              </Table.HeaderCell>
              <Table.Cell data-label={t('page.evaluations.kind')}>{t(`evaluation-kind.${kind}`)}</Table.Cell>
              <Table.Cell data-label={t('page.evaluations.published')}>
                {publishedOn === undefined ? '–' : day(publishedOn)}
              </Table.Cell>
              <Table.Cell data-label={t('page.evaluations.findings')}>{findings.length}</Table.Cell>
              <Table.Cell data-label={t('page.evaluations.recommendations')}>
                {recommendations.length === 0
                  ? t('page.none')
                  : t('page.evaluations.assessed', {
                      count: recommendations.length,
                      assessed: recommendations.filter(({ outcome }) => outcome !== undefined).length,
                    })}
              </Table.Cell>
            </Table.Row>
          );
        })}
      </Table.Body>
    </Table>
  );
}
