import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { morningMessage } from '#messages/slack/morning-message.js';
import {
  axeViolations,
  browserProgram,
  howToGetABrowser,
  launchBrowser,
  logIn,
  patientPage,
  sticksOut,
  wrongPlaces,
} from '../accessibility/browser.js';
import { projectRoot } from '../../local/project-root.js';
import { daysFromToday, ApiDriver } from '../support/api-driver.js';
import { type Installation, startInstallation } from '../support/installation.js';
import { until } from '../support/until.js';

const ola = { sub: 'ola.hansen', name: 'Ola Hansen', email: 'ola.hansen@vestdal.example' };
const amina = { sub: 'amina.yusuf', name: 'Amina Yusuf', email: 'amina.yusuf@sykehuset-vest.example' };
const kari = { sub: 'kari.nordmann', name: 'Kari Nordmann', email: 'kari.nordmann@vestdal.example' };
const markup = '<script>document.title = "tatt over"</script>';

/** Somebody's desk in a browser, and how many times it was clicked. */
class DeskPage {
  clicks = 0;

  constructor(readonly page: Page) {}

  static async open(context: BrowserContext, deskUrl: string, person: { name: string }): Promise<DeskPage> {
    const page = await patientPage(context);
    await page.goto(deskUrl);
    await page.getByRole('link', { name: person.name }).click();
    await page.getByRole('heading', { name: `Kvittert i Slack, ${person.name}` }).waitFor();
    return new DeskPage(page);
  }

  get conversation() {
    return this.page.locator('#samtale');
  }

  get window() {
    return this.page.getByRole('dialog');
  }

  /** A button in the conversation, by what a screen reader hears of it. */
  async press(name: string | RegExp): Promise<void> {
    this.clicks += 1;
    await this.conversation.getByRole('button', { name }).click();
  }

  async choose(label: string, option: string): Promise<void> {
    this.clicks += 1;
    await this.window.getByLabel(label).selectOption(option);
  }

  async fill(label: string, text: string): Promise<void> {
    await this.window.getByLabel(label).fill(text);
  }

  async send(button: string): Promise<void> {
    this.clicks += 1;
    await this.window.getByRole('button', { name: button }).click();
  }

  async sees(text: string | RegExp): Promise<void> {
    await this.conversation.getByText(text).first().waitFor();
  }
}

if (browserProgram === undefined)
  console.warn(`The desk is not looked at in a browser: ${howToGetABrowser}.`);
const inABrowser = browserProgram === undefined ? describe.skip : describe;

