import type { ReactNode } from 'react';
import type { Run } from '#messages/report/report-document.js';
import { InLanguages } from './in-languages.js';

type Footnote = Extract<Run, { kind: 'footnote' }>;

interface RunsProps {
  runs: readonly Run[];
  /** On a page that has its footnotes below, a link to the note; the note itself otherwise. */
  footnote?: (note: Footnote) => ReactNode;
}

/** A line of a report: words, what stands out in them, references and footnotes. */
export function Runs({ runs, footnote = footnoteInPlace }: RunsProps): ReactNode {
  return runs.map((run, index) => <RunShown key={index} run={run} footnote={footnote} />);
}

function RunShown({ run, footnote }: { run: Run } & Required<Pick<RunsProps, 'footnote'>>): ReactNode {
  switch (run.kind) {
    case 'text':
      return <Toned run={run} />;
    case 'reference':
      return (
        <a href={`#${run.to}`}>
          <InLanguages words={run.text} />
        </a>
      );
    case 'footnote':
      return footnote(run);
    default:
      return run satisfies never;
  }
}

function Toned({ run: { text, tone } }: { run: Extract<Run, { kind: 'text' }> }): ReactNode {
  const words = <InLanguages words={text} />;
  if (tone === undefined) return words;
  if (tone === 'strong') return <strong>{words}</strong>;
  return <em className={tone === 'late' ? 'kv-late' : undefined}>{words}</em>;
}

function footnoteInPlace({ text }: Footnote): ReactNode {
  return (
    <small>
      {' '}
      [<InLanguages words={text} />]
    </small>
  );
}
