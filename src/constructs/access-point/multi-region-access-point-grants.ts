import * as iam from 'aws-cdk-lib/aws-iam';
import { type aws_s3 as refs } from 'aws-cdk-lib/interfaces';
import { type IConstruct } from 'constructs';
import { isAwsManagedKey } from '../../diagnostics/checks/key-arns';
import { MRAP779_GRANT_WITHOUT_EFFECT } from '../../diagnostics/definitions/environments';
import {
  MRAP760_GRANTEE_CANNOT_RECEIVE_FAILOVER, MRAP761_KEY_POLICY_LACKS_GRANTEE,
} from '../../diagnostics/definitions/options';
import { makeListBucketsStatement } from '../../provider/handler-permissions';
import {
  assertParameters, GRANTEE_PROPERTY_KIND, makeObjectWithMemberPropertyKind,
} from '../../validation/assert-properties';
import { addFindingAnnotation, assertNoErrorsAndAnnotateFindings } from '../../validation/assert-valid';
import { toTextUnlessToken } from '../../validation/tokens';
import { isKmsEncrypted } from '../buckets/bucket-keys';
import { annotateAwsManagedKeys, usesAwsManagedKey } from '../buckets/key-owners';
import { type MemberKmsKey, makeKeyScopesForS3 } from '../buckets/key-statements';
import { makeBucketLabel, readBucketConstructProperties } from '../buckets/underlying-bucket';
import { findAccessPointDeclaration, getAccessPointInternals } from './access-point-internals';
import { findOrCreateCfnAccessPointTarget } from './cfn-access-point-target';
import {
  deployGranteeStackAfter, findForeignGrantee, findPrincipalForKeys, isGranteeOfAnotherAccount, isInAccountOf,
  isRootOfAccount, makeForeignPrincipal,
} from './foreign-grantee';
import {
  type AccessPointAndObjectActions, combineActions, KMS_DECRYPT_ACTIONS, DELETE_ACTIONS, KMS_ENCRYPT_ACTIONS,
  FAILOVER_ACTIONS, makeObjectsArn, PUT_ACTIONS, READ_ACTIONS,
} from './permissions';

/** An access point that permissions are granted for. */
interface GrantTarget extends IConstruct, iam.IResourceWithPolicyV2 {
  readonly multiRegionAccessPointArn: string;
}

/** One grant: its actions, and the keys of its objects. */
interface Access {
  readonly actions: AccessPointAndObjectActions;
  readonly keyActions: string[];
  readonly objectsKeyPattern?: string;
}

/**
 * Grants principals access to a Multi-Region Access Point.
 *
 * A grant adds the permissions to the policy of a principal in the account of the access point, and otherwise to the
 * access point policy. It includes the KMS keys of the members. For principals of other accounts and for services, the
 * policy of each key must allow the use as well. In this case, the warning MRAP761 names the keys.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiRegionAccessPointPermissions.html
 *
 * @example
 * const grants = accessPoint.grants;
 * grants.read(role, 'reports/*');
 */
export class MultiRegionAccessPointGrants {
  /**
   * Returns the grants of an access point: of an L2, or of the L1 `CfnMultiRegionAccessPoint`.
   *
   * The grants of an L1 write a `CfnMultiRegionAccessPointPolicy`, or add to the policy that the application declares.
   * They assume that the bucket policies delegate to the access point, and include no keys. Throws MRAP789 for any
   * other reference.
   *
   * @param accessPoint the access point
   * @returns the grants of the access point
   */
  public static fromMultiRegionAccessPoint(
    accessPoint: refs.IMultiRegionAccessPointRef,
  ): MultiRegionAccessPointGrants {
    assertParameters('MultiRegionAccessPointGrants.fromMultiRegionAccessPoint', { accessPoint }, {
      accessPoint: makeObjectWithMemberPropertyKind('multiRegionAccessPointRef', 'a Multi-Region Access Point'),
    });
    const { grants } = accessPoint as { readonly grants?: unknown };
    return grants instanceof MultiRegionAccessPointGrants
      ? grants
      : this._of(findOrCreateCfnAccessPointTarget(accessPoint));
  }

  /**
   * Creates the grants for one or several access points.
   *
   * @internal
   */
  public static _of(...targets: GrantTarget[]): MultiRegionAccessPointGrants {
    return new MultiRegionAccessPointGrants(targets);
  }

  private constructor(private readonly targets: readonly GrantTarget[]) {}

  /**
   * Grants permission to list the access point and read objects with their tags.
   *
   * @param grantee the principal that receives the permissions
   * @param objectsKeyPattern the pattern of the object keys, with the wildcards `*` and `?`, which does not limit the
   * listing (default: all objects)
   * @returns the grant
   */
  public read(grantee: iam.IGrantable, objectsKeyPattern?: string): iam.Grant {
    return this.grant(grantee, { actions: READ_ACTIONS, keyActions: KMS_DECRYPT_ACTIONS, objectsKeyPattern });
  }

