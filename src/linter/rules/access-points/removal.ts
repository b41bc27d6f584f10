import { checkRemovalPoliciesOfMembers } from '../../../diagnostics/checks/member-removal';
import {
  MRAP210_BUCKET_DELETED_FIRST,
  MRAP212_BUCKET_DESTROYED_ACCESS_POINT_RETAINED,
  MRAP519_MEMBER_OF_ANOTHER_ACCOUNT_DELETED,
} from '../../../diagnostics/definitions/underlying-buckets';
import { asList } from '../../evaluation/read';
import { findAccessPoints, isMemberOfAnotherAccount } from '../../model/access-points';
import { type TemplateResource } from '../../model/template-model';
import { type LinterRule, type LinterRuleMatch, toLinterRuleMatches } from '../rule';

/**
 * The order in which CloudFormation deletes access points and buckets. Templates do not contain the order in which
 * stacks are deleted, so the rule reports no wrong order for buckets of other stacks.
 */
export const accessPointRemovalOrderRule: LinterRule = {
  finds: [
    MRAP210_BUCKET_DELETED_FIRST, MRAP212_BUCKET_DESTROYED_ACCESS_POINT_RETAINED,
    MRAP519_MEMBER_OF_ANOTHER_ACCOUNT_DELETED,
  ],
  check: (application) =>
    findAccessPoints(application).flatMap((accessPoint) =>
      accessPoint.members.flatMap((member) => {
        const bucket = member.declared?.resource;
        if (bucket === undefined || bucket.conditional) return [];
        if (isMemberOfAnotherAccount(accessPoint, member)) return checkForeign(bucket, member.bucket);
        const sameStack = bucket.stack === accessPoint.resource.stack;
        const { retained: bucketRetained } = bucket;
        const { retained: accessPointRetained } = accessPoint.resource;
        if (bucketRetained === undefined || accessPointRetained === undefined) return [];
        return toLinterRuleMatches(
          bucket,
          checkRemovalPoliciesOfMembers({
            bucket: member.bucket,
            bucketDestroyed: !bucketRetained,
            accessPointRetained,
            accessPointDeletedFirst: !sameStack || dependsOn(accessPoint.resource, bucket),
          }),
        );
      }),
    ),
};

function checkForeign(resource: TemplateResource, bucket: string): LinterRuleMatch[] {
  const { account, retained } = resource;
  const args = { bucket, account, removed: false };
  const findings = retained === false ? [MRAP519_MEMBER_OF_ANOTHER_ACCOUNT_DELETED.create(args)] : [];
  return toLinterRuleMatches(resource, findings);
}

/** Returns whether CloudFormation creates a resource after another one, and deletes it earlier. */
function dependsOn(resource: TemplateResource, other: TemplateResource, seen = new Set<TemplateResource>()): boolean {
  if (resource === other) return true;
  if (seen.has(resource)) return false;
  seen.add(resource);
  return [...resource.raw.dependsOn, ...findReferences(resource.raw.properties)].some((logicalId) => {
    const next = resource.application.findResource(resource.stack.id, logicalId);
    return next !== undefined && dependsOn(next, other, seen);
  });
}

/** The logical ids in references of the properties. */
function findReferences(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(findReferences);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, argument]) => {
    switch (key) {
      case 'Ref':
        return typeof argument === 'string' ? [argument] : findReferences(argument);
      case 'Fn::GetAtt':
        return [typeof argument === 'string' ? argument.split('.')[0] : String(asList(argument)[0])];
      case 'Fn::Sub':
        return [...findPlaceholders(argument), ...findReferences(argument)];
      default:
        return findReferences(argument);
    }
  });
}

function findPlaceholders(argument: unknown): string[] {
  const pattern = String(Array.isArray(argument) ? argument[0] : argument);
  return [...pattern.matchAll(/\$\{([A-Za-z0-9]+)[^}]*\}/g)].map(([, logicalId]) => logicalId);
}
