import { type RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { type Construct, type IConstruct } from 'constructs';
import { type Finding, renderFindingAsMessage } from '../../diagnostics/finding';
import {
  addFindingAnnotation, annotateWarnings, assertNoErrorsAndAnnotateFindings,
} from '../../validation/assert-valid';
import { registerDeclaredReplication } from '../../validation/construct-registry';
import { isKmsEncrypted } from '../buckets/bucket-keys';
import {
  isForeignBucket, isSameBucket, makeBucketLabel, type UnderlyingBucket,
} from '../buckets/underlying-bucket';
import { allowForeignDestinations, connectForeignSources } from './foreign-bucket-access';
import {
  checkKeysOfOwnDestinations, checkReplicationProps, checkReplicationRolePolicySize, checkSourceMultiRegionKey,
  checkSourcesEncryptedAfterRules, checkSourcesForOwnReplicationRules, checkRenderedBuckets,
} from './replication-checks';
import {
  type BucketEdge, listAllBucketsOfEdges, listBucketsOfEdges, resolveReplicationRule, type ResolvedReplicationProps,
} from './replication-config';
import { type ReplicationResources } from './replication-resources';
import { type DeclaredReplicationRule } from './replication-rule';
import { checkRuleEdges } from './rule-declaration-checks';

/** The shared replications of each stack. */
const OF_STACK = new WeakMap<Stack, SharedReplication[]>();

/**
 * The role, its permissions and the rules of source buckets. S3 has one replication configuration for each bucket, so
 * the replications of a stack with a common source bucket share this object.
 */
export class SharedReplication {
  /** Finds the only shared replication of the stack that has one of the sources. */
  public static find(scope: IConstruct, sources: readonly UnderlyingBucket[]): SharedReplication | undefined {
    const found = (OF_STACK.get(Stack.of(scope)) ?? []).filter(({ config }) =>
      config.edges.some(({ source }) => sources.some((other) => isSameBucket(source, other))));
    // The comparison of all constructs refuses sources of several replications.
    return found.length === 1 ? found[0] : undefined;
  }

  /** The paths of constructs that were created for the rules, and the synthesis. */
  public readonly readers = new Set<string>();
  public readonly own: ReplicationResources;
  /** The resources for source buckets of other accounts, by account. */
  private readonly foreign = new Map<string, ReplicationResources>();
  private readonly encryptedBefore = new Set<UnderlyingBucket>();
  private readonly sources = new Set<UnderlyingBucket>();

  /**
   * @param config the declaration without edges
   * @param createOwn creates the resources for the source buckets of the account, after all checks
   */
  constructor(
    public readonly config: ResolvedReplicationProps,
    rules: readonly DeclaredReplicationRule[],
    private removalPolicy: RemovalPolicy,
    createOwn: (edges: readonly BucketEdge[]) => ReplicationResources,
  ) {
    const { scope, members } = config;
    const edges = this.resolve(scope, rules, members);
    this.own = createOwn(this.selectOwnEdges(edges));
    this.connect(edges);
    this.validateLater(scope);
    OF_STACK.set(Stack.of(scope), [...OF_STACK.get(Stack.of(scope)) ?? [], this]);
  }

  /**
   * Adds rules and returns their edges.
   *
   * @param declaration the construct that declares the rules, for errors
   * @param members the buckets of the replication that declares them
   */
  public add(
    declaration: Construct, rules: readonly DeclaredReplicationRule[], members: readonly UnderlyingBucket[],
  ): BucketEdge[] {
    const edges = this.resolve(declaration, rules, members);
    this.own.add(this.selectOwnEdges(edges));
    this.connect(edges);
    return edges;
  }

  /** The other accounts with source buckets of this application. */
  public get accounts(): string[] {
    return [...this.foreign.keys()];
  }

  /** Finds the stack with the rules of source buckets in another account. */
  public findStack(account: string): Stack | undefined {
    const resources = this.foreign.get(account);
    return resources && Stack.of(resources.policy);
  }

  /** Applies a removal policy to all resources, also to those of later rules. */
  public applyRemovalPolicy(policy: RemovalPolicy): void {
    this.removalPolicy = policy;
    for (const { resources } of [this.own, ...this.foreign.values()]) {
      for (const resource of resources) resource.applyRemovalPolicy(policy);
    }
  }

  /** Whether the resources have the removal policy. */
  public hasRemovalPolicy(policy: RemovalPolicy): boolean {
    return this.removalPolicy === policy;
  }

  private resolve(
    declaration: Construct, rules: readonly DeclaredReplicationRule[], members: readonly UnderlyingBucket[],
  ): BucketEdge[] {
    const { config } = this;
    const edges = rules.flatMap((rule) => {
      const known = [...config.members, ...listAllBucketsOfEdges(config.edges)];
      const ofRule = resolveReplicationRule(rule, members, known);
      assertNoErrorsAndAnnotateFindings(declaration, checkRuleEdges(rule, ofRule));
      config.edges.push(...ofRule);
      return ofRule;
    });
    assertNoErrorsAndAnnotateFindings(declaration, checkReplicationProps(config, edges));
    for (const finding of checkKeysOfOwnDestinations(config, edges)) addFindingAnnotation(declaration, finding);
    return edges;
  }

  /** The owner of a foreign source writes its rules. A finding on the bucket contains them. */
  private selectOwnEdges(edges: readonly BucketEdge[]): BucketEdge[] {
    return edges.filter(({ source }) => !isForeignBucket(this.config.scope, source));
  }

  /** Grants and requests everything that new edges need in other accounts, and registers them for later checks. */
  private connect(edges: readonly BucketEdge[]): void {
    const { config, own } = this;
    registerDeclaredReplication(config.scope, edges.map(({ source, destination }) =>
      ({ from: makeBucketLabel(source), to: makeBucketLabel(destination) })));
    allowForeignDestinations(config.scope, edges, own.role);
    connectForeignSources(config, edges, this.foreign);
    for (const source of listBucketsOfEdges(this.selectOwnEdges(edges), 'source')) {
      if (!this.sources.has(source) && isKmsEncrypted(source)) this.encryptedBefore.add(source);
      this.sources.add(source);
    }
    this.applyRemovalPolicy(this.removalPolicy);
  }

  private validateLater(scope: Construct): void {
    scope.node.addValidation({ validate: () => this.validate(scope).map(renderFindingAsMessage) });
  }

  private validate(scope: Construct): Finding[] {
    this.readers.add('app.synth()');
    const sources = [...this.sources];
    return annotateWarnings(scope, [
      ...checkSourcesEncryptedAfterRules(sources, this.encryptedBefore),
      ...checkRenderedBuckets(this.config.scope, listAllBucketsOfEdges(this.config.edges)),
      ...checkSourcesForOwnReplicationRules(sources, scope),
      ...[this.own, ...this.foreign.values()].flatMap(({ policy }) => checkReplicationRolePolicySize(scope, policy)),
      ...checkSourceMultiRegionKey(this.config),
    ]);
  }
}
