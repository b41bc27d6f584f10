import { MRAP651_VPC_ENDPOINT_SERVICE, MRAP652_ENDPOINT_POLICY_INCOMPLETE } from '../../../diagnostics/definitions/integrations';
import { type Finding } from '../../../diagnostics/finding';
import { literalText } from '../../evaluation/read';
import { isKnown } from '../../evaluation/symbols';
import { allows } from '../../iam/match';
import { readDocument, type Statement } from '../../iam/statement';
import { accessPoints } from '../../model/access-points';
import { type Application } from '../../model/template-model';
import { type Rule, toMatches } from '../rule';

const SERVICE = 'com.amazonaws.s3-global.accesspoint';

/** Rows V1 and V2: VPC endpoints for access points. */
export const vpcEndpoints: Rule = {
  finds: [MRAP651_VPC_ENDPOINT_SERVICE, MRAP652_ENDPOINT_POLICY_INCOMPLETE],
  check: (application) => application.ofType('AWS::EC2::VPCEndpoint').flatMap((resource) => {
    const service = String(resource.properties.ServiceName);
    if (!service.includes('s3-global')) return [];
    const document = readDocument(resource.properties.PolicyDocument, 'Properties/PolicyDocument');
    return [
      ...toMatches(resource, checkKind(service, resource.properties.VpcEndpointType), 'Properties/ServiceName'),
      ...toMatches(resource, document?.complete === true ? checkPolicy(application, document.statements, resource.account) : [], 'Properties/PolicyDocument'),
    ];
  }),
};

function checkKind(service: string, given: unknown): Finding[] {
  // Without a word it is a gateway.
  const kind = given === undefined ? 'Gateway' : literalText(given);
  return [
    ...(service === SERVICE || !isKnown(service) && !/^com\.amazonaws\..+\.s3-global/.test(service) ? [] : [MRAP651_VPC_ENDPOINT_SERVICE.create({ problem: `has service name "${service}"` })]),
    ...(kind === undefined || kind === 'Interface' ? [] : [MRAP651_VPC_ENDPOINT_SERVICE.create({ problem: `is of type ${kind}` })]),
  ];
}

/** The endpoint may be for one access point of several: only one that it lets in by half is a mistake. */
function checkPolicy(application: Application, statements: readonly Statement[], account: string): Finding[] {
  return accessPoints(application).filter((accessPoint) => accessPoint.account === account).flatMap((accessPoint) => {
    const wanted = [`${accessPoint.arn}/object/*`, ...accessPoint.members.map((member) => `arn:aws:s3:::${member.bucket}/*`)];
    const answers = wanted.map((resource) => ({ resource, allowed: allows(application.symbols, statements, 's3:GetObject', resource) }));
    const listed = allows(application.symbols, statements, 's3:ListBucket', accessPoint.arn) === true;
    const meant = listed || answers.some(({ allowed }) => allowed === true);
    return meant ? answers.filter(({ allowed }) => allowed === false).map(({ resource }) => MRAP652_ENDPOINT_POLICY_INCOMPLETE.create({ missing: resource })) : [];
  });
}
