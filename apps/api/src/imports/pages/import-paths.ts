export const importsPath = '/import';
export const templatePath = `${importsPath}/mal.xlsx`;

/** A plan as a sheet, to be corrected and brought back. */
export function planSheetPath(planNumber: number): string {
  return `${importsPath}/plan/${planNumber}.xlsx`;
}

export function importPath(id: string): string {
  return `${importsPath}/${id}`;
}

/** The one form of the page. */
export const draftFormId = 'utkast';

/** Where a part of the page is sent, or what is done with the draft as a whole. */
export function draftPartPath(id: string, part: string): string {
  return `${importPath(id)}/${part}`;
}

/** A part of the draft, with the page of the document beside it. */
export function previewPath(id: string, { chunk, page, line }: Shown): string {
  const query = new URLSearchParams({
    ...(chunk === undefined || chunk === 1 ? {} : { bolk: String(chunk) }),
    ...(page === undefined ? {} : { side: String(page) }),
    ...(line === undefined ? {} : { linje: String(line) }),
  }).toString();
  const anchor = line === undefined ? '' : `#${lineId(line)}`;
  return `${importPath(id)}${query === '' ? '' : `?${query}`}${anchor}`;
}

interface Shown {
  chunk?: number;
  page?: number;
  line?: number;
}

export function lineId(line: number): string {
  return `linje-${line}`;
}

/** Whether a confirmed import can be undone, and the form that does it. */
export function undoImportPath(id: string): string {
  return `${importPath(id)}/angre`;
}

/** `nytt` is a measure that is added. */
export const newKey = 'nytt';

export function draftMeasurePath(id: string, key: string): string {
  return `${importPath(id)}/tiltak/${key}`;
}
