import { Stack } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { checkMemberReplication } from '../diagnostics/checks/member-replication';
import { checkAccessPointsOfAccount, type NamedAccessPoint } from '../diagnostics/checks/names';
import {
  type BucketPolicyRequirements,
  type OwnerRequirements,
  checkOwnerRequirements,
} from '../diagnostics/checks/owner-requirements';
import { checkReplicationWriters, type ReplicationWriter } from '../diagnostics/checks/replication-writers';
import { checkRoutesManagers, type RoutesManager, type RoutingTable } from '../diagnostics/checks/routes';
import { selectErrors, type Finding, renderFindingAsMessage } from '../diagnostics/finding';
import { annotate } from './assert-valid';

/** The requirements that constructs have for a bucket which the application cannot change. */
interface OwnerRequest extends BucketPolicyRequirements {
  /** The first construct with a requirement, which gets the finding. */
  readonly scope: IConstruct;
  readonly needs: OwnerRequirements[];
}

/** A member of an access point. */
export interface DeclaredMember {
  readonly bucket: string;
  readonly region: string;
}

interface AccessPointMembers {
  readonly scope: IConstruct;
  /** Undefined if other applications may write replication rules of the members. */
  readonly findMembers: () => readonly DeclaredMember[] | undefined;
}

/** A replication rule from one bucket to another. */
export interface DeclaredEdge {
  readonly from: string;
  readonly to: string;
}

interface DeclaredRoutes extends RoutesManager {
  readonly table: RoutingTable;
}

/**
 * The declarations of all constructs of this library in one application, for the checks that compare constructs with
 * each other. The checks are functions of `src/diagnostics/checks`, which the linter runs with the data of templates;
 * see ADR 0028.
 */
class ConstructRegistry {
  public readonly accessPoints: NamedAccessPoint[] = [];
  public readonly memberships: AccessPointMembers[] = [];
  public readonly edges: DeclaredEdge[] = [];
  public readonly routesManagers: DeclaredRoutes[] = [];
  public readonly replicationWriters: ReplicationWriter[] = [];
  public readonly ownerRequests = new Map<string, OwnerRequest>();

  /** Adds warnings to the constructs and returns the errors. */
  public validate(root: IConstruct): string[] {
    const findings = [
      ...checkAccessPointsOfAccount(this.accessPoints),
      ...checkRoutesManagers(this.routesManagers),
      ...checkReplicationWriters(this.replicationWriters),
    ];
    const errors = selectErrors(findings);
    for (const finding of findings.filter((entry) => !errors.includes(entry))) annotate(root, finding);
    for (const membership of this.memberships) {
      for (const finding of this.checkMembers(membership)) annotate(membership.scope, finding);
    }
    for (const { scope, needs, ...request } of this.ownerRequests.values()) {
      // A token becomes the function that a template contains.
      const resolved = Stack.of(scope).resolve(needs) as OwnerRequirements[];
      annotate(scope, checkOwnerRequirements({ ...request, needs: resolved }));
    }
    // An application can be synthesized more than once.
    this.ownerRequests.clear();
    return errors.map(renderFindingAsMessage);
  }

  private checkMembers({ scope, findMembers }: AccessPointMembers): Finding[] {
    return checkMemberReplication({
      members: findMembers() ?? [],
      tables: this.routesManagers
        .filter(({ accessPoint }) => accessPoint === scope.node.path)
        .map(({ table }) => ({ ...table, complete: true })),
      replicates: (from, to) => this.edges.some((edge) => edge.from === from && edge.to === to),
    });
  }
}

const REGISTRIES = new WeakMap<IConstruct, ConstructRegistry>();

/**
 * Returns the registry of the application that contains a construct. The first call adds the validation of the
 * application.
 */
function findRegistry(scope: IConstruct): ConstructRegistry {
  const { root } = scope.node;
  const known = REGISTRIES.get(root);
  if (known) return known;

  const registry = new ConstructRegistry();
  REGISTRIES.set(root, registry);
  root.node.addValidation({ validate: () => registry.validate(root) });
  return registry;
}

export function registerAccessPoint(scope: IConstruct, declared: NamedAccessPoint): void {
  findRegistry(scope).accessPoints.push(declared);
}

/** Registers the members of an access point, which the validation reads when the tree is complete. */
export function registerAccessPointMembers(scope: IConstruct, findMembers: AccessPointMembers['findMembers']): void {
  findRegistry(scope).memberships.push({ scope, findMembers });
}

export function registerDeclaredReplication(scope: IConstruct, edges: readonly DeclaredEdge[]): void {
  findRegistry(scope).edges.push(...edges);
}

export function registerRoutesManager(scope: IConstruct, manager: DeclaredRoutes): void {
  findRegistry(scope).routesManagers.push(manager);
}

export function registerReplicationWriter(scope: IConstruct, writer: ReplicationWriter): void {
  findRegistry(scope).replicationWriters.push(writer);
}

/**
 * Registers the policy statements that the owner of a bucket must add. One finding for each bucket contains all of
 * them.
 */
export function registerOwnerRequirements(
  scope: IConstruct, { bucket, account }: { bucket: string; account?: string }, needs: OwnerRequirements,
): void {
  const { ownerRequests } = findRegistry(scope);
  const request = ownerRequests.get(bucket) ?? { scope, bucket, account, needs: [] };
  request.needs.push(needs);
  ownerRequests.set(bucket, request);
}