  /**
   * Grants permission to put and delete objects.
   *
   * @param grantee the principal that receives the permissions
   * @param objectsKeyPattern the pattern of the object keys, with the wildcards `*` and `?` (default: all objects)
   * @returns the grant
   */
  public write(grantee: iam.IGrantable, objectsKeyPattern?: string): iam.Grant {
    return this.grant(grantee, {
      actions: combineActions(PUT_ACTIONS, DELETE_ACTIONS),
      keyActions: KMS_ENCRYPT_ACTIONS,
      objectsKeyPattern,
    });
  }

  /**
   * Grants permission to list the access point and to read, put and delete objects.
   *
   * @param grantee the principal that receives the permissions
   * @param objectsKeyPattern the pattern of the object keys, with the wildcards `*` and `?`, which does not limit the
   * listing (default: all objects)
   * @returns the grant
   */
  public readWrite(grantee: iam.IGrantable, objectsKeyPattern?: string): iam.Grant {
    return this.grant(grantee, {
      actions: combineActions(READ_ACTIONS, PUT_ACTIONS, DELETE_ACTIONS),
      keyActions: KMS_ENCRYPT_ACTIONS,
      objectsKeyPattern,
    });
  }

  /**
   * Grants permission to put objects with tags, in a single request or as a multipart upload.
   *
   * @param grantee the principal that receives the permissions
   * @param objectsKeyPattern the pattern of the object keys, with the wildcards `*` and `?` (default: all objects)
   * @returns the grant
   */
  public put(grantee: iam.IGrantable, objectsKeyPattern?: string): iam.Grant {
    return this.grant(grantee, { actions: PUT_ACTIONS, keyActions: KMS_ENCRYPT_ACTIONS, objectsKeyPattern });
  }

  /**
   * Grants permission to delete objects.
   *
   * In a versioned bucket, a deletion adds a delete marker. The grant does not include the deletion of versions.
   *
   * @param grantee the principal that receives the permissions
   * @param objectsKeyPattern the pattern of the object keys, with the wildcards `*` and `?` (default: all objects)
   * @returns the grant
   */
  public deleteObject(grantee: iam.IGrantable, objectsKeyPattern?: string): iam.Grant {
    return this.grant(grantee, { actions: DELETE_ACTIONS, keyActions: [], objectsKeyPattern });
  }

  /**
   * Grants permission to read and change the routes: to fail over and to fail back.
   *
   * S3 allows these operations only in the account of the access point and only by the policy of the caller. Throws
   * MRAP760 for a grantee that cannot receive such a permission.
   *
   * @param grantee the principal that receives the permissions
   * @returns the grant
   */
  public failover(grantee: iam.IGrantable): iam.Grant {
    return this.combineGrants(grantee, (target) => {
      const arn = target.multiRegionAccessPointArn;
      const grant = iam.Grant.addToPrincipal({ grantee, actions: FAILOVER_ACTIONS, resourceArns: [arn] });
      const isGranted = grant.success && !this.isForeign(target, grantee);
      assertNoErrorsAndAnnotateFindings(target, isGranted ? [] : [
        MRAP760_GRANTEE_CANNOT_RECEIVE_FAILOVER.create({ grantee: String(grantee.grantPrincipal) }),
      ]);
      const { actions, resources } = makeListBucketsStatement();
      return grant.combine(iam.Grant.addToPrincipal({ grantee, actions, resourceArns: resources }));
    });
  }

  private grant(grantee: iam.IGrantable, access: Access): iam.Grant {
    return this.combineGrants(grantee, (target) => {
      const grant = this.grantAccessPoint(target, grantee, access);
      this.grantUndelegatedBuckets(target, grantee, access);
      this.warnOfUndelegatedBuckets(target, grantee, grant);
      if (access.keyActions.length > 0) this.grantKeys(target, grantee, access.keyActions);
      return grant;
    });
  }

  private combineGrants(grantee: iam.IGrantable, grant: (target: GrantTarget) => iam.Grant): iam.Grant {
    assertParameters('MultiRegionAccessPointGrants', { grantee }, { grantee: GRANTEE_PROPERTY_KIND });
    return this.targets.map(grant).reduce((combined, next) => combined.combine(next));
  }

  private grantAccessPoint(
    target: GrantTarget, grantee: iam.IGrantable, { actions, objectsKeyPattern = '*' }: Access,
  ): iam.Grant {
    const arn = target.multiRegionAccessPointArn;
    const scopes = [
      { actions: actions.onAccessPoint, resource: arn },
      { actions: actions.onObjects, resource: makeObjectsArn(arn, objectsKeyPattern) },
    ].filter((scope) => scope.actions.length > 0);
    const foreign = this.isForeign(target, grantee) ? findForeignGrantee(target, grantee) : undefined;
    if (foreign) deployGranteeStackAfter(foreign, target);
    return scopes.map((scope) => {
      const options = { actions: scope.actions, resourceArns: [scope.resource], resource: target };
      if (foreign === undefined) return iam.Grant.addToPrincipalOrResource({ ...options, grantee });
      const byResource = { ...options, grantee: { grantPrincipal: makeForeignPrincipal(foreign) } };
      return iam.Grant.addToPrincipal({ ...options, grantee })
        .combine(iam.Grant.addToPrincipalOrResource(byResource));
    }).reduce((combined, next) => combined.combine(next));
  }

