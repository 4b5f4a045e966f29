import type { Comparison, Difference } from '#domain/import/comparison.js';
import type { DraftMeasure, DraftWarning } from '#domain/import/import-draft.js';
import { day, list, refusalText, t } from '../../web/frame/texts.js';

export function warningSaid(warning: DraftWarning): string {
  switch (warning.kind) {
    case 'no-owner':
    case 'unsure':
      return t(`page.import.warning.${warning.kind}`);
    case 'would-be-refused':
      return refusalText(warning.refusal);
    case 'number-twice':
      return t('page.import.warning.number-twice', { numbers: list(warning.numbers) });
    case 'undecided-party':
      return t('page.import.warning.undecided-party', { names: list(warning.names) });
    case 'deadline-past':
      return t('page.import.warning.deadline-past', { on: day(warning.on) });
    case 'deadline-unclear':
      return t('page.import.warning.deadline-unclear', { words: warning.words });
    case 'compound':
      return t('page.import.warning.compound', { parts: warning.parts });
    default:
      return warning satisfies never;
  }
}

export function deadlineSaid({ deadline }: DraftMeasure): string | undefined {
  if (deadline?.on === undefined) return undefined;
  const { on, words } = deadline;
  return words === undefined
    ? t('page.import.measure.deadline', { deadline: day(on) })
    : t('page.import.measure.deadline-words', { deadline: day(on), words });
}

export function changesSaid({ number, differences }: Comparison): { title: string; changes: string[] } {
  return differences.length === 0
    ? { title: t('page.import.measure.same', { number }), changes: [] }
    : { title: t('page.import.measure.changes', { number }), changes: differences.map(changeSaid) };
}

function changeSaid(difference: Difference): string {
  switch (difference.field) {
    case 'title':
    case 'text':
      return t(`page.import.measure.change.${difference.field}`, {
        from: difference.from,
        to: difference.to,
      });
    case 'deadline':
      return t('page.import.measure.change.deadline', {
        from: difference.from === null ? t('page.import.measure.change.no-deadline') : day(difference.from),
        to: day(difference.to),
      });
    case 'sub-points':
      return t('page.import.measure.change.sub-points', { points: list(difference.to) });
    case 'responsible':
      return t('page.import.measure.change.responsible', { names: list(difference.to) });
    default:
      return difference satisfies never;
  }
}
