import { MRAP851, MRAP852, MRAP853, MRAP854 } from '../../checks/diagnostics/baseline';
import { MRAP510 } from '../../checks/diagnostics/policies';
import { MRAP704 } from '../../checks/diagnostics/regional';
import { MRAP424 } from '../../checks/diagnostics/replication';
import { MRAP308 } from '../../checks/diagnostics/routes';
import { type DiagnosticEntry } from '../../checks/registry';
import { type Application } from '../application';
import { lintWith, type LintFinding, type LintOptions } from '../engine';
import { type Detection } from '../rule';
import { droppedAccessPoints, replacedAccessPoints } from './access-points';
import { droppedPolicies } from './policies';
import { replacedRegionalAccessPoints } from './regional';
import { changedReplication } from './replication';
import { droppedRoutes } from './routes';
import { orphanedStacks } from './stacks';

/** Something that a deployment would change for the worse: a pure function over an application before and after. */
export interface BaselineRule {
  readonly finds: readonly DiagnosticEntry[];
  readonly compare: (before: Application, after: Application) => Iterable<Detection>;
}

export const BASELINE_RULES: readonly BaselineRule[] = [
  { finds: [MRAP851], compare: replacedAccessPoints },
  { finds: [MRAP852], compare: droppedAccessPoints },
  { finds: [MRAP308], compare: droppedRoutes },
  { finds: [MRAP510], compare: droppedPolicies },
  { finds: [MRAP424, MRAP853], compare: changedReplication },
  { finds: [MRAP854], compare: orphanedStacks },
  { finds: [MRAP704], compare: replacedRegionalAccessPoints },
];

/** Everything that a deployment of an application would lose of what was deployed before. */
export function compareWithBaseline(before: Application, after: Application, options: LintOptions = {}): LintFinding[] {
  return BASELINE_RULES.flatMap(({ finds, compare }) => lintWith(before, { finds, check: () => compare(before, after) }, options));
}
