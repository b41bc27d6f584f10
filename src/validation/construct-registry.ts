import { Aws, Stack, Stage } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { checkCreatedBuckets, type CreatedBucket, listDuplicateBuckets } from '../diagnostics/checks/created-buckets';
import { checkMemberReplication } from '../diagnostics/checks/member-replication';
import { checkAccessPointsOfAccount, type NamedAccessPoint } from '../diagnostics/checks/names';
import { checkOperationsNames, type OperationsNames } from '../diagnostics/checks/operations-names';
import {
  type OwnedResource, type OwnerRequirements, checkOwnerRequirements, mergeOwnerRequirements,
} from '../diagnostics/checks/owner-requirements';
import { checkReplicationWriters, type ReplicationWriter } from '../diagnostics/checks/replication-writers';
import { checkRoutesManagers, type RoutesManager, type RoutingTable } from '../diagnostics/checks/routes';
import { checkStackNames, type DeclaredStack } from '../diagnostics/checks/stacks';
import { listComparedPaths } from '../diagnostics/compared-paths';
import { selectErrors, type Finding, renderFindingAsMessage } from '../diagnostics/finding';
import { addFindingAnnotation } from './assert-valid';
import { writeOwnerRequirements } from './owner-requirements-file';
import { toTextUnlessToken } from './tokens';

/** The requirements that constructs have for a bucket or a key which the application cannot change. */
interface OwnerRequest {
  readonly resource: OwnedResource;
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
  public readonly regionalStacks = new Set<IConstruct>();
  public readonly createdBuckets: CreatedBucket[] = [];
  public readonly operationsNames: OperationsNames[] = [];
  public readonly ownerRequests = new Map<string, OwnerRequest>();

  private readonly reporters = new Set<IConstruct>();
  private comparison?: { readonly declarations: number; readonly findings: readonly Finding[] };

  /** Adds a validation to a construct, so that errors about it have its path. */
  public addReporter(scope: IConstruct): void {
    if (this.reporters.has(scope)) return;
    this.reporters.add(scope);
    scope.node.addValidation({ validate: () => this.findErrors(scope).map(renderFindingAsMessage) });
  }

  /** Adds the warnings to the constructs. */
  public validate(root: IConstruct): void {
    const findings = this.compare(root);
    const errors = selectErrors(findings);
    for (const finding of findings.filter((entry) => !errors.includes(entry))) addFindingAnnotation(root, finding);
    for (const membership of this.memberships) {
      for (const finding of this.checkMembers(membership)) addFindingAnnotation(membership.scope, finding);
    }
    for (const [name, { scope, needs, resource }] of this.ownerRequests) {
      // A token becomes the function that a template contains.
      const resolved = Stack.of(scope).resolve(needs) as OwnerRequirements[];
      const file = writeOwnerRequirements(root, name, mergeOwnerRequirements(resolved));
      addFindingAnnotation(scope, checkOwnerRequirements({ ...resource, needs: resolved }, file));
    }
    // An application can be synthesized more than once.
    this.ownerRequests.clear();
  }

  /**
   * Finds the errors that a construct reports: the first construct of its stage that the error compares. aws-cdk-lib
   * validates each stage separately, and stops at the first stage with an error.
   */
  private findErrors(scope: IConstruct): Finding[] {
    const stage = Stage.of(scope);
    const paths = [...this.reporters].filter((reporter) => Stage.of(reporter) === stage).map(({ node }) => node.path);
    return selectErrors(this.compare(scope.node.root)).filter((finding) =>
      listComparedPaths(finding).find((path) => paths.includes(path)) === scope.node.path);
  }

  /** Compares all declarations with each other. Validations call it repeatedly. */
  private compare(root: IConstruct): readonly Finding[] {
    const declarations = this.accessPoints.length + this.routesManagers.length + this.createdBuckets.length
      + this.operationsNames.length + this.replicationWriters.length + this.regionalStacks.size;
    if (this.comparison?.declarations !== declarations) {
      this.comparison = {
        declarations,
        findings: [
          ...checkAccessPointsOfAccount(this.accessPoints),
          ...checkRoutesManagers(this.routesManagers),
          ...checkCreatedBuckets(this.createdBuckets),
          ...checkOperationsNames(this.operationsNames),
          ...this.checkReplicationWriters(),
          ...checkStackNames(this.listStacks(root)),
        ],
      };
    }
    return this.comparison.findings;
  }

