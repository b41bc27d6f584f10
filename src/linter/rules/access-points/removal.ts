import { checkRemoval } from '../../../diagnostics/checks/members';
import { MRAP210_BUCKET_DELETED_FIRST, MRAP212_BUCKET_DESTROYED_ACCESS_POINT_RETAINED } from '../../../diagnostics/definitions/members';
import { accessPoints, isForeign } from '../../model/access-points';
import { type TemplateResource } from '../../model/template-model';
import { type Rule, toMatches } from '../rule';

/** Rows B10 and B12. Buckets of other stacks are deleted in an order that a template does not show; ours depend on them all. */
export const removal: Rule = {
  finds: [MRAP210_BUCKET_DELETED_FIRST, MRAP212_BUCKET_DESTROYED_ACCESS_POINT_RETAINED],
  check: (application) => accessPoints(application).flatMap((accessPoint) => accessPoint.members.flatMap((member) => {
    const bucket = member.made?.resource;
    if (bucket === undefined || bucket.conditional || isForeign(accessPoint, member)) return [];
    const sameStack = bucket.stack === accessPoint.resource.stack;
    return toMatches(bucket, checkRemoval({
      bucket: member.bucket,
      bucketDestroyed: !bucket.retained,
      accessPointRetained: accessPoint.resource.retained,
      accessPointDeletedFirst: !sameStack || dependsOn(accessPoint.resource, bucket),
    }));
  })),
};

/** Whether CloudFormation makes the one after the other, and deletes it before. */
function dependsOn(resource: TemplateResource, other: TemplateResource, seen = new Set<TemplateResource>()): boolean {
  if (resource === other) return true;
  if (seen.has(resource)) return false;
  seen.add(resource);
  return [...resource.raw.dependsOn, ...referencesIn(resource.raw.properties)].some((logicalId) => {
    const next = resource.application.find(resource.stack.id, logicalId);
    return next !== undefined && dependsOn(next, other, seen);
  });
}

/** The logical ids that properties refer to. */
function referencesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, argument]) => {
    if (key === 'Ref' && typeof argument === 'string') return [argument];
    if (key === 'Fn::GetAtt') return typeof argument === 'string' ? [argument.split('.')[0]] : [String((argument as unknown[])[0])];
    if (key === 'Fn::Sub') {
      const pattern = String(Array.isArray(argument) ? argument[0] : argument);
      return [...pattern.matchAll(/\$\{([A-Za-z0-9]+)[^}]*\}/g)].map(([, id]) => id).concat(referencesIn(argument));
    }
    return referencesIn(argument);
  });
}
