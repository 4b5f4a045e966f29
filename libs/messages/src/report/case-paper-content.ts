import type { CasePaper, DecisionWaiting } from '#domain/report/case-paper.js';
import { caseTitle } from './case-title.js';
import { bodyWords, ownerFacts } from './cover-facts.js';
import { decisionItem } from './decisions-section.js';
import { withoutMarks } from '../texts/marked-text.js';
import {
  bullets,
  heading,
  numberedList,
  paragraph,
  type Block,
  type Fact,
  type ReportDocument,
} from './report-document.js';
import { ended, reportVoice, sentence, type ReportVoice } from './report-voice.js';

/** The case paper (saksframlegg) in words: the proposed decision first, then case by case what it rests on. */
export function casePaperDocument(paper: CasePaper, publisher?: string): ReportDocument {
  const voice = reportVoice(paper.language).marking(paper.writtenIn);
  const { plan, report } = paper;
  const planTitle = voice.typed(plan.title);
  const titleShown =
    report === undefined
      ? voice.t('paper.title', { plan: planTitle })
      : voice.t('paper.title.report', { plan: planTitle, number: report.number });
  const kind = paperKind(voice, paper.body);
  return {
    language: paper.language,
    title: withoutMarks(titleShown),
    titleShown,
    kind,
    keywords: [plan.title],
    facts: paperFacts(voice, paper, publisher),
    header: [bodyWords(voice, paper.cover, publisher) ?? planTitle, voice.t('report.header.internal')],
    footer: voice.t('report.footer', { plan: planTitle, kind }),
    pageOf: voice.pageOf(),
    blocks: [
      ...proposals(voice, paper),
      heading(1, voice.t('paper.section.matter')),
      paragraph(voice.t('paper.matter', { count: paper.decisions.length })),
      ...background(voice, paper),
      ...earlier(voice, paper),
      ...assessment(voice, paper),
      heading(1, voice.t('paper.section.attachments')),
      report === undefined
        ? paragraph(voice.t('paper.attachment.none'))
        : numberedList([
            voice.t('paper.attachment.report', { ...report, lockedOn: voice.day(report.lockedOn) }),
          ]),
    ],
  };
}

function paperFacts(voice: ReportVoice, paper: CasePaper, publisher: string | undefined): Fact[] {
  const { body, cover, preparedOn } = paper;
  return [
    ...ownerFacts(voice, cover, publisher),
    {
      label: voice.t('report.fact.recipient'),
      words: body === undefined ? voice.t('report.fact.recipient.leadership') : voice.typed(body.name),
    },
    ...(body?.meetingDate === undefined
      ? []
      : [{ label: voice.t('paper.fact.meeting'), words: voice.day(body.meetingDate) }]),
    ...(body?.caseNumber === undefined
      ? []
      : [{ label: voice.t('paper.fact.case'), words: body.caseNumber }]),
    { label: voice.t('report.fact.status'), words: voice.t('report.internal') },
    { label: voice.t('paper.fact.prepared'), words: voice.day(preparedOn) },
  ];
}

/** What was decided before, and who entered it. */
function earlier(voice: ReportVoice, { earlier: decisions }: CasePaper): Block[] {
  if (decisions.length === 0) return [];
  return [
    heading(1, voice.t('paper.section.earlier')),
    bullets(decisions.map((decision) => decisionItem(voice, decision))),
  ];
}

function paperKind(voice: ReportVoice, body: CasePaper['body']): string {
  if (body === undefined) return voice.t('paper.kind.leadership');
  const { name, meetingDate, caseNumber } = body;
  if (meetingDate === undefined) return voice.t('paper.kind', { body: name });
  const date = voice.day(meetingDate);
  return caseNumber === undefined
    ? voice.t('paper.kind.meeting', { body: name, date })
    : voice.t('paper.kind.case', { body: name, date, caseNumber });
}

function proposals(voice: ReportVoice, { plan, report, decisions }: CasePaper): Block[] {
  const points = [
    ...(report === undefined ? [] : [voice.t('paper.proposal.report', { number: report.number })]),
    ...decisions.map((decision) => proposalWords(voice, plan.title, decision)),
  ];
  return [
    heading(1, voice.t('paper.section.proposal')),
    points.length === 0 ? paragraph(voice.t('paper.nothing')) : numberedList(points),
  ];
}