  /** A member without delegation must allow other principals than those of its account in its own policy. */
  private warnOfUndelegatedBuckets(target: GrantTarget, grantee: iam.IGrantable, grant: iam.Grant): void {
    const buckets = getAccessPointInternals(target)?.undelegatedBuckets ?? [];
    const isByResource = grant.resourceStatements.length > 0;
    if (buckets.length === 0 || !isByResource) return;
    addFindingAnnotation(target, MRAP779_GRANT_WITHOUT_EFFECT.create({
      grantee: String(grantee.grantPrincipal), buckets: buckets.map(makeBucketLabel),
    }));
  }

  /** Members that do not delegate must allow the request themselves, but only through the access point. */
  private grantUndelegatedBuckets(
    target: GrantTarget, grantee: iam.IGrantable, { actions, objectsKeyPattern = '*' }: Access,
  ): void {
    const buckets = (getAccessPointInternals(target)?.undelegatedBuckets ?? []).map(({ bucketArn }) => bucketArn);
    if (buckets.length === 0) return;
    const conditions = { StringEquals: { 's3:DataAccessPointArn': target.multiRegionAccessPointArn } };
    const objects = buckets.map((bucket) => `${bucket}/${objectsKeyPattern}`);
    iam.Grant.addToPrincipal({ grantee, actions: actions.onObjects, resourceArns: objects, conditions });
    if (actions.onAccessPoint.length === 0) return;
    iam.Grant.addToPrincipal({ grantee, actions: actions.onAccessPoint, resourceArns: buckets, conditions });
  }

  private grantKeys(target: GrantTarget, grantee: iam.IGrantable, actions: string[]): void {
    const keys = getAccessPointInternals(target)?.keys ?? [];
    const decryptActions = actions.filter((action) => KMS_DECRYPT_ACTIONS.includes(action));
    const results = [
      ...addKeyPermissions(grantee, actions, keys.filter((key) => !key.decryptOnly)),
      ...addKeyPermissions(grantee, decryptActions, keys.filter((key) => key.decryptOnly)),
    ];
    const isOwn = results.every(({ success }) => success) && !this.isForeign(target, grantee);
    if (isOwn || isRootOfAccount(target, grantee)) return;
    const managed = keys.map(({ arn }) => arn).filter(isAwsManagedKey);
    if (!isInAccountOf(target, grantee)) annotateAwsManagedKeys(target, String(grantee.grantPrincipal), managed);
    const others = keys.filter(({ arn }) => !isAwsManagedKey(arn));
    if (others.length === 0) return;
    // Previous keys, and the keys of an imported access point, are never constructs of this application.
    const hasOtherKeys = findAccessPointDeclaration(target) === undefined || others.some((key) => key.decryptOnly);
    const missing = !hasOtherKeys
      ? this.grantForeignKeys(target, grantee, actions)
      : others.map((key) => toTextUnlessToken(key.arn) ?? '(key of the member)');
    if (missing.length === 0) return;
    addFindingAnnotation(target, MRAP761_KEY_POLICY_LACKS_GRANTEE.create({
      grantee: String(grantee.grantPrincipal), keys: missing,
    }));
  }

  private isForeign(target: GrantTarget, grantee: iam.IGrantable): boolean {
    return isGranteeOfAnotherAccount(target, target.env.account, grantee);
  }

  /** Allows a grantee without a policy of its own in the policies of the keys that this application creates. */
  private grantForeignKeys(target: GrantTarget, grantee: iam.IGrantable, actions: string[]): string[] {
    const foreign = this.isForeign(target, grantee) ? findForeignGrantee(target, grantee) : undefined;
    const principal = foreign ? makeForeignPrincipal(foreign) : findPrincipalForKeys(target, grantee);
    const members = findAccessPointDeclaration(target)?.buckets
      .filter((bucket) => isKmsEncrypted(bucket) && !usesAwsManagedKey(target, bucket)) ?? [];
    return members.filter((bucket) => {
      const key = readBucketConstructProperties(bucket).encryptionKey;
      if (principal === undefined || key === undefined) return true;
      return !key.addToResourcePolicy(new iam.PolicyStatement({
        principals: [principal],
        actions,
        // In a key policy, "*" is the key itself.
        resources: ['*'],
        conditions: { StringEquals: { 'kms:ViaService': `s3.${bucket.region}.amazonaws.com` } },
      })).statementAdded;
    }).map((bucket) => toTextUnlessToken(bucket.encryptionKeyArn) ?? '(key of the member)');
  }
}

function addKeyPermissions(grantee: iam.IGrantable, actions: string[], keys: readonly MemberKmsKey[]): iam.Grant[] {
  return makeKeyScopesForS3(keys).map(({ resources, conditions }) =>
    iam.Grant.addToPrincipal({ grantee, actions, resourceArns: resources, conditions }));
}
