import { accounts } from './access-points/accounts';
import { identifiers } from './access-points/identifiers';
import { members } from './access-points/members';
import { names } from './access-points/names';
import { publicAccessBlock } from './access-points/public-access-block';
import { removal } from './access-points/removal';
import { functions } from './clients/functions';
import { delegationForm } from './delegation/form';
import { memberDelegation } from './delegation/members';
import { ownBucket } from './delegation/own-bucket';
import { ownStatements } from './delegation/own-statements';
import { cloudFront } from './integrations/cloud-front';
import { vpcEndpoints } from './integrations/vpc-endpoints';
import { accessPointActions } from './policies/access-point-actions';
import { accessPointGrammar } from './policies/access-point-grammar';
import { accessPointPublic } from './policies/access-point-public';
import { accessPointResources } from './policies/access-point-resources';
import { duplicatePolicies } from './policies/duplicate-policies';
import { impossibleConditions } from './policies/impossible-conditions';
import { managementPermissions } from './policies/management-permissions';
import { regionalAccessPoints } from './regional/access-points';
import { alarms } from './replication/alarms';
import { destinations } from './replication/destinations';
import { encryption } from './replication/encryption';
import { lifecycles } from './replication/lifecycles';
import { preconditions } from './replication/preconditions';
import { replicationWriters } from './replication/replication-writers';
import { replicationRole } from './replication/role';
import { ruleForm } from './replication/rule-form';
import { topology } from './replication/topology';
import { callRegions } from './routes/call-regions';
import { duplicateRoutes } from './routes/duplicate-routes';
import { routes } from './routes/routes';
import { type Rule } from './rule';

/** All rules for an application without a baseline. */
export const RULES: readonly Rule[] = [
  names, accounts, identifiers, members, removal, publicAccessBlock,
  routes, callRegions, duplicateRoutes,
  preconditions, topology, ruleForm, encryption, replicationRole, destinations, replicationWriters, lifecycles, alarms,
  accessPointResources, accessPointActions, accessPointPublic, accessPointGrammar, duplicatePolicies,
  managementPermissions, impossibleConditions,
  delegationForm, ownBucket, memberDelegation, ownStatements,
  cloudFront, vpcEndpoints,
  regionalAccessPoints,
  functions,
];
