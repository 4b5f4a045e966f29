import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { emails, make, registerVestdal, type Vestdal } from '../api/vestdal.js';
import { type Installation, startInstallation } from '../support/installation.js';
import { Browserless } from '../support/browserless.js';

const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo' }).format(new Date());
const leader = { kind: 'leader' };

/** What each role finds when it logs in, as the quarter goes on. */
describe('the start page', () => {
  let kvittert: Installation;
  let vestdal: Vestdal;
  let report: string;
  const browsers = new Map<string, Browserless>();

  beforeAll(async () => {
    kvittert = await startInstallation({ registerPeople: false, workers: 0 });
    vestdal = await registerVestdal(kvittert);
    for (const email of [emails.secretary, emails.leader, emails.stranger]) {
      const browser = new Browserless(kvittert.apiUrl().replace('127.0.0.1', 'localhost'));
      await browser.logIn(email);
      browsers.set(email, browser);
    }
    const kari = browsers.get(emails.secretary);
    const dates = await kari?.get('/planer/1/rapportering');
    if (dates !== undefined) await kari?.send(dates, { cadenceMonths: '3', firstOn: today, language: 'nb' });
    report = (await make(kvittert, emails.secretary, `/plans/${vestdal.plan}/reports`)).id;
  });
  afterAll(() => kvittert?.stop());

  /** What is said of reports, from its heading to the next. */
  async function reportsSeenBy(email: string): Promise<string> {
    const html = (await browsers.get(email)?.get('/'))?.html ?? '';
    const from = html.indexOf('aria-labelledby="rapporter"');
    return from === -1
      ? ''
      : html
          .slice(from, html.indexOf('</section>', from))
          .replace(/<[^>]+>/gu, ' ')
          .replace(/\s+/gu, ' ');
  }

  it('tells the secretariat who has not answered yet, as the report itself counts it', async () => {
    const counted = async () => {
      const { body } = await kvittert.request<{ parties: { answer: string }[] }>(
        'GET',
        `/api/v1/reports/${report}/answers`,
        { as: emails.secretary },
      );
      return body.parties.filter(({ answer }) => answer === 'not-answered').length;
    };
    expect(await counted()).toBe(1);
    expect(await reportsSeenBy(emails.secretary)).toContain('1 ansvarlig har ikke svart.');
    expect(await reportsSeenBy(emails.leader)).toBe('');
    const update = { progress: 'under-way', text: 'Pumpen er bestilt.' };
    await make(kvittert, emails.stranger, `/measures/${vestdal.measures[2]}/status-updates`, update);
    expect(await counted()).toBe(0);
    expect(await reportsSeenBy(emails.secretary)).toContain('Alle ansvarlige har svart.');
  });

  it('goes from release to acknowledgement, with questions on the way', async () => {
    await make(kvittert, emails.secretary, `/reports/${report}/locks`);
    expect(await reportsSeenBy(emails.secretary)).toContain('Frigi rapporten');
    await make(kvittert, emails.secretary, `/reports/${report}/releases`);
    expect(await reportsSeenBy(emails.secretary)).not.toContain('Ta rapporten til etterretning');
    expect(await reportsSeenBy(emails.leader)).toMatch(
      /Ta rapporten til etterretning .*Send rapporten tilbake/u,
    );

    const questions = [{ text: 'Når er pumpen på plass?', responsibleId: vestdal.people.stranger }];
    await make(kvittert, emails.leader, `/reports/${report}/returns`, { authority: leader, questions });
    expect(await reportsSeenBy(emails.stranger)).toMatch(
      /Spørsmål 1 til deg: Når er pumpen på plass\? .*Svar på spørsmål/u,
    );
    expect(await reportsSeenBy(emails.leader)).toContain('1 av 1 spørsmål venter på svar.');
    const { body } = await kvittert.request<{ questions: { id: string }[] }>(
      'GET',
      `/api/v1/reports/${report}`,
      { as: emails.secretary },
    );
    const answers = `/reports/${report}/questions/${body.questions[0]?.id ?? ''}/answers`;
    await make(kvittert, emails.stranger, answers, { text: 'I mai.' });
    expect(await reportsSeenBy(emails.stranger)).toBe('');
    expect(await reportsSeenBy(emails.leader)).toMatch(/Spørsmålet er besvart\. .*Ta rapporten/u);
    await make(kvittert, emails.leader, `/reports/${report}/acknowledgements`, { authority: leader });
    expect(await reportsSeenBy(emails.leader)).toBe('');
  });

  it('shows the secretariat what owners have said since it wrote the summary', async () => {
    const path = `/measures/${vestdal.measures[0]}`;
    const page = async () => (await browsers.get(emails.secretary)?.get('/'))?.html ?? '';
    await make(kvittert, emails.secretary, `${path}/summary-texts`, { text: 'Planen skrives.' });
    expect(await page()).not.toContain('id="forslag"');
    await make(kvittert, emails.owner, `${path}/status-updates`, {
      progress: 'partly-done',
      text: 'Planen er på høring.',
    });
    expect(await page()).toMatch(/id="forslag".*\/planer\/1\/rediger.*1 linje har fått et nyere svar/su);
  });
});
