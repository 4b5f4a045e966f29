import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import mammoth from 'mammoth';
import type { z } from 'zod';
import type { answersShown, reportShown } from '../../apps/api/src/reports/rest/report.shown.js';
import { projectRoot } from '../../local/project-root.js';
import { type Installation, startInstallation } from '../support/installation.js';
import { unzipped } from '../support/unzipped.js';
import { until } from '../support/until.js';
import { emails, make, registerVestdal, type Vestdal } from './vestdal.js';

type Report = z.output<typeof reportShown>;

const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo' }).format(new Date());

describe('Status reports over HTTP, with a worker', () => {
  let kvittert: Installation;
  let vestdal: Vestdal;
  let report: Report;

  beforeAll(async () => {
    kvittert = await startInstallation({ workers: 1, registerPeople: false });
    vestdal = await registerVestdal(kvittert);
  });
  afterAll(() => kvittert?.stop());

  async function get<Body>(as: string, path: string): Promise<Body> {
    const answer = await kvittert.request<Body>('GET', `/api/v1${path}`, { as });
    if (answer.status !== 200)
      throw new Error(`GET ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }
  const latest = async (): Promise<Report | undefined> =>
    (await get<{ items: Report[] }>(emails.secretary, `/plans/${vestdal.plan}/reports`)).items[0];
  const now = async (): Promise<Report> => get<Report>(emails.secretary, `/reports/${report.id}`);
  async function file(path: string, as: string = emails.secretary): Promise<Response & { bytes: Buffer }> {
    const response = await fetch(`${kvittert.apiUrl()}/api/v1${path}`, {
      headers: { authorization: `Bearer ${await kvittert.token(as)}` },
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    return Object.assign(response, { bytes });
  }

  it('is opened by the workflow once there is a calendar, and tells who has answered', async () => {
    const plan = await kvittert.request('GET', `/api/v1/plans/${vestdal.plan}/reporting`, {
      as: emails.secretary,
    });
    expect(plan.body).toEqual({ reporting: null, nextReportingDate: null, askedFrom: null });
    const version = (await get<{ version: number }>(emails.secretary, `/plans/${vestdal.plan}`)).version;
    const reporting = { cadenceMonths: 3, firstOn: today, language: 'nb' };
    const set = await kvittert.request('PUT', `/api/v1/plans/${vestdal.plan}/reporting`, {
      as: emails.secretary,
      headers: { 'if-match': `"${version}"` },
      body: { reporting },
    });
    expect(set.status).toBe(200);
    await until('the report is open', async () => (await latest())?.state === 'open');
    report = (await latest()) as Report;
    expect(report).toMatchObject({ number: 1, reportingDate: today, latest: null });
    const answers = await get<z.output<typeof answersShown>>(
      emails.secretary,
      `/reports/${report.id}/answers`,
    );
    expect(answers.parties.map(({ answer }) => answer)).toContain('not-answered');
    for (const { coverage, openItems } of answers.parties) {
      expect(coverage?.of ?? 0).toBeGreaterThanOrEqual(Math.min(openItems, 1));
    }
  });

  it('is locked by hand on its date, and its bytes have the hash that is shown', async () => {
    await make(kvittert, emails.secretary, `/reports/${report.id}/locks`);
    report = await now();
    expect(report).toMatchObject({ state: 'locked', latest: { version: 1, correction: null } });
    const { bytes, headers } = await file(`/reports/${report.id}/snapshot`);
    const sha256 = createHash('sha256').update(bytes).digest();
    expect(sha256.toString('hex')).toBe(report.latest?.sha256);
    expect(headers.get('repr-digest')).toBe(`sha-256=:${sha256.toString('base64')}:`);
  });

  it.each([
    ['pdf', '%PDF'],
    ['docx', 'PK'],
    ['xlsx', 'PK'],
    ['csv', '\u{feff}'],
    ['json', '{"'],
    ['html', '<!doctype html>'],
    ['case-paper', 'PK'],
  ])('can be had as %s, locked and live', async (format, start) => {
    const paths = [`/reports/${report.id}/files/${format}`, `/plans/${vestdal.plan}/report-files/${format}`];
    for (const path of paths) {
      const { status, headers, bytes } = await file(path);
      expect([path, status]).toEqual([path, 200]);
      expect(bytes.subarray(0, 20).toString('utf8').startsWith(start)).toBe(true);
      const name =
        format === 'case-paper' ? 'saksframlegg-plan-1-.+docx' : `statusrapport-plan-1-.+${format}`;
      expect(headers.get('content-disposition')).toMatch(new RegExp(`"${name}"`));
    }
  });

  it('asks leadership to decide measure by measure, in a case paper that a case officer can go on in', async () => {
    const { body } = await kvittert.request<{ items: { id: string }[] }>(
      'GET',
      `/api/v1/measures/${vestdal.measures[2]}/items`,
      { as: emails.secretary },
    );
    const ground = 'Vannverket er lagt ned.';
    await make(kvittert, emails.secretary, `/items/${body.items[0]?.id}/waiver-proposals`, { ground });
    const meeting = 'body=Beredskapsutvalget&meetingDate=2027-01-14&caseNumber=3/27';
    const live = await file(`/plans/${vestdal.plan}/report-files/case-paper?${meeting}`);
    const paper = await mammoth.convertToHtml({ buffer: live.bytes });
    expect(paper.value).toContain('Til behandling i Beredskapsutvalget 14. januar 2027, sak 3/27');
    expect(paper.value).toContain(
      '<h1>Forslag til vedtak</h1><ol><li>Punkt 3.1 (Sykehuset Vest) utgår.</li>',
    );
    expect(paper.value).toContain(`Grunn: ${ground}`);
    expect(paper.value).toContain('Den er ikke låst.');
    const locked = await file(`/reports/${report.id}/files/case-paper`);
    const onReport = await mammoth.extractRawText({ buffer: locked.bytes });
    expect(onReport.value).toContain('Statusrapport 1 tas til etterretning.');
    expect(onReport.value).toContain(`Kontrollsum ${report.latest?.sha256}`);
    expect(onReport.value).not.toContain(ground);
  });

  it('is packed for an archive once it is locked: what it holds has the checksums it names', async () => {
    const { bytes, headers } = await file(`/reports/${report.id}/files/archive`);
    expect(headers.get('content-type')).toBe('application/zip');
    expect(headers.get('content-disposition')).toContain('"arkivpakke-plan-1-nr-1-v1.zip"');
    const packed = await unzipped(bytes);
    const registration = packed.get('registrering.xml')?.toString('utf8') ?? '';
    expect(registration).toContain('<forfatter>localhost</forfatter>');
    const named = [...registration.matchAll(/<sjekksum>([0-9a-f]{64})<\/sjekksum>/gu)].map(([, sum]) => sum);
    const pdf = packed.get('statusrapport-1-v1.pdf') ?? Buffer.alloc(0);
    expect(named).toEqual([createHash('sha256').update(pdf).digest('hex'), report.latest?.sha256]);
    const live = await kvittert.request('GET', `/api/v1/plans/${vestdal.plan}/report-files/archive`, {
      as: emails.secretary,
    });
    expect(live.status).toBe(404);
  });

  it('is written by npm run report, live and locked', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kvittert-report-'));
    const env = {
      ...process.env,
      KVITTERT_URL: kvittert.apiUrl(),
      KVITTERT_TOKEN: await kvittert.token(emails.auditor),
    };
    const run = (...args: string[]) =>
      promisify(execFile)(process.execPath, [join(projectRoot, 'local', 'report.mjs'), ...args], { env });
    const [locked, live] = [join(folder, 'locked.json'), join(folder, 'live.pdf')];
    await run('--plan', '1', '--report', '1', '--format', 'json', '--out', locked);
    await run('--plan', '1', '--format', 'pdf', '--out', live);
    const sha256 = createHash('sha256')
      .update(await readFile(locked))
      .digest('hex');
    expect(sha256).toBe(report.latest?.sha256);
    expect((await readFile(live)).subarray(0, 4).toString()).toBe('%PDF');
    const paper = join(folder, 'paper.docx');
    await run('--plan', '1', '--format', 'case-paper', '--body', 'Kommunestyret', '--out', paper);
    expect((await mammoth.extractRawText({ path: paper })).value).toContain('Til behandling i Kommunestyret');
    const missing = run('--plan', '1', '--report', '9', '--format', 'pdf', '--out', live);
    await expect(missing).rejects.toMatchObject({ stderr: expect.stringContaining('There is no report 9.') });
    await rm(folder, { recursive: true, force: true });
  });

  it('is withheld from owners until it is released, and then without restricted text', async () => {
    const before = await kvittert.request('GET', `/api/v1/reports/${report.id}`, { as: emails.owner });
    expect(before.status).toBe(404);
    await make(kvittert, emails.secretary, `/reports/${report.id}/releases`, { note: 'Klar.' });
    const [own, open] = await Promise.all(
      [emails.secretary, emails.owner].map((as) => file(`/reports/${report.id}/snapshot`, as)),
    );
    expect(open?.status).toBe(200);
    expect(open?.bytes.equals(own?.bytes ?? Buffer.alloc(0))).toBe(false);
    expect(open?.bytes.toString()).toContain('"audience":"public"');
  });

  it('goes back with a question, which the one who was asked answers, and is acknowledged', async () => {
    const responsibleId = vestdal.people.owner;
    const authority = { kind: 'leader' };
    await make(kvittert, emails.leader, `/reports/${report.id}/returns`, {
      authority,
      questions: [{ text: 'Hva venter det første tiltaket på?', responsibleId }],
    });
    const question = (await now()).questions[0];
    await make(kvittert, emails.owner, `/reports/${report.id}/questions/${question?.id}/answers`, {
      text: 'Utstyret leveres i mars.',
    });
    await make(kvittert, emails.leader, `/reports/${report.id}/acknowledgements`, { authority });
    expect(await now()).toMatchObject({
      state: 'acknowledged',
      questions: [{ answer: { by: responsibleId } }],
    });
  });

  it('is corrected as another version; the first stays', async () => {
    const first = (await file(`/reports/${report.id}/snapshot`)).bytes;
    await make(kvittert, emails.secretary, `/reports/${report.id}/corrections`, {
      what: 'Fristen for tiltak 1.',
      why: 'Den var ført feil.',
    });
    expect(await now()).toMatchObject({
      state: 'locked',
      latest: {
        version: 2,
        previousSha256: report.latest?.sha256,
        correction: { why: 'Den var ført feil.' },
      },
    });
    expect((await file(`/reports/${report.id}/snapshot?version=1`)).bytes.equals(first)).toBe(true);
    const history = await get<{ items: { type: string }[] }>(emails.auditor, `/reports/${report.id}/history`);
    expect(history.items.map(({ type }) => type)).toEqual([
      'ReportOpened',
      'ReportLocked',
      'ReportReleased',
      'ReportReturned',
      'QuestionAnswered',
      'ReportAcknowledged',
      'ReportCorrected',
    ]);
  });

  it('says what is wrong, and what to do', async () => {
    const answer = await kvittert.request('POST', `/api/v1/reports/${report.id}/acknowledgements`, {
      as: emails.leader,
      body: { authority: { kind: 'leader' } },
    });
    expect(answer).toMatchObject({
      status: 409,
      body: {
        type: expect.stringContaining('report-in-other-state'),
        next: expect.stringContaining('release'),
      },
    });
    const again = await kvittert.request('POST', `/api/v1/plans/${vestdal.draft}/reports`, {
      as: emails.secretary,
      body: {},
    });
    expect(again).toMatchObject({ status: 409, body: { type: expect.stringContaining('plan-not-adopted') } });
  });
});
