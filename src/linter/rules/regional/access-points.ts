import {
  MRAP701_REGIONAL_MALFORMED_NAME, MRAP702_REGIONAL_POLICY_TOO_LARGE, MRAP706_REGIONAL_POLICY_RESOURCE,
  MRAP707_REGIONAL_PUBLIC_POLICY, MRAP708_REGIONAL_BUCKET_ACCOUNT,
} from '../../../diagnostics/definitions/regional';
import { type Finding } from '../../../diagnostics/finding';
import { supportedActions } from '../../../facts/data-plane';
import { SERVICE_LIMITS } from '../../../facts/limits';
import { fillSymbols, neverHasForm } from '../../evaluation/fillings';
import { asFlag, getValueAtPath, literalText } from '../../evaluation/read';
import { isKnownText } from '../../evaluation/symbols';
import { coversResource, namedActions } from '../../iam/match';
import { describePrincipal, isPublicStatement } from '../../iam/public';
import { type PolicyStatement } from '../../iam/statement';
import { findRegionalAccessPoints, type RegionalAccessPoint } from '../../model/regional-access-points';
import { type TemplateModel } from '../../model/template-model';
import { type LinterRule, toLinterRuleMatches } from '../rule';

const NAME_PATTERN = /^(?!.*-(ext-)?s3alias$)[a-z0-9][a-z0-9-]{1,48}[a-z0-9]$/;
const OBJECT_LEVEL = new Set(supportedActions('object').map((action) => action.toLowerCase()));

/** Regional access points. */
export const regionalAccessPointsRule: LinterRule = {
  finds: [
    MRAP701_REGIONAL_MALFORMED_NAME, MRAP702_REGIONAL_POLICY_TOO_LARGE, MRAP706_REGIONAL_POLICY_RESOURCE,
    MRAP707_REGIONAL_PUBLIC_POLICY, MRAP708_REGIONAL_BUCKET_ACCOUNT,
  ],
  check: (application) =>
    findRegionalAccessPoints(application).flatMap((accessPoint) => [
      ...toLinterRuleMatches(accessPoint.resource, checkName(application, accessPoint), 'Properties/Name'),
      ...toLinterRuleMatches(accessPoint.resource, checkSize(application, accessPoint), 'Properties/Policy'),
      ...toLinterRuleMatches(accessPoint.resource, checkOwner(accessPoint), 'Properties/BucketAccountId'),
      ...(accessPoint.policy?.statements ?? []).flatMap((statement) => {
        const findings = [
          ...checkResources(application, accessPoint, statement),
          ...checkPublic(accessPoint, statement),
        ];
        return toLinterRuleMatches(accessPoint.resource, findings, statement.location);
      }),
    ]),
};

function checkName({ symbols }: TemplateModel, { name }: RegionalAccessPoint): Finding[] {
  return name !== undefined && neverHasForm(symbols, name, NAME_PATTERN)
    ? [MRAP701_REGIONAL_MALFORMED_NAME.create({ name })]
    : [];
}

/** A policy is at least as large as its known text. */
function checkSize({ symbols }: TemplateModel, { policy }: RegionalAccessPoint): Finding[] {
  const limit = SERVICE_LIMITS.ACCESS_POINT_POLICY.value;
  const [shortest] = fillSymbols(symbols, JSON.stringify(policy?.raw ?? ''));
  const bytes = Buffer.byteLength(shortest);
  return bytes > limit ? [MRAP702_REGIONAL_POLICY_TOO_LARGE.create({ bytes, limit })] : [];
}

function checkOwner({ resource }: RegionalAccessPoint): Finding[] {
  const account = literalText(resource.properties.BucketAccountId);
  const foreign = account !== undefined && isKnownText(resource.account) && account !== resource.account;
  return foreign
    ? [MRAP708_REGIONAL_BUCKET_ACCOUNT.create({ bucket: String(resource.properties.Bucket), account })]
    : [];
}

function checkResources(
  application: TemplateModel,
  { arn }: RegionalAccessPoint,
  statement: PolicyStatement,
): Finding[] {
  if (statement.resources === undefined || statement.resources.negated) return [];
  const { values } = statement.resources;
  const create = (resource: string, expected: string) =>
    MRAP706_REGIONAL_POLICY_RESOURCE.create({ resource, expected });

  const withoutRegion = values.filter((value) => /^arn:[^:]*:s3::[^:]*:accesspoint\//.test(value));
  if (withoutRegion.length > 0) {
    return withoutRegion.map((resource) => create(resource, `an ARN with the Region, ${arn}`));
  }

  const withoutObject = values.filter((value) => /^(?!object\/)/.test(findPathInAccessPoint(value, arn) ?? 'object/'));
  if (withoutObject.length > 0) {
    return withoutObject.map((resource) => create(resource, `objects below ${arn}/object/`));
  }

  const objectActions = namedActions(statement).filter((action) => OBJECT_LEVEL.has(action.toLowerCase()));
  const coversObjects = coversResource(application.symbols, statement, `${arn}/object/*`) !== false;
  return objectActions.length > 0 && !coversObjects
    ? [create(values.join(', '), `the objects, ${arn}/object/*, for ${objectActions.join(', ')}`)]
    : [];
}

/** The text after the access point in a resource. The policy of an access point names no other one. */
function findPathInAccessPoint(resource: string, arn: string): string | undefined {
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  const [, named, path] = /^arn:[^:]*:s3:[^:]+:[^:]*:accesspoint\/([^/]+)\/(.*)$/.exec(resource) ?? [];
  return named === name ? path : undefined;
}

/** All four flags are on by default. */
function checkPublic({ resource }: RegionalAccessPoint, statement: PolicyStatement): Finding[] {
  const block = resource.properties.PublicAccessBlockConfiguration;
  const blocked = asFlag(getValueAtPath(block, 'BlockPublicPolicy')) ?? block === undefined;
  const fromVpc = resource.properties.VpcConfiguration !== undefined;
  return blocked && !fromVpc && isPublicStatement(statement, 'access-point') === true
    ? [MRAP707_REGIONAL_PUBLIC_POLICY.create({ principal: describePrincipal(statement) })]
    : [];
}
