import { Heading as DesignHeading, Table as DesignTable } from '../../web/design-system.js';
import type { ReactNode } from 'react';
import { drawChart } from '#documents/writing/chart-drawing.js';
import { withoutMarks } from '#messages/texts/marked-text.js';
import type {
  Block,
  Fact,
  Figure,
  List,
  ListItem,
  ReportDocument,
  Table,
} from '#messages/report/report-document.js';
import { Runs } from '../../web/frame/runs.js';
import { InLanguages } from '../../web/frame/in-languages.js';

/** The report's one content tree as HTML; the page or the file around it has the title. */
export function ReportBlocks({ document }: { document: ReportDocument }) {
  const first = document.blocks.findIndex(({ kind }) => kind === 'heading');
  const opening = first === -1 ? document.blocks.length : first;
  return (
    <div lang={document.language} className="kv-report">
      <Facts facts={document.facts} />
      {document.blocks.slice(0, opening).map((block, index) => (
        <BlockShown key={index} block={block} />
      ))}
      {document.contents === undefined ? null : (
        <Contents title={document.contents} blocks={document.blocks} />
      )}
      {document.blocks.slice(opening).map((block, index) => (
        <BlockShown key={index} block={block} />
      ))}
    </div>
  );
}

/** Facts of the report: owner, case number, for whom it is, whether it is public, and which edition. */
function Facts({ facts }: { facts: readonly Fact[] }) {
  if (facts.length === 0) return null;
  return (
    <dl className="kv-facts">
      {facts.map(({ label, words }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            <InLanguages words={words} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Contents({ title, blocks }: { title: string; blocks: readonly Block[] }) {
  const sections = blocks.flatMap((block) =>
    block.kind === 'heading' && block.level === 1 && block.anchor !== undefined ? [block] : [],
  );
  return (
    <nav aria-labelledby="innholdsliste">
      <DesignHeading level={2} data-size="sm" id="innholdsliste">
        {title}
      </DesignHeading>
      <ul>
        {sections.map(({ anchor, text }) => (
          <li key={anchor}>
            <a href={`#${anchor ?? ''}`}>
              <InLanguages words={text} />
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function BlockShown({ block }: { block: Block }): ReactNode {
  switch (block.kind) {
    case 'heading':
      return (
        <DesignHeading
          level={headingLevels[block.level]}
          data-size={headingSizes[block.level]}
          id={block.anchor}
        >
          <InLanguages words={block.text} />
        </DesignHeading>
      );
    case 'paragraph':
      return (
        <p className={block.tone === undefined ? undefined : `kv-${block.tone}`}>
          <Runs runs={block.runs} />
        </p>
      );
    case 'list':
      return <ListShown list={block} />;
    case 'table':
      return <TableShown table={block} />;
    case 'figure':
      return <FigureShown figure={block} />;
    default:
      return block satisfies never;
  }
}

/** The page's own title is the one h1. */
const headingLevels = { 1: 2, 2: 3, 3: 4 } as const;
const headingSizes = { 1: 'md', 2: 'sm', 3: 'xs' } as const;

function ListShown({ list }: { list: List }) {
  const items = list.items.map((item, index) => <ItemShown key={index} item={item} />);
  return list.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
}

function ItemShown({ item }: { item: ListItem }) {
  const [first, ...others] = item.anchors ?? [];
  return (
    <li id={first}>
      {others.map((anchor) => (
        <span key={anchor} id={anchor} />
      ))}
      <Runs runs={item.runs} />
      {item.children === undefined ? null : (
        <ul>
          {item.children.map((child, index) => (
            <ItemShown key={index} item={child} />
          ))}
        </ul>
      )}
    </li>
  );
}

function TableShown({ table }: { table: Table }) {
  return (
    <div className="kv-scroll" tabIndex={0} role="region" aria-label={withoutMarks(table.caption)}>
      <DesignTable data-size="sm">
        <caption>
          <InLanguages words={table.caption} />
        </caption>
        <thead>
          <tr>
            {table.columns.map(({ title, align }, index) =>
              title === '' ? (
                // The corner above the rows' own headings.
                <td key={index} />
              ) : (
                <th key={index} scope="col" className={align === 'end' ? 'kv-number' : undefined}>
                  <InLanguages words={title} />
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((cells, row) => (
            <tr key={row}>
              {cells.map((cell, index) =>
                index === 0 && table.rowHeaders ? (
                  <th key={index} scope="row">
                    <InLanguages words={cell} />
                  </th>
                ) : (
                  <td key={index} className={table.columns[index]?.align === 'end' ? 'kv-number' : undefined}>
                    <InLanguages words={cell} />
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </DesignTable>
    </div>
  );
}

/** As a picture with its text: styles within the page's own SVG would be refused by its security policy. */
function FigureShown({ figure }: { figure: Figure }) {
  const { svg, width, height } = drawChart(figure.chart, withoutMarks(figure.caption));
  const source = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
  return (
    <figure>
      <img
        src={source}
        alt={withoutMarks(figure.alternative)}
        width={width}
        height={height}
        className="kv-chart"
      />
      <figcaption>
        <InLanguages words={figure.caption} />
      </figcaption>
      <TableShown table={figure.numbers} />
    </figure>
  );
}
