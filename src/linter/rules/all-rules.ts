import { accessPointsOfAccountRule } from './access-points/accounts';
import { accessPointIdentifiersRule } from './access-points/identifiers';
import { accessPointMembersRule } from './access-points/members';
import { accessPointNamesRule } from './access-points/names';
import { nativeTypesRule } from './access-points/native-types';
import { publicAccessBlockRule } from './access-points/public-access-block';
import { accessPointRemovalOrderRule } from './access-points/removal';
import { metadataAcknowledgementsRule } from './acknowledgements/metadata';
import { clientFunctionEnvironmentRule } from './clients/functions';
import { delegationFormRule } from './delegation/form';
import { memberDelegationRule } from './delegation/members';
import { bucketPolicyOtherBucketResourcesRule } from './delegation/own-bucket';
import { bucketPolicyNonDelegationStatementsRule } from './delegation/own-statements';
import { cloudFrontRule } from './integrations/cloud-front';
import { vpcEndpointsRule } from './integrations/vpc-endpoints';
import { accessPointActionsRule } from './policies/access-point-actions';
import { accessPointGrammarRule } from './policies/access-point-grammar';
import { publicAccessPointPolicyRule } from './policies/access-point-public';
import { accessPointResourcesRule } from './policies/access-point-resources';
import { duplicatePoliciesRule } from './policies/duplicate-policies';
import { impossibleConditionsRule } from './policies/impossible-conditions';
import { managementPermissionsRule } from './policies/management-permissions';
import { serverlessPoliciesRule } from './policies/serverless-policies';
import { regionalAccessPointsRule } from './regional/access-points';
import { replicationAlarmsRule } from './replication/alarms';
import { replicationDestinationsRule } from './replication/destinations';
import { replicaEncryptionRule } from './replication/encryption';
import { replicationKeyPoliciesRule } from './replication/key-policies';
import { memberLifecyclesRule } from './replication/lifecycles';
import { metricsOfMembersRule } from './replication/metrics';
import { replicationObjectFiltersRule } from './replication/object-filters';
import { objectLockRule } from './replication/object-lock';
import { replicationPreconditionsRule } from './replication/preconditions';
import { duplicateReplicationWritersRule } from './replication/replication-writers';
import { replicationRoleRule } from './replication/role';
import { replicationRuleFormRule } from './replication/rule-form';
import { replicationSchemaVersionRule } from './replication/schema-version';
import { topologyRule } from './replication/topology';
import { customResourceSdkCallRegionsRule } from './routes/call-regions';
import { duplicateRoutesWritersRule } from './routes/duplicate-routes';
import { routesRule } from './routes/routes';
import { type LinterRule } from './rule';

/** All rules for an application without a baseline. */
export const LINTER_RULES: readonly LinterRule[] = [
  accessPointNamesRule, accessPointsOfAccountRule, accessPointIdentifiersRule, accessPointMembersRule, nativeTypesRule,
  accessPointRemovalOrderRule, publicAccessBlockRule, routesRule, customResourceSdkCallRegionsRule,
  duplicateRoutesWritersRule, replicationPreconditionsRule, objectLockRule, topologyRule, replicationRuleFormRule,
  replicationObjectFiltersRule, metricsOfMembersRule, replicationSchemaVersionRule, replicaEncryptionRule,
  replicationRoleRule, replicationKeyPoliciesRule, replicationDestinationsRule, duplicateReplicationWritersRule,
  memberLifecyclesRule, replicationAlarmsRule, accessPointResourcesRule, accessPointActionsRule,
  publicAccessPointPolicyRule, accessPointGrammarRule, duplicatePoliciesRule, managementPermissionsRule,
  impossibleConditionsRule, serverlessPoliciesRule, delegationFormRule, bucketPolicyOtherBucketResourcesRule,
  memberDelegationRule, bucketPolicyNonDelegationStatementsRule, cloudFrontRule, vpcEndpointsRule,
  regionalAccessPointsRule, clientFunctionEnvironmentRule, metadataAcknowledgementsRule,
];
