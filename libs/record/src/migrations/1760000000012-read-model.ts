import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What people who make their own figures read: views in a schema of their own (ADR 016, docs/read-model.md). They run
 * with their owner's rights, so that the role which reads them needs none on the tables. Who is let in: migrate.ts.
 */
export class ReadModel1760000000012 implements MigrationInterface {
  readonly name = 'ReadModel1760000000012';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      -- For figures.status_updates and figures.sign_offs: without it each reads the whole history.
      CREATE INDEX event_by_word ON event (type, stream_id) WHERE type IN ('StatusUpdated', 'ItemSignedOff');
      -- For whether anything has happened since the last anchor. Of a kind that costs those who write next to nothing.
      CREATE INDEX event_by_position ON event USING brin (position);
      CREATE SCHEMA figures;
      COMMENT ON SCHEMA figures IS 'Kvittert for Power BI, Excel and SQL: names and meanings are kept within a contract version.';
    `);
    for (const [name, view] of Object.entries(views)) await queryRunner.query(creation(name, view));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP SCHEMA figures CASCADE; DROP INDEX event_by_word, event_by_position');
  }
}

interface View {
  comment: string;
  /** Name, what it is made from, what it means. */
  columns: readonly (readonly [name: string, sql: string, comment: string])[];
  from: string;
}

/** A barrier: a condition that a reader writes never sees a row or a text before the view has left it out. */
function creation(name: string, { comment, columns, from }: View): string {
  const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
  return [
    `CREATE VIEW figures.${name} WITH (security_barrier) AS
     SELECT ${columns.map(([column, sql]) => `${sql} AS ${column}`).join(', ')} ${from}`,
    `COMMENT ON VIEW figures.${name} IS ${quoted(comment)}`,
    ...columns.map(
      ([column, , meaning]) => `COMMENT ON COLUMN figures.${name}.${column} IS ${quoted(meaning)}`,
    ),
  ].join(';\n');
}

/** The day in Oslo, whatever the session's time zone is. */
const osloDay = (at: string): string => `(${at} AT TIME ZONE 'Europe/Oslo')::date`;
const osloDayIn = (text: string): string => osloDay(`(${text})::timestamptz`);
const today = osloDay('now()');

/** Number and flag are all that is told of what is restricted. */
const told = (sql: string): string => `CASE WHEN m.access_kind = 'open' THEN ${sql} END`;
const toldOfEvaluation = (sql: string): string => `CASE WHEN e.access_kind = 'open' THEN ${sql} END`;
/** A measure tells where it comes from where both are open. */
const toldSource = (sql: string): string => told(`CASE WHEN source.access_kind = 'open' THEN ${sql} END`);

const deadlineOfItem = 'coalesce(i.deadline_on, m.deadline_on)';
/** As `itemStanding` in libs/domain/src/summary/standing.ts. */
const standingOfItem = `CASE
  WHEN i.state IN ('waived', 'unanswered') THEN NULL
  WHEN i.state = 'signed-off' THEN 'done'
  WHEN i.state = 'reported-done' THEN 'awaiting-sign-off'
  WHEN m.state = 'proposed' THEN 'proposed'
  WHEN ${deadlineOfItem} IS NULL THEN 'no-deadline'
  WHEN ${deadlineOfItem} < ${today} THEN 'late'
  ELSE 'on-track' END`;
const itemIsLate = `(${standingOfItem}) IS NOT DISTINCT FROM 'late'`;

/** As `measureStanding` there. What nobody is responsible for goes by the measure's own deadline. */
const standingOfMeasure = `CASE
  WHEN m.state = 'proposed' THEN 'proposed'
  WHEN m.state = 'closed' THEN 'done'
  WHEN m.state = 'ready-to-close' THEN 'awaiting-sign-off'
  WHEN work.late_items > 0 OR (work.unassigned AND m.deadline_on < ${today}) THEN 'late'
  WHEN work.items_without_deadline > 0 OR (work.unassigned AND m.deadline_on IS NULL) THEN 'no-deadline'
  WHEN work.open_items > 0 OR work.unassigned THEN 'on-track'
  ELSE 'awaiting-sign-off' END`;
const measureIsLate = `(${standingOfMeasure}) = 'late'`;
const work = `CROSS JOIN LATERAL (
  SELECT count(*)::integer AS items,
         count(*) FILTER (WHERE i.state = 'open')::integer AS open_items,
         count(*) FILTER (WHERE ${itemIsLate})::integer AS late_items,
         count(*) FILTER (WHERE ${standingOfItem} = 'no-deadline')::integer AS items_without_deadline,
         count(*) FILTER (WHERE i.state = 'reported-done')::integer AS items_awaiting_sign_off,
         count(*) FILTER (WHERE i.state = 'signed-off')::integer AS signed_off_items,
         count(*) FILTER (WHERE i.state = 'waived')::integer AS waived_items,
         count(*) FILTER (WHERE i.state = 'unanswered')::integer AS unanswered_items,
         min(${deadlineOfItem}) FILTER (WHERE ${itemIsLate}) AS late_since,
         count(*) = 0 OR EXISTS (
           SELECT 1 FROM jsonb_array_elements(m.details -> 'subPoints') AS part
            WHERE (part ->> 'id')::uuid <> ALL (coalesce(array_agg(i.sub_point_id) FILTER (WHERE i.sub_point_id IS NOT NULL), '{}')))
           AS unassigned
    FROM public.item i WHERE i.measure_id = m.id) AS work`;

/** Told together in one line of the summary with a measure that is restricted: the text may be about both. */
const toldWithRestricted = `SELECT part::uuid
    FROM public.plan p, jsonb_array_elements(p.details -> 'jointLines') AS line, jsonb_array_elements_text(line) AS part
   WHERE EXISTS (SELECT 1 FROM public.measure other, jsonb_array_elements_text(line) AS one
                  WHERE other.id = one::uuid AND other.access_kind = 'restricted')`;

const ofPlan = [
  ['plan_id', 'p.id', 'The plan.'],
  ['plan_number', 'p.number', 'The number people know the plan by.'],
] as const;
const ofMeasure = [
  ['measure_id', 'm.id', 'The measure.'],
  ...ofPlan,
  ['measure_number', 'm.number', 'Running number in the plan; never changes, never reused.'],
] as const;
const itemNumber = `m.number || '.' || i.suffix`;
/** What an undone import made (ADR 015) is told nowhere. */
const standing = `m.state <> 'withdrawn'`;
const measures = `FROM public.measure m JOIN public.plan p ON p.id = m.plan_id AND ${standing}`;
const items = `${measures} JOIN public.item i ON i.measure_id = m.id`;

/** What was said in a measure's history; the text of an event is read once for all its columns. */
const saying = (type: string): string => `FROM public.event said
  JOIN public.measure m ON m.id = said.stream_id AND ${standing} JOIN public.plan p ON p.id = m.plan_id
  CROSS JOIN LATERAL (SELECT said.body -> 'data' AS data OFFSET 0) AS one
 WHERE said.type = '${type}' AND said.stream_kind = 'measure'`;

const deadlineColumns = [
  ...ofMeasure,
  ['item_id', 'd.item_id', 'The item whose own deadline it is; empty for the measure’s.'],
] as const;
/** The measure's own, and those of items that have another. */
const deadlines = `${measures} CROSS JOIN LATERAL (
    SELECT NULL::uuid AS item_id, m.details -> 'deadline' AS deadline WHERE m.details ? 'deadline'
    UNION ALL
    SELECT i.id, i.details -> 'deadline' FROM public.item i WHERE i.measure_id = m.id AND i.deadline_on IS NOT NULL
  ) AS d`;

const ofStanding = (part: string): string =>
  `CASE WHEN p.state <> 'withdrawn' THEN p.details -> '${part}' END`;
const subGoals = `FROM public.plan p, jsonb_array_elements(${ofStanding('goals')}) AS g,
       jsonb_array_elements(g -> 'subGoals') AS s`;
const ofSubGoal = [
  ...ofPlan,
  ['sub_goal_id', `(s ->> 'id')::uuid`, 'The sub-goal.'],
  ['sub_goal_number', `(s -> 'number')::integer`, 'Numbered through the whole plan.'],
] as const;

const recommendations = `FROM public.evaluation e
  JOIN LATERAL jsonb_array_elements(e.details -> 'recommendations') WITH ORDINALITY AS found (r, place)
    ON NOT e.details ? 'withdrawn'`;

/** Only what was frozen for the public: the same figures, and no text that had to be left out. */
const reports = `FROM public.report r JOIN public.plan p ON p.id = r.plan_id
  JOIN public.report_snapshot f ON f.report_id = r.id AND f.audience = 'public'`;
const ofReport = [
  ['report_id', 'r.id', 'The report, in all its versions.'],
  ...ofPlan,
  ['report_number', 'r.number', 'In its plan, from 1.'],
  ['report_version', 'f.edition', 'From 1; above 1 it is a correction.'],
] as const;
const versionOfReport = `(r.details -> 'versions' -> (f.edition - 1))`;
const kebab = (text: string): string => `lower(regexp_replace(${text}, '([A-Z])', '-\\1', 'g'))`;

const standings = 'proposed, on-track, late, no-deadline, awaiting-sign-off, done';
const progresses =
  'not-started, under-way, partly-done, done, on-hold, stopped, not-carried-out, never-commissioned, waiting, never-triggered, cannot-be-measured, unknown';

const views: Readonly<Record<string, View>> = {
  contract: {
    comment: 'One row: which version of this read model it is, and for which day it answers.',
    columns: [
      ['version', '1', 'Raised when a view or a column is taken away, renamed or changes its meaning.'],
      ['today', today, 'The day in Oslo that late and days_late are counted from.'],
    ],
    from: '',
  },
  plans: {
    comment: 'Action plans.',
    columns: [
      ...ofPlan,
      ['title', 'p.title', 'What it is called.'],
      ['state', 'p.state', 'draft, adopted or closed.'],
      ['period_end', 'p.period_end', 'Last day of the plan period.'],
      [
        'basis_of_assessment',
        `p.details ->> 'basisOfAssessment'`,
        'What the written text judges progress against; never what is late.',
      ],
      ['registered_on', osloDay('p.registered_at'), 'Day in Oslo.'],
      ['adopted_on', osloDayIn(`p.details -> 'adoption' ->> 'at'`), 'When leadership adopted it.'],
      ['closed_on', osloDayIn(`p.details -> 'closure' ->> 'at'`), 'When leadership closed it.'],
    ],
    from: `FROM public.plan p WHERE p.state <> 'withdrawn'`,
  },
  themes: {
    comment: 'Themes of a plan.',
    columns: [
      ['theme_id', `(t ->> 'id')::uuid`, 'The theme.'],
      ...ofPlan,
      ['place', 'place::integer', 'From 1, in the plan’s order.'],
      ['title', `t ->> 'title'`, 'What it is called.'],
    ],
    from: `FROM public.plan p, jsonb_array_elements(${ofStanding('themes')}) WITH ORDINALITY AS found (t, place)`,
  },
  goals: {
    comment: 'Main goals of a plan.',
    columns: [
      ['goal_id', `(g ->> 'id')::uuid`, 'The goal.'],
      ...ofPlan,
      ['goal_number', `(g -> 'number')::integer`, 'Among the plan’s main goals.'],
      ['title', `g ->> 'title'`, 'What it is called.'],
    ],
    from: `FROM public.plan p, jsonb_array_elements(${ofStanding('goals')}) AS g`,
  },
  sub_goals: {
    comment: 'Sub-goals, with their assessment.',
    columns: [
      ...ofSubGoal,
      ['goal_id', `(g ->> 'id')::uuid`, 'The main goal it belongs to.'],
      ['title', `s ->> 'title'`, 'What it is called.'],
      ['about', `s ->> 'about'`, 'What it is about.'],
      [
        'verdict',
        `s -> 'assessment' ->> 'verdict'`,
        'met, partly-met, not-met, uncertain, cannot-be-assessed; empty: not assessed.',
      ],
      ['assessment', `s -> 'assessment' ->> 'text'`, 'Why.'],
      ['assessed_on', osloDayIn(`s -> 'assessment' ->> 'at'`), 'Day in Oslo.'],
    ],
    from: subGoals,
  },
  indicator_values: {
    comment: 'Figures of the sub-goals’ indicators over time: a value, or a share.',
    columns: [
      ...ofSubGoal,
      ['indicator', `n ->> 'name'`, 'What is measured.'],
      ['unit', `n ->> 'unit'`, 'What it is counted in.'],
      ['target', `(n -> 'target')::numeric`, 'What is wanted.'],
      ['as_of', `(v ->> 'asOf')::date`, 'The day the figure stands for.'],
      ['value', `(v -> 'value')::numeric`, 'Empty for a share.'],
      ['numerator', `(v -> 'numerator')::numeric`, 'Of a share.'],
      ['denominator', `(v -> 'denominator')::numeric`, 'Of a share.'],
      [
        'denominator_is_approximate',
        `coalesce((v -> 'denominatorIsApproximate')::boolean, false)`,
        '“15 of 55+”.',
      ],
      ['source', `v ->> 'source'`, 'Where the figure comes from.'],
    ],
    from: `${subGoals}, jsonb_array_elements(s -> 'indicators') AS n, jsonb_array_elements(n -> 'figures') AS v`,
  },
  sub_goal_measures: {
    comment: 'Which measures serve which sub-goal.',
    columns: [
      ['sub_goal_id', 'served::uuid', 'The sub-goal.'],
      ['measure_id', 'm.id', 'The measure.'],
    ],
    from: `FROM public.measure m, jsonb_array_elements_text(m.details -> 'subGoalIds') AS served WHERE ${standing}`,
  },
  measures: {
    comment: 'Measures. Of a restricted one only number, flag, dates, state and counts are told.',
    columns: [
      ...ofMeasure,
      ['is_restricted', `m.access_kind = 'restricted'`, 'Unntatt offentlighet: its texts are empty here.'],
      ['title', told('m.title'), 'Short title.'],
      ['about', told('m.about'), 'What it was about, as the status summary says it.'],
      ['text', told('m.text'), 'The measure itself.'],
      ['theme_id', 'm.theme_id', 'Its theme.'],
      ['state', 'm.state', 'proposed, accepted, in-follow-up, ready-to-close or closed.'],
      ['standing', standingOfMeasure, `Its one column in the summary’s figures: ${standings}.`],
      ['is_late', measureIsLate, 'An open item has passed the deadline in force. Derived, never typed.'],
      [
        'days_late',
        `CASE WHEN ${measureIsLate} THEN ${today} - least(work.late_since, CASE WHEN work.unassigned THEN m.deadline_on END) END`,
        'Days since the earliest deadline that an open item has passed; empty unless late.',
      ],
      ['mode', told('m.mode'), 'joint (one item with a lead) or each (one item per party).'],
      ['progress', told('m.latest_progress'), `The owner’s word: ${progresses}.`],
      ['latest_update_on', told(osloDay('m.latest_update_at')), 'When the owner last said how it goes.'],
      ['latest_update_text', told('m.latest_update_text'), 'In the owner’s words.'],
      [
        'summary_text',
        told(`CASE WHEN m.details ? 'summaryText' AND m.id NOT IN (${toldWithRestricted})
              THEN m.details -> 'summaryText' ->> 'text' END`),
        'In the secretariat’s words; empty where it is told together with a restricted measure.',
      ],
      ['deadline_on', 'm.deadline_on', 'The measure’s own deadline, in force; an item may have another.'],
      ['original_deadline_on', 'm.original_deadline_on', 'As it was first set.'],
      ['deadline_changes', 'm.deadline_moves', 'How many times it was moved.'],
      ['total_slip_days', 'm.deadline_on - m.original_deadline_on', 'From the original to the one in force.'],
      ['review_on', 'm.review_on', 'Review date, instead of a deadline or beside it.'],
      ['items', 'work.items', 'Items in all.'],
      ['open_items', 'work.open_items', 'Not reported done.'],
      ['late_items', 'work.late_items', 'Open and past their deadline in force.'],
      ['items_awaiting_sign_off', 'work.items_awaiting_sign_off', 'Reported done, not signed off.'],
      ['signed_off_items', 'work.signed_off_items', 'Signed off: done.'],
      ['waived_items', 'work.waived_items', 'Waived by leadership.'],
      ['unanswered_items', 'work.unanswered_items', 'Ended by leadership because nobody answered.'],
      ['registered_on', osloDay('m.registered_at'), 'Day in Oslo.'],
      ['accepted_on', 'm.accepted_on', 'When leadership accepted it.'],
      ['closed_on', osloDay('m.closed_at'), 'Day in Oslo.'],
      ['closed_as', 'm.closed_as', 'implemented, partly-implemented, not-implemented or carried-over.'],
      ['closing_ground', told(`m.details -> 'closure' ->> 'ground'`), 'Why it was not implemented.'],
      [
        'evaluation_id',
        toldSource('source.id'),
        'The evaluation it stems from; empty where that is restricted.',
      ],
      ['recommendation_id', toldSource('m.source_recommendation_id'), 'The recommendation in it.'],
      ['source_number', toldSource(`m.details -> 'source' ->> 'number'`), 'The number the source gives it.'],
      ['source_page', toldSource(`(m.details -> 'source' -> 'page')::integer`), 'Where it stands.'],
      ['risk_likelihood', told(`m.details -> 'risk' ->> 'likelihood'`), 'How likely it is to get worse.'],
      ['risk_consequence', told(`m.details -> 'risk' ->> 'consequence'`), 'What follows if it does.'],
      ['risk_conclusion', told(`m.details -> 'risk' ->> 'conclusion'`), 'What that means.'],
      [
        'last_substantive_change_on',
        osloDay('m.last_substantive_change_at'),
        'Last change of text, status or share.',
      ],
    ],
    from: `${measures} LEFT JOIN public.evaluation source ON source.id = m.source_evaluation_id ${work}`,
  },
  sub_points: {
    comment: 'Sub-points of measures (31.1).',
    columns: [
      ['sub_point_id', `(part ->> 'id')::uuid`, 'The sub-point.'],
      ...ofMeasure,
      ['sub_point_number', `m.number || '.' || (part ->> 'number')`, 'As people call it: 31.1.'],
      ['text', told(`part ->> 'text'`), 'What it is.'],
      ['progress', told(`part -> 'latestUpdate' ->> 'progress'`), 'The owner’s word on it, as for measures.'],
      ['summary_text', told(`part -> 'summaryText' ->> 'text'`), 'In the secretariat’s words.'],
    ],
    from: `${measures}, jsonb_array_elements(m.details -> 'subPoints') AS part`,
  },
  shares: {
    comment: 'Figures from outside about a measure (“15 of 55+”). Left out for restricted measures.',
    columns: [
      ...ofMeasure,
      ['label', `share ->> 'label'`, 'What is counted.'],
      ['numerator', `(share -> 'numerator')::numeric`, 'How many.'],
      ['denominator', `(share -> 'denominator')::numeric`, 'Of how many.'],
      [
        'denominator_is_approximate',
        `(share -> 'denominatorIsApproximate')::boolean`,
        'There are at least so many.',
      ],
      ['source', `share ->> 'source'`, 'Where the figure comes from.'],
      ['as_of', `(share ->> 'asOf')::date`, 'The day it stands for.'],
    ],
    from: `${measures}, jsonb_array_elements(m.details -> 'shares') AS share WHERE m.access_kind = 'open'`,
  },
  items: {
    comment: 'Items: what one party must do. Of a restricted measure’s only number, flag, dates and state.',
    columns: [
      ['item_id', 'i.id', 'The item.'],
      ...ofMeasure,
      ['item_number', itemNumber, 'As people call it: 7.4.'],
      ['is_restricted', `m.access_kind = 'restricted'`, 'The measure is unntatt offentlighet.'],
      ['sub_point_id', 'i.sub_point_id', 'The sub-point it belongs to.'],
      ['party_id', told('i.party_id'), 'The one responsible party.'],
      ['group_id', told('i.via_group_id'), 'The group through which the party got it.'],
      ['state', 'i.state', 'open, reported-done, signed-off, waived or unanswered.'],
      ['standing', standingOfItem, `Its column in the summary’s figures: ${standings}; empty when ended.`],
      ['is_late', itemIsLate, 'Open, and the day of the deadline in force has ended in Oslo.'],
      [
        'days_late',
        `CASE WHEN ${itemIsLate} THEN ${today} - ${deadlineOfItem} END`,
        'Days since then; empty unless late.',
      ],
      ['deadline_on', deadlineOfItem, 'In force: its own, else the measure’s.'],
      ['has_own_deadline', 'i.deadline_on IS NOT NULL', 'Another than the measure’s.'],
      ['progress', told('i.latest_progress'), 'The owner’s word, as for measures.'],
      [
        'latest_update_on',
        told(osloDayIn(`i.details -> 'latestUpdate' ->> 'at'`)),
        'When the owner last said how it goes.',
      ],
      ['latest_update_text', told(`i.details -> 'latestUpdate' ->> 'text'`), 'In the owner’s words.'],
      ['assigned_on', osloDayIn(`i.details ->> 'assignedAt'`), 'When the party became responsible.'],
      ['reported_on', osloDay('i.reported_at'), 'When it was reported done.'],
      [
        'evidence',
        `coalesce(jsonb_array_length(i.details -> 'report' -> 'evidence'), 0)`,
        'How many links and archive references were handed in.',
      ],
      ['signed_off_on', osloDayIn(`i.details -> 'signOff' ->> 'at'`), 'When it was signed off.'],
      [
        'ended_on',
        osloDayIn(`coalesce(i.details -> 'waiver', i.details -> 'ending') ->> 'at'`),
        'When it was waived or ended as unanswered.',
      ],
      [
        'ending_ground',
        told(`coalesce(i.details -> 'waiver', i.details -> 'ending') ->> 'ground'`),
        'Why it was.',
      ],
    ],
    from: items,
  },
  deadlines: {
    comment: 'Every deadline: the measures’ and the items’ own.',
    columns: [
      ...deadlineColumns,
      ['original_on', `(d.deadline ->> 'original')::date`, 'As it was first set; kept for ever.'],
      ['in_force_on', `(d.deadline ->> 'inForce')::date`, 'As it is now.'],
      ['changes', `jsonb_array_length(d.deadline -> 'moves')`, 'How many times it was moved.'],
      [
        'total_slip_days',
        `(d.deadline ->> 'inForce')::date - (d.deadline ->> 'original')::date`,
        'From the original to the one in force.',
      ],
      ['words', told(`d.deadline ->> 'words'`), 'The wording it was derived from.'],
    ],
    from: deadlines,
  },
  deadline_changes: {
    comment: 'Every time a deadline was moved.',
    columns: [
      ...deadlineColumns,
      ['place', 'place::integer', 'From 1, the first change first.'],
      ['from_on', `(move ->> 'from')::date`, 'The deadline before.'],
      ['to_on', `(move ->> 'to')::date`, 'The deadline after.'],
      ['slip_days', `(move ->> 'to')::date - (move ->> 'from')::date`, 'How far; below 0 when moved nearer.'],
      ['changed_on', osloDayIn(`move ->> 'at'`), 'Day in Oslo.'],
      ['reason', told(`move ->> 'reason'`), 'Why.'],
    ],
    from: `${deadlines}, jsonb_array_elements(d.deadline -> 'moves') WITH ORDINALITY AS moved (move, place)`,
  },
  status_updates: {
    comment: 'Everything owners have said about how it goes; never overwritten.',
    columns: [
      ...ofMeasure,
      ['item_id', `(one.data ->> 'itemId')::uuid`, 'The item it is about; empty for the whole measure.'],
      ['sub_point_id', `(one.data ->> 'subPointId')::uuid`, 'The sub-point it is about.'],
      ['updated_at', 'said.at', 'When.'],
      ['updated_on', osloDay('said.at'), 'Day in Oslo.'],
      ['progress', told(`one.data ->> 'progress'`), 'As for measures.'],
      ['text', told(`one.data ->> 'text'`), 'In the owner’s words.'],
      ['reason', told(`one.data ->> 'reason'`), 'Why it does not go on.'],
      ['waiting_for', told(`one.data ->> 'waitingFor'`), 'A measure or a precondition.'],
    ],
    from: saying('StatusUpdated'),
  },
  sign_offs: {
    comment: 'Every sign-off, also those that a reopening has undone.',
    columns: [
      ...ofMeasure,
      ['item_id', `(one.data ->> 'itemId')::uuid`, 'The item.'],
      ['signed_off_at', 'said.at', 'When.'],
      ['signed_off_on', osloDay('said.at'), 'Day in Oslo.'],
      [
        'stands',
        `EXISTS (SELECT 1 FROM public.item i
                  WHERE i.id = (one.data ->> 'itemId')::uuid AND i.state = 'signed-off'
                    AND (i.details -> 'signOff' ->> 'at')::timestamptz = said.at)`,
        'The item has not been opened again since.',
      ],
    ],
    from: saying('ItemSignedOff'),
  },
  parties: {
    comment: 'Who can be responsible: organisations and groups of them.',
    columns: [
      ['party_id', 'party.id', 'The party.'],
      ['kind', 'party.kind', 'organisation or group.'],
      ['name', 'party.name', 'Of the organisation or the group; never of a person.'],
      [
        'is_ours',
        'party.ours',
        'Ours to command; false for a municipality, a company, a ministry; empty for a group.',
      ],
      ['organisation_number', 'party.organisation_number', 'In the register of organisations.'],
    ],
    from: 'FROM public.party',
  },
  group_members: {
    comment: 'Who is or was a member of a group.',
    columns: [
      ['group_id', 'member.group_id', 'The group, a party.'],
      ['party_id', 'member.party_id', 'The member, a party.'],
      ['joined_on', 'member.joined_on', 'First day.'],
      ['left_on', 'member.left_on', 'Last day; empty while it is a member.'],
    ],
    from: 'FROM public.membership member',
  },
  evaluations: {
    comment: 'Evaluations. Of a restricted one only that it is there.',
    columns: [
      ['evaluation_id', 'e.id', 'The evaluation.'],
      ['is_restricted', `e.access_kind = 'restricted'`, 'Unntatt offentlighet: its texts are empty here.'],
      ['title', toldOfEvaluation('e.title'), 'What it is called.'],
      [
        'kind',
        toldOfEvaluation('e.kind'),
        'after-action-review, exercise, incident, inspection, plan-status, white-paper or other.',
      ],
      ['published_on', toldOfEvaluation('e.published_on'), 'When.'],
      ['archive_reference', toldOfEvaluation('e.archive_reference'), 'Where it is kept.'],
    ],
    from: `FROM public.evaluation e WHERE NOT e.details ? 'withdrawn'`,
  },
  recommendations: {
    comment: 'Recommendations and how each was assessed.',
    columns: [
      ['recommendation_id', `(r ->> 'id')::uuid`, 'The recommendation.'],
      ['evaluation_id', 'e.id', 'The evaluation it stands in.'],
      ['is_restricted', `e.access_kind = 'restricted'`, 'The evaluation is unntatt offentlighet.'],
      ['place', 'place::integer', 'From 1, in the evaluation’s order.'],
      ['number', `r ->> 'number'`, 'The source’s own number.'],
      ['title', toldOfEvaluation(`r ->> 'title'`), 'Short title.'],
      ['text', toldOfEvaluation(`r ->> 'text'`), 'The recommendation itself.'],
      [
        'outcome',
        `coalesce(r -> 'outcome' ->> 'kind', 'not-assessed')`,
        'followed, partly-followed, not-followed, not-prioritised, covered-elsewhere, forwarded or not-assessed.',
      ],
      ['decided_on', osloDayIn(`r -> 'outcome' ->> 'decidedOn'`), 'When leadership decided.'],
      [
        'deciding_body',
        toldOfEvaluation(`r -> 'outcome' -> 'authority' ->> 'body'`),
        'The body that decided; empty where a leader did.',
      ],
      ['ground', toldOfEvaluation(`r -> 'outcome' ->> 'ground'`), 'Why it is not, or only partly, followed.'],
      ['remaining_risk', toldOfEvaluation(`r -> 'outcome' ->> 'remainingRisk'`), 'The risk that remains.'],
      [
        'forwarded_to_party_id',
        toldOfEvaluation(`(r -> 'outcome' ->> 'authorityPartyId')::uuid`),
        'The authority it was sent on to.',
      ],
    ],
    from: recommendations,
  },
  recommendation_measures: {
    comment:
      'The measures a recommendation became or is covered by. Left out where either is restricted: it would tell what the other is about.',
    columns: [
      ['recommendation_id', `(r ->> 'id')::uuid`, 'The recommendation.'],
      ['measure_id', 'm.id', 'The measure.'],
    ],
    from: `${recommendations},
       jsonb_array_elements_text(coalesce(r -> 'outcome' -> 'measureIds',
         CASE WHEN r -> 'outcome' ? 'measureId' THEN jsonb_build_array(r -> 'outcome' -> 'measureId') END)) AS became
      JOIN public.measure m ON m.id = became::uuid AND ${standing}
     WHERE e.access_kind = 'open' AND m.access_kind = 'open'`,
  },
  decisions: {
    comment: 'What bodies decided in their meetings.',
    columns: [
      ['decision_id', 'd.id', 'The decision.'],
      ['plan_id', 'd.plan_id', 'The plan it is about.'],
      ['body', 'd.body', 'The committee or council.'],
      ['meeting_on', 'd.meeting_date', 'When it met.'],
      ['case_number', 'd.case_number', 'The case.'],
      ['text', 'd.text', 'What was decided.'],
      ['deadline_on', 'd.deadline_on', 'When it is to be carried out.'],
      ['deadline_in_words', `d.details ->> 'deadlineWords'`, 'The wording the deadline was derived from.'],
      ['fulfilled_on', osloDay('d.fulfilled_at'), 'When it was carried out.'],
      ['fulfilment', `d.details -> 'fulfilment' ->> 'note'`, 'How.'],
    ],
    from: 'FROM public.decision d',
  },
  reports: {
    comment: 'Locked status reports, each version of them. A locked report never changes.',
    columns: [
      ...ofReport,
      ['is_latest_version', 'f.edition = r.editions', 'No later version corrects it.'],
      ['state', 'r.state', 'Of the report as it stands now: locked, released, returned or acknowledged.'],
      ['language', 'r.language', 'nb, nn or en.'],
      ['period_from', 'r.period_from', 'First day it covers.'],
      ['period_to', 'r.period_to', 'Last day it covers.'],
      ['reporting_on', 'r.reporting_date', 'The reporting date.'],
      ['locked_on', osloDay('f.locked_at'), 'Day in Oslo.'],
      ['released_on', osloDayIn(`${versionOfReport} -> 'released' ->> 'at'`), 'To leadership.'],
      ['acknowledged_on', osloDayIn(`${versionOfReport} -> 'acknowledged' ->> 'at'`), 'By leadership.'],
      ['corrects', `${versionOfReport} -> 'correction' ->> 'what'`, 'What a correction corrects.'],
      ['sha256', `encode(f.sha256, 'hex')`, 'Of its content for the public, hexadecimal.'],
    ],
    from: reports,
  },
  report_figures: {
    comment: 'The figures of each locked report: how many stood where, in all and by theme.',
    columns: [
      ...ofReport,
      ['counted', 'told.counted', 'measures or items.'],
      [
        'theme',
        'told.theme',
        'Empty with is_whole_plan for all of them, without it for measures of no theme.',
      ],
      ['is_whole_plan', 'told.whole', 'Count over the whole plan; else over one theme. Don’t add the two.'],
      ['standing', kebab('figure.key'), `${standings}.`],
      ['number', 'figure.value::integer', 'How many.'],
    ],
    from: `${reports}
      CROSS JOIN LATERAL (SELECT f.canonical::jsonb AS content OFFSET 0) AS frozen
      CROSS JOIN LATERAL (
        SELECT 'measures' AS counted, NULL AS theme, true AS whole, frozen.content -> 'status' -> 'figures' -> 'measures' AS figures
        UNION ALL
        SELECT 'items', NULL, true, frozen.content -> 'status' -> 'figures' -> 'items'
        UNION ALL
        SELECT 'measures', of_theme ->> 'title', false, of_theme -> 'figures'
          FROM jsonb_array_elements(frozen.content -> 'figures' -> 'byTheme') AS of_theme) AS told
      CROSS JOIN LATERAL jsonb_each(told.figures) AS figure
     WHERE figure.key <> 'total'`,
  },
};
