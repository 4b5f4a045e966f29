import { RecordTables1760000000001 } from './1760000000001-record-tables.js';
import { RecordGuards1760000000002 } from './1760000000002-record-guards.js';
import { FollowUpTables1760000000003 } from './1760000000003-follow-up-tables.js';
import { RecordDoor1760000000004 } from './1760000000004-record-door.js';
import { SlackDelivery1760000000005 } from './1760000000005-slack-delivery.js';
import { SummaryDrafts1760000000007 } from './1760000000007-summary-drafts.js';
import { Search1760000000008 } from './1760000000008-search.js';
import { ImportDrafts1760000000009 } from './1760000000009-import-drafts.js';
import { PublishedReports1760000000010 } from './1760000000010-published-reports.js';
import { Subscriptions1760000000011 } from './1760000000011-subscriptions.js';
import { ReadModel1760000000012 } from './1760000000012-read-model.js';
import { UndoneImports1760000000013 } from './1760000000013-undone-imports.js';
import { SearchReports1760000000014 } from './1760000000014-search-reports.js';
import { ReportFiles1760000000015 } from './1760000000015-report-files.js';
import { DatabaseCode1760000000016 } from './1760000000016-database-code.js';
import { ChainedAnchors1760000000017 } from './1760000000017-chained-anchors.js';
import { MessagePosts1760000000018 } from './1760000000018-message-posts.js';
import { HeardFrom1760000000019 } from './1760000000019-heard-from.js';
import { RulesOverTime1760000000020 } from './1760000000020-rules-over-time.js';
import { ObligationsByRole1760000000020 } from './1760000000020-obligations-by-role.js';
import { SearchQuestions1760000000023 } from './1760000000023-search-questions.js';
import { IdentitiesAndSessions1760000000025 } from './1760000000025-identities-and-sessions.js';
import { ReadingLog1760000000026 } from './1760000000026-reading-log.js';
import { UpdateOfWhole1760000000027 } from './1760000000027-update-of-whole.js';
import { GroupsOverTime1760000000028 } from './1760000000028-groups-over-time.js';
import { OneOrganisation1760000000029 } from './1760000000029-one-organisation.js';
import { KeptForms1760000000033 } from './1760000000033-kept-forms.js';
import { IdentityNotices1760000000035 } from './1760000000035-identity-notices.js';
import { Languages1760000000037 } from './1760000000037-languages.js';
import { Extensions1760000000038 } from './1760000000038-extensions.js';
import { Absences1760000000042 } from './1760000000042-absences.js';
import { CalendarAddresses1760000000047 } from './1760000000047-calendar-addresses.js';

/** In the order they run. A migration that has been released is never changed: add one. */
export const migrations = [
  RecordTables1760000000001,
  RecordGuards1760000000002,
  FollowUpTables1760000000003,
  RecordDoor1760000000004,
  SlackDelivery1760000000005,
  SummaryDrafts1760000000007,
  Search1760000000008,
  ImportDrafts1760000000009,
  PublishedReports1760000000010,
  Subscriptions1760000000011,
  ReadModel1760000000012,
  UndoneImports1760000000013,
  SearchReports1760000000014,
  ReportFiles1760000000015,
  DatabaseCode1760000000016,
  ChainedAnchors1760000000017,
  MessagePosts1760000000018,
  HeardFrom1760000000019,
  RulesOverTime1760000000020,
  ObligationsByRole1760000000020,
  SearchQuestions1760000000023,
  IdentitiesAndSessions1760000000025,
  ReadingLog1760000000026,
  UpdateOfWhole1760000000027,
  GroupsOverTime1760000000028,
  OneOrganisation1760000000029,
  KeptForms1760000000033,
  IdentityNotices1760000000035,
  Languages1760000000037,
  Extensions1760000000038,
  Absences1760000000042,
  CalendarAddresses1760000000047,
];
