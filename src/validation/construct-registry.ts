import { type IConstruct } from 'constructs';
import { checkReplicatedMembers } from '../diagnostics/checks/member-replication';
import { checkAccount, type NamedAccessPoint } from '../diagnostics/checks/names';
import { type OwnerRequirements, checkOwnerRequirements } from '../diagnostics/checks/owner-requirements';
import { checkReplicationWriters, type ReplicationWriter } from '../diagnostics/checks/replication-writers';
import { checkRoutesManagers, type RoutesManager, type RoutingTable } from '../diagnostics/checks/routes';
import { onlyErrors, type Finding, renderFinding } from '../diagnostics/finding';
import { annotate } from './assert-valid';

/** A bucket that is not ours to change, and what constructs ask of its owner. */
interface OwnerRequest {
  readonly scope: IConstruct;
  readonly bucket: string;
  readonly account?: string;
  readonly needs: OwnerRequirements[];
}

/** A member of an access point. */
export interface DeclaredMember {
  readonly bucket: string;
  readonly region: string;
}

/** An access point and its members; undefined where other applications may have rules among them. */
interface Membership {
  readonly scope: IConstruct;
  readonly members: () => readonly DeclaredMember[] | undefined;
}

/** One direction in which buckets replicate. */
export interface DeclaredEdge {
  readonly from: string;
  readonly to: string;
}

interface DeclaredRoutes extends RoutesManager {
  readonly table: RoutingTable;
}

/** What one application declares; lists, because single constructs cannot see each other. */
class ConstructRegistry {
  public readonly accessPoints: NamedAccessPoint[] = [];
  public readonly memberships: Membership[] = [];
  public readonly edges: DeclaredEdge[] = [];
  public readonly routesManagers: DeclaredRoutes[] = [];
  public readonly replicationWriters: ReplicationWriter[] = [];
  public readonly askedBuckets = new Map<string, OwnerRequest>();

  /** The rows that speak of a whole application. */
  public check(): Finding[] {
    return [...checkAccount(this.accessPoints), ...checkRoutesManagers(this.routesManagers), ...checkReplicationWriters(this.replicationWriters)];
  }

  /** Which bucket of an access point replicates to which is known when both have been declared. */
  public checkMembership({ scope, members }: Membership): Finding[] {
    const known = members() ?? [];
    const tables = this.routesManagers.filter(({ accessPoint }) => accessPoint === scope.node.path).map(({ table }) => table);
    const dialOf = ({ routes, others }: RoutingTable, region: string) => routes.find((route) => route.region === region)?.dial ?? others;
    const isPassive = (region: string) => tables.some((table) => dialOf(table, region) === 0);
    return checkReplicatedMembers({
      members: known.map(({ bucket }) => bucket),
      passive: new Set(known.filter(({ region }) => isPassive(region)).map(({ bucket }) => bucket)),
      replicates: (from, to) => this.edges.some((edge) => edge.from === from && edge.to === to),
    });
  }
}

const APPLICATIONS = new WeakMap<IConstruct, ConstructRegistry>();

/** The application that a construct belongs to; checked once, when its tree is complete. */
function applicationOf(scope: IConstruct): ConstructRegistry {
  const { root } = scope.node;
  const known = APPLICATIONS.get(root);
  if (known) return known;

  const application = new ConstructRegistry();
  APPLICATIONS.set(root, application);
  root.node.addValidation({
    validate: () => {
      const findings = application.check();
      const errors = onlyErrors(findings);
      for (const membership of application.memberships) {
        for (const finding of application.checkMembership(membership)) annotate(membership.scope, finding);
      }
      for (const { scope: asking, ...asked } of application.askedBuckets.values()) annotate(asking, checkOwnerRequirements(asked));
      // Said once, however often the application is synthesized.
      application.askedBuckets.clear();
      for (const finding of findings.filter((entry) => !errors.includes(entry))) annotate(root, finding);
      return errors.map(renderFinding);
    },
  });
  return application;
}

export function registerAccessPoint(scope: IConstruct, declared: NamedAccessPoint): void {
  applicationOf(scope).accessPoints.push(declared);
}

/** Notes the members of an access point, as they are when the tree is complete. */
export function registerMembers(scope: IConstruct, members: Membership['members']): void {
  applicationOf(scope).memberships.push({ scope, members });
}

export function registerReplication(scope: IConstruct, edges: readonly DeclaredEdge[]): void {
  applicationOf(scope).edges.push(...edges);
}

export function registerRoutesManager(scope: IConstruct, manager: DeclaredRoutes): void {
  applicationOf(scope).routesManagers.push(manager);
}

export function registerReplicationWriter(scope: IConstruct, writer: ReplicationWriter): void {
  applicationOf(scope).replicationWriters.push(writer);
}

/** Notes what the owner of a bucket must add to it; all of it is told at once, when the tree is complete. */
export function registerOwnerRequirements(scope: IConstruct, { bucket, account }: { bucket: string; account?: string }, needs: OwnerRequirements): void {
  const { askedBuckets } = applicationOf(scope);
  const asked = askedBuckets.get(bucket) ?? { scope, bucket, account, needs: [] };
  asked.needs.push(needs);
  askedBuckets.set(bucket, asked);
}
