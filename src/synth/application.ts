import { type IConstruct } from 'constructs';
import { type BucketNeeds, checkNeeds } from '../checks/bucket-needs';
import { errorsOf, type Finding, renderFinding } from '../checks/finding';
import { checkAccount, type DeclaredAccessPoint } from '../checks/names';
import { checkReplicationWriters, type ReplicationWriter } from '../checks/replication-writers';
import { checkRoutesManagers, type RoutesManager } from '../checks/routes';
import { annotate } from './assert-valid';

/** A bucket that is not ours to change, and what constructs ask of its owner. */
interface AskedBucket {
  readonly scope: IConstruct;
  readonly bucket: string;
  readonly account?: string;
  readonly needs: BucketNeeds[];
}

/** What one application declares; lists, because single constructs cannot see each other. */
class Application {
  public readonly accessPoints: DeclaredAccessPoint[] = [];
  public readonly routesManagers: RoutesManager[] = [];
  public readonly replicationWriters: ReplicationWriter[] = [];
  public readonly askedBuckets = new Map<string, AskedBucket>();

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
      for (const { scope: asking, ...asked } of application.askedBuckets.values()) annotate(asking, checkNeeds(asked));
      // Said once, however often the application is synthesized.
      application.askedBuckets.clear();
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

/** Notes what the owner of a bucket must add to it; all of it is told at once, when the tree is complete. */
export function askOwner(scope: IConstruct, { bucket, account }: { bucket: string; account?: string }, needs: BucketNeeds): void {
  const { askedBuckets } = applicationOf(scope);
  const asked = askedBuckets.get(bucket) ?? { scope, bucket, account, needs: [] };
  asked.needs.push(needs);
  askedBuckets.set(bucket, asked);
}
