/** Says on the page after a form what was done; every page takes it, beside what it takes itself. */
export const doneParameter = 'utfort';

/** Paths of the pages, as links on them are written. What messages link to stands in libs/messages page-links. */
export function planPath(planNumber: number): string {
  return `/planer/${planNumber}`;
}

export function measurePath(planNumber: number, number: number): string {
  return `${planPath(planNumber)}/tiltak/${number}`;
}

/** The form for one thing to do with a measure; `itemNumber` (7.4) is chosen beforehand. */
export function measureFormPath(
  planNumber: number,
  number: number,
  slug: string,
  itemNumber?: string,
): string {
  const query = itemNumber === undefined ? '' : `?punkt=${encodeURIComponent(itemNumber)}`;
  return `${measurePath(planNumber, number)}/${slug}${query}`;
}

/** Where the secretariat writes the plan's summary. */
export function editingPath(planNumber: number): string {
  return `${planPath(planNumber)}/rediger`;
}

export function sectionPath(planNumber: number, section: string): string {
  return `${editingPath(planNumber)}/${section}`;
}

export function decisionPath(id: string): string {
  return `/vedtak/${id}`;
}

export function decisionFormPath(id: string, slug: string): string {
  return `${decisionPath(id)}/${slug}`;
}

export function planFormPath(planNumber: number, slug: string): string {
  return `${planPath(planNumber)}/${slug}`;
}
