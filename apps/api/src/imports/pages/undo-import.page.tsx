import { Link } from '../../web/design-system.js';
import type { DoneSince } from '#domain/import/undoing.js';
import type { Plan } from '#domain/plan/plan.js';
import { planPath, plansPath } from '#messages/page-links.js';
import type { UndoingRecord } from '#record/imports/import-to-undo.query.js';
import type { PageFrame } from '../../web/frame/page-frame.js';
import { type Crumb, Page } from '../../web/frame/page.js';
import { moment, t } from '../../web/frame/texts.js';

interface NotUndonePageProps {
  frame: PageFrame;
  undoing: UndoingRecord;
}

/** That it has been undone; or why it can't be (any more), and since when. */
export function NotUndonePage({ frame, undoing }: NotUndonePageProps) {
  const { plan, import: known } = undoing;
  const { undone, document } = known;
  return (
    <Page
      frame={frame}
      title={t(undone === undefined ? 'page.import.undo.impossible' : 'page.import.undo.undone')}
      kicker={kicker(plan)}
      crumbs={crumbs(plan)}
    >
      {undone === undefined ? (
        <Obstacles undoing={undoing} />
      ) : (
        <p className="kv-lead">
          {t('page.import.undo.undone.when', {
            file: document.name,
            when: moment(undone.at),
            reason: undone.reason,
          })}
        </p>
      )}
      <p>
        <Link href={planPath(plan.number)}>{t('page.import.undo.to-plan')}</Link>
      </p>
    </Page>
  );
}

const mostShown = 20;

function Obstacles({ undoing: { import: known, done, personNames } }: { undoing: UndoingRecord }) {
  const { changed, document } = known;
  const rest = done.length - mostShown;
  const sentences = [
    ...done.slice(0, mostShown).map((one) => doneInWords(one, personNames)),
    ...(rest > 0 ? [t('page.import.undo.more', { count: rest })] : []),
  ];
  return (
    <>
      <p className="kv-lead">
        {changed > 0
          ? t('page.import.undo.changed', { count: changed })
          : t('page.import.undo.touched', { file: document.name })}
      </p>
      {sentences.length === 0 ? null : (
        <ul>
          {sentences.map((sentence, index) => (
            <li key={index}>{sentence}</li>
          ))}
        </ul>
      )}
      <p>{t('page.import.undo.instead')}</p>
    </>
  );
}

function doneInWords(done: DoneSince, names: UndoingRecord['personNames']): string {
  switch (done.kind) {
    case 'changed': {
      const what = done.event === 'PlanAdopted' ? 'adopted' : done.what;
      const who = names.get(done.by) ?? t('page.unknown');
      return t(`page.import.undo.done.${what}`, { number: done.number ?? 0, who, when: moment(done.at) });
    }
    case 'reported':
      return t('page.import.undo.done.report', { number: done.number, when: moment(done.at) });
    case 'referred-to': {
      const { from, number = 0, planNumber = 0 } = done;
      return t(`page.import.undo.refers.${from}`, { number, plan: planNumber });
    }
    default:
      return done satisfies never;
  }
}

export function kicker({ number, title }: Plan): string {
  return t('page.plan.crumb', { number, title });
}

export function crumbs({ number }: Plan): readonly Crumb[] {
  return [
    { label: t('page.plans.title'), href: plansPath },
    { label: t('page.plan.number', { number }), href: planPath(number) },
  ];
}
