import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** Source Sans 3 (SIL Open Font License): one face for print, charts and Word, the same on every machine. */
export const fontFamily = 'Source Sans 3';

const faces = ['400Regular', '400Regular_Italic', '600SemiBold', '600SemiBold_Italic'];

/** The font files, with an absolute path each. */
export function fontFiles(): string[] {
  const { resolve } = createRequire(import.meta.url);
  return faces.map((face) => resolve(`@expo-google-fonts/source-sans-3/${face}/SourceSans3_${face}.ttf`));
}

let read: Buffer[] | undefined;

export function fontBytes(): Buffer[] {
  read ??= fontFiles().map((file) => readFileSync(file));
  return read;
}
