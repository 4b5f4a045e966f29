import { CatalogueEntity } from './catalogue/catalogue.entity.js';
import { DecisionEntity } from './decision/decision.entity.js';
import { EvaluationEntity } from './evaluation/evaluation.entity.js';
import { EventEntity } from './history/event.entity.js';
import { ItemEntity } from './measure/item.entity.js';
import { MeasureEntity } from './measure/measure.entity.js';
import { MembershipEntity } from './party/membership.entity.js';
import { PartyEntity } from './party/party.entity.js';
import { PersonEntity } from './person/person.entity.js';
import { PlanEntity } from './plan/plan.entity.js';
import { ReportEntity } from './report/report.entity.js';

/** For reading. The command handler writes, in sets; the tables come from the migrations. */
export const entities = [
  EventEntity,
  EvaluationEntity,
  PlanEntity,
  MeasureEntity,
  ItemEntity,
  PartyEntity,
  MembershipEntity,
  PersonEntity,
  DecisionEntity,
  ReportEntity,
  CatalogueEntity,
];
