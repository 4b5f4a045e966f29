import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** Source Sans 3 (SIL Open Font License): one face for print, charts and Word, the same on every machine. */
export const fontFamily = 'Source Sans 3';

/** Name and weight in the package's file names. Names in Arabic and Hebrew letters have a face of their own. */
const faces: readonly (readonly [folder: string, name: string, weights: readonly string[]])[] = [
  ['source-sans-3', 'SourceSans3', ['400Regular', '400Regular_Italic', '600SemiBold', '600SemiBold_Italic']],
  ['noto-sans-arabic', 'NotoSansArabic', ['400Regular', '600SemiBold']],
  ['noto-sans-hebrew', 'NotoSansHebrew', ['400Regular', '600SemiBold']],
];

/** The font files, with an absolute path each. */
export function fontFiles(): string[] {
  const { resolve } = createRequire(import.meta.url);
  return faces.flatMap(([folder, name, weights]) =>
    weights.map((weight) => resolve(`@expo-google-fonts/${folder}/${weight}/${name}_${weight}.ttf`)),
  );
}

let read: Buffer[] | undefined;

export function fontBytes(): Buffer[] {
  read ??= fontFiles().map((file) => readFileSync(file));
  return read;
}
