import { type Declaration } from './schedule';
import { byHand, TABLES } from './template';

/** The Regions that are active, as one text. */
export const keyOf = (regions: readonly string[]) => [...regions].sort().join();

/** What may be in force on one access point: more than one thing only where nothing says what came first. */
export interface Expected {
  readonly routes: ReadonlySet<string>;
  readonly policy: ReadonlySet<number | undefined>;
}

/** What a stack declared for an access point. */
export type Declared = Pick<Declaration, 'routes' | 'policy' | 'liveRoutes'>;

const both = <T>(a: ReadonlySet<T>, b: ReadonlySet<T>) => new Set([...a, ...b]);

export function untouched(members: readonly string[]): Expected {
  return { routes: new Set([keyOf(members)]), policy: new Set([undefined]) };
}

export function failedOver(before: Expected, members: readonly string[]): Expected {
  return { ...before, routes: new Set([keyOf(byHand(members))]) };
}

/** After a deployment that succeeded; `last` is what the same stack declared for the same access point before. */
export function deployed(before: Expected, members: readonly string[], last: Declared | undefined, declared: Declared): Expected {
  const policy = new Set([declared.policy]);
  if (declared.routes === undefined || declared.routes === last?.routes) return { ...before, policy };
  const desired = keyOf(TABLES[declared.routes]);
  const expected = keyOf(last?.routes === undefined ? members : TABLES[last.routes]);
  const result = (live: string) => (live === expected || declared.liveRoutes === 'ENFORCE' ? desired : live);
  const routes = new Set([...before.routes].map(result));
  // What the stack does not know it may take for its own work, in the first two hours of an access point.
  return { policy, routes: last?.routes === undefined ? both(routes, new Set([desired])) : routes };
}

/** After a deployment that was rolled back. */
export function rolledBack(before: Expected, last: Declared | undefined, declared: Declared): Expected {
  // What was created goes, but neither routes nor a policy can be deleted.
  const policy = last ? before.policy : both(before.policy, new Set([declared.policy]));
  const overwritten = declared.liveRoutes === 'ENFORCE' && last?.routes !== undefined ? [keyOf(TABLES[last.routes])] : [];
  const created = declared.routes !== undefined && last?.routes === undefined ? [keyOf(TABLES[declared.routes])] : [];
  return { policy, routes: both(before.routes, new Set([...overwritten, ...created])) };
}
