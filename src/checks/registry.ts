import { type Diagnostic } from './diagnostic';
import * as baseline from './diagnostics/baseline';
import * as clients from './diagnostics/clients';
import * as delegation from './diagnostics/delegation';
import * as deployment from './diagnostics/deployment';
import * as failover from './diagnostics/failover';
import * as integrations from './diagnostics/integrations';
import * as linter from './diagnostics/linter';
import * as members from './diagnostics/members';
import * as names from './diagnostics/names';
import * as operating from './diagnostics/operating';
import * as operations from './diagnostics/operations';
import * as options from './diagnostics/options';
import * as policies from './diagnostics/policies';
import * as regional from './diagnostics/regional';
import * as replication from './diagnostics/replication';
import * as replicationDeployment from './diagnostics/replication-deployment';
import * as routes from './diagnostics/routes';

/** What is the same for every diagnostic, whatever its arguments. */
export type DiagnosticEntry = Pick<Diagnostic<never>, 'id' | 'row' | 'severity' | 'title' | 'why' | 'source'>;

/** Every diagnostic there is, by id. */
export const DIAGNOSTICS: readonly DiagnosticEntry[] = [
  linter, names, members, routes, replication, policies, delegation, integrations, regional, options, clients, baseline, deployment, failover,
  replicationDeployment, operations, operating,
]
  .flatMap((family): DiagnosticEntry[] => Object.values(family))
  .sort((a, b) => a.id.localeCompare(b.id));
