import type { RecordSource } from '#record/record-source.js';
import { isRestricted } from '#domain/access/access.js';
import type { Instant } from '#domain/ids.js';
import { itemNumber, type Measure, type StatusUpdate, type SummaryText } from '#domain/measure/measure.js';
import type { Versioned } from '#domain/needs.js';
import { numbersOf, type PlanInEditing } from '#record/summary/summary-editing.query.js';
import { crossReferences, summaryText } from '../../measures/rest/measure.schemas.js';
import { asked } from '../../web/forms/asked.js';
import { list, t } from '../../web/frame/texts.js';
import { type FormValues, valueOf } from '../../web/forms/form-state.js';
import { measuresNamed } from './plan-sections.js';
import { writeNumbers } from './number-list.js';
import type { Proposal, SectionContent } from './summary-section.js';
import { noteText } from '../../measures/seen-measure.js';

type Known = Versioned<Measure>;
/** Told together; never none. */
export type Line = readonly [Known, ...Known[]];

/** So many of the owners' words are laid before the editor, the newest first. */
const mostProposals = 40;

/** The status text of a measure, or of several told in one line. */
export function lineSection(editing: PlanInEditing, line: Line): SectionContent {
  const measures = line.map(({ state }) => state);
  measures.forEach((measure) => noteText(measure, { withText: true }));
  const holder = newestText(line);
  const updates = measures.flatMap((measure) => updatesOf(editing, measure));
  return textSection(editing, {
    title: t('page.edit.line.title', { numbers: list(measures.map(({ number }) => String(number))) }),
    background: measures.flatMap((measure) => [
      {
        label: t('page.edit.line.measure', { number: measure.number }),
        text: `${measure.title}. ${measure.text}`,
      },
    ]),
    written: holder?.state.summaryText,
    updates,
    // What may be about a restricted measure stands where only those who may read that one read it.
    target: (text) => (text === null ? holder : undefined) ?? restrictedFirst(line),
  });
}

/** The status text of one sub-point. */
export function subPointSection(
  editing: PlanInEditing,
  known: Known,
  number: number,
): SectionContent | undefined {
  const measure = known.state;
  const subPoint = measure.subPoints.find((one) => one.number === number);
  if (subPoint === undefined) return undefined;
  noteText(measure, { withText: true });
  const own = subPoint.latestUpdate === undefined ? [] : [{ update: subPoint.latestUpdate, from: '' }];
  return textSection(editing, {
    title: t('page.edit.sub-point.title', { number: `${measure.number}.${subPoint.number}` }),
    background: [
      { label: t('page.edit.line.measure', { number: measure.number }), text: measure.title },
      { label: t('page.field.sub-point'), text: subPoint.text },
    ],
    written: subPoint.summaryText,
    updates: [
      ...own,
      ...itemUpdates(editing, measure).filter(({ subPointId }) => subPointId === subPoint.id),
    ],
    target: () => known,
    subPointId: subPoint.id,
  });
}

interface Said {
  update: StatusUpdate;
  /** '' for the measure as a whole. */
  from: string;
}

interface TextToWrite {
  title: string;
  background: SectionContent['background'];
  written: SummaryText | undefined;
  updates: readonly Said[];
  target(text: string | null): Known;
  subPointId?: string;
}

function textSection({ personNames }: PlanInEditing, asking: TextToWrite): SectionContent {
  const { written, subPointId } = asking;
  const proposals = proposalsOf(asking.updates, written, personNames);
  const [newest] = proposals;
  return {
    title: asking.title,
    intro: t('page.edit.line.intro'),
    background: asking.background,
    proposals,
    ...(newest === undefined ? {} : { considered: newest.at, suggested: { text: newest.text } }),
    published: { text: written?.text ?? '' },
    ...(written === undefined
      ? {}
      : { publishedBy: { name: personNames.get(written.by) ?? t('page.unknown'), at: written.at } }),
    fields: [
      {
        kind: 'long-text',
        name: 'text',
        rows: 8,
        label: t('page.edit.line.text'),
        hint: t('page.edit.line.hint'),
      },
    ],
    ask: (values) => {
      const typed = valueOf({ values }, 'text');
      const text = typed.trim() === '' ? null : typed;
      const { state: measure, version } = asking.target(text);
      return asked(
        summaryText,
        {
          text,
          ...(subPointId === undefined ? {} : { subPointId }),
          ...(text === null ? {} : consideredThrough(values, measure)),
        },
        (body) => ({ type: 'WriteSummaryText', measureId: measure.id, expectedVersion: version, ...body }),
      );
    },
  };
}

