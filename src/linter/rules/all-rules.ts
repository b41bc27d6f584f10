import { accountsRule } from './access-points/accounts';
import { identifiersRule } from './access-points/identifiers';
import { membersRule } from './access-points/members';
import { namesRule } from './access-points/names';
import { nativeTypesRule } from './access-points/native-types';
import { publicAccessBlockRule } from './access-points/public-access-block';
import { removalRule } from './access-points/removal';
import { clientFunctionsRule } from './clients/functions';
import { delegationFormRule } from './delegation/form';
import { memberDelegationRule } from './delegation/members';
import { ownBucketRule } from './delegation/own-bucket';
import { ownStatementsRule } from './delegation/own-statements';
import { cloudFrontRule } from './integrations/cloud-front';
import { vpcEndpointsRule } from './integrations/vpc-endpoints';
import { accessPointActionsRule } from './policies/access-point-actions';
import { accessPointGrammarRule } from './policies/access-point-grammar';
import { publicAccessPointPolicyRule } from './policies/access-point-public';
import { accessPointResourcesRule } from './policies/access-point-resources';
import { duplicatePoliciesRule } from './policies/duplicate-policies';
import { impossibleConditionsRule } from './policies/impossible-conditions';
import { managementPermissionsRule } from './policies/management-permissions';
import { regionalAccessPointsRule } from './regional/access-points';
import { replicationAlarmsRule } from './replication/alarms';
import { destinationsRule } from './replication/destinations';
import { replicaEncryptionRule } from './replication/encryption';
import { memberLifecyclesRule } from './replication/lifecycles';
import { objectLockRule } from './replication/object-lock';
import { preconditionsRule } from './replication/preconditions';
import { replicationWritersRule } from './replication/replication-writers';
import { replicationRoleRule } from './replication/role';
import { replicationRuleFormRule } from './replication/rule-form';
import { topologyRule } from './replication/topology';
import { callRegionsRule } from './routes/call-regions';
import { duplicateRoutesRule } from './routes/duplicate-routes';
import { routesRule } from './routes/routes';
import { type LinterRule } from './rule';

/** All rules for an application without a baseline. */
export const LINTER_RULES: readonly LinterRule[] = [
  namesRule, accountsRule, identifiersRule, membersRule, nativeTypesRule, removalRule, publicAccessBlockRule,
  routesRule, callRegionsRule, duplicateRoutesRule,
  preconditionsRule, objectLockRule, topologyRule, replicationRuleFormRule, replicaEncryptionRule, replicationRoleRule,
  destinationsRule, replicationWritersRule, memberLifecyclesRule, replicationAlarmsRule, accessPointResourcesRule,
  accessPointActionsRule, publicAccessPointPolicyRule, accessPointGrammarRule, duplicatePoliciesRule,
  managementPermissionsRule, impossibleConditionsRule, delegationFormRule, ownBucketRule, memberDelegationRule,
  ownStatementsRule, cloudFrontRule, vpcEndpointsRule, regionalAccessPointsRule, clientFunctionsRule,
];
