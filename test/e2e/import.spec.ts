import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import exceljs from '@protobi/exceljs';
import { Document, HeadingLevel, Packer, Paragraph } from 'docx';
import type { Browser, Page } from 'playwright-core';
import { measureWorkflowId } from '#domain/contracts/workflows.js';
import { browserProgram, howToGetABrowser, launchBrowser, logIn } from '../accessibility/browser.js';
import { type Installation, startInstallation } from '../support/installation.js';
import { ApiDriver } from '../support/api-driver.js';

const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** What an invented committee recommends; one of them names who and when. */
const recommended = [
  'Kommunen bør lage en felles varslingsplan for alle vannverk innen 1. juni 2028.',
  'Vannverket bør ta prøver i hele nettet hver uke.',
  'Sykehjemmene bør ha et lager av rent vann for tre døgn.',
  'Legevakten bør melde fra om mer enn fem like tilfeller samme dag.',
  'Kommuneoverlegen bør ha en stedfortreder som kan nås hele døgnet.',
  'Skolene bør vite hvem de skal ringe når vannet er brunt.',
  'Industriparken bør delta i kommunens øvelser.',
  'Kommunen bør øve på varsling en gang i året.',
  'Nettsidene bør ha en mal for kokevarsel på fem språk.',
  'Laboratoriet bør kunne svare innen ett døgn i helgene.',
  'Ledningskartet bør rettes etter hvert brudd.',
  'Kriseledelsen bør skrive logg fra første time.',
];

async function reportOfTwelve(): Promise<Buffer> {
  const document = new Document({
    title: 'Evaluering av vannutbruddet i Fjellvik',
    numbering: { config: [] },
    sections: [
      {
        children: [
          new Paragraph({ text: 'Evaluering av vannutbruddet i Fjellvik', heading: HeadingLevel.TITLE }),
          new Paragraph({ text: 'Bakgrunn', heading: HeadingLevel.HEADING_1 }),
          new Paragraph('I mars ble vannet i Fjellvik forurenset, og mange ble syke samme uke.'),
          new Paragraph({ text: 'Anbefalinger', heading: HeadingLevel.HEADING_1 }),
          ...recommended.map((text, index) => new Paragraph(`${index + 1}. ${text}`)),
        ],
      },
    ],
  });
  return Packer.toBuffer(document);
}

const whereThereIsABrowser = browserProgram === undefined ? describe.skip : describe;