/** What the page showed when it was opened; where nobody had said anything, all that ever comes is new. */
function consideredThrough(values: FormValues, measure: Measure): { consideredThrough: Instant } {
  const seen = valueOf({ values }, 'lest');
  return { consideredThrough: seen === '' ? measure.registeredAt : seen };
}

function proposalsOf(
  updates: readonly Said[],
  written: SummaryText | undefined,
  personNames: PlanInEditing['personNames'],
): Proposal[] {
  return updates
    .map(({ update, from }) => ({
      from: from === '' ? (personNames.get(update.by) ?? t('page.unknown')) : from,
      text: update.text,
      at: update.at,
      isNew: written === undefined || update.at > written.consideredThrough,
    }))
    .sort((one, other) => (one.at < other.at ? 1 : -1))
    .slice(0, mostProposals);
}

/** The newest word on the measure, and on each of its items; what is said at an item is said once. */
function updatesOf(editing: PlanInEditing, measure: Measure): Said[] {
  const { latestUpdate: whole } = measure;
  const items = itemUpdates(editing, measure);
  const told = items.some(({ update }) => update.at === whole?.at && update.text === whole.text);
  return [...(whole === undefined || told ? [] : [{ update: whole, from: '' }]), ...items];
}

function itemUpdates(
  { partyNames }: PlanInEditing,
  measure: Measure,
): (Said & { subPointId: string | undefined })[] {
  return measure.items.flatMap((item) =>
    item.latestUpdate === undefined
      ? []
      : [
          {
            update: item.latestUpdate,
            from: t('page.items.subject', {
              number: itemNumber(measure, item),
              party: partyNames.get(item.partyId) ?? t('page.unknown'),
            }),
            subPointId: item.subPointId,
          },
        ],
  );
}

function newestText(line: Line): Known | undefined {
  return line.reduce<Known | undefined>((newest, one) => {
    const at = one.state.summaryText?.at;
    const newestAt = newest?.state.summaryText?.at;
    return at !== undefined && (newestAt === undefined || at > newestAt) ? one : newest;
  }, undefined);
}

function restrictedFirst(line: Line): Known {
  return line.find(({ state }) => isRestricted(state.access)) ?? line[0];
}

/** Which measures the summary refers to from this one. They are kept by id: the numbers shown stay right. */
export async function referencesSection(
  recordSource: RecordSource,
  { plan }: PlanInEditing,
  { state: measure, version }: Known,
): Promise<SectionContent> {
  const known = await numbersOf(recordSource, measure.crossReferences);
  const numbers = measure.crossReferences.flatMap((id) => known.get(id) ?? []);
  return {
    title: t('page.edit.references.title', { number: measure.number }),
    intro: t('page.edit.references.intro'),
    background: [{ label: t('page.edit.line.measure', { number: measure.number }), text: measure.title }],
    proposals: [],
    published: { measureIds: writeNumbers(numbers, plan.number) },
    fields: [
      {
        kind: 'text',
        name: 'measureIds',
        label: t('page.edit.references.field'),
        hint: t('page.edit.references.hint'),
      },
    ],
    ask: async (values) => {
      const read = await measuresNamed(recordSource, plan.number, valueOf({ values }, 'measureIds'));
      if ('errors' in read) return read;
      return asked(crossReferences, { measureIds: read.ids }, (body) => ({
        type: 'SetCrossReferences',
        measureId: measure.id,
        expectedVersion: version,
        ...body,
      }));
    },
  };
}
