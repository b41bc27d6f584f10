import * as adoption from './definitions/adoption';
import * as baseline from './definitions/baseline';
import * as clients from './definitions/clients';
import * as commandArguments from './definitions/command-arguments';
import * as commandLine from './definitions/command-line';
import * as cost from './definitions/cost';
import * as delegation from './definitions/delegation';
import * as deployment from './definitions/deployment';
import * as environments from './definitions/environments';
import * as failover from './definitions/failover';
import * as handlerProxy from './definitions/handler-proxy';
import * as importCommand from './definitions/import-command';
import * as integrations from './definitions/integrations';
import * as keys from './definitions/keys';
import * as linter from './definitions/linter';
import * as members from './definitions/members';
import * as names from './definitions/names';
import * as objectLock from './definitions/object-lock';
import * as operations from './definitions/operations';
import * as options from './definitions/options';
import * as ownership from './definitions/ownership';
import * as policies from './definitions/policies';
import * as provisioning from './definitions/provisioning';
import * as regionSwitch from './definitions/region-switch';
import * as regional from './definitions/regional';
import * as replication from './definitions/replication';
import * as replicationAccess from './definitions/replication-access';
import * as replicationDeployment from './definitions/replication-deployment';
import * as replicationRuleDeclarations from './definitions/replication-rule-declarations';
import * as replicationRules from './definitions/replication-rules';
import * as routes from './definitions/routes';
import * as simulateCommand from './definitions/simulate-command';
import * as underlyingBuckets from './definitions/underlying-buckets';
import * as usage from './definitions/usage';
import { type DiagnosticDefinition } from './diagnostic';

/** The parts of a diagnostic that do not depend on its arguments. */
export type DiagnosticEntry = Omit<DiagnosticDefinition<never>, 'message' | 'fix' | 'create'>;

/** All diagnostics, sorted by id. */
export const DIAGNOSTICS: readonly DiagnosticEntry[] = [
  linter, names, members, underlyingBuckets, routes, replication, replicationRules, replicationRuleDeclarations,
  policies, delegation, integrations, regional, options, handlerProxy, objectLock, provisioning, adoption, clients,
  baseline, environments, deployment, failover, replicationAccess, replicationDeployment, ownership, commandLine,
  commandArguments, operations, regionSwitch, usage, keys, simulateCommand, importCommand, cost,
]
  .flatMap((family): DiagnosticEntry[] => Object.values(family))
  .sort((a, b) => a.id.localeCompare(b.id));
