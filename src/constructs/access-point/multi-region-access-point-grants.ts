import * as iam from 'aws-cdk-lib/aws-iam';
import { MRAP760_GRANTEE_CANNOT_RECEIVE_FAILOVER, MRAP761_KEY_POLICY_LACKS_GRANTEE } from '../../diagnostics/definitions/options';
import { listAllMyBuckets } from '../../provider/statements';
import { annotate, assertValid } from '../../validation/assert-valid';
import { resolvedOrUndefined } from '../../validation/tokens';
import { keyScopes } from '../buckets/key-statements';
import { type GrantTarget } from './grant-target';
import { type AccessActions, DECRYPT, DELETE, ENCRYPT, FAILOVER_ACTIONS, PUT, READ, union } from './permissions';

/**
 * Lets principals use a Multi-Region Access Point, and no more than that.
 *
 * A principal of the account of the access point is allowed by its own policy; anyone else by the policy of the access point. The keys of the
 * members are allowed along; a key's own policy must do so for principals of other accounts and services (MRAP761 says which).
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiRegionAccessPointPermissions.html
 *
 * @example
 * const grants = accessPoint.grants;
 * grants.read(role, 'reports/*');
 */
export class MultiRegionAccessPointGrants {
  /** @internal */
  public static _of(...targets: GrantTarget[]): MultiRegionAccessPointGrants {
    return new MultiRegionAccessPointGrants(targets);
  }

  private constructor(private readonly targets: readonly GrantTarget[]) {}

  /**
   * Allows to list the access point and to read objects and their tags.
   *
   * @param grantee whom to allow
   * @param objectsKeyPattern keys of the objects, `*` and `?` being wildcards; listing is not bound by it. Default: all
   */
  public read(grantee: iam.IGrantable, objectsKeyPattern?: string): iam.Grant {
    return this.onAll((target) => this.allow(target, grantee, READ, DECRYPT, objectsKeyPattern));
  }

  /**
   * Allows to put and to delete objects.
   *
   * @param grantee whom to allow
   * @param objectsKeyPattern keys of the objects, `*` and `?` being wildcards. Default: all
   */
  public write(grantee: iam.IGrantable, objectsKeyPattern?: string): iam.Grant {
    return this.onAll((target) => this.allow(target, grantee, union(PUT, DELETE), ENCRYPT, objectsKeyPattern));
  }

  /**
   * Allows to list the access point, and to read, put and delete objects.
   *
   * @param grantee whom to allow
   * @param objectsKeyPattern keys of the objects, `*` and `?` being wildcards; listing is not bound by it. Default: all
   */
  public readWrite(grantee: iam.IGrantable, objectsKeyPattern?: string): iam.Grant {
    return this.onAll((target) => this.allow(target, grantee, union(READ, PUT, DELETE), ENCRYPT, objectsKeyPattern));
  }

  /**
   * Allows to put objects, in one request or in parts, with tags.
   *
   * @param grantee whom to allow
   * @param objectsKeyPattern keys of the objects, `*` and `?` being wildcards. Default: all
   */
  public put(grantee: iam.IGrantable, objectsKeyPattern?: string): iam.Grant {
    return this.onAll((target) => this.allow(target, grantee, PUT, ENCRYPT, objectsKeyPattern));
  }

  /**
   * Allows to delete objects; in a versioned bucket that adds a delete marker. Versions cannot be deleted by it.
   *
   * @param grantee whom to allow
   * @param objectsKeyPattern keys of the objects, `*` and `?` being wildcards. Default: all
   */
  public deleteObject(grantee: iam.IGrantable, objectsKeyPattern?: string): iam.Grant {
    return this.onAll((target) => this.allow(target, grantee, DELETE, [], objectsKeyPattern));
  }

