import {
  MRAP445_KEY_OF_OLDER_OBJECTS_REMOVED, MRAP851_ACCESS_POINT_REPLACED, MRAP852_ACCESS_POINT_REMOVED,
  MRAP853_REPLICATION_RULE_REMOVED, MRAP854_STACK_WITH_MEMBERS_REMOVED,
} from '../../../diagnostics/definitions/baseline';
import { MRAP510_POLICY_REMOVED } from '../../../diagnostics/definitions/policies';
import { MRAP704_REGIONAL_REPLACED } from '../../../diagnostics/definitions/regional';
import { MRAP424_EXISTING_OBJECTS_NOT_REPLICATED } from '../../../diagnostics/definitions/replication';
import { MRAP308_ROUTES_REMOVED } from '../../../diagnostics/definitions/routes';
import { MRAP519_MEMBER_OF_ANOTHER_ACCOUNT_DELETED } from '../../../diagnostics/definitions/underlying-buckets';
import { type DiagnosticEntry } from '../../../diagnostics/registry';
import { type TemplateModel } from '../../model/template-model';
import { type LinterRuleMatch } from '../rule';
import { findRemovedAccessPoints, findReplacedAccessPoints } from './access-points';
import { findKeysWithoutPermission } from './keys';
import { findDeletedMembers } from './members';
import { findRemovedPolicies } from './policies';
import { findReplacedRegionalAccessPoints } from './regional';
import { findChangedReplication } from './replication';
import { findRemovedRoutes } from './routes';
import { findRemovedStacks } from './stacks';

/** A rule that compares an application with its deployed version. */
export interface BaselineRule {
  readonly finds: readonly DiagnosticEntry[];
  readonly compare: (before: TemplateModel, after: TemplateModel) => Iterable<LinterRuleMatch>;
}

export const BASELINE_RULES: readonly BaselineRule[] = [
  { finds: [MRAP851_ACCESS_POINT_REPLACED], compare: findReplacedAccessPoints },
  { finds: [MRAP852_ACCESS_POINT_REMOVED], compare: findRemovedAccessPoints },
  { finds: [MRAP519_MEMBER_OF_ANOTHER_ACCOUNT_DELETED], compare: findDeletedMembers },
  { finds: [MRAP445_KEY_OF_OLDER_OBJECTS_REMOVED], compare: findKeysWithoutPermission },
  { finds: [MRAP308_ROUTES_REMOVED], compare: findRemovedRoutes },
  { finds: [MRAP510_POLICY_REMOVED], compare: findRemovedPolicies },
  {
    finds: [MRAP424_EXISTING_OBJECTS_NOT_REPLICATED, MRAP853_REPLICATION_RULE_REMOVED],
    compare: findChangedReplication,
  },
  { finds: [MRAP854_STACK_WITH_MEMBERS_REMOVED], compare: findRemovedStacks },
  { finds: [MRAP704_REGIONAL_REPLACED], compare: findReplacedRegionalAccessPoints },
];
