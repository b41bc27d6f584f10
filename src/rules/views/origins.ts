import { type Resource, view } from '../application';
import { at, knownText, listOf, textOf } from '../values/read';
import { type AccessPoint, accessPoints } from './access-points';

/** An origin of a CloudFront distribution whose host name is an access point's, or is meant to be. */
export interface AccessPointOrigin {
  readonly resource: Resource;
  readonly location: string;
  readonly id: string | undefined;
  readonly domainName: string;
  readonly accessPoint: AccessPoint | undefined;
  /** The origin access control, where the application makes it. */
  readonly control: Resource | undefined;
  readonly hasControl: boolean;
}

const HOST = /\.?s3-global\.amazonaws\.com$/;

export const accessPointOrigins = view((application): AccessPointOrigin[] => application.ofType('AWS::CloudFront::Distribution').flatMap((resource) =>
  listOf(at(resource.properties, 'DistributionConfig', 'Origins')).flatMap((origin, index): AccessPointOrigin[] => {
    const domainName = textOf(at(origin, 'DomainName'));
    if (domainName === undefined || !HOST.test(domainName)) return [];
    const control = textOf(at(origin, 'OriginAccessControlId'));
    return [{
      resource,
      location: `Properties/DistributionConfig/Origins/${index}`,
      id: textOf(at(origin, 'Id')),
      domainName,
      accessPoint: accessPoints(application).find(({ alias }) => domainName.startsWith(`${alias}.`)),
      control: control === undefined ? undefined : application.ownerOf(control),
      hasControl: control !== undefined && control !== '',
    }];
  })));

/** How the control of an origin signs; undefined where that is not known. */
export function signingOf(origin: AccessPointOrigin): string | undefined {
  return knownText(at(origin.control?.properties, 'OriginAccessControlConfig', 'SigningProtocol'));
}

/** The Lambda@Edge triggers that a distribution has on requests to an origin. */
export function originTriggers(origin: AccessPointOrigin): string[] {
  const config = at(origin.resource.properties, 'DistributionConfig');
  const groups = listOf(at(config, 'OriginGroups', 'Items')).filter((group) =>
    listOf(at(group, 'Members', 'Items')).some((member) => at(member, 'OriginId') === origin.id)).map((group) => textOf(at(group, 'Id')));
  const targets = [origin.id, ...groups];
  return [at(config, 'DefaultCacheBehavior'), ...listOf(at(config, 'CacheBehaviors'))]
    .filter((behavior) => targets.includes(textOf(at(behavior, 'TargetOriginId'))))
    .flatMap((behavior) => listOf(at(behavior, 'LambdaFunctionAssociations')))
    .flatMap((association) => knownText(at(association, 'EventType')) ?? [])
    .filter((event) => event.startsWith('origin-'));
}
