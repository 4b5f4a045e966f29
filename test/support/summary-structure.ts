import { type DefaultTreeAdapterTypes as Tree, parse } from 'parse5';

/** What a page of the status holds, counted as one reads it. */
export interface SummaryStructure {
  goals: number;
  subGoals: number;
  /** Headings of themes, in their order. */
  themes: string[];
  /** The measures that each bullet tells of. */
  lines: number[][];
  /** Numbers of nested bullets, and the bullet they stand in. */
  nested: { number: string; within: number[] }[];
  /** References to measures within the page. */
  references: string[];
  /** Links within the page that lead nowhere. */
  broken: string[];
  text: string;
}

/** @param themeTitles those to look for among the headings */
export function summaryStructure(html: string, themeTitles: readonly string[]): SummaryStructure {
  const elements = [...elementsIn(parse(html))];
  const named = (...names: string[]) => elements.filter(({ tagName }) => names.includes(tagName));
  const items = named('li');
  const ids = new Set(elements.flatMap((element) => attribute(element, 'id') ?? []));
  const inPage = named('a')
    .flatMap((link) => attribute(link, 'href') ?? [])
    .filter((href) => href.startsWith('#'));
  const headings = named('h2', 'h3', 'h4').map(textOf);
  return {
    goals: headings.filter((heading) => /^Hovedmål \d: /u.test(heading)).length,
    subGoals: items.filter((item) => /^Delmål \d gikk ut på /u.test(ownText(item))).length,
    themes: headings.filter((heading) => themeTitles.includes(heading)),
    lines: items.flatMap((item) => measuresOf(item) ?? []).map((line) => line.numbers),
    nested: items.flatMap((item) =>
      (measuresOf(item) === undefined ? [] : [...elementsIn(item)])
        .filter(({ tagName }) => tagName === 'li')
        .flatMap((child) => {
          const number = /^\d+\.\d+(?= )/u.exec(ownText(child))?.[0];
          return number === undefined ? [] : [{ number, within: measuresOf(item)?.numbers ?? [] }];
        }),
    ),
    references: inPage.filter((href) => /^#tiltak-\d+$/u.test(href)),
    broken: inPage.filter((href) => !ids.has(href.slice(1))),
    text: textOf(elements[0]),
  };
}

function measuresOf(item: Tree.Element): { numbers: number[] } | undefined {
  const said = /^Tiltak (?<numbers>[\d, og]+) gikk ut på /u.exec(ownText(item))?.groups?.['numbers'];
  return said === undefined ? undefined : { numbers: (said.match(/\d+/gu) ?? []).map(Number) };
}

function* elementsIn(node: Tree.Node): Generator<Tree.Element> {
  if (!('childNodes' in node)) return;
  for (const child of node.childNodes) {
    if ('tagName' in child) yield child;
    yield* elementsIn(child);
  }
}

function attribute({ attrs }: Tree.Element, name: string): string | undefined {
  return attrs.find((one) => one.name === name)?.value;
}

/** Of a bullet, without the bullets in it. */
function ownText(item: Tree.Element): string {
  return words(item, 'ul');
}

function textOf(element: Tree.Element | undefined): string {
  return element === undefined ? '' : words(element);
}

function words(element: Tree.Element, without?: string): string {
  const parts: string[] = [];
  const walk = (node: Tree.Node): void => {
    if ('value' in node) parts.push(node.value);
    else if ('childNodes' in node && !('tagName' in node && node.tagName === without))
      node.childNodes.forEach(walk);
  };
  element.childNodes.forEach(walk);
  return parts.join('').replace(/\s+/gu, ' ').trim();
}
