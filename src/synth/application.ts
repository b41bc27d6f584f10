import { type IConstruct } from 'constructs';
import { errorsOf, type Finding, renderFinding } from '../checks/finding';
import { checkAccount, type DeclaredAccessPoint } from '../checks/names';
import { checkReplicationWriters, type ReplicationWriter } from '../checks/replication-writers';
import { checkRoutesManagers, type RoutesManager } from '../checks/routes';
import { annotate } from './assert-valid';

/** What one application declares; lists, because single constructs cannot see each other. */
class Application {
  public readonly accessPoints: DeclaredAccessPoint[] = [];
  public readonly routesManagers: RoutesManager[] = [];
  public readonly replicationWriters: ReplicationWriter[] = [];

  /** The rows that speak of a whole application. */
  public check(): Finding[] {
    return [...checkAccount(this.accessPoints), ...checkRoutesManagers(this.routesManagers), ...checkReplicationWriters(this.replicationWriters)];
  }
}

const APPLICATIONS = new WeakMap<IConstruct, Application>();

/** The application that a construct belongs to; checked once, when its tree is complete. */
function applicationOf(scope: IConstruct): Application {
  const { root } = scope.node;
  const known = APPLICATIONS.get(root);
  if (known) return known;

  const application = new Application();
  APPLICATIONS.set(root, application);
  root.node.addValidation({
    validate: () => {
      const findings = application.check();
      const errors = errorsOf(findings);
      for (const finding of findings.filter((entry) => !errors.includes(entry))) annotate(root, finding);
      return errors.map(renderFinding);
    },
  });
  return application;
}

export function registerAccessPoint(scope: IConstruct, declared: DeclaredAccessPoint): void {
  applicationOf(scope).accessPoints.push(declared);
}

export function registerRoutesManager(scope: IConstruct, manager: RoutesManager): void {
  applicationOf(scope).routesManagers.push(manager);
}

export function registerReplicationWriter(scope: IConstruct, writer: ReplicationWriter): void {
  applicationOf(scope).replicationWriters.push(writer);
}
