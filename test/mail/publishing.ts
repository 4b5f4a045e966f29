import type { Command } from '#domain/commands.js';
import type { PartyId, PlainDate, PlanId, ReportId } from '#domain/ids.js';
import type { Actor } from '#domain/roles/actor.js';
import type { Handled, CommandHandler } from '#record/command-handler.js';

/** Publishes reports by commands, for tests of what becomes of them then. */
export class Publishing {
  constructor(
    private readonly commands: Pick<CommandHandler, 'handle'>,
    private readonly people: Record<'secretary' | 'leader', Actor>,
  ) {}

  /** An adopted plan with one measure. */
  async plan(title: string, partyId: PartyId, deadline: PlainDate): Promise<PlanId> {
    const { secretary, leader } = this.people;
    const planId = idOf(
      await this.does({
        type: 'RegisterPlan',
        title,
        caseOfficerId: secretary.id,
        fields: { leaderId: leader.id },
      }),
      'plan',
    );
    await this.does({
      type: 'RegisterMeasures',
      planId,
      measures: [
        {
          title: 'Prøvepunkter',
          text: 'Sett opp faste prøvepunkter.',
          responsible: { mode: 'joint', partyIds: [partyId] },
          deadline: { on: deadline },
        },
      ],
    });
    await this.does({ type: 'AdoptPlan', planId, authority: { kind: 'leader' } }, leader);
    return planId;
  }

  /** The plan's report of `today`, locked, released and published. */
  async report(planId: PlanId, today: PlainDate): Promise<ReportId> {
    const reason = 'Datoen er flyttet.';
    // Nobody has been asked: the dates are taken away and set anew.
    await this.does({ type: 'SetReporting', planId, reporting: null, reason });
    const reporting = { cadenceMonths: 1, firstOn: today, language: 'nb' } as const;
    await this.does({ type: 'SetReporting', planId, reporting, reason });
    const reportId = idOf(await this.does({ type: 'OpenReport', planId }), 'report');
    await this.does({ type: 'LockReport', planId, reportId });
    await this.publish(reportId);
    return reportId;
  }

  async correct(planId: PlanId, reportId: ReportId): Promise<void> {
    await this.does({
      type: 'CorrectReport',
      planId,
      reportId,
      what: 'Tallet for prøver.',
      why: 'Det var talt feil.',
    });
    await this.publish(reportId);
  }

  withdraw(reportId: ReportId): Promise<Handled> {
    return this.does({ type: 'WithdrawPublication', reportId, reason: 'Den skulle ikke vært ute.' });
  }

  private async publish(reportId: ReportId): Promise<void> {
    await this.does({ type: 'ReleaseReport', reportId });
    await this.does({ type: 'PublishReport', reportId, authority: { kind: 'leader' } }, this.people.leader);
  }

  private does(command: Command, actor: Actor = this.people.secretary): Promise<Handled> {
    return this.commands.handle(command, actor);
  }
}

export function idOf({ changed }: Handled, stream: string): string {
  const found = changed.find((change) => change.stream === stream);
  if (found === undefined) throw new Error(`No ${stream} was changed`);
  return found.id;
}