  /** A bucket that is created twice also has two writers, which are no mistake of their own. */
  private checkReplicationWriters(): Finding[] {
    const twice = listDuplicateBuckets(this.createdBuckets);
    return checkReplicationWriters(this.replicationWriters.filter(({ bucket }) => !twice.has(bucket)));
  }

  private listStacks(root: IConstruct): DeclaredStack[] {
    if (this.regionalStacks.size === 0) return [];
    return root.node.findAll().filter((node) => Stack.isStack(node) && !node.nested).map((node) => {
      const stack = node as Stack;
      return {
        name: stack.stackName,
        account: toTextUnlessToken(stack.account) ?? `of ${Stage.of(stack)?.node.path || 'the application'}`,
        region: stack.region,
        path: stack.node.path,
        isRegional: this.regionalStacks.has(stack),
      };
    });
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
  root.node.addValidation({ validate: () => { registry.validate(root); return []; } });
  return registry;
}

/** Registers a stack that a construct of this library creates in another environment. */
export function registerRegionalStack(stack: Stack): void {
  const registry = findRegistry(stack);
  registry.regionalStacks.add(stack);
  registry.addReporter(stack);
}

/** Returns whether a construct of this library created the stack in another environment. */
export function isRegionalStack(stack: Stack): boolean {
  return findRegistry(stack).regionalStacks.has(stack);
}

/**
 * Registers a bucket that a construct of this library creates, unless its name refers to a resource. All stacks without
 * an account are deployed to the same one.
 */
export function registerCreatedBucket(scope: IConstruct, bucket: string): void {
  const name = toTextUnlessToken(bucket.replaceAll(Aws.ACCOUNT_ID, '<account>'));
  if (name === undefined) return;
  const registry = findRegistry(scope);
  registry.createdBuckets.push({ bucket: name, path: scope.node.path });
  registry.addReporter(scope);
}

export function registerAccessPoint(scope: IConstruct, declared: NamedAccessPoint): void {
  const registry = findRegistry(scope);
  registry.accessPoints.push(declared);
  registry.addReporter(scope);
}

/** Registers the members of an access point, which the validation reads when the tree is complete. */
export function registerAccessPointMembers(scope: IConstruct, findMembers: AccessPointMembers['findMembers']): void {
  findRegistry(scope).memberships.push({ scope, findMembers });
}

export function registerDeclaredReplication(scope: IConstruct, edges: readonly DeclaredEdge[]): void {
  findRegistry(scope).edges.push(...edges);
}

export function registerRoutesManager(scope: IConstruct, manager: DeclaredRoutes): void {
  const registry = findRegistry(scope);
  registry.routesManagers.push(manager);
  registry.addReporter(scope);
}

export function registerReplicationWriter(scope: IConstruct, writer: ReplicationWriter): void {
  const registry = findRegistry(scope);
  registry.replicationWriters.push(writer);
  registry.addReporter(scope);
}

/** Registers the names of the alarms, documents and roles of a construct. */
export function registerOperationsNames(scope: IConstruct, names: OperationsNames): void {
  const registry = findRegistry(scope);
  const account = toTextUnlessToken(names.account) ?? `of ${Stage.of(scope)?.node.path || 'the application'}`;
  registry.operationsNames.push({ ...names, account });
  registry.addReporter(scope);
}

/**
 * Registers the policy statements that the owner of a bucket or key must add. One finding for each bucket or key
 * contains all of them.
 */
export function registerOwnerRequirements(scope: IConstruct, resource: OwnedResource, needs: OwnerRequirements): void {
  const { ownerRequests } = findRegistry(scope);
  const name = 'key' in resource ? resource.key : resource.bucket;
  const request = ownerRequests.get(name) ?? { scope, resource, needs: [] };
  request.needs.push(needs);
  ownerRequests.set(name, request);
}
