import { MRAP601_CLOUDFRONT_CANNOT_SIGN, MRAP602_CLOUDFRONT_WITH_OPT_IN_REGION, MRAP603_LAMBDA_EDGE_ON_ORIGIN, MRAP604_DISTRIBUTION_NOT_ALLOWED } from '../../../diagnostics/definitions/integrations';
import { type Finding } from '../../../diagnostics/finding';
import { IDENTIFIERS } from '../../../facts/identifiers';
import { findRegion } from '../../../facts/regions';
import { getPath, literalText } from '../../evaluation/read';
import { isKnown } from '../../evaluation/symbols';
import { allows } from '../../iam/match';
import { readDocument, type Statement } from '../../iam/statement';
import { type Bucket, defaultKey } from '../../model/buckets';
import { certainAccessPointStatements } from '../../model/documents';
import { type AccessPointOrigin, accessPointOrigins, originTriggers, signingOf } from '../../model/origins';
import { type Application } from '../../model/template-model';
import { type Rule, toMatches } from '../rule';

const SERVICE = 'cloudfront.amazonaws.com';
const EXPECTED_HOST = '<alias>.mrap.accesspoint.s3-global.amazonaws.com';

/** Rows F1 to F4: distributions in front of an access point. */
export const cloudFront: Rule = {
  finds: [MRAP601_CLOUDFRONT_CANNOT_SIGN, MRAP602_CLOUDFRONT_WITH_OPT_IN_REGION, MRAP603_LAMBDA_EDGE_ON_ORIGIN, MRAP604_DISTRIBUTION_NOT_ALLOWED],
  check: (application) => accessPointOrigins(application).flatMap((origin) => [
    ...toMatches(origin.resource, [...checkHost(origin), ...checkControl(origin), ...checkTriggers(origin), ...checkRegions(origin)], origin.location),
    ...(signsByItself(origin) ? checkAllowed(application, origin) : []),
  ]),
};

function signsByItself(origin: AccessPointOrigin): boolean {
  return signingOf(origin) === 'sigv4a';
}

function checkHost({ domainName, accessPoint }: AccessPointOrigin): Finding[] {
  const well = accessPoint !== undefined
    ? domainName === `${accessPoint.alias}.accesspoint.s3-global.amazonaws.com`
    : !isKnown(domainName) || IDENTIFIERS.DOMAIN_NAME.pattern.test(domainName);
  return well ? [] : [MRAP601_CLOUDFRONT_CANNOT_SIGN.create({ problem: `has domain name "${domainName}"`, expected: EXPECTED_HOST })];
}

/** Without a control nobody signs, unless a function at the edge does. */
function checkControl(origin: AccessPointOrigin): Finding[] {
  if (!origin.hasControl) {
    return originTriggers(origin).length > 0 ? [] : [MRAP601_CLOUDFRONT_CANNOT_SIGN.create({ problem: 'has no origin access control', expected: 'one that signs with sigv4a' })];
  }
  const config = getPath(origin.control?.properties, 'OriginAccessControlConfig');
  const [type, protocol] = [literalText(getPath(config, 'OriginAccessControlOriginType')), signingOf(origin)];
  return [
    ...(type !== undefined && type !== 's3' ? [MRAP601_CLOUDFRONT_CANNOT_SIGN.create({ problem: `has an origin access control of type "${type}"`, expected: '"s3"' })] : []),
    ...(protocol !== undefined && protocol !== 'sigv4a' ? [MRAP601_CLOUDFRONT_CANNOT_SIGN.create({ problem: `is signed for with "${protocol}"`, expected: '"sigv4a"' })] : []),
  ];
}

function checkTriggers(origin: AccessPointOrigin): Finding[] {
  const triggers = signsByItself(origin) ? originTriggers(origin) : [];
  return triggers.length > 0 ? [MRAP603_LAMBDA_EDGE_ON_ORIGIN.create({ triggers })] : [];
}

function checkRegions(origin: AccessPointOrigin): Finding[] {
  const regions = (origin.accessPoint?.members ?? []).flatMap(({ region }) => (region !== undefined && findRegion(region)?.support === 'opt-in' ? [region] : []));
  return signsByItself(origin) && regions.length > 0 ? [MRAP602_CLOUDFRONT_WITH_OPT_IN_REGION.create({ regions })] : [];
}

/** The policy of the access point and the keys of its members; bucket policies have a finding of their own. */
function checkAllowed(application: Application, { accessPoint }: AccessPointOrigin) {
  if (accessPoint === undefined) return [];
  const statements = certainAccessPointStatements(application, accessPoint);
  const lacking = statements !== undefined
    && allows(application.symbols, forService(statements), 's3:GetObject', `${accessPoint.arn}/object/*`) === false;
  return [
    ...toMatches(accessPoint.resource, lacking ? [MRAP604_DISTRIBUTION_NOT_ALLOWED.create({ what: 'policy of the access point', expected: 's3:GetObject on …/object/*' })] : []),
    ...accessPoint.members.flatMap((member) => (member.made === undefined ? [] : checkKey(application, member.made))),
  ];
}

function checkKey(application: Application, bucket: Bucket) {
  const arn = defaultKey(bucket);
  const key = application.ofType('AWS::KMS::Key').find((resource) => arn === resource.reference('Arn') || arn === resource.reference());
  const document = key && readDocument(key.properties.KeyPolicy, 'Properties/KeyPolicy');
  if (key === undefined || document === undefined || !document.complete) return [];
  const allowed = allows(application.symbols, forService(document.statements), 'kms:Decrypt', key.reference('Arn'));
  return toMatches(key, allowed === false ? [MRAP604_DISTRIBUTION_NOT_ALLOWED.create({ what: `policy of the key of bucket ${bucket.name}`, expected: 'kms:Decrypt' })] : []);
}

function forService(statements: readonly Statement[]): Statement[] {
  return statements.filter(({ principals }) => principals !== undefined
    && (principals.services.includes(SERVICE) || principals.everyone || !principals.complete));
}
