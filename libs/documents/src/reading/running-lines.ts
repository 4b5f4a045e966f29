interface LineOfPage {
  text: string;
  page: number;
  y: number;
}

/** Headers, footers and page numbers: what stands at the top or foot of several pages, whatever its digits. */
export function runningLines<L extends LineOfPage>(
  lines: readonly L[],
  heights: ReadonlyMap<number, number>,
): Set<L> {
  const atEdge = lines.filter((line) => isAtEdge(line, heights.get(line.page) ?? 0));
  const pagesOf = new Map<string, Set<number>>();
  for (const line of atEdge) {
    const key = likeness(line);
    const pages = pagesOf.get(key) ?? new Set();
    pagesOf.set(key, pages.add(line.page));
  }
  const enough = Math.max(2, Math.min(4, Math.ceil(heights.size / 4)));
  return new Set(
    atEdge.filter((line) => isPageNumber(line.text) || (pagesOf.get(likeness(line))?.size ?? 0) >= enough),
  );
}

const edge = 0.085;

function isAtEdge({ y }: LineOfPage, height: number): boolean {
  return y < height * edge || y > height * (1 - edge);
}

/** The same place on the page, and the same text but for its digits. */
function likeness({ text, y }: LineOfPage): string {
  return `${Math.round(y / 6)} ${text.replaceAll(/\d+/g, '#').toLowerCase()}`;
}

function isPageNumber(text: string): boolean {
  return /^(side|s\.|page|p\.|sida|–|-)?\s*\d{1,4}(\s*(av|of|\/)\s*\d{1,4})?\s*[–-]?$/i.test(text.trim());
}
