import { Aspects, Stage } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';

/** What waits for the moment in which an application is complete as its author wrote it, but aspects have not yet looked at it. */
class Deferred {
  private readonly actions: (() => void)[] = [];
  private begun = false;

  public add(action: () => void): void {
    // An aspect may declare something too; then the moment is now.
    if (this.begun) action();
    else this.actions.push(action);
  }

  public run(): void {
    if (this.begun) return;
    this.begun = true;
    for (const action of this.actions) action();
  }
}

const DEFERRED = new WeakMap<IConstruct, Deferred>();

/**
 * Runs an action when no more is declared, and so that all aspects still reach what it makes.
 *
 * One aspect at the stage runs all of them: each one that adds constructs makes aws-cdk-lib go through the whole tree again, and after a
 * hundred times it gives up.
 */
export function beforeAspects(scope: IConstruct, action: () => void): void {
  const stage = Stage.of(scope) ?? scope.node.root;
  let deferred = DEFERRED.get(stage);
  if (deferred === undefined) {
    const created = new Deferred();
    DEFERRED.set(stage, created);
    Aspects.of(stage).add({ visit: (node) => { if (node === stage) created.run(); } });
    deferred = created;
  }
  deferred.add(action);
}