inABrowser('the desk', () => {
  let kvittert: Installation;
  let driver: ApiDriver;
  let browser: Browser;
  let deskUrl: string;
  let olas: BrowserContext;

  beforeAll(async () => {
    kvittert = await startInstallation({ desk: true, daysBehind: 10, env: { MESSAGES_PER_SECOND: '50' } });
    driver = new ApiDriver(kvittert);
    deskUrl = kvittert.desk?.url ?? '';
    const vestdal = await driver.organisation('Vestdal kommune', ola.email);
    const { id: plan } = await driver.post('/plans', 'secretariat', {
      title: 'Vannutbruddet i Vestdal',
      caseOfficerId: driver.personId(kari.email),
    });
    await driver.post('/measure-batches', 'secretariat', {
      planId: plan,
      measures: [`Varslingsplan ${markup}`, 'Vaktliste'].map((title) => ({
        title,
        text: 'Dette skal gjøres.',
        responsible: { mode: 'joint', partyIds: [vestdal] },
        deadline: { on: daysFromToday(-2) },
      })),
    });
    await driver.post(`/plans/${plan}/adoptions`, 'leadership', { authority: { kind: 'leader' } });
    await until('Ola has had his morning message', async () => {
      await driver.round();
      const messages = await kvittert.slack.messagesTo(ola.email);
      return messages.some(({ text }) => text.includes('God morgen'));
    });
    browser = await launchBrowser();
    olas = await browser.newContext();
  });
  afterAll(async () => {
    await browser?.close();
    await kvittert?.stop();
  });

  it('lists everybody with what they have not read, and shows a conversation as Slack does', async () => {
    const page = await patientPage(olas);
    await page.goto(deskUrl);
    const link = page.getByRole('link', { name: ola.name });
    expect(await link.textContent()).toMatch(/\d+ ulest/u);
    await link.click();
    await page.getByRole('heading', { name: `Kvittert i Slack, ${ola.name}` }).waitFor();
    expect(await page.getByRole('link', { name: ola.name }).textContent()).not.toContain('ulest');

    const said = (await page.locator('#samtale').textContent()) ?? '';
    expect(said).toContain('God morgen, Ola. To punkter venter på Vestdal kommune.');
    expect(said).toContain(markup);
    expect(await page.title()).toBe('Ola Hansen – Skrivebordet');
    expect(await page.locator('#samtale script').count()).toBe(0);
    expect(await page.locator('#samtale strong').count()).toBeGreaterThan(0);
    await page.close();
  });

  it('status is told from the message with three clicks', async () => {
    const desk = await DeskPage.open(olas, deskUrl, ola);
    await desk.press('Meld status: punkt 2.1');
    await desk.choose('Hvordan går det', 'I gang');
    await desk.fill('Status med egne ord', 'Utkastet er på høring.');
    await desk.send('Meld status');
    await desk.window.waitFor({ state: 'hidden' });
    expect(desk.clicks).toBeLessThanOrEqual(3);
    await until('the status is told', async () => {
      const [row] = await kvittert.query<{ count: number }>(
        `SELECT count(*)::int AS count FROM event WHERE type = 'StatusUpdated'`,
      );
      return row?.count === 1;
    });
    await desk.page.close();
  });

  it('done is told with its evidence; what is wrong is said at its field, and what was typed stays', async () => {
    const desk = await DeskPage.open(olas, deskUrl, ola);
    await desk.press('Ferdig: punkt 1.1');
    await desk.fill('Hva er gjort', 'Laget.');
    await desk.fill('Dokumentasjon', '26/118-7');
    await desk.send('Meld ferdig');
    const error = desk.window.locator('[data-block=what] .error');
    expect(await error.textContent()).toContain('20');
    expect(await desk.window.getByLabel('Hva er gjort').inputValue()).toBe('Laget.');
    expect(await desk.window.getByLabel('Dokumentasjon').inputValue()).toBe('26/118-7');
    expect(await axeViolations(desk.page)).toEqual([]);

    await desk.fill('Hva er gjort', 'Varslingsplanen er vedtatt og øvd én gang.');
    await desk.send('Meld ferdig');
    await desk.window.waitFor({ state: 'hidden' });
    // Without a reload: the message is updated where it stands.
    await desk.sees(/venter på utkvittering/u);
    await desk.page.close();
  });

  it('two people work at once, each in a window of their own', async () => {
    const [olasDesk, karis] = await Promise.all([DeskPage.open(olas, deskUrl, ola), browser.newContext()]);
    const karisDesk = await DeskPage.open(karis, deskUrl, kari);
    await olasDesk.press('Ferdig: punkt 2.1');
    await olasDesk.fill('Hva er gjort', 'Vaktlisten er oppdatert og lagt i vaktsystemet.');
    await olasDesk.fill('Dokumentasjon', 'https://arkiv.vestdal.example/2026/17');
    // Her window is not covered by his.
    expect(await karisDesk.window.count()).toBe(0);
    await olasDesk.send('Meld ferdig');
    await olasDesk.window.waitFor({ state: 'hidden' });

    const url = kvittert.apiUrl().replace('127.0.0.1', 'localhost');
    const web = await logIn(karis, url, kari.name);
    await web.goto(`${url}/planer/1/tiltak/1`);
    await web.getByRole('link', { name: 'Kvitter ut' }).first().click();
    await web.locator('main form').getByRole('button', { name: 'Kvitter ut' }).click();
    await web.getByText('Kvittert ut.', { exact: true }).waitFor();
    await karis.close();
    await olasDesk.page.close();
  });

  it('README’s first walk: from a document to the closed plan', async () => {
    const context = await browser.newContext();
    const url = kvittert.apiUrl().replace('127.0.0.1', 'localhost');
    const become = async (name: string): Promise<Page> => {
      await context.clearCookies();
      return logIn(context, url, name);
    };
    const submit = (page: Page, name: string) =>
      page.locator('main form').getByRole('button', { name, exact: true }).click();

    let page = await become(kari.name);
    await page.getByRole('link', { name: 'Importer' }).click();
    await page.getByLabel('Fil').setInputFiles(join(projectRoot, 'local', 'demo', 'vannutbruddet.csv'));
    await submit(page, 'Les dokumentet');
    await page.getByLabel('Plan', { exact: true }).selectOption('Lag en ny plan');
    await page.getByLabel('Den nye planens tittel').fill('Tiltaksplan etter vannutbruddet');
    await submit(page, 'Lagre valgene');
    await submit(page, 'Bekreft og registrer');
    await page.waitForURL(/\/planer\/\d+\?/u);
    const planPage = page.url().split('?')[0] ?? '';

    page = await become('Astrid Lunde');
    await page.getByRole('link', { name: 'Vedta planen' }).first().click();
    await submit(page, 'Vedta planen');
    await page.getByText('Planen er vedtatt.').waitFor();
    const desk = await DeskPage.open(context, deskUrl, ola);
    // At night he is told with the morning.
    await driver.round();
    await desk.sees(/Kommunen lager én felles varslingsplan/u);
    await page.goto(`${planPage}/lukk`);
    await submit(page, 'Lukk planen');
    await page
      .getByText(/ikke lukket ennå/u)
      .first()
      .waitFor();

    const measurePage = `${planPage}/tiltak/1`;
    page = await become(ola.name);
    await page.goto(measurePage);
    await page.getByRole('link', { name: 'Meld ferdig' }).first().click();
    await page.getByLabel('Hva er gjort').fill('Varslingsplanen er vedtatt og øvd én gang.');
    await page.getByLabel('Dokumentasjon', { exact: true }).fill('26/00123-4');
    await submit(page, 'Meld ferdig');
    await page.getByText('Punktet er meldt ferdig').waitFor();

    page = await become(kari.name);
    await page.goto(measurePage);
    await page.getByRole('link', { name: 'Kvitter ut' }).first().click();
    await submit(page, 'Kvitter ut');
    await page.getByRole('link', { name: 'Lukk tiltaket' }).first().click();
    await submit(page, 'Lukk tiltaket');
    await page.getByText('Tiltaket er lukket.').waitFor();

    page = await become('Astrid Lunde');
    await page.goto(planPage);
    await page.getByRole('link', { name: 'Lukk planen' }).first().click();
    await submit(page, 'Lukk planen');
    await page.getByText('Planen er lukket.').waitFor();
    await context.close();
  });

  it('shows App Home as it was published, and its fields go with a press', async () => {
    const action = { type: 'button', action_id: 'later', text: { type: 'plain_text', text: 'Minn meg' } };
    const day = { type: 'datepicker', action_id: 'day', initial_date: '2026-12-08' };
    const blocks = [
      { type: 'header', text: { type: 'plain_text', text: 'Mine tiltak' } },
      { type: 'section', text: { type: 'mrkdwn', text: '*Ett* punkt' }, accessory: day },
      { type: 'actions', elements: [action] },
    ];
    const published = await fetch(`${kvittert.slackLine.apiUrl}views.publish`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${kvittert.slack.botToken}`,
      },
      body: JSON.stringify({
        user_id: await kvittert.slack.userId(ola.email),
        view: { type: 'home', blocks },
      }),
    });
    expect(await published.json()).toMatchObject({ ok: true });
    const desk = await DeskPage.open(olas, deskUrl, ola);
    await desk.page.getByRole('link', { name: 'Hjem' }).click();
    await desk.sees('Mine tiltak');
    expect(await desk.conversation.locator('input[type=date]').inputValue()).toBe('2026-12-08');
    // Nobody in Kvittert listens to it yet; it is taken all the same.
    await desk.press('Minn meg');
    await desk.sees('Mine tiltak');
    expect(await desk.conversation.getByRole('alert').count()).toBe(0);
    await desk.page.close();
  });

  it('draws 300 items for one owner, and mail beside them', async () => {
    const entries = Array.from({ length: 300 }, (_, index) => ({
      kind: 'deadline-passed' as const,
      measureId: `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`,
      itemId: `00000000-0000-7000-8001-${String(index).padStart(12, '0')}`,
      number: `${index + 1}.1`,
      planNumber: 1,
      title: `Tiltak nummer ${index + 1}`,
      planTitle: 'Vannutbruddet i Vestdal',
      restricted: false,
      deadline: { inForce: '2026-11-13', original: '2026-10-01', moves: 1 },
    }));
    const facts = { personFirstName: 'Amina', date: '2026-11-20', entries, whyYou: [] };
    const { text, blocks } = morningMessage(facts, { locale: 'nb', publicUrl: 'https://kvittert.example' });
    for (let count = 0; count < 6; count += 1) await kvittert.slack.say(amina.email, text, blocks);
    const context = await browser.newContext();
    const desk = await DeskPage.open(context, deskUrl, amina);
    expect(await desk.conversation.getByRole('article').count()).toBe(6);
    expect(await desk.conversation.getByRole('button', { name: /^Ferdig: punkt/u }).count()).toBeGreaterThan(
      50,
    );
    await context.close();
  });

  it.each(['light', 'dark'] as const)(
    'is without barriers in %s, and fits a narrow window',
    async (colorScheme) => {
      const context = await browser.newContext({ colorScheme });
      const page = await patientPage(context);
      for (const path of ['', ola.sub, `${ola.sub}/hjem`, amina.sub]) {
        await page.goto(`${deskUrl}${path}`);
        expect([path, await axeViolations(page), await wrongPlaces(page)]).toEqual([path, [], []]);
        expect([path, await sticksOut(page, 320)]).toEqual([path, []]);
        await page.setViewportSize({ width: 1280, height: 900 });
      }
      await context.close();
    },
  );

  it('lets nobody act from another site', async () => {
    const own = deskUrl.slice(0, -1);
    // Not with fetch: the name of the host is the other site's too.
    const posted = (headers: Record<string, string>) =>
      new Promise<number | undefined>((resolve, reject) => {
        const form = { 'content-type': 'application/x-www-form-urlencoded', ...headers };
        request(`${deskUrl}${ola.sub}/vindu`, { method: 'POST', headers: form }, (response) => {
          response.resume();
          resolve(response.statusCode);
        })
          .once('error', reject)
          .end('gjor=send');
      });
    expect(await posted({ origin: 'https://et-annet-sted.example' })).toBe(403);
    expect(await posted({ origin: 'null', 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await posted({ origin: 'null' })).toBe(403);
    expect(await posted({ 'sec-fetch-site': 'same-site' })).toBe(403);
    const { port } = new URL(deskUrl);
    const rebound = `et-annet-sted.example:${port}`;
    expect(await posted({ host: rebound, origin: `http://${rebound}` })).toBe(403);
    expect(await posted({ origin: own, 'sec-fetch-site': 'same-origin' })).toBe(303);
    expect(await posted({})).toBe(303);
  });
});
