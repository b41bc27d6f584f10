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
import { denials } from './policies/impossible-conditions';
import { managers } from './policies/management-permissions';
import { onePolicy } from './policies/one-policy';
import { regional } from './regional/access-points';
import { alarms } from './replication/alarms';
import { destinations } from './replication/destinations';
import { encryption } from './replication/encryption';
import { lifecycles } from './replication/lifecycles';
import { preconditions } from './replication/preconditions';
import { replicationRole } from './replication/role';
import { ruleForm } from './replication/rule-form';
import { topology } from './replication/topology';
import { writers } from './replication/writers';
import { callRegions } from './routes/call-regions';
import { routesManagers } from './routes/duplicate-routes';
import { routes } from './routes/routes';
import { type Rule } from './rule';

/** Every rule over an application as it is. */
export const RULES: readonly Rule[] = [
  names, accounts, identifiers, members, removal, publicAccessBlock,
  routes, callRegions, routesManagers,
  preconditions, topology, ruleForm, encryption, replicationRole, destinations, writers, lifecycles, alarms,
  accessPointResources, accessPointActions, accessPointPublic, accessPointGrammar, onePolicy, managers, denials,
  delegationForm, ownBucket, memberDelegation, ownStatements,
  cloudFront, vpcEndpoints,
  regional,
  functions,
];