whereThereIsABrowser(
  browserProgram === undefined ? `importing (${howToGetABrowser})` : 'importing, in a browser',
  () => {
    let kvittert: Installation;
    let driver: ApiDriver;
    let browser: Browser;
    let page: Page;
    let url: string;

    beforeAll(async () => {
      kvittert = await startInstallation();
      driver = new ApiDriver(kvittert);
      await driver.organisation('Fjellvik kommune', 'ola.hansen@vestdal.example');
      browser = await launchBrowser();
      url = kvittert.apiUrl().replace('127.0.0.1', 'localhost');
      const context = await browser.newContext({ locale: 'nb-NO', javaScriptEnabled: false });
      page = await logIn(context, url, 'Kari Nordmann');
    });
    afterAll(async () => {
      await browser?.close();
      await kvittert?.stop();
    });

    /** The form with which it was confirmed. */
    const pressed = { action: '', form: {} as Record<string, string> };

    const upload = async (name: string, buffer: Buffer, mimeType = wordType) => {
      await page.getByRole('link', { name: 'Importer' }).click();
      await page.getByLabel('Fil', { exact: true }).setInputFiles({ name, mimeType, buffer });
      await page.getByRole('button', { name: 'Les dokumentet' }).click();
    };

    it('a file that can’t be read is said to be so, at the field, and nothing is lost', async () => {
      await upload('rapport.pdf', Buffer.from('%PDF-1.7 og så tull'), 'application/pdf');
      expect(await page.title()).toMatch(/^Feil: Importer/u);
      const field = page.getByLabel('Fil', { exact: true });
      expect(await field.getAttribute('aria-invalid')).toBe('true');
      expect(await page.locator('#felt-file-feil').textContent()).toMatch(/prøv igjen/u);
      expect(await kvittert.query('SELECT FROM import_draft')).toEqual([]);
    });

    it('shows twelve measures beside the document, and what to look at', async () => {
      await upload('rapport.docx', await reportOfTwelve());
      expect(await page.title()).toMatch(/^Se gjennom før du bekrefter/u);
      expect(await page.locator('.kv-lead').textContent()).toContain('Vi fant 12 tiltak i «rapport.docx»');
      const measures = page.locator('.kv-drafted > ol > li');
      expect(await measures.count()).toBe(12);
      // Who is to do it stands before what they should do; whom that is in the register is theirs to say who know.
      expect(await measures.first().textContent()).toContain('Ansvarlig: Kommunen');
      expect(await measures.nth(8).textContent()).toContain('Mangler ansvarlig');
      expect(await page.locator('.kv-document mark').count()).toBeGreaterThanOrEqual(12);
      await measures
        .nth(6)
        .getByRole('link', { name: /Vis i dokumentet/u })
        .click();
      expect(await page.locator('.kv-document p:target').textContent()).toContain('Industriparken');
    });

    it('can’t be confirmed before a plan is chosen', async () => {
      await page.getByRole('button', { name: 'Bekreft og registrer' }).click();
      expect(await page.title()).toMatch(/^Feil: /u);
      expect(await page.locator('#feil').locator('..').textContent()).toMatch(/Velg planen/u);
    });

    it('is corrected, confirmed and stands in the plan; twelve workflows follow the measures', async () => {
      await page
        .locator('.kv-drafted > ol > li')
        .first()
        .getByRole('link', { name: /^Rett / })
        .click();
      await page.getByLabel('Tittel').fill('Felles varslingsplan');
      await page.getByLabel('Ansvarlige').fill('Fjellvik kommune');
      await page.getByRole('button', { name: 'Lagre', exact: true }).click();
      expect(await page.locator('#m1').textContent()).toContain('Felles varslingsplan');

      await page.getByLabel('Plan', { exact: true }).selectOption('new');
      await page.getByLabel('Den nye planens tittel').fill('Plan etter vannutbruddet i Fjellvik');
      await page.getByLabel('Kommunen', { exact: true }).selectOption('Fjellvik kommune');
      for (const name of [
        'Vannverket',
        'Legevakten',
        'Kommuneoverlegen',
        'Skolene',
        'Laboratoriet',
        'Kriseledelsen',
      ])
        await page.getByLabel(name, { exact: true }).selectOption('Ta ikke med');
      await page.getByRole('button', { name: 'Lagre valgene' }).click();
      const button = page.getByRole('button', { name: 'Bekreft og registrer' });
      pressed.action = (await button.getAttribute('formaction')) ?? '';
      for (const field of await page.locator('#utkast input[type="hidden"]').all())
        pressed.form[(await field.getAttribute('name')) ?? ''] = await field.inputValue();
      // Written beside the press, and not saved by a press of its own.
      await page.getByLabel('Arkivreferanse').fill('26/101-4');
      await page.getByLabel('Den nye planens tittel').fill('Plan etter vannbruddet i Fjellvik');
      await page.getByRole('button', { name: 'Bekreft og registrer' }).click();

      expect(new URL(page.url()).pathname).toMatch(/^\/planer\/\d+$/u);
      expect(await page.getByRole('status').textContent()).toContain('Importen er registrert');
      const measures = await kvittert.query<{
        id: string;
        number: number;
        title: string;
        words: string | null;
      }>(
        `SELECT measure.id, measure.number, measure.title, details #>> '{deadline,words}' AS words
           FROM measure ORDER BY number`,
      );
      expect(measures.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
      expect(measures[0]?.title).toBe('Felles varslingsplan');
      const [items] = await kvittert.query<{ count: number }>('SELECT count(*)::int AS count FROM item');
      expect(items?.count).toBe(2);
      const [evaluation] = await kvittert.query<{ title: string; numbers: string[] }>(
        `SELECT title, ARRAY(SELECT jsonb_path_query(details, '$.recommendations[*].number') #>> '{}') AS numbers
           FROM evaluation`,
      );
      expect(evaluation?.numbers).toHaveLength(12);
      const written = await kvittert.query(
        `SELECT plan.title, evaluation.archive_reference AS reference FROM plan, evaluation`,
      );
      expect(written).toEqual([{ title: 'Plan etter vannbruddet i Fjellvik', reference: '26/101-4' }]);

      const running = await driver.followedMeasures(12);
      expect([...running].sort()).toEqual(measures.map(({ id }) => measureWorkflowId(id)).sort());
    });

    it('a second press of the same button registers nothing twice, and going back leads to the plan', async () => {
      const again = await page.request.post(`${url}${pressed.action}`, { form: pressed.form });
      expect([again.status(), new URL(again.url()).pathname]).toEqual([200, new URL(page.url()).pathname]);
      await page.goBack();
      expect(new URL(page.url()).pathname).toMatch(/^\/planer\/\d+$/u);
      const [counted] = await kvittert.query<{ measures: number; plans: number }>(
        `SELECT (SELECT count(*)::int FROM measure) AS measures, (SELECT count(*)::int FROM plan) AS plans`,
      );
      expect(counted).toEqual({ measures: 12, plans: 1 });
    });

    /** What Excel has, changed as a person would and saved. */
    async function corrected(sheet: Buffer, change: (sheet: exceljs.Worksheet) => void): Promise<Buffer> {
      const workbook = new exceljs.Workbook();
      await workbook.xlsx.load(sheet as unknown as ArrayBuffer);
      const [first] = workbook.worksheets;
      if (first === undefined) throw new Error('The workbook has no sheet');
      change(first);
      return Buffer.from(await workbook.xlsx.writeBuffer());
    }
    const sheetOf = async (path: string) =>
      Buffer.from(await (await page.request.get(`${url}${path}`)).body());
    const asTable = async (name: string, buffer: Buffer) => {
      await page.goto(`${url}/import`);
      await page.getByLabel('Hva slags dokument').selectOption('none');
      await page.getByLabel('Plan (valgfritt)').selectOption({ index: 1 });
      await page.getByLabel('Fil', { exact: true }).setInputFiles({ name, mimeType: sheetType, buffer });
      await page.getByRole('button', { name: 'Les dokumentet' }).click();
    };

    it('the same again, as another evaluation, shows what was recommended before', async () => {
      await upload('rapport-2.docx', await reportOfTwelve());
      const second = page.locator('.kv-drafted > ol > li').nth(1);
      await second.getByText(/^Ligner på tidligere tiltak/u).click();
      expect(await second.locator('details').textContent()).toMatch(/Tiltak 2 i plan 1, Foreslått/u);
      await page.getByLabel('Offentlighet').selectOption('restricted');
      await page.getByRole('button', { name: 'Lagre valgene' }).click();
      expect(await page.getByLabel('Hjemmel for å unnta').getAttribute('aria-invalid')).toBe('true');
      await page.getByLabel('Hjemmel for å unnta').fill('offl. § 24');
      await page.getByRole('button', { name: 'Lagre valgene' }).click();
      expect(await page.getByLabel('Offentlighet').inputValue()).toBe('restricted');
      // It asks first, without a script, and nothing is thrown away by opening the question.
      await page.getByLabel('Arkivreferanse').fill('26/101-5');
      await page.getByText('Kast utkastet', { exact: true }).click();
      expect(await page.locator('.kv-ask-first').textContent()).toContain('Det kan ikke hentes tilbake');
      expect(await page.getByLabel('Arkivreferanse').inputValue()).toBe('26/101-5');
      expect(await kvittert.query(`SELECT FROM import_draft WHERE confirmation IS NULL`)).toHaveLength(1);
      await page.getByRole('button', { name: 'Ja, kast utkastet' }).click();
      expect(await page.getByRole('status').textContent()).toContain('Utkastet er kastet');
    });

    it('a plan that is corrected in Excel shows what will change, and changes nothing else', async () => {
      const sheet = await corrected(await sheetOf('/import/plan/1.xlsx'), (rows) => {
        rows.getRow(3).getCell('B').value = 'Prøver hver uke';
        rows.getRow(4).getCell('F').value = new Date('2028-03-01T00:00:00Z');
        rows.getRow(5).getCell('E').value = 'Fjellvik kommune';
      });
      await asTable('plan-1.xlsx', sheet);
      expect(await page.locator('.kv-drafted > ol > li').count()).toBe(12);
      expect(await page.locator('#m1').textContent()).toContain('Står i planen som tiltak 1, uten endringer');
      expect(await page.locator('#m2').textContent()).toMatch(
        /Endrer tiltak 2 i planen:.*blir «Prøver hver uke»/su,
      );
      expect(await page.locator('#m3').textContent()).toContain('Frist: ingen blir 1. mars 2028');
      expect(await page.locator('#m4').textContent()).toContain('Ansvarlig blir Fjellvik kommune');
      await page.getByRole('button', { name: 'Bekreft og registrer' }).click();
      const changed = await kvittert.query<{ number: number }>(
        'SELECT number FROM measure WHERE version > 1 ORDER BY number',
      );
      expect(changed.map(({ number }) => number)).toEqual([2, 3, 4]);
      const [third] = await kvittert.query<{ on: string }>(
        `SELECT deadline_on::text AS "on" FROM measure WHERE number = 3`,
      );
      expect(third?.on).toBe('2028-03-01');
    });

    it('the template, filled in, becomes measures', async () => {
      const sheet = await corrected(await sheetOf('/import/mal.xlsx'), (rows) => {
        rows.addRow([
          '13',
          'Reservevann',
          'Kommunen skal ha to reservekilder.\n• Finn dem.\n• Prøv dem.',
          'Vann',
          'Fjellvik kommune',
          new Date('2027-12-31T00:00:00Z'),
        ]);
      });
      await asTable('tiltak.xlsx', sheet);
      await page.getByRole('button', { name: 'Bekreft og registrer' }).click();
      expect(new URL(page.url()).pathname).toBe('/planer/1');
      const [measure] = await kvittert.query<Record<string, unknown>>(
        `SELECT title, deadline_on::text AS "on", jsonb_array_length(details -> 'subPoints') AS points,
                (SELECT count(*)::int FROM item WHERE measure_id = measure.id) AS items
           FROM measure WHERE number = 13`,
      );
      expect(measure).toEqual({ title: 'Reservevann', on: '2027-12-31', points: 2, items: 2 });
    });

    it('is undone from the plan’s page with a reason, and the workflow of its measure ends', async () => {
      await page.getByRole('link', { name: 'Angre importen' }).click();
      expect(await page.locator('.kv-lead').textContent()).toMatch(
        /1 tiltak fra tiltak\.xlsx trekkes tilbake\. Planen blir som før importen/u,
      );
      await page.getByRole('button', { name: 'Angre importen' }).click();
      expect(await page.title()).toMatch(/^Feil: /u);
      await page.getByLabel('Hvorfor importen angres').fill('Feil ark');
      await page.getByRole('button', { name: 'Angre importen' }).click();
      expect(new URL(page.url()).pathname).toBe('/planer/1');
      expect(await page.getByRole('status').textContent()).toContain('Importen er angret');
      expect(await page.locator('main').textContent()).not.toContain('Reservevann');
      await driver.followedMeasures(12);

      await page.goto(`${url}/planer/1/tiltak/13`);
      expect(await page.locator('main').textContent()).toMatch(/Trukket tilbake/u);
      expect(await page.locator('main').textContent()).toContain('Trukket tilbake fordi importen ble angret');
    });

    it('is not undone where it changed what was there, and the page says so', async () => {
      await page.goto(`${url}/planer/1`);
      await page.getByRole('link', { name: 'Angre importen' }).click();
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Importen kan ikke angres');
      expect(await page.locator('.kv-lead').textContent()).toContain('endret 3 tiltak');
    });
  },
);
