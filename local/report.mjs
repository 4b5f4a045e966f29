// npm run report: writes a plan's status report as a file. It only runs beside a start, which has built.
import { existsSync } from 'node:fs';

const built = new URL('../dist/local/report.js', import.meta.url);
if (existsSync(built)) {
  await import(built.href);
} else {
  console.error('Kvittert does not run here yet: start it with "npm start" first.');
  process.exitCode = 1;
}
