import { MRAP851_ACCESS_POINT_REPLACED, MRAP852_ACCESS_POINT_REMOVED } from '../../../diagnostics/definitions/baseline';
import { asFlag } from '../../evaluation/read';
import { findAccessPoints, NATIVE_ACCESS_POINT_TYPE, type TemplateAccessPoint } from '../../model/access-points';
import { type TemplateModel } from '../../model/template-model';
import { type LinterRuleMatch, toLinterRuleMatches } from '../rule';
import { isSameResource, makeVersionIndependentResourceName } from './same-resource';

/** Changes of properties that S3 cannot update. */
export function findReplacedAccessPoints(before: TemplateModel, after: TemplateModel): LinterRuleMatch[] {
  return findAccessPoints(before).flatMap((old) => {
    const next = findAccessPoints(after).find(({ resource }) => isSameResource(resource, old.resource));
    const changes = next === undefined ? [] : listChanges(old, next);
    if (next === undefined || changes.length === 0) return [];
    const accessPoint = old.name ?? old.resource.path;
    return toLinterRuleMatches(old.resource, [
      MRAP851_ACCESS_POINT_REPLACED.create({ accessPoint, changes, outcome: describeOutcome(old, next) }),
    ]);
  });
}

function listChanges(old: TemplateAccessPoint, next: TemplateAccessPoint): string[] {
  return [
    ...(old.name !== next.name ? ['name'] : []),
    ...(serializeMembers(old) !== serializeMembers(next) ? ['buckets'] : []),
    ...(serializeOpenFlags(old) !== serializeOpenFlags(next) ? ['public access block'] : []),
  ];
}

function serializeMembers({ resource, members }: TemplateAccessPoint): string {
  return JSON.stringify(
    members.map(({ bucket, account = '' }) => `${makeVersionIndependentResourceName(resource, bucket)} ${account}`)
      .sort(),
  );
}

function serializeOpenFlags({ publicAccessBlock }: TemplateAccessPoint): string {
  return Object.entries(publicAccessBlock)
    .filter(([, value]) => asFlag(value) === false)
    .map(([flag]) => flag.toLowerCase())
    .sort()
    .join();
}

/** The result of the change, which depends on the resource type. */
function describeOutcome(old: TemplateAccessPoint, next: TemplateAccessPoint): string {
  const replaced = 'the deployment replaces the access point, and its alias is lost';
  if (next.fromLibrary) {
    const allowed = next.resource.properties.Replacement === 'ALLOW';
    return allowed ? replaced : 'the deployment fails before it changes anything';
  }
  const collides = old.name !== undefined && old.name === next.name && next.resource.type === NATIVE_ACCESS_POINT_TYPE;
  if (collides) return 'the deployment fails, because the new access point has the same name';
  const isRetained = [old, next].every(({ resource }) => resource.raw.updateReplacePolicy === 'Retain');
  return isRetained
    ? 'the deployment creates a second access point with another alias, and retains the first one outside the stack'
    : replaced;
}

/**
 * Removed access points. A moved construct counts as removed, because its name collides with the existing access point.
 */
export function findRemovedAccessPoints(before: TemplateModel, after: TemplateModel): LinterRuleMatch[] {
  return findAccessPoints(before)
    .filter((old) => !findAccessPoints(after).some(({ resource }) => isSameResource(resource, old.resource)))
    .flatMap(({ resource, name }) => {
      const finding = MRAP852_ACCESS_POINT_REMOVED.create({
        accessPoint: name ?? resource.path,
        retained: resource.retained === true,
      });
      return toLinterRuleMatches(resource, [finding]);
    });
}
