import type { Asked, RulesOf } from '../command-rule.js';
import { invalid } from '../domain-error.js';
import type { Decided } from '../history.js';
import { requireLoaded, inStream } from '../loaded.js';
import type { Circumstances } from '../register.js';
import { requireAuthority, requirePermission } from '../roles/permissions.js';
import { bringDecision } from '../roles/right.js';
import {
  alreadyPublished,
  namesInReport,
  notPublished,
  nothingToPublish,
  personalDataInReport,
  restrictedSince,
} from './publication.errors.js';
import type { PublicContent, RestrictedSince } from './publication.js';
import type { PublicationCommand } from './report.commands.js';
import { reportItself, requireState } from './report.decide.js';
import type { ReportEvent } from './report.events.js';
import { latestVersion, type Report, standingPublications } from './report.js';

export const publicationRules: RulesOf<PublicationCommand> = {
  PublishReport: { right: bringDecision, needs: reportItself, decide: onReport },
  WithdrawPublication: {
    right: { held: ['withdraw-publication'] },
    needs: reportItself,
    decide: onReport,
  },
};

function onReport(...[command, loaded, circumstances]: Asked<PublicationCommand>): Decided[] {
  const report = requireLoaded(loaded.reports, 'report', command.reportId);
  const events = decidePublication(report, loaded.publicContent, command, circumstances);
  return inStream('report', report.id, events);
}

/**
 * Leadership makes the latest version public as it was frozen, or a publication is taken down again.
 * @param content undefined where the report has no frozen content for the public
 * @throws DomainError `not-permitted`, `leadership-decides`, `report-in-other-state`, `report-published`,
 *   `report-not-published`, `nothing-to-publish`, `restricted-since-lock`, `names-in-report`,
 *   `personal-data-in-report`, `invalid-value`
 */
export function decidePublication(
  report: Report,
  content: PublicContent | undefined,
  command: PublicationCommand,
  circumstances: Pick<Circumstances, 'actor' | 'today'>,
): ReportEvent[] {
  switch (command.type) {
    case 'PublishReport': {
      const { authority, namesMayStand = [], personalDataMayStand = [] } = command;
      requireAuthority(circumstances, authority);
      requireState(report, ['released', 'acknowledged']);
      const version = latestVersion(report)?.version ?? 0;
      if (standingPublications(report).some((publication) => publication.version === version)) {
        throw alreadyPublished(report, version);
      }
      if (content === undefined) throw nothingToPublish(report);
      requireStillOpen(report, content.restrictedSince);
      const unconfirmed = content.names.filter(({ personId }) => !namesMayStand.includes(personId));
      if (unconfirmed.length > 0) throw namesInReport(report, unconfirmed);
      const named = content.names.map(({ personId }) => personId);
      const unanswered = content.personalData.filter(({ key }) => !personalDataMayStand.includes(key));
      if (unanswered.length > 0) throw personalDataInReport(report, unanswered);
      const keys = content.personalData.map(({ key }) => key);
      const standing = {
        ...(named.length === 0 ? {} : { namesMayStand: named }),
        ...(keys.length === 0 ? {} : { personalDataMayStand: keys }),
      };
      return [{ type: 'ReportPublished', data: { version, title: content.title, authority, ...standing } }];
    }
    case 'WithdrawPublication': {
      requirePermission(circumstances.actor, 'withdraw-publication');
      const reason = command.reason.trim();
      if (reason === '') throw invalid('reason', 'It is not said why.', 'Write why it is taken down.');
      const standing = standingPublications(report).filter(
        ({ version }) => command.version === undefined || version === command.version,
      );
      if (standing.length === 0) throw notPublished(report);
      return standing.map(({ version }) => ({
        type: 'ReportPublicationWithdrawn',
        data: { version, reason },
      }));
    }
    default:
      return command satisfies never;
  }
}

function requireStillOpen(report: Report, since: RestrictedSince): void {
  if (since.measures.length + since.evaluations.length > 0) throw restrictedSince(report, since);
}
