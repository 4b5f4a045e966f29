import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Connection } from '@temporalio/client';
import { withTimeout } from '#record/connection/with-timeout.js';
import { RecordSource } from '#record/record-source.js';
import { readBacklog } from '#record/upkeep/backlog.query.js';
import { type PreparationNotice, preparationToken } from './preparation.js';

/**
 * `down` stops the API from doing its work; `degraded` means that something behind it does not follow. Registering
 * works while Temporal is down (ARCHITECTURE), so only PostgreSQL can take the API out of service.
 */
type PartStatus = 'ok' | 'degraded' | 'down';

export interface Part {
  status: PartStatus;
  detail: string;
}

export interface Readiness {
  status: PartStatus;
  parts: Readonly<
    Record<'postgresql' | 'temporal' | 'relay' | 'obligations' | 'anchor', Part> &
      Partial<Record<'preparation', Part>>
  >;
}

const answerWithinMs = 2_000;
/** A healthy relay needs milliseconds; its poll comes every few seconds. */
const relayLagLimitS = 60;
/** Wakes are spread over three hours of the night, and the morning round demands what they missed. */
const overdueGraceHours = 6;
/** What happens is anchored within the hour; two rounds may fail. */
const unanchoredLimitHours = 3;

@Injectable()
export class HealthChecks implements OnApplicationShutdown {
  private readonly temporal: Connection;
  private stopping = false;

  constructor(
    @Inject(RecordSource) private readonly recordSource: RecordSource,
    @Inject('TEMPORAL_ADDRESS') temporalAddress: string,
    @Inject(preparationToken) private readonly preparation: PreparationNotice,
  ) {
    this.temporal = Connection.lazy({
      address: temporalAddress,
      connectTimeout: answerWithinMs,
      // One question, one answer. The SDK's own retries would also outlive the connection and end the process.
      interceptors: [],
      channelArgs: {
        'grpc.max_reconnect_backoff_ms': answerWithinMs,
        'grpc.keepalive_time_ms': 12_000,
        'grpc.keepalive_timeout_ms': 5_000,
      },
    });
  }

  /** From now on not ready: whoever routes requests sends them elsewhere while the last are answered. */
  stop(): void {
    this.stopping = true;
  }

  get isStopping(): boolean {
    return this.stopping;
  }

  async readiness(): Promise<Readiness> {
    const [record, temporal] = await Promise.all([this.recordParts(), this.temporalPart()]);
    const parts = { ...record, temporal, ...this.preparationPart() };
    const statuses = Object.values(parts).map(({ status }) => status);
    if (this.stopping || statuses.includes('down')) return { status: 'down', parts };
    return { status: statuses.every((status) => status === 'ok') ? 'ok' : 'degraded', parts };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.temporal.close();
  }

  private async recordParts(): Promise<
    Pick<Readiness['parts'], 'postgresql' | 'relay' | 'obligations' | 'anchor'>
  > {
    try {
      const backlog = await withTimeout(answerWithinMs, () =>
        readBacklog(this.recordSource, overdueGraceHours),
      );
      const { oldestUntoldMeasureS, oldestUntoldReportS, oldestMessageS } = backlog;
      const lagS = Math.max(oldestUntoldMeasureS ?? 0, oldestUntoldReportS ?? 0, oldestMessageS ?? 0);
      return {
        postgresql: { status: 'ok', detail: 'answers' },
        relay: {
          status: lagS > relayLagLimitS ? 'degraded' : 'ok',
          detail: `the oldest that waits for the relay is ${Math.round(lagS)} s old`,
        },
        obligations: {
          status: backlog.overdueMeasures + backlog.overdueReports > 0 ? 'degraded' : 'ok',
          detail: `${backlog.overdueMeasures} measures and ${backlog.overdueReports} status reports were due more than ${overdueGraceHours} hours ago and not acted on`,
        },
        anchor: anchorPart(backlog.unanchoredS),
      };
    } catch {
      const unknown: Part = { status: 'degraded', detail: 'not known while PostgreSQL does not answer' };
      return {
        postgresql: { status: 'down', detail: 'does not answer' },
        relay: unknown,
        obligations: unknown,
        anchor: unknown,
      };
    }
  }

  /** Whoever asks whether a new installation is ready wants to log in and find something. */
  private preparationPart(): Partial<Record<'preparation', Part>> {
    const { registering, temporal } = this.preparation.read();
    if (registering) {
      return { preparation: { status: 'down', detail: 'people and the demo are being registered' } };
    }
    if (temporal === undefined) return {};
    return {
      preparation: {
        status: 'degraded',
        detail: 'the Temporal server is being made ready; what is registered now is followed when it is',
      },
    };
  }

  private async temporalPart(): Promise<Part> {
    try {
      await withTimeout(answerWithinMs, () =>
        this.temporal.withDeadline(Date.now() + answerWithinMs, () =>
          this.temporal.workflowService.getSystemInfo({}),
        ),
      );
      return { status: 'ok', detail: 'answers' };
    } catch {
      return {
        status: 'degraded',
        detail: 'does not answer; what is registered now is followed when it does',
      };
    }
  }
}

function anchorPart(unanchoredS: number | null): Part {
  if (unanchoredS === null) return { status: 'ok', detail: 'everything in the record is anchored' };
  const hours = Math.floor(unanchoredS / 3600);
  return {
    status: hours >= unanchoredLimitHours ? 'degraded' : 'ok',
    detail: `the oldest that waits to be anchored is ${hours} hours old`,
  };
}
