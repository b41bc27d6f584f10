import { type Declaration } from './schedule';
import { manualRoutes, TABLES } from './template';

/** Renders the active Regions as one text. */
export const makeRoutesKey = (regions: readonly string[]) => [...regions].sort().join();

/** The allowed state of one access point. There are several alternatives only if the order of changes is unknown. */
export interface Expected {
  readonly routes: ReadonlySet<string>;
  readonly policy: ReadonlySet<number | undefined>;
}

/** The settings that a stack declared for an access point. */
export type DeclaredSettings = Pick<Declaration, 'routes' | 'policy' | 'liveRoutes'>;

const unite = <T>(a: ReadonlySet<T>, b: ReadonlySet<T>) => new Set([...a, ...b]);

export function expectNew(members: readonly string[]): Expected {
  return { routes: new Set([makeRoutesKey(members)]), policy: new Set([undefined]) };
}

export function expectAfterFailover(before: Expected, members: readonly string[]): Expected {
  return { ...before, routes: new Set([makeRoutesKey(manualRoutes(members))]) };
}

/**
 * Returns the allowed state after a successful deployment.
 *
 * @param last the settings that the same stack declared before for the same access point
 */
export function expectAfterDeployment(
  before: Expected, members: readonly string[], last: DeclaredSettings | undefined, declared: DeclaredSettings,
): Expected {
  const policy = new Set([declared.policy]);
  if (declared.routes === undefined || declared.routes === last?.routes) return { ...before, policy };
  const desired = makeRoutesKey(TABLES[declared.routes]);
  const expected = makeRoutesKey(last?.routes === undefined ? members : TABLES[last.routes]);
  const apply = (live: string) => (live === expected || declared.liveRoutes === 'ENFORCE' ? desired : live);
  const routes = new Set([...before.routes].map(apply));
  // In the first two hours of an access point, the handler can treat unknown routes as its own.
  return { policy, routes: last?.routes === undefined ? unite(routes, new Set([desired])) : routes };
}

/**
 * Returns the allowed state after a deployment that was rolled back.
 *
 * @param isKeptAsManual whether the rollback may have kept the routes of the failed update as a manual change
 */
export function expectAfterRollback(
  before: Expected, last: DeclaredSettings | undefined, declared: DeclaredSettings, isKeptAsManual: boolean,
): Expected {
  // The rollback deletes created resources, but neither routes nor a policy can be deleted.
  const policy = last ? before.policy : unite(before.policy, new Set([declared.policy]));
  const isOverwritten = declared.liveRoutes === 'ENFORCE' && last?.routes !== undefined;
  const isCreated = declared.routes !== undefined && (last?.routes === undefined || isKeptAsManual);
  const overwritten = isOverwritten ? [makeRoutesKey(TABLES[last.routes])] : [];
  const created = isCreated ? [makeRoutesKey(TABLES[declared.routes])] : [];
  return { policy, routes: unite(before.routes, new Set([...overwritten, ...created])) };
}