/** One decision as it could be adopted. */
function proposalWords(voice: ReportVoice, plan: string, decision: DecisionWaiting): string {
  switch (decision.kind) {
    case 'adopt-plan':
      return voice.t('paper.proposal.adopt-plan', { plan, measures: decision.measures });
    case 'accept-measure':
      return voice.t('paper.proposal.accept-measure', {
        number: decision.number,
        title: voice.typed(decision.title ?? ''),
      });
    case 'waive-item':
      return voice.t('paper.proposal.waive-item', {
        number: decision.number,
        party: voice.typed(decision.partyName ?? ''),
      });
    case 'close-otherwise':
      return voice.t(
        decision.proposal === 'partly-implemented'
          ? 'paper.proposal.close-partly'
          : 'paper.proposal.close-not',
        { number: decision.number, title: voice.typed(decision.title ?? '') },
      );
    case 'decide-outcome':
      return decision.number === undefined
        ? voice.t('paper.proposal.decide-outcome.unnumbered', { title: voice.typed(decision.title ?? '') })
        : voice.t('paper.proposal.decide-outcome', { number: decision.number });
    case 'close-plan':
      return voice.t('paper.proposal.close-plan', { plan, measures: decision.measures });
    default:
      return decision satisfies never;
  }
}

function background(
  voice: ReportVoice,
  { background: { figures, periodEnd }, report, preparedOn }: CasePaper,
): Block[] {
  return [
    heading(1, voice.t('paper.section.background')),
    paragraph(
      [
        voice.t('paper.background', {
          measures: figures.measures.total,
          items: figures.items.total,
          closed: figures.measures.done,
          late: figures.measures.late,
          signedOff: figures.items.done,
        }),
        ...(periodEnd === undefined ? [] : [voice.t('report.period-end', { date: voice.day(periodEnd) })]),
        report === undefined
          ? voice.t('paper.background.live', { date: voice.day(preparedOn) })
          : voice.t('paper.background.report', {
              number: report.number,
              version: report.version,
              date: voice.day(report.lockedOn),
            }),
      ].join(' '),
    ),
  ];
}

function assessment(voice: ReportVoice, { decisions }: CasePaper): Block[] {
  if (decisions.length === 0) return [];
  return [
    heading(1, voice.t('paper.section.assessment')),
    ...decisions.flatMap((decision) => [
      heading(2, caseTitle(voice, decision)),
      ...caseLines(voice, decision).map((line) => paragraph(line)),
      ...caseGrounds(voice, decision),
    ]),
  ];
}

function caseLines(voice: ReportVoice, decision: DecisionWaiting): string[] {
  switch (decision.kind) {
    case 'adopt-plan':
      return adoptionLines(voice, decision);
    case 'accept-measure':
      return [
        ...(decision.title === undefined ? [] : [voice.typed(sentence(decision.title))]),
        ...(decision.about === undefined
          ? []
          : [voice.t('paper.accept.about', { about: voice.typed(ended(decision.about)) })]),
        ...(decision.deadline === undefined
          ? []
          : [voice.t('paper.accept.deadline', { date: voice.day(decision.deadline) })]),
      ];
    case 'waive-item':
      return [voice.t('paper.waive.proposed', { date: voice.day(decision.proposedOn) })];
    case 'close-otherwise':
      return [
        voice.t('paper.close.counts', {
          signedOff: decision.signedOff,
          of: decision.of,
          ended: voice.itemNumbers(decision.ended),
        }),
      ];
    case 'decide-outcome':
      return [
        ...(decision.title === undefined
          ? []
          : [
              voice.t('paper.outcome.from', {
                evaluation: voice.typed(decision.evaluationTitle ?? ''),
                title: voice.typed(sentence(decision.title)),
              }),
            ]),
        voice.t('paper.outcome.options'),
      ];
    case 'close-plan':
      return [voice.t('paper.close-plan.text')];
    default:
      return decision satisfies never;
  }
}

function adoptionLines(
  voice: ReportVoice,
  { withoutDeadline, unassigned }: Extract<DecisionWaiting, { kind: 'adopt-plan' }>,
): string[] {
  const numbers = (of: readonly number[]) => ({ count: of.length, numbers: voice.list(of.map(String)) });
  if (withoutDeadline.length + unassigned.length === 0) return [voice.t('paper.adopt.ready')];
  return [
    ...(withoutDeadline.length === 0
      ? []
      : [voice.t('paper.adopt.without-deadline', numbers(withoutDeadline))]),
    ...(unassigned.length === 0 ? [] : [voice.t('paper.adopt.unassigned', numbers(unassigned))]),
  ];
}

function caseGrounds(voice: ReportVoice, decision: DecisionWaiting): Block[] {
  const grounds =
    decision.kind === 'waive-item'
      ? [decision.ground ?? '']
      : decision.kind === 'close-otherwise'
        ? decision.grounds
        : [];
  return grounds.length === 0
    ? []
    : [bullets(grounds.map((ground) => voice.t('paper.ground', { ground: voice.typed(ended(ground)) })))];
}
