import {
  MRAP601_CLOUDFRONT_CANNOT_SIGN, MRAP602_CLOUDFRONT_WITH_OPT_IN_REGION, MRAP603_LAMBDA_EDGE_ON_ORIGIN,
  MRAP604_DISTRIBUTION_NOT_ALLOWED,
} from '../../../diagnostics/definitions/integrations';
import { type Finding } from '../../../diagnostics/finding';
import { IDENTIFIER_FORMS } from '../../../facts/identifiers';
import { findRegion } from '../../../facts/regions';
import { getValueAtPath, literalText } from '../../evaluation/read';
import { isKnownText } from '../../evaluation/symbols';
import { statementsAllowAction } from '../../iam/match';
import { type PolicyStatement, readPolicyDocument } from '../../iam/statement';
import { readDefaultKey, type TemplateBucket } from '../../model/buckets';
import {
  type AccessPointOrigin, findAccessPointOrigins, findOriginTriggers, readSigningProtocol,
} from '../../model/origins';
import { findCompleteAccessPointPolicyStatements } from '../../model/policies';
import { type TemplateModel } from '../../model/template-model';
import { type LinterRule, type LinterRuleMatch, toLinterRuleMatches } from '../rule';

const CLOUDFRONT_SERVICE = 'cloudfront.amazonaws.com';

/** CloudFront distributions with an access point as origin. */
export const cloudFrontRule: LinterRule = {
  finds: [
    MRAP601_CLOUDFRONT_CANNOT_SIGN, MRAP602_CLOUDFRONT_WITH_OPT_IN_REGION, MRAP603_LAMBDA_EDGE_ON_ORIGIN,
    MRAP604_DISTRIBUTION_NOT_ALLOWED,
  ],
  check: (application) =>
    findAccessPointOrigins(application).flatMap((origin) => {
      const findings = [
        ...checkHost(origin),
        ...checkControl(origin),
        ...checkTriggers(origin),
        ...checkRegions(origin),
      ];
      return [
        ...toLinterRuleMatches(origin.resource, findings, origin.location),
        ...(isSignedByCloudFront(origin) ? checkAllowed(application, origin) : []),
      ];
    }),
};

function isSignedByCloudFront(origin: AccessPointOrigin): boolean {
  return readSigningProtocol(origin) === 'sigv4a';
}

function checkHost({ domainName, accessPoint }: AccessPointOrigin): Finding[] {
  const valid = accessPoint !== undefined
    ? domainName === `${accessPoint.alias}.accesspoint.s3-global.amazonaws.com`
    : !isKnownText(domainName) || IDENTIFIER_FORMS.DOMAIN_NAME.pattern.test(domainName);
  const problem = `has the wrong domain name, got "${domainName}"`;
  return valid ? [] : [MRAP601_CLOUDFRONT_CANNOT_SIGN.create({ problem, expected: IDENTIFIER_FORMS.DOMAIN_NAME.rule })];
}

/** Without an origin access control, only a function at the edge can sign requests. */
function checkControl(origin: AccessPointOrigin): Finding[] {
  if (!origin.hasControl) {
    const problems = findOriginTriggers(origin).length > 0 ? [] : ['has no origin access control'];
    return problems.map((problem) =>
      MRAP601_CLOUDFRONT_CANNOT_SIGN.create({ problem, expected: 'one that signs with sigv4a' }),
    );
  }
  const type = literalText(
    getValueAtPath(origin.control?.properties, 'OriginAccessControlConfig', 'OriginAccessControlOriginType'),
  );
  const protocol = readSigningProtocol(origin);
  const wrongType = type !== undefined && type !== 's3';
  const wrongProtocol = protocol !== undefined && protocol !== 'sigv4a';
  const behavior =
    literalText(getValueAtPath(origin.control?.properties, 'OriginAccessControlConfig', 'SigningBehavior'));
  return [
    ...(behavior === 'never'
      ? [{ problem: 'has an origin access control without signing, got "never"', expected: 'SigningBehavior "always"' }]
      : []),
    ...(wrongType
      ? [{ problem: `has an origin access control of the wrong type, got "${type}"`, expected: '"s3"' }]
      : []),
    ...(wrongProtocol ? [{ problem: `has the wrong signing protocol, got "${protocol}"`, expected: '"sigv4a"' }] : []),
  ].map((args) => MRAP601_CLOUDFRONT_CANNOT_SIGN.create(args));
}

function checkTriggers(origin: AccessPointOrigin): Finding[] {
  const triggers = isSignedByCloudFront(origin) ? findOriginTriggers(origin) : [];
  return triggers.length > 0 ? [MRAP603_LAMBDA_EDGE_ON_ORIGIN.create({ triggers })] : [];
}

function checkRegions(origin: AccessPointOrigin): Finding[] {
  const isOptIn = (region: string | undefined) => region !== undefined && findRegion(region)?.support === 'opt-in';
  const regions = (origin.accessPoint?.members ?? []).flatMap(({ region }) => (isOptIn(region) ? [region!] : []));
  return isSignedByCloudFront(origin) && regions.length > 0
    ? [MRAP602_CLOUDFRONT_WITH_OPT_IN_REGION.create({ regions })]
    : [];
}

/** The policy of the access point and the keys of its members. Another rule checks the bucket policies. */
function checkAllowed(application: TemplateModel, { accessPoint }: AccessPointOrigin): LinterRuleMatch[] {
  if (accessPoint === undefined) return [];
  const { arn, resource, members } = accessPoint;
  const statements = findCompleteAccessPointPolicyStatements(application, accessPoint);
  const denied = statements !== undefined
    && statementsAllowAction(
      application.symbols, filterByService(statements), 's3:GetObject', `${arn}/object/*`,
    ) === false;
  const args = { what: 'policy of the access point', expected: 's3:GetObject on …/object/*' };
  return [
    ...toLinterRuleMatches(resource, denied ? [MRAP604_DISTRIBUTION_NOT_ALLOWED.create(args)] : []),
    ...members.flatMap(({ declared }) => (declared === undefined ? [] : checkKey(application, declared))),
  ];
}

function checkKey(application: TemplateModel, bucket: TemplateBucket): LinterRuleMatch[] {
  const arn = readDefaultKey(bucket);
  const key = application
    .resourcesOfType('AWS::KMS::Key')
    .find((resource) => arn === resource.reference('Arn') || arn === resource.reference());
  const document = key && readPolicyDocument(key.properties.KeyPolicy, 'Properties/KeyPolicy');
  if (key === undefined || document === undefined || !document.complete) return [];
  const allowed = statementsAllowAction(
    application.symbols,
    filterByService(document.statements),
    'kms:Decrypt',
    key.reference('Arn'),
  );
  const args = { what: `policy of the key of bucket "${bucket.name}"`, expected: 'kms:Decrypt' };
  return toLinterRuleMatches(key, allowed === false ? [MRAP604_DISTRIBUTION_NOT_ALLOWED.create(args)] : []);
}

function filterByService(statements: readonly PolicyStatement[]): PolicyStatement[] {
  return statements.filter(({ principals }) => principals !== undefined
    && (principals.services.includes(CLOUDFRONT_SERVICE) || principals.everyone || !principals.complete));
}
