import type { EntityManager } from 'typeorm';
import type { Command } from '#domain/commands.js';
import type { MeasureId, PlanId, ReportId } from '#domain/ids.js';
import { type KnownPerson, namesInReport } from '#domain/report/names-in-report.js';
import type { PublicContent } from '#domain/report/publication.decide.js';
import type { StatusReport } from '#domain/report/status-report.js';
import type { LoadedRecord } from '../loading.js';

/** For a command that publishes: what is to be known of the content first. Undefined for every other. */
export async function contentToPublish(
  manager: EntityManager,
  command: Command,
  loaded: LoadedRecord,
): Promise<PublicContent | undefined> {
  if (command.type !== 'PublishReport') return undefined;
  const report = loaded.reports.get(command.reportId)?.state;
  return report === undefined ? undefined : publicContent(manager, report);
}

/** What the latest version would tell anybody; undefined where nothing was frozen for the public. */
export async function publicContent(
  manager: EntityManager,
  { id, planId }: { id: ReportId; planId: PlanId },
): Promise<PublicContent | undefined> {
  const [frozen] = await manager.query<{ canonical: string }[]>(
    `SELECT canonical FROM report_snapshot WHERE report_id = $1 AND audience = 'public'
      ORDER BY edition DESC LIMIT 1`,
    [id],
  );
  if (frozen === undefined) return undefined;
  const content = JSON.parse(frozen.canonical) as StatusReport;
  const persons = await manager.query<KnownPerson[]>('SELECT id, name, email FROM person ORDER BY name, id');
  const parties = await manager.query<{ name: string }[]>('SELECT name FROM party');
  const restricted = await manager.query<{ id: MeasureId; number: number }[]>(
    `SELECT id, number FROM measure WHERE plan_id = $1 AND access_kind = 'restricted' ORDER BY number`,
    [planId],
  );
  const told = new Set(content.measures.flatMap((measure) => (measure.told === undefined ? [] : measure.id)));
  return {
    title: content.status.plan.title,
    names: namesInReport(
      content,
      persons,
      parties.map(({ name }) => name),
    ),
    restrictedSince: restricted.filter((measure) => told.has(measure.id)),
  };
}
