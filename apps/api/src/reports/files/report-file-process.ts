import { openRecord } from '#record/record-source.js';
import { makeReportFile } from './report-file-making.js';
import { ReportFiles } from './report-file.js';

/** What a process that makes one file must be told. */
export interface MakingOrder {
  id: string;
  databaseUrl: string;
  organisation: string;
}

// What ReportFileQueue starts: it makes one file and ends, also when whoever started it has gone.
process.once('message', (order: MakingOrder) => {
  make(order).then(
    () => process.exit(0),
    (error: unknown) => {
      console.error(`Report file ${order.id} was not made:`, error);
      process.exit(1);
    },
  );
});
process.on('disconnect', () => process.exit(0));

async function make({ id, databaseUrl, organisation }: MakingOrder): Promise<void> {
  const recordSource = await openRecord(databaseUrl, {
    poolSize: 3,
    applicationName: 'kvittert-report-file',
    use: 'background',
  });
  await makeReportFile(recordSource, new ReportFiles({ organisation }), id);
}
