import type { Actor } from '#domain/roles/actor.js';
import { type ReaderInSql, readerInSql } from './access/seen-in-sql.js';

/** The WHERE of a list, put together from the filters that were given. */
export class Conditions {
  private readonly parts: string[] = [];
  readonly values: unknown[] = [];

  /** `?` in the condition stands for the value, each time it occurs. Nothing is added for `undefined`. */
  where(condition: string, value: unknown): this {
    if (value === undefined) return this;
    this.parts.push(condition.replaceAll('?', this.place(value)));
    return this;
  }

  /** What this reader sees: one of `readerInSql`'s conditions. */
  seenBy(reader: Actor | undefined, what: keyof ReaderInSql): this {
    if (reader === undefined) return this;
    this.parts.push(readerInSql(reader, (value) => this.place(value))[what]);
    return this;
  }

  place(value: unknown): string {
    return `$${this.values.push(value)}`;
  }

  /** A row comparison for the page after `position`: `(plan.number, measure.number) > (…, …)`. */
  after(columns: string, comparison: '<' | '>', position: readonly (string | number)[] | undefined): this {
    if (position === undefined) return this;
    const places = position.map((value) => this.place(value));
    this.parts.push(`(${columns}) ${comparison} (${places.join(', ')})`);
    return this;
  }

  get sql(): string {
    return this.parts.length === 0 ? '' : `WHERE ${this.parts.join(' AND ')}`;
  }

  /** One more than wanted, so that the caller sees whether there is a next page. */
  limit(wanted: number): string {
    return `LIMIT ${this.place(wanted + 1)}`;
  }
}

/** A page of a list: at most `limit` (and one more that says there is more), after a position in its order. */
export interface PageWanted {
  limit: number;
  cursor?: readonly (string | number)[];
}

/** As a Norwegian reader looks for a name: Æ, Ø and Å come last, numbers by size. In code: `compareNames`. */
export function byName(column: string): string {
  return `${column} COLLATE nb_natural`;
}
