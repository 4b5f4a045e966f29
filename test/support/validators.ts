import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe } from '@jest/globals';
import { cacheFolder, findOnPath } from '../../local/temporal-server.mjs';

const veraPdfVersion = '1.28.2';

const soffice = findOnPath('soffice');
const pdftotext = findOnPath('pdftotext');
const java = findOnPath('java');
const maven = findOnPath('mvn');
const veraPdfFolder = join(cacheFolder(), `verapdf-${veraPdfVersion}`);

/** Tests that need a program; where it is not installed they are left out, and their name says what to install. */
function describeWhere(there: boolean, install: string, name: string, tests: () => void): void {
  if (there) describe(name, tests);
  else describe.skip(`${name} (${install})`, tests);
}

export function describeWithLibreOffice(name: string, tests: () => void): void {
  const install = 'Install LibreOffice: libreoffice-writer, libreoffice-calc and poppler-utils.';
  describeWhere(soffice !== undefined && pdftotext !== undefined, install, name, tests);
}

export function describeWithPdfToText(name: string, tests: () => void): void {
  describeWhere(pdftotext !== undefined, 'Install poppler-utils.', name, tests);
}

export function describeWithVeraPdf(name: string, tests: () => void): void {
  const fetched = existsSync(veraPdfFolder);
  const install = 'Install Java 17 and Maven; veraPDF is then fetched, once.';
  describeWhere(java !== undefined && (fetched || maven !== undefined), install, name, tests);
}

/** Every rule of the standard that the file breaks, as veraPDF tells it; empty when it holds them all. */
export async function veraPdf(pdf: Buffer, flavour: 'ua1' | '2a'): Promise<string> {
  await fetchVeraPdf();
  const folder = await mkdtemp(join(tmpdir(), 'kvittert-verapdf-'));
  const file = join(folder, 'report.pdf');
  await writeFile(file, pdf);
  const { output } = await run(java ?? 'java', [
    '-cp',
    join(veraPdfFolder, '*'),
    'org.verapdf.apps.GreenfieldCliWrapper',
    '-f',
    flavour,
    '--format',
    'text',
    '-v',
    file,
  ]);
  rmSync(folder, { recursive: true, force: true });
  const verdict = output.split('\n').filter((line) => /^(PASS|FAIL|\s+(PASS|FAIL)|ERROR)/u.test(line));
  return verdict.length > 0 && verdict.every((line) => line.startsWith('PASS')) ? '' : output;
}

async function fetchVeraPdf(): Promise<void> {
  if (existsSync(veraPdfFolder)) return;
  const building = `${veraPdfFolder}-${process.pid}`;
  mkdirSync(building, { recursive: true });
  writeFileSync(
    join(building, 'pom.xml'),
    `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>kvittert</groupId><artifactId>verapdf</artifactId><version>1</version>
  <dependencies><dependency>
    <groupId>org.verapdf.apps</groupId><artifactId>greenfield-apps</artifactId><version>${veraPdfVersion}</version>
  </dependency></dependencies>
</project>
`,
  );
  const { code, output } = await run(
    maven ?? 'mvn',
    [
      '-q',
      '-B',
      'dependency:copy-dependencies',
      '-DincludeScope=runtime',
      `-DoutputDirectory=${join(building, 'lib')}`,
    ],
    building,
  );
  if (code !== 0) throw new Error(`veraPDF could not be fetched with Maven:\n${output}`);
  if (!existsSync(veraPdfFolder)) renameSync(join(building, 'lib'), veraPdfFolder);
  rmSync(building, { recursive: true, force: true });
}

/** The text of a PDF, line by line as it is read. */
/** @param options of pdftotext: pages (`-f`, `-l`), or a part of each page (`-x`, `-y`, `-W`, `-H`) */
export async function textOfPdf(pdf: Buffer, options: readonly string[] = []): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kvittert-text-'));
  const file = join(folder, 'report.pdf');
  await writeFile(file, pdf);
  const { output } = await run(pdftotext ?? 'pdftotext', ['-enc', 'UTF-8', ...options, file, '-']);
  rmSync(folder, { recursive: true, force: true });
  return output.replaceAll('\f', '\n');
}

/** The file as LibreOffice shows it, as PDF. @throws Error with its complaint */
export async function openedByLibreOffice(name: string, bytes: Buffer): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'kvittert-office-'));
  const file = join(folder, name);
  await writeFile(file, bytes);
  // A profile of its own, so that two at once don't wait for each other.
  const { code, output } = await run(soffice ?? 'soffice', [
    `-env:UserInstallation=file://${folder}/profile`,
    '--headless',
    '--convert-to',
    'pdf',
    '--outdir',
    folder,
    file,
  ]);
  const made = readdirSync(folder).find((one) => one.endsWith('.pdf'));
  if (code !== 0 || made === undefined)
    throw new Error(`LibreOffice did not open ${basename(file)}: ${output}`);
  const pdf = await readFile(join(folder, made));
  rmSync(folder, { recursive: true, force: true });
  return pdf;
}

async function run(
  program: string,
  args: readonly string[],
  cwd?: string,
): Promise<{ code: number | null; output: string }> {
  const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('close', resolve);
    child.once('error', reject);
  });
  return { code, output: Buffer.concat(chunks).toString('utf8') };
}
