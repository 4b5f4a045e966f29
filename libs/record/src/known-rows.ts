import type { Needs } from '#domain/needs.js';
import { isNumberedWhenWritten, type LoadedRows, namesGroups } from './loading.js';
import type { PartyRow } from './party/party.rows.js';
import type { PlanRow } from './plan/plan.rows.js';

/** Some kB each at most; an installation that registers in more plans at a time loads some of them again. */
const mostKept = 500;

/** What a command was decided on without loading it: the function that writes asks whether it still holds. */
export interface Seen {
  planVersion: number;
  partyIds: readonly string[];
  partyVersions: readonly number[];
}

/**
 * Plans and organisations as they were last loaded, by whichever command: who registers measures one by one in one
 * plan need not load it each time. Not relied on: the versions go with what is written, and where one of them is no
 * longer the current one, nothing has happened and the command is loaded for after all.
 */
export class KnownRows {
  private readonly plans = new Map<string, PlanRow>();
  private readonly parties = new Map<string, PartyRow>();

  keep({ plans, parties }: LoadedRows): void {
    for (const plan of plans ?? []) put(this.plans, plan);
    for (const party of parties ?? []) put(this.parties, party);
  }

  /** Undefined where the command needs anything else, or something is not known. */
  rowsFor(needed: Needs): { rows: LoadedRows; seen: Seen } | undefined {
    const { plans, parties, measureNumbers, ...others } = needed;
    const planId = measureNumbers?.planId;
    if (planId === undefined || !isNumberedWhenWritten(needed)) return undefined;
    if (plans.some(({ id }) => id !== planId)) return undefined;
    if (Object.values(others).some((wanted) => (Array.isArray(wanted) ? wanted.length > 0 : wanted)))
      return undefined;
    const plan = this.plans.get(planId);
    const known = parties.flatMap((id) => this.parties.get(id) ?? []);
    const rows: LoadedRows = { claimed: true, plans: plan === undefined ? [] : [plan], parties: known };
    if (plan === undefined || known.length < parties.length || namesGroups(rows)) return undefined;
    const seen: Seen = {
      planVersion: plan.version,
      partyIds: parties,
      partyVersions: known.map(({ version }) => version),
    };
    return { rows, seen };
  }
}

function put<Row extends { id: string }>(rows: Map<string, Row>, row: Row): void {
  rows.delete(row.id);
  rows.set(row.id, row);
  if (rows.size <= mostKept) return;
  const [oldest] = rows.keys();
  if (oldest !== undefined) rows.delete(oldest);
}
