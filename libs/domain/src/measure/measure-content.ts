import type { Access } from '../access/access.js';
import { changed } from '../changes.js';
import type { GoalId, ThemeId } from '../ids.js';

/**
 * What a measure says of itself: given when it is registered, revised by the secretariat. A field that is added here
 * is in the commands, the events, the state and, where it says so below, in reports.
 */
export interface MeasureContent {
  title: string;
  /** What it was about: follows "Tiltak 1 gikk ut på …", no final full stop. */
  about: string;
  text: string;
  themeId?: ThemeId;
  subGoalIds: readonly GoalId[];
  access: Access;
}

type Field = keyof MeasureContent;

/** Which fields a report tells in the measure's own words. */
const isTold = {
  title: true,
  about: true,
  text: true,
  // Said by the theme's and the goals' own titles, and by the ground of what is restricted.
  themeId: false,
  subGoalIds: false,
  access: false,
} as const satisfies Record<Field, boolean>;

export const contentFields = Object.keys(isTold) as readonly Field[];

/** A field that may be absent is taken away with null. */
type Wanted<F extends Field> =
  object extends Pick<MeasureContent, F> ? Exclude<MeasureContent[F], undefined> | null : MeasureContent[F];

/** What of it is to be different. */
export type WantedContent = { [F in Field]?: Wanted<F> };

/** Old and new value of each field that is different. */
export type ContentChanges = { [F in Field]?: { old: Wanted<F>; new: Wanted<F> } };

export type ToldContent = Pick<
  MeasureContent,
  { [F in Field]: (typeof isTold)[F] extends true ? F : never }[Field]
>;

/** The content alone; what is absent stays absent. */
export function contentOf<Content extends Partial<MeasureContent>>(from: Content): Pick<Content, Field> {
  return only(from, contentFields);
}

export function toldContent(from: MeasureContent): ToldContent {
  return only(
    from,
    contentFields.filter((field) => isTold[field]),
  );
}

export function contentChanges(now: MeasureContent, wanted: WantedContent): ContentChanges {
  return Object.assign(
    {},
    ...contentFields.map((field) => changed(field, now[field] ?? null, wanted[field])),
  ) as ContentChanges;
}

/** As it is after the changes. */
export function revisedContent<State extends MeasureContent>(state: State, changes: ContentChanges): State {
  const next = Object.entries(changes).map(([field, change]) => [field, change.new ?? undefined]);
  const rest = Object.entries(state).filter(([field]) => !(field in changes));
  return Object.fromEntries([...rest, ...next].filter(([, value]) => value !== undefined)) as State;
}

function only<From extends object, Result>(from: From, named: readonly string[]): Result {
  const values = from as Record<string, unknown>;
  const picked: Record<string, unknown> = {};
  for (const name of named) if (values[name] !== undefined) picked[name] = values[name];
  return picked as Result;
}