  /**
   * Allows to read and to change the routes: to fail over, and back.
   *
   * Throws MRAP760 for whom this cannot be granted: the calls work in the account of the access point only, by the caller's own policies.
   */
  public failover(grantee: iam.IGrantable): iam.Grant {
    return this.onAll((target) => {
      const grant = iam.Grant.addToPrincipal({ grantee, actions: FAILOVER_ACTIONS, resourceArns: [target.multiRegionAccessPointArn] });
      const granted = grant.success && !this.isForeign(target, grantee);
      assertValid(target, granted ? [] : [MRAP760_GRANTEE_CANNOT_RECEIVE_FAILOVER.create({ grantee: String(grantee.grantPrincipal) })]);
      const { actions, resources } = listAllMyBuckets();
      return grant.combine(iam.Grant.addToPrincipal({ grantee, actions, resourceArns: resources }));
    });
  }

  private onAll(grant: (target: GrantTarget) => iam.Grant): iam.Grant {
    return this.targets.map(grant).reduce((all, one) => all.combine(one));
  }

  private allow(target: GrantTarget, grantee: iam.IGrantable, access: AccessActions, keyActions: string[], objectsKeyPattern = '*'): iam.Grant {
    const arn = target.multiRegionAccessPointArn;
    const scopes = [
      { actions: access.onAccessPoint, resource: arn },
      { actions: access.onObjects, resource: `${arn}/object/${objectsKeyPattern}` },
    ].filter(({ actions }) => actions.length > 0);
    const grants = scopes.map(({ actions, resource }) =>
      iam.Grant.addToPrincipalOrResource({ grantee, actions, resourceArns: [resource], resource: target }));
    this.allowMembers(target, grantee, access, objectsKeyPattern);
    if (keyActions.length > 0) this.allowKeys(target, grantee, keyActions);
    return grants.reduce((all, grant) => all.combine(grant));
  }

  /** Members that do not leave the decision to the access point must allow it themselves, through the access point only. */
  private allowMembers(target: GrantTarget, grantee: iam.IGrantable, access: AccessActions, objectsKeyPattern: string): void {
    const conditions = { StringEquals: { 's3:DataAccessPointArn': target.multiRegionAccessPointArn } };
    const buckets = target._undelegatedMembers.map((member) => member.bucketArn);
    if (buckets.length === 0) return;
    const objects = buckets.map((bucket) => `${bucket}/${objectsKeyPattern}`);
    iam.Grant.addToPrincipal({ grantee, actions: access.onObjects, resourceArns: objects, conditions });
    if (access.onAccessPoint.length > 0) iam.Grant.addToPrincipal({ grantee, actions: access.onAccessPoint, resourceArns: buckets, conditions });
  }

  private allowKeys(target: GrantTarget, grantee: iam.IGrantable, actions: string[]): void {
    const keys = target._keys;
    const statements = [
      { actions, scopes: keyScopes(keys.filter((key) => !key.decryptOnly)) },
      { actions: actions.filter((action) => DECRYPT.includes(action)), scopes: keyScopes(keys.filter((key) => key.decryptOnly)) },
    ].flatMap(({ actions: allowed, scopes }) => scopes.map((scope) => ({ allowed, ...scope })));
    const missed = statements.filter(({ allowed, resources, conditions }) =>
      !iam.Grant.addToPrincipal({ grantee, actions: allowed, resourceArns: resources, conditions }).success);
    if (keys.length === 0 || (missed.length === 0 && !this.isForeign(target, grantee))) return;
    const shown = keys.map((key) => resolvedOrUndefined(key.arn) ?? '(key of the member)');
    annotate(target, MRAP761_KEY_POLICY_LACKS_GRANTEE.create({ grantee: String(grantee.grantPrincipal), keys: shown }));
  }

  /** aws-cdk-lib reports success for the role of another account, though nothing can be added to it from here. */
  private isForeign(target: GrantTarget, grantee: iam.IGrantable): boolean {
    const [theirs, ours] = [resolvedOrUndefined(grantee.grantPrincipal.principalAccount), resolvedOrUndefined(target.env.account)];
    return theirs !== undefined && ours !== undefined && theirs !== ours;
  }
}
