import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Installation, startInstallation } from '../support/installation.js';
import { unzipped } from '../support/unzipped.js';
import { describeWithPdfToText, textOfPdf } from '../support/validators.js';
import { emails, make, registerVestdal, type Vestdal } from './vestdal.js';

/** Stands in every name, and in every text that is for those inside. */
const mark = 'Skjermet';
const domains = [...new Set(Object.values(emails).map((email) => email.split('@')[1] ?? ''))];
const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo' }).format(new Date());
const leader = { authority: { kind: 'leader' } };
const restricted = { kind: 'restricted', legalBasis: `offentleglova § 13, ${mark}` };
const evidence = [{ kind: 'archive-reference', reference: `${mark} 26/1`, note: `Vedlegg fra ${mark}` }];

describe('A published report names nobody and tells nothing restricted', () => {
  let kvittert: Installation;
  let vestdal: Vestdal;

  async function change(method: string, path: string, body: unknown): Promise<void> {
    const as = emails.secretary;
    const known = await kvittert.request('GET', `/api/v1${path.replace(/\/(?:reporting|goals)$/u, '')}`, {
      as,
    });
    const headers = { 'if-match': known.headers.get('etag') ?? '' };
    const answer = await kvittert.request(method, `/api/v1${path}`, { as, headers, body });
    if (answer.status !== 200) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
  }

  /** Every field in which somebody is named, or that is restricted, has the mark in it. */
  async function markEverything(): Promise<void> {
    const { people, measures, items, evaluation, parties } = vestdal;
    for (const [role, id] of Object.entries(people))
      await change('PATCH', `/persons/${id}`, { name: `${role} ${mark}` });
    await change('PATCH', `/parties/${parties.hospital}`, {
      contactPersonId: people.stranger,
      leaderPersonId: people.stranger,
      caseOfficerId: people.colleague,
    });
    await change('PATCH', `/evaluations/${evaluation}`, {
      authors: [`Gruppen ved ${mark}`],
      participants: [{ actor: mark, unit: mark, function: mark }],
      hearingAnswers: [{ from: mark, summary: `${mark} er enig.` }],
      archiveReference: `${mark} 26/2`,
    });
    const hidden = await make(kvittert, emails.secretary, '/evaluations', {
      title: `Tilsyn med ${mark}`,
      kind: 'after-action-review',
      access: restricted,
      findings: [{ kind: 'to-improve', text: `${mark} var alene.` }],
      recommendations: [
        { number: '1', title: `Om ${mark}`, text: `${mark} trenger avløsning.`, findingIndexes: [0] },
      ],
    });
    const shown = await kvittert.request<{ recommendations: { id: string }[] }>('GET', hidden.href, {
      as: emails.secretary,
    });
    const [recommendation] = shown.body.recommendations;
    await make(kvittert, emails.leader, `/recommendations/${recommendation?.id}/outcomes`, {
      outcome: { kind: 'not-followed', ground: `${mark} slutter.`, remainingRisk: `Ingen etter ${mark}.` },
      ...leader,
    });
    const added = await make(kvittert, emails.secretary, '/measures', {
      planId: vestdal.plan,
      title: `Avløsning for ${mark}`,
      about: `avløsning for ${mark}`,
      text: `${mark} skal ha avløsning.`,
      source: { evaluationId: hidden.id, recommendationId: recommendation?.id ?? '', number: '1' },
      subPoints: [{ text: `Ring ${mark}` }],
      access: restricted,
      responsible: { mode: 'joint', partyIds: [parties.vestdal] },
      deadline: { on: '2027-06-01', words: `når ${mark} er tilbake` },
    });
    await make(kvittert, emails.leader, `/measures/${added.id}/acceptances`, leader);
    for (const measure of [measures[2], added.id]) await markRestricted(measure);

    // Of an open measure: what was shown for it, and what those who signed it off wrote to each other.
    const done = { what: 'Planen er vedtatt og lagt i vaktsystemet.', evidence };
    await make(kvittert, emails.owner, `/items/${items[0]}/done-reports`, done);
    await make(kvittert, emails.secretary, `/items/${items[0]}/sign-offs`, {
      note: `Sett sammen med ${mark}.`,
    });
  }

  async function markRestricted(measure: string): Promise<void> {
    const as = emails.secretary;
    const status = { progress: 'on-hold', text: `${mark} er syk.`, reason: `Venter på ${mark}.` };
    await make(kvittert, as, `/measures/${measure}/status-updates`, status);
    await make(kvittert, as, `/measures/${measure}/risk-statements`, {
      likelihood: `Så lenge ${mark} er borte.`,
      consequence: `Bare ${mark} kan det.`,
      conclusion: `${mark} må erstattes.`,
    });
    await make(kvittert, as, `/measures/${measure}/shares`, {
      label: `Kurset av ${mark}`,
      numerator: 1,
      denominator: 2,
      denominatorIsApproximate: false,
      source: `Listen til ${mark}`,
      asOf: '2026-09-01',
    });
    await change('PATCH', `/measures/${measure}`, {
      text: `Bare ${mark} kjenner svakheten.`,
      material: false,
      reason: `Rettet etter ${mark}.`,
    });
    await make(kvittert, as, `/measures/${measure}/deadlines`, {
      on: '2027-08-01',
      reason: `${mark} er syk.`,
    });
    const items = await kvittert.request<{ items: { id: string }[] }>(
      'GET',
      `/api/v1/measures/${measure}/items`,
      { as },
    );
    await make(kvittert, as, `/items/${items.body.items[0]?.id}/waiver-proposals`, {
      ground: `${mark} har sluttet.`,
    });
  }

  /** Through the quarter, with the mark in everything that is said on the way. */
  async function publish(): Promise<void> {
    const { plan, people } = vestdal;
    await change('PUT', `/plans/${plan}/reporting`, {
      reporting: { cadenceMonths: 3, firstOn: today, language: 'nb' },
    });
    const report = `/reports/${(await make(kvittert, emails.secretary, `/plans/${plan}/reports`)).id}`;
    await make(kvittert, emails.secretary, `${report}/locks`);
    await make(kvittert, emails.secretary, `${report}/releases`, { note: `Lest av ${mark}.` });
    const questions = [{ text: `Hva sier ${mark}?`, responsibleId: people.owner }];
    await make(kvittert, emails.leader, `${report}/returns`, {
      ...leader,
      comment: `Spør ${mark}.`,
      questions,
    });
    const asked = await kvittert.request<{ questions: { id: string }[] }>('GET', `/api/v1${report}`, {
      as: emails.secretary,
    });
    await make(kvittert, emails.owner, `${report}/questions/${asked.body.questions[0]?.id}/answers`, {
      text: `${mark} er enig.`,
    });
    await make(kvittert, emails.leader, `${report}/acknowledgements`, {
      ...leader,
      comment: `Takk til ${mark}.`,
    });
    // Nobody is said to be nameable: it would be refused if a registered person stood in the text.
    await make(kvittert, emails.leader, `${report}/publications`, leader);
    await make(kvittert, emails.secretary, `${report}/withdrawals`, { reason: `${mark} ba om det.` });
    await make(kvittert, emails.leader, `${report}/publications`, leader);
  }

  async function read(path: string): Promise<Buffer> {
    const response = await fetch(kvittert.apiUrl() + path);
    if (response.status !== 200) throw new Error(`GET ${path}: ${response.status}`);
    return Buffer.from(await response.arrayBuffer());
  }

  function requireNobody(what: string, text: string): void {
    const found = [mark, '@', ...domains, ...Object.values(vestdal.people)].filter((word) =>
      text.toLowerCase().includes(word.toLowerCase()),
    );
    expect([what, found]).toEqual([what, []]);
  }

  beforeAll(async () => {
    kvittert = await startInstallation({ registerPeople: false });
    vestdal = await registerVestdal(kvittert);
    await markEverything();
    await publish();
  });
  afterAll(() => kvittert?.stop());

  it('the mark stands in what those inside read', async () => {
    const reports = await kvittert.request<{ items: { id: string }[] }>(
      'GET',
      `/api/v1/plans/${vestdal.plan}/reports`,
      {
        as: emails.auditor,
      },
    );
    const inside = await kvittert.request('GET', `/api/v1/reports/${reports.body.items[0]?.id}/snapshot`, {
      as: emails.auditor,
    });
    expect(JSON.stringify(inside.body).split(mark).length).toBeGreaterThan(20);
  });

  it.each([
    '/rapporter',
    '/rapporter/1',
    '/rapporter/1/1',
    '/rapporter/1/1/1',
    '/rapporter/atom.xml',
    '/rapporter/1/atom.xml',
    '/rapporter/1/1/1/json',
    '/rapporter/1/1/1/csv',
  ])('and not at %s', async (path) => {
    const text = (await read(path)).toString('utf8');
    expect(text).toContain(path.endsWith('csv') ? 'Varslingsplan' : 'Tiltaksplan etter vannutbruddet');
    requireNobody(path, text);
  });

  it.each(['docx', 'xlsx'])('and not in any part of the %s', async (format) => {
    const parts = await unzipped(await read(`/rapporter/1/1/1/${format}`));
    const texts = [...parts].map(([name, content]) => [name, content.toString('utf8')] as const);
    expect(texts.some(([, text]) => text.includes('Varslingsplan'))).toBe(true);
    for (const [name, text] of texts) requireNobody(name, text);
  });

  describeWithPdfToText('in the PDF', () => {
    it('and not in it either', async () => {
      const pdf = await read('/rapporter/1/1/1/pdf');
      const text = await textOfPdf(pdf);
      expect(text).toContain('Tiltaksplan etter vannutbruddet');
      requireNobody('pdf', text);
      requireNobody(
        'the properties of the PDF',
        pdf.toString('latin1').replaceAll(/stream[\s\S]*?endstream/gu, ''),
      );
    });
  });
});
