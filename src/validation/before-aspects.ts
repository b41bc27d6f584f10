import { Aspects, Stage } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';

/** Actions that wait until the application is declared completely and before any other aspect visits it. */
class DeferredActions {
  private readonly actions: (() => void)[] = [];
  private started = false;

  public add(action: () => void): void {
    // An aspect may declare constructs as well. Their actions run immediately.
    if (this.started) action();
    else this.actions.push(action);
  }

  public run(): void {
    if (this.started) return;
    this.started = true;
    for (const action of this.actions) action();
  }
}

const DEFERRED = new WeakMap<IConstruct, DeferredActions>();

/**
 * Runs an action after the last declaration and before all aspects, so that aspects also visit the constructs that the
 * action creates.
 *
 * One aspect per stage runs all actions. After each aspect that adds constructs, aws-cdk-lib visits the whole tree
 * again, and it throws an error after one hundred visits.
 */
export function runBeforeAspects(scope: IConstruct, action: () => void): void {
  const stage = Stage.of(scope) ?? scope.node.root;
  let deferred = DEFERRED.get(stage);
  if (deferred === undefined) {
    const created = new DeferredActions();
    DEFERRED.set(stage, created);
    Aspects.of(stage).add({ visit: (node) => { if (node === stage) created.run(); } });
    deferred = created;
  }
  deferred.add(action);
}
