import { MRAP651, MRAP652 } from '../../checks/diagnostics/integrations';
import { type Finding } from '../../checks/finding';
import { type Application } from '../application';
import { allows } from '../iam/match';
import { readDocument, type Statement } from '../iam/statement';
import { type Rule, detect } from '../rule';
import { knownText } from '../values/read';
import { isKnown } from '../values/symbols';
import { accessPoints } from '../views/access-points';

const SERVICE = 'com.amazonaws.s3-global.accesspoint';

/** Rows V1 and V2: VPC endpoints for access points. */
export const vpcEndpoints: Rule = {
  finds: [MRAP651, MRAP652],
  check: (application) => application.ofType('AWS::EC2::VPCEndpoint').flatMap((resource) => {
    const service = String(resource.properties.ServiceName);
    if (!service.includes('s3-global')) return [];
    const document = readDocument(resource.properties.PolicyDocument, 'Properties/PolicyDocument');
    return [
      ...detect(resource, checkKind(service, resource.properties.VpcEndpointType), 'Properties/ServiceName'),
      ...detect(resource, document?.complete === true ? checkPolicy(application, document.statements, resource.account) : [], 'Properties/PolicyDocument'),
    ];
  }),
};

function checkKind(service: string, given: unknown): Finding[] {
  // Without a word it is a gateway.
  const kind = given === undefined ? 'Gateway' : knownText(given);
  return [
    ...(service === SERVICE || !isKnown(service) && !/^com\.amazonaws\..+\.s3-global/.test(service) ? [] : [MRAP651.find({ problem: `has service name "${service}"` })]),
    ...(kind === undefined || kind === 'Interface' ? [] : [MRAP651.find({ problem: `is of type ${kind}` })]),
  ];
}

/** The endpoint may be for one access point of several: only one that it lets in by half is a mistake. */
function checkPolicy(application: Application, statements: readonly Statement[], account: string): Finding[] {
  return accessPoints(application).filter((accessPoint) => accessPoint.account === account).flatMap((accessPoint) => {
    const wanted = [`${accessPoint.arn}/object/*`, ...accessPoint.members.map((member) => `arn:aws:s3:::${member.bucket}/*`)];
    const answers = wanted.map((resource) => ({ resource, allowed: allows(application.symbols, statements, 's3:GetObject', resource) }));
    const listed = allows(application.symbols, statements, 's3:ListBucket', accessPoint.arn) === true;
    const meant = listed || answers.some(({ allowed }) => allowed === true);
    return meant ? answers.filter(({ allowed }) => allowed === false).map(({ resource }) => MRAP652.find({ missing: resource })) : [];
  });
}
