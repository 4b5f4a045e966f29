import type { EntityManager } from 'typeorm';
import type { Command } from '#domain/commands.js';
import type { ReportId } from '#domain/ids.js';
import { type KnownPerson, namesInReport } from '#domain/report/names-in-report.js';
import { personalDataInReport } from '#domain/report/personal-data-in-report.js';
import type { PublicContent, RestrictedSince } from '#domain/report/publication.js';
import type { StatusReport } from '#domain/report/status-report.js';
import type { LoadedRecord } from '../loading.js';
import { byName } from '../conditions.js';

/** For a command that publishes: what is to be known of the content first. Undefined for every other. */
export async function contentToPublish(
  manager: EntityManager,
  command: Command,
  loaded: LoadedRecord,
): Promise<PublicContent | undefined> {
  const deciding = command.type === 'CountersignDecision' ? command.entered?.held : command;
  if (deciding?.type !== 'PublishReport') return undefined;
  const report = loaded.reports.get(deciding.reportId)?.state;
  return report === undefined ? undefined : publicContent(manager, report);
}

/** What the latest version would tell anybody; undefined where nothing was frozen for the public. */
export async function publicContent(
  manager: EntityManager,
  { id }: { id: ReportId },
): Promise<PublicContent | undefined> {
  const [frozen] = await manager.query<{ canonical: string }[]>(
    `SELECT canonical FROM report_snapshot WHERE report_id = $1 AND audience = 'public'
      ORDER BY edition DESC LIMIT 1`,
    [id],
  );
  if (frozen === undefined) return undefined;
  const content = JSON.parse(frozen.canonical) as StatusReport;
  const persons = await manager.query<KnownPerson[]>(
    `SELECT id, name, email FROM person ORDER BY ${byName('name')}, id`,
  );
  const parties = await manager.query<{ name: string }[]>('SELECT name FROM party');
  return {
    title: content.status.plan.title,
    names: namesInReport(
      content,
      persons,
      parties.map(({ name }) => name),
    ),
    personalData: personalDataInReport(
      content,
      persons.map(({ email }) => email),
    ),
    restrictedSince: await restrictedSince(manager, content),
  };
}

/** Measures are known by id; of an evaluation the content has the title alone. */
async function restrictedSince(manager: EntityManager, content: StatusReport): Promise<RestrictedSince> {
  const told = content.measures.filter((measure) => measure.told !== undefined);
  const titles = [
    ...told.flatMap((measure) => measure.told?.source?.evaluationTitle ?? []),
    ...content.recommendations.flatMap((recommendation) => recommendation.told?.evaluationTitle ?? []),
    ...content.repeated.flatMap(({ evaluationTitle, earlier }) => [
      evaluationTitle,
      ...earlier.map((one) => one.evaluationTitle),
    ]),
  ];
  const measures = await manager.query<{ number: number }[]>(
    `SELECT number FROM measure WHERE id = ANY ($1::uuid[]) AND access_kind = 'restricted' ORDER BY number`,
    [told.map(({ id }) => id)],
  );
  const evaluations = await manager.query<{ title: string }[]>(
    `SELECT DISTINCT title FROM evaluation WHERE title = ANY ($1::text[]) AND access_kind = 'restricted'`,
    [titles],
  );
  return {
    measures: measures.map(({ number }) => number),
    evaluations: evaluations.map(({ title }) => title),
  };
}
