import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import readXlsx from 'read-excel-file/node';
import { projectRoot } from '../../local/project-root.js';
import { type Installation, startInstallation } from '../support/installation.js';
import { until } from '../support/until.js';
import { Browserless } from '../support/browserless.js';
import { emails, registerMany, registerVestdal, type Vestdal } from './vestdal.js';

const many = 1_600;

/** Files of a plan so large that nobody should have to wait for an answer. */
describe('files that take long to make', () => {
  let kvittert: Installation;
  let vestdal: Vestdal;

  beforeAll(async () => {
    kvittert = await startInstallation({ registerPeople: false, workers: 0 });
    vestdal = await registerVestdal(kvittert);
    await registerMany(kvittert, vestdal, many);
  });
  afterAll(() => kvittert?.stop());

  async function get(path: string, as: string = emails.secretary) {
    const response = await fetch(`${kvittert.apiUrl()}${path}`, {
      headers: { authorization: `Bearer ${await kvittert.token(as)}` },
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    return { status: response.status, headers: response.headers, bytes };
  }
  const file = (format: string) => `/api/v1/plans/${vestdal.draft}/report-files/${format}`;
  const attempts = () =>
    kvittert.query<{ format: string; attempts: number }>(
      'SELECT format, attempts FROM report_file ORDER BY asked_at',
    );

  it('are promised at once, made once, and stay where they were promised', async () => {
    const promised = await get(file('xlsx'));
    expect([promised.status, promised.headers.get('retry-after')]).toEqual([202, '2']);
    const href = promised.headers.get('location') ?? '';
    expect(JSON.parse(promised.bytes.toString())).toMatchObject({ state: 'waiting', bytesWritten: 0, href });
    expect((await get(file('xlsx'))).headers.get('location') ?? href).toBe(href);
    await until('the file is there', async () => (await get(href)).status === 200);
    const made = await get(href);
    expect(made.headers.get('content-disposition')).toMatch(/"statusrapport-plan-2-.+\.xlsx"/u);
    expect(made.headers.get('content-length')).toBe(String(made.bytes.length));
    const sheets = await readXlsx(made.bytes);
    expect(sheets.find(({ sheet }) => sheet === 'Tiltak')?.data).toHaveLength(many + 2);
    const again = await get(file('xlsx'));
    expect([again.status, again.bytes.equals(made.bytes)]).toEqual([200, true]);
    expect(await attempts()).toEqual([{ format: 'xlsx', attempts: 1 }]);
  });

  it('are for those who may read what is in them', async () => {
    const href = (await get(file('csv'))).headers.get('location') ?? '';
    expect((await get(href, emails.stranger)).status).toBe(404);
    expect((await get('/api/v1/report-files/0192f1c4-7f3a-7c1e-9a53-2f6f4d3b9d10')).status).toBe(404);
  });

  it('are begun anew where their maker was lost, and given up when that happens again and again', async () => {
    const href = (await get(file('html'))).headers.get('location') ?? '';
    await until('the file is there', async () => (await get(href)).status === 200);
    const id = href.split('/').at(-1) ?? '';
    const lost = `UPDATE report_file SET state = 'writing', claimed_until = now() - interval '1 second'`;
    await kvittert.query(`${lost} WHERE id = '${id}'`);
    await until('the file is there again', async () => (await get(href)).status === 200);
    await kvittert.query(`${lost}, attempts = 3 WHERE id = '${id}'`);
    await until('it is given up', async () => (await get(href)).status === 503);
    expect((await get(file('html'))).status).toBe(202);
    await until('it is made after all', async () => (await get(href)).status === 200);
  });

  it('are waited for on a page that may be left', async () => {
    const kari = new Browserless(kvittert.apiUrl().replace('127.0.0.1', 'localhost'));
    await kari.logIn(emails.secretary);
    const page = await kari.get('/planer/2/rapporter/filer/docx');
    expect(page.address.pathname).toMatch(/^\/rapportfiler\/[0-9a-f-]{36}$/u);
    expect(page.headers.get('refresh')).toBe(`3; url=${page.address.pathname}`);
    expect(page.html).toContain('Filen lages');
    const still = await kari.get(`${page.address.pathname}?oppdater=nei`);
    expect(still.headers.get('refresh')).toBeNull();
    await until('the page has the file', async () =>
      (await kari.get(page.address.pathname)).html.includes('Filen er klar'),
    );
    const ready = await kari.get(page.address.pathname);
    expect([ready.headers.get('refresh'), ready.html]).toEqual([null, expect.stringContaining('Last ned')]);
    const fetched = await kari.get(`${page.address.pathname}/fil`);
    expect(fetched.headers.get('content-disposition')).toContain('.docx');
    expect((await kari.get('/rapportfiler/tull')).status).toBe(404);
  });

  it('are waited for by npm run report', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kvittert-report-'));
    const out = join(folder, 'status.json');
    const run = promisify(execFile)(
      process.execPath,
      [join(projectRoot, 'local', 'report.mjs'), '--plan', '2', '--format', 'json', '--out', out],
      {
        env: {
          ...process.env,
          KVITTERT_URL: kvittert.apiUrl(),
          KVITTERT_TOKEN: await kvittert.token(emails.auditor),
        },
      },
    );
    expect((await run).stderr).toContain('waiting, 0.0 MB');
    const { measures } = JSON.parse(await readFile(out, 'utf8')) as { measures: object[] };
    expect(measures).toHaveLength(many + 1);
    await rm(folder, { recursive: true, force: true });
  });

  it('are thrown away when nobody has asked for a month', async () => {
    await kvittert.query(`UPDATE report_file SET asked_at = now() - interval '31 days'`);
    await get(file('csv'));
    expect(await attempts()).toHaveLength(1);
    const [parts] = await kvittert.query<{ orphans: number }>(
      'SELECT count(*)::int AS orphans FROM report_file_part WHERE file_id NOT IN (SELECT id FROM report_file)',
    );
    expect(parts?.orphans).toBe(0);
  });
});
