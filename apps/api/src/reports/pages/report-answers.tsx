import type { PartyAnswer, StatusReport } from '#domain/report/status-report.js';
import { Heading, Table } from '../../web/design-system.js';
import { day, pageVoice, t } from '../../web/frame/texts.js';

/** Who has answered to the report, and how much of what is theirs. */
export function Answers({ report: { answers, status } }: { report: StatusReport }) {
  return (
    <section aria-labelledby="svarene">
      <Heading level={2} data-size="sm" id="svarene">
        {t('page.reports.answers')}
      </Heading>
      <p>{t('page.reports.answers.count', { answered: status.answered.count, of: status.answered.of })}</p>
      {answers.length === 0 ? null : (
        <div className="kv-scroll" tabIndex={0} role="region" aria-label={t('page.reports.answers.table')}>
          <Table data-size="sm">
            <caption>{t('page.reports.answers.table')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('page.reports.answers.party')}</th>
                <th scope="col">{t('page.reports.answers.open')}</th>
                <th scope="col">{t('page.reports.answers.late')}</th>
                <th scope="col">{pageVoice().t('report.answers.coverage')}</th>
                <th scope="col">{t('page.reports.answers.answer')}</th>
              </tr>
            </thead>
            <tbody>
              {answers.map((answer) => (
                <tr key={answer.partyName}>
                  <th scope="row">{answer.partyName}</th>
                  <td>{answer.openItems}</td>
                  <td>{answer.lateItems}</td>
                  <td>{coverageInWords(answer)}</td>
                  <td>{answerInWords(answer)}</td>
                </tr>
              ))}
            </tbody>
          </Table>
        </div>
      )}
    </section>
  );
}

/** As the report says it; nothing where there is nothing to answer for. */
function coverageInWords({ coverage }: PartyAnswer): string {
  return coverage === undefined || coverage.of === 0 ? '' : pageVoice().t('report.answers.covered', coverage);
}

function answerInWords({ answer }: PartyAnswer): string {
  switch (answer.kind) {
    case 'answered':
      return t('page.reports.answer.answered', { date: day(answer.on) });
    case 'answered-late':
      return t('page.reports.answer.answered-late', { date: day(answer.on), report: answer.askedForReport });
    case 'nothing-open':
    case 'not-answered':
      return t(`page.reports.answer.${answer.kind}`);
    default:
      return answer satisfies never;
  }
}
