import {
  MRAP651_VPC_ENDPOINT_SERVICE, MRAP652_ENDPOINT_POLICY_INCOMPLETE,
} from '../../../diagnostics/definitions/integrations';
import { type Finding, FindingSeverity } from '../../../diagnostics/finding';
import { literalText } from '../../evaluation/read';
import { isKnownText } from '../../evaluation/symbols';
import { statementsAllowAction, statementsDenyEveryRequest } from '../../iam/match';
import { type PolicyStatement, readPolicyDocument } from '../../iam/statement';
import { findAccessPointByArn, findAccessPoints } from '../../model/access-points';
import { type TemplateModel } from '../../model/template-model';
import { type LinterRule, toLinterRuleMatches } from '../rule';

const ACCESS_POINT_SERVICE = 'com.amazonaws.s3-global.accesspoint';
const BUCKET_SERVICE = /^com\.amazonaws\..+\.s3$/;

/** VPC endpoints for access points. */
export const vpcEndpointsRule: LinterRule = {
  finds: [MRAP651_VPC_ENDPOINT_SERVICE, MRAP652_ENDPOINT_POLICY_INCOMPLETE],
  check: (application) =>
    application.resourcesOfType('AWS::EC2::VPCEndpoint').flatMap((resource) => {
      const { ServiceName: serviceName, VpcEndpointType: type, PolicyDocument: policy } = resource.properties;
      const service = String(serviceName);
      const document = readPolicyDocument(policy, 'Properties/PolicyDocument');
      if (BUCKET_SERVICE.test(service)) {
        const findings = checkBucketEndpoint(service, document?.statements ?? []);
        return toLinterRuleMatches(resource, findings, 'Properties/PolicyDocument');
      }
      if (!service.includes('s3-global')) return [];
      const policyFindings =
        document?.complete === true
          ? [
            ...checkPolicy(application, document.statements, resource.account),
            ...checkOtherAccessPoints(application, document.statements),
          ]
          : [];
      return [
        ...toLinterRuleMatches(resource, [...checkService(service), ...checkType(type)], 'Properties/ServiceName'),
        ...toLinterRuleMatches(resource, policyFindings, 'Properties/PolicyDocument'),
      ];
    }),
};

function checkService(service: string): Finding[] {
  const mayBeRight = !isKnownText(service) && !/^com\.amazonaws\..+\.s3-global/.test(service);
  const problem = `has the wrong service name, got "${service}"`;
  return service === ACCESS_POINT_SERVICE || mayBeRight ? [] : [MRAP651_VPC_ENDPOINT_SERVICE.create({ problem })];
}

function checkType(given: unknown): Finding[] {
  // The default of CloudFormation is a gateway endpoint.
  const type = given === undefined ? 'Gateway' : literalText(given);
  const problem = `has the wrong type, got ${type}`;
  return type === undefined || type === 'Interface' ? [] : [MRAP651_VPC_ENDPOINT_SERVICE.create({ problem })];
}

/** An endpoint for buckets does not serve access points, so the permission in its policy has no effect. */
function checkBucketEndpoint(service: string, statements: readonly PolicyStatement[]): Finding[] {
  const allowed = statements.flatMap(({ effect, resources }) =>
    (effect === 'Allow' && resources?.negated === false ? resources.values : []));
  const accessPoint = allowed.find((resource) => ACCESS_POINT_ARN.test(resource));
  const problem = `has the wrong service name, got "${service}" with a policy that allows "${accessPoint}"`;
  return accessPoint === undefined ? [] : [MRAP651_VPC_ENDPOINT_SERVICE.create({ problem }, FindingSeverity.WARNING)];
}

/** The endpoint may serve only some access points, so only partly allowed access points are reported. */
function checkPolicy(application: TemplateModel, statements: readonly PolicyStatement[], account: string): Finding[] {
  return findAccessPoints(application)
    .filter((accessPoint) => accessPoint.account === account)
    .flatMap(({ arn, members }) => {
      const resources = [`${arn}/object/*`, ...members.map(({ bucket }) => `arn:aws:s3:::${bucket}/*`)];
      const answers = resources.map((resource) => ({
        resource,
        allowed: !statementsDenyEveryRequest(application.symbols, statements, 's3:GetObject', resource, {})
          && statementsAllowAction(application.symbols, statements, 's3:GetObject', resource),
      }));
      const mayList = statementsAllowAction(application.symbols, statements, 's3:ListBucket', arn) === true;
      const isServed = mayList || answers.some(({ allowed }) => allowed === true);
      return isServed
        ? answers
          .filter(({ allowed }) => allowed === false)
          .map(({ resource }) => MRAP652_ENDPOINT_POLICY_INCOMPLETE.create({ missing: resource }))
        : [];
    });
}

const ANY_BUCKET = 'arn:aws:s3:::*';
/** The ARN has no Region. */
const ACCESS_POINT_ARN = /^arn:[^:]*:s3::[^:]*:accesspoint\//;

/** Access points that the application does not create, beside no bucket. Their members are not known. */
function checkOtherAccessPoints(application: TemplateModel, statements: readonly PolicyStatement[]): Finding[] {
  const isOther = (arn: string) =>
    ACCESS_POINT_ARN.test(arn) && findAccessPointByArn(application, arn) === undefined;
  const namesOther = statements.some((statement) => statement.effect === 'Allow'
    && statement.resources?.negated === false && statement.resources.values.some(isOther));
  const reachesBucket = statementsAllowAction(application.symbols, statements, 's3:GetObject', ANY_BUCKET) !== false;
  return namesOther && !reachesBucket
    ? [MRAP652_ENDPOINT_POLICY_INCOMPLETE.create({ missing: 'arn:aws:s3:::<member>/*' })]
    : [];
}
