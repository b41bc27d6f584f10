import { MRAP851_ACCESS_POINT_REPLACED, MRAP852_ACCESS_POINT_REMOVED } from '../../../diagnostics/definitions/baseline';
import { asFlag } from '../../evaluation/read';
import { type AccessPoint, accessPoints, NATIVE_TYPE } from '../../model/access-points';
import { type Application } from '../../model/template-model';
import { type RuleMatch, toMatches } from '../rule';
import { sameResource, stableName } from './same-resource';

/** Row L1: what never changes does change. */
export function replacedAccessPoints(before: Application, after: Application): RuleMatch[] {
  return accessPoints(before).flatMap((old) => {
    const next = accessPoints(after).find(({ resource }) => sameResource(resource, old.resource));
    const changes = next === undefined ? [] : changesBetween(old, next);
    return next === undefined || changes.length === 0 ? [] : toMatches(old.resource, [MRAP851_ACCESS_POINT_REPLACED.create({
      accessPoint: old.name ?? old.resource.path, changes, outcome: outcomeOf(old, next),
    })]);
  });
}

function changesBetween(old: AccessPoint, next: AccessPoint): string[] {
  return [
    ...(old.name !== next.name ? ['name'] : []),
    ...(membersOf(old) !== membersOf(next) ? ['buckets'] : []),
    ...(openFlagsOf(old) !== openFlagsOf(next) ? ['public access block'] : []),
  ];
}

function membersOf({ resource, members }: AccessPoint): string {
  return JSON.stringify(members.map(({ bucket, account = '' }) => `${stableName(resource, bucket)} ${account}`).sort());
}

function openFlagsOf({ block }: AccessPoint): string {
  return Object.entries(block).filter(([, value]) => asFlag(value) === false).map(([flag]) => flag.toLowerCase()).sort().join();
}

/** What happens then depends on who makes it. */
function outcomeOf(old: AccessPoint, next: AccessPoint): string {
  if (next.ours) {
    return next.resource.properties.Replacement === 'ALLOW' ? 'it is replaced, and its alias is gone' : 'the deployment is refused before anything is touched';
  }
  const collides = old.name !== undefined && old.name === next.name && next.resource.type === NATIVE_TYPE;
  return collides ? 'its successor collides with it by name, and the deployment fails' : 'it is replaced, and its alias is gone';
}

/** Row L2. An access point of the same name elsewhere in the application has only been moved, which collides all the same. */
export function droppedAccessPoints(before: Application, after: Application): RuleMatch[] {
  return accessPoints(before).filter((old) => !accessPoints(after).some(({ resource }) => sameResource(resource, old.resource)))
    .flatMap((old) => toMatches(old.resource, [MRAP852_ACCESS_POINT_REMOVED.create({ accessPoint: old.name ?? old.resource.path, retained: old.resource.retained })]));
}
