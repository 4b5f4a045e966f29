import { notFound } from '../domain-error.js';
import type { MeasureId } from '../ids.js';
import type { PlanCommand } from '../plan/plan.commands.js';
import { decidePlan, decideRegisterPlan } from '../plan/plan.decide.js';
import type { PlanEvent } from '../plan/plan.events.js';
import { evolvePlan } from '../plan/plan.evolve.js';
import type { Plan } from '../plan/plan.js';
import type { Circumstances } from '../register.js';
import type { ImportedMeasure, RegisterImported } from './import.commands.js';
import { importRegistered } from './import.errors.js';
import { notYetRecorded } from './not-yet-recorded.js';

/** The plan as it is while the import is decided: what comes later stands on what came before. */
export class PlanBeingFilled {
  readonly events: PlanEvent[] = [];
  private current: Plan | undefined;
  private readonly numberOf = new Map<MeasureId, number>();

  constructor(
    { plan, planNumber }: { plan: Plan | undefined; planNumber: () => number },
    private readonly command: RegisterImported,
    private readonly circumstances: Circumstances,
  ) {
    this.current = plan;
    const { planId, newPlan } = command;
    if (newPlan === undefined) return;
    if (plan !== undefined) throw importRegistered(plan.number);
    const [registered] = decideRegisterPlan(
      planNumber(),
      { type: 'RegisterPlan', ...newPlan },
      // Its measures were numbered under this id before the plan is there.
      { ...circumstances, newId: () => planId },
    );
    if (registered?.stream === 'plan') this.take(registered.events);
  }

  get state(): Plan {
    if (this.current === undefined) throw notFound('plan', this.command.planId);
    return this.current;
  }

  addThemes(measures: readonly ImportedMeasure[]): void {
    const known = new Set(this.state.themes.map(({ title }) => title));
    const wanted = new Set(measures.flatMap(({ theme }) => theme ?? []));
    const added = [...wanted].filter((title) => !known.has(title));
    if (added.length === 0) return;
    this.decide({
      type: 'DefineThemes',
      planId: this.state.id,
      themes: [...this.state.themes, ...added.map((title) => ({ title }))],
    });
  }

  addGoals(goals: RegisterImported['goals']): void {
    if (goals.length === 0) return;
    const added = goals.map(({ title, subGoals }) => ({
      title,
      subGoals: subGoals.map((subGoal) => ({ ...subGoal, indicators: [] })),
    }));
    this.decide({ type: 'DefineGoals', planId: this.state.id, goals: [...this.state.goals, ...added] });
  }

  join(measures: readonly { id: MeasureId; number: number }[]): void {
    for (const { id, number } of measures) this.numberOf.set(id, number);
    const measureIds = measures.map(({ id }) => id);
    this.decide({ type: 'JoinMeasures', planId: this.state.id, measureIds });
  }

  remember(data: Extract<PlanEvent, { type: 'DocumentImported' }>['data']): void {
    this.take([{ type: 'DocumentImported', data }]);
  }

  themeIdOf(title: string | undefined): string | undefined {
    return this.state.themes.find((theme) => theme.title === title)?.id;
  }

  private decide(command: PlanCommand): void {
    this.take(decidePlan(this.state, command, (id) => this.numberOf.get(id), this.circumstances));
  }

  private take(events: readonly PlanEvent[]): void {
    for (const event of events) {
      this.events.push(event);
      const version = this.events.length;
      this.current = evolvePlan(this.current, { ...event, ...notYetRecorded(this.circumstances), version });
    }
  }
}
