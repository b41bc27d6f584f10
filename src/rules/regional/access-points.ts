import { MRAP701, MRAP702, MRAP706, MRAP707, MRAP708 } from '../../checks/diagnostics/regional';
import { type Finding } from '../../checks/finding';
import { supportedActions } from '../../facts/data-plane';
import { LIMITS } from '../../facts/limits';
import { type Application } from '../application';
import { coversResource, namedActions } from '../iam/match';
import { isPublic } from '../iam/public';
import { type Statement } from '../iam/statement';
import { type Rule, detect } from '../rule';
import { at, flagOf, holdsUnknown, knownText } from '../values/read';
import { isKnown } from '../values/symbols';
import { regionalAccessPoints, type RegionalAccessPoint } from '../views/documents';

const NAME = /^(?!.*-(ext-)?s3alias$)[a-z0-9][a-z0-9-]{1,48}[a-z0-9]$/;
const OBJECT_LEVEL = new Set(supportedActions('object').map((action) => action.toLowerCase()));

/** Rows A1, A2 and A6 to A8: Regional access points. */
export const regional: Rule = {
  finds: [MRAP701, MRAP702, MRAP706, MRAP707, MRAP708],
  check: (application) => regionalAccessPoints(application).flatMap((accessPoint) => [
    ...detect(accessPoint.resource, checkName(accessPoint), 'Properties/Name'),
    ...detect(accessPoint.resource, checkSize(accessPoint), 'Properties/Policy'),
    ...detect(accessPoint.resource, checkOwner(accessPoint), 'Properties/BucketAccountId'),
    ...(accessPoint.policy?.statements ?? []).flatMap((statement) =>
      detect(accessPoint.resource, [
        ...checkResources(application, accessPoint, statement),
        ...checkPublic(accessPoint, statement),
      ], statement.location)),
  ]),
};

function checkName({ name }: RegionalAccessPoint): Finding[] {
  return name === undefined || !isKnown(name) || NAME.test(name) ? [] : [MRAP701.find({ name })];
}

function checkSize({ policy }: RegionalAccessPoint): Finding[] {
  const limit = LIMITS.ACCESS_POINT_POLICY.value;
  const bytes = policy === undefined || holdsUnknown(policy.raw) ? 0 : Buffer.byteLength(JSON.stringify(policy.raw));
  return bytes > limit ? [MRAP702.find({ bytes, limit })] : [];
}

function checkOwner({ resource }: RegionalAccessPoint): Finding[] {
  const account = knownText(resource.properties.BucketAccountId);
  const foreign = account !== undefined && isKnown(resource.account) && account !== resource.account;
  return foreign ? [MRAP708.find({ bucket: String(resource.properties.Bucket), account })] : [];
}

function checkResources(application: Application, { arn }: RegionalAccessPoint, statement: Statement): Finding[] {
  if (statement.resources === undefined || statement.resources.negated) return [];
  const withoutRegion = statement.resources.values.filter((value) => /^arn:[^:]*:s3::[^:]*:accesspoint\//.test(value));
  if (withoutRegion.length > 0) return withoutRegion.map((resource) => MRAP706.find({ resource, expected: `an ARN with the region, ${arn}` }));
  const withoutObject = statement.resources.values.filter((value) => value.startsWith(`${arn}/`) && !value.startsWith(`${arn}/object/`));
  if (withoutObject.length > 0) return withoutObject.map((resource) => MRAP706.find({ resource, expected: `objects behind ${arn}/object/` }));
  const objects = namedActions(statement).filter((action) => OBJECT_LEVEL.has(action.toLowerCase()));
  const covered = coversResource(application.symbols, statement, `${arn}/object/*`);
  return objects.length > 0 && covered === false
    ? [MRAP706.find({ resource: statement.resources.values.join(', '), expected: `the objects, ${arn}/object/*, for ${objects.join(', ')}` })]
    : [];
}

/** All four flags are on unless said otherwise. */
function checkPublic({ resource }: RegionalAccessPoint, statement: Statement): Finding[] {
  const block = resource.properties.PublicAccessBlockConfiguration;
  const blocked = flagOf(at(block, 'BlockPublicPolicy')) ?? block === undefined;
  const fromVpc = resource.properties.VpcConfiguration !== undefined;
  return blocked && !fromVpc && isPublic(statement, 'access-point') === true
    ? [MRAP707.find({ principal: statement.principals!.negated ? 'NotPrincipal' : '"*"' })]
    : [];
}
