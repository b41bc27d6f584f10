import { MRAP851_ACCESS_POINT_REPLACED, MRAP852_ACCESS_POINT_REMOVED, MRAP853_REPLICATION_RULE_REMOVED, MRAP854_STACK_WITH_MEMBERS_REMOVED } from '../../../diagnostics/definitions/baseline';
import { MRAP510_POLICY_REMOVED } from '../../../diagnostics/definitions/policies';
import { MRAP704_REGIONAL_REPLACED } from '../../../diagnostics/definitions/regional';
import { MRAP424_EXISTING_OBJECTS_NOT_REPLICATED } from '../../../diagnostics/definitions/replication';
import { MRAP308_ROUTES_REMOVED } from '../../../diagnostics/definitions/routes';
import { type DiagnosticEntry } from '../../../diagnostics/registry';
import { type Application } from '../../model/template-model';
import { type RuleMatch } from '../rule';
import { droppedAccessPoints, replacedAccessPoints } from './access-points';
import { droppedPolicies } from './policies';
import { replacedRegionalAccessPoints } from './regional';
import { changedReplication } from './replication';
import { droppedRoutes } from './routes';
import { orphanedStacks } from './stacks';

/** Something that a deployment would change for the worse: a pure function over an application before and after. */
export interface BaselineRule {
  readonly finds: readonly DiagnosticEntry[];
  readonly compare: (before: Application, after: Application) => Iterable<RuleMatch>;
}

export const BASELINE_RULES: readonly BaselineRule[] = [
  { finds: [MRAP851_ACCESS_POINT_REPLACED], compare: replacedAccessPoints },
  { finds: [MRAP852_ACCESS_POINT_REMOVED], compare: droppedAccessPoints },
  { finds: [MRAP308_ROUTES_REMOVED], compare: droppedRoutes },
  { finds: [MRAP510_POLICY_REMOVED], compare: droppedPolicies },
  { finds: [MRAP424_EXISTING_OBJECTS_NOT_REPLICATED, MRAP853_REPLICATION_RULE_REMOVED], compare: changedReplication },
  { finds: [MRAP854_STACK_WITH_MEMBERS_REMOVED], compare: orphanedStacks },
  { finds: [MRAP704_REGIONAL_REPLACED], compare: replacedRegionalAccessPoints },
];
