import type { Preparation } from '../../health/preparation.js';
import { t } from './texts.js';

/** What a page says while the machine it was just installed on is being made ready; nothing when it is. */
export function preparationLines({ registering, temporal }: Preparation): string[] {
  const lines = [
    ...(registering ? [t('page.preparing.registering')] : []),
    ...(temporal === undefined ? [] : [temporalLine(temporal)]),
  ];
  if (temporal !== undefined && !registering) lines.push(t('page.preparing.meanwhile'));
  return lines;
}

function temporalLine(temporal: NonNullable<Preparation['temporal']>): string {
  if (temporal.step !== 'building') return t(`page.preparing.temporal.${temporal.step}`);
  const { built, of, seconds } = temporal;
  return t('page.preparing.temporal.building', { built, of, minutes: Math.floor(seconds / 60) });
}
