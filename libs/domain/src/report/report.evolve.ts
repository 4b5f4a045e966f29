import type { RecordedEvent } from '../history.js';
import { invalidHistory } from '../invalid-history.js';
import { whoEntered } from '../roles/actor.js';
import type { ReportEvent } from './report.events.js';
import { openQuestions, type Report, type ReportQuestion, type ReportVersion } from './report.js';

type Happened = RecordedEvent<ReportEvent>;

/** The report after one more event. */
export function evolveReport(state: Report | undefined, event: Happened): Report {
  if (event.type === 'ReportOpened') {
    const { reportId, ...data } = event.data;
    return {
      ...data,
      id: reportId,
      openedAt: event.at,
      state: 'open',
      stateSince: event.at,
      versions: [],
      questions: [],
      publications: [],
    };
  }
  if (state === undefined) throw invalidHistory('report', event.type);
  switch (event.type) {
    case 'ReportingDateMoved':
      return {
        ...state,
        reportingDate: event.data.new,
        period: { ...state.period, to: event.data.new },
      };
    case 'ReportLocked':
      return frozen(state, event, {});
    case 'ReportCorrected': {
      const { what, why } = event.data;
      return frozen(state, event, { correction: { what, why } });
    }
    case 'ReportReleased': {
      const { version, note } = event.data;
      const released = { by: event.actorId, at: event.at, ...(note === undefined ? {} : { note }) };
      return {
        ...withVersion(state, version, { released }),
        // What leadership asked stays asked, also when the report is corrected meanwhile.
        state: openQuestions(state).length > 0 ? 'returned' : 'released',
        stateSince: event.at,
      };
    }
    case 'ReportAcknowledged': {
      const { version, authority, comment } = event.data;
      const acknowledged = {
        authority,
        enteredBy: whoEntered(authority, event.actorId),
        at: event.at,
        ...(comment === undefined ? {} : { comment }),
      };
      return {
        ...withVersion(state, version, { acknowledged }),
        state: 'acknowledged',
        stateSince: event.at,
      };
    }
    case 'ReportReturned': {
      const { version, authority, questions } = event.data;
      const asked = questions.map((question) => ({
        ...question,
        askedAt: event.at,
        askedBy: event.actorId,
        authority,
        version,
      }));
      return {
        ...state,
        questions: [...state.questions, ...asked],
        state: 'returned',
        stateSince: event.at,
      };
    }
    case 'ReportPublished': {
      const enteredBy = whoEntered(event.data.authority, event.actorId);
      const published = { ...event.data, at: event.at, enteredBy };
      return { ...state, publications: [...state.publications, published] };
    }
    case 'ReportPublicationWithdrawn': {
      const { version, reason } = event.data;
      const withdrawn = { by: event.actorId, at: event.at, reason };
      return {
        ...state,
        publications: state.publications.map((publication) =>
          publication.version === version && publication.withdrawn === undefined
            ? { ...publication, withdrawn }
            : publication,
        ),
      };
    }
    case 'QuestionHandedOver':
      return withQuestion(state, event.data.questionId, { responsibleId: event.data.new });
    case 'QuestionAnswered': {
      const { questionId, text } = event.data;
      const answered = withQuestion(state, questionId, {
        answer: { text, by: event.actorId, at: event.at },
      });
      const goesBack = state.state === 'returned' && openQuestions(answered).length === 0;
      return goesBack ? { ...answered, state: 'released', stateSince: event.at } : answered;
    }
    default:
      return event satisfies never;
  }
}

function frozen(
  state: Report,
  event: Extract<Happened, { type: 'ReportLocked' | 'ReportCorrected' }>,
  more: Pick<ReportVersion, 'correction'>,
): Report {
  const { version, contents } = event.data;
  const locked = { version, contents, lockedAt: event.at, lockedBy: event.actorId, ...more };
  return { ...state, versions: [...state.versions, locked], state: 'locked', stateSince: event.at };
}

function withVersion(state: Report, version: number, change: Partial<ReportVersion>): Report {
  const versions = state.versions.map((known) =>
    known.version === version ? { ...known, ...change } : known,
  );
  return { ...state, versions };
}

function withQuestion(state: Report, id: string, change: Partial<ReportQuestion>): Report {
  const questions = state.questions.map((known) => (known.id === id ? { ...known, ...change } : known));
  return { ...state, questions };
}
