import { MRAP701_REGIONAL_MALFORMED_NAME, MRAP702_REGIONAL_POLICY_TOO_LARGE, MRAP706_REGIONAL_POLICY_RESOURCE, MRAP707_REGIONAL_PUBLIC_POLICY, MRAP708_REGIONAL_BUCKET_ACCOUNT } from '../../../diagnostics/definitions/regional';
import { type Finding } from '../../../diagnostics/finding';
import { supportedActions } from '../../../facts/data-plane';
import { LIMITS } from '../../../facts/limits';
import { getPath, asFlag, containsUnknown, literalText } from '../../evaluation/read';
import { isKnown } from '../../evaluation/symbols';
import { coversResource, namedActions } from '../../iam/match';
import { isPublic } from '../../iam/public';
import { type Statement } from '../../iam/statement';
import { regionalAccessPoints, type RegionalAccessPoint } from '../../model/documents';
import { type Application } from '../../model/template-model';
import { type Rule, toMatches } from '../rule';

const NAME = /^(?!.*-(ext-)?s3alias$)[a-z0-9][a-z0-9-]{1,48}[a-z0-9]$/;
const OBJECT_LEVEL = new Set(supportedActions('object').map((action) => action.toLowerCase()));

/** Rows A1, A2 and A6 to A8: Regional access points. */
export const regional: Rule = {
  finds: [MRAP701_REGIONAL_MALFORMED_NAME, MRAP702_REGIONAL_POLICY_TOO_LARGE, MRAP706_REGIONAL_POLICY_RESOURCE, MRAP707_REGIONAL_PUBLIC_POLICY, MRAP708_REGIONAL_BUCKET_ACCOUNT],
  check: (application) => regionalAccessPoints(application).flatMap((accessPoint) => [
    ...toMatches(accessPoint.resource, checkName(accessPoint), 'Properties/Name'),
    ...toMatches(accessPoint.resource, checkSize(accessPoint), 'Properties/Policy'),
    ...toMatches(accessPoint.resource, checkOwner(accessPoint), 'Properties/BucketAccountId'),
    ...(accessPoint.policy?.statements ?? []).flatMap((statement) =>
      toMatches(accessPoint.resource, [
        ...checkResources(application, accessPoint, statement),
        ...checkPublic(accessPoint, statement),
      ], statement.location)),
  ]),
};

function checkName({ name }: RegionalAccessPoint): Finding[] {
  return name === undefined || !isKnown(name) || NAME.test(name) ? [] : [MRAP701_REGIONAL_MALFORMED_NAME.create({ name })];
}

function checkSize({ policy }: RegionalAccessPoint): Finding[] {
  const limit = LIMITS.ACCESS_POINT_POLICY.value;
  const bytes = policy === undefined || containsUnknown(policy.raw) ? 0 : Buffer.byteLength(JSON.stringify(policy.raw));
  return bytes > limit ? [MRAP702_REGIONAL_POLICY_TOO_LARGE.create({ bytes, limit })] : [];
}

function checkOwner({ resource }: RegionalAccessPoint): Finding[] {
  const account = literalText(resource.properties.BucketAccountId);
  const foreign = account !== undefined && isKnown(resource.account) && account !== resource.account;
  return foreign ? [MRAP708_REGIONAL_BUCKET_ACCOUNT.create({ bucket: String(resource.properties.Bucket), account })] : [];
}

function checkResources(application: Application, { arn }: RegionalAccessPoint, statement: Statement): Finding[] {
  if (statement.resources === undefined || statement.resources.negated) return [];
  const withoutRegion = statement.resources.values.filter((value) => /^arn:[^:]*:s3::[^:]*:accesspoint\//.test(value));
  if (withoutRegion.length > 0) return withoutRegion.map((resource) => MRAP706_REGIONAL_POLICY_RESOURCE.create({ resource, expected: `an ARN with the region, ${arn}` }));
  const withoutObject = statement.resources.values.filter((value) => value.startsWith(`${arn}/`) && !value.startsWith(`${arn}/object/`));
  if (withoutObject.length > 0) return withoutObject.map((resource) => MRAP706_REGIONAL_POLICY_RESOURCE.create({ resource, expected: `objects behind ${arn}/object/` }));
  const objects = namedActions(statement).filter((action) => OBJECT_LEVEL.has(action.toLowerCase()));
  const covered = coversResource(application.symbols, statement, `${arn}/object/*`);
  return objects.length > 0 && covered === false
    ? [MRAP706_REGIONAL_POLICY_RESOURCE.create({ resource: statement.resources.values.join(', '), expected: `the objects, ${arn}/object/*, for ${objects.join(', ')}` })]
    : [];
}

/** All four flags are on unless said otherwise. */
function checkPublic({ resource }: RegionalAccessPoint, statement: Statement): Finding[] {
  const block = resource.properties.PublicAccessBlockConfiguration;
  const blocked = asFlag(getPath(block, 'BlockPublicPolicy')) ?? block === undefined;
  const fromVpc = resource.properties.VpcConfiguration !== undefined;
  return blocked && !fromVpc && isPublic(statement, 'access-point') === true
    ? [MRAP707_REGIONAL_PUBLIC_POLICY.create({ principal: statement.principals!.negated ? 'NotPrincipal' : '"*"' })]
    : [];
}
