import { getPath, literalText, asList, asText } from '../evaluation/read';
import { type AccessPoint, accessPoints } from './access-points';
import { type TemplateResource, view } from './template-model';

/** An origin of a CloudFront distribution whose host name is an access point's, or is meant to be. */
export interface AccessPointOrigin {
  readonly resource: TemplateResource;
  readonly location: string;
  readonly id: string | undefined;
  readonly domainName: string;
  readonly accessPoint: AccessPoint | undefined;
  /** The origin access control, where the application makes it. */
  readonly control: TemplateResource | undefined;
  readonly hasControl: boolean;
}

const HOST = /\.?s3-global\.amazonaws\.com$/;

export const accessPointOrigins = view((application): AccessPointOrigin[] => application.ofType('AWS::CloudFront::Distribution').flatMap((resource) =>
  asList(getPath(resource.properties, 'DistributionConfig', 'Origins')).flatMap((origin, index): AccessPointOrigin[] => {
    const domainName = asText(getPath(origin, 'DomainName'));
    if (domainName === undefined || !HOST.test(domainName)) return [];
    const control = asText(getPath(origin, 'OriginAccessControlId'));
    return [{
      resource,
      location: `Properties/DistributionConfig/Origins/${index}`,
      id: asText(getPath(origin, 'Id')),
      domainName,
      accessPoint: accessPoints(application).find(({ alias }) => domainName.startsWith(`${alias}.`)),
      control: control === undefined ? undefined : application.ownerOf(control),
      hasControl: control !== undefined && control !== '',
    }];
  })));

/** How the control of an origin signs; undefined where that is not known. */
export function signingOf(origin: AccessPointOrigin): string | undefined {
  return literalText(getPath(origin.control?.properties, 'OriginAccessControlConfig', 'SigningProtocol'));
}

/** The Lambda@Edge triggers that a distribution has on requests to an origin. */
export function originTriggers(origin: AccessPointOrigin): string[] {
  const config = getPath(origin.resource.properties, 'DistributionConfig');
  const groups = asList(getPath(config, 'OriginGroups', 'Items')).filter((group) =>
    asList(getPath(group, 'Members', 'Items')).some((member) => getPath(member, 'OriginId') === origin.id)).map((group) => asText(getPath(group, 'Id')));
  const targets = [origin.id, ...groups];
  return [getPath(config, 'DefaultCacheBehavior'), ...asList(getPath(config, 'CacheBehaviors'))]
    .filter((behavior) => targets.includes(asText(getPath(behavior, 'TargetOriginId'))))
    .flatMap((behavior) => asList(getPath(behavior, 'LambdaFunctionAssociations')))
    .flatMap((association) => literalText(getPath(association, 'EventType')) ?? [])
    .filter((event) => event.startsWith('origin-'));
}
