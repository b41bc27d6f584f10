import { getValueAtPath, literalText, asList, asText } from '../evaluation/read';
import { type TemplateAccessPoint, findAccessPoints } from './access-points';
import { type TemplateResource, memoizePerApplication } from './template-model';

/** An origin of a CloudFront distribution whose host name contains an access point, or is below that of S3. */
export interface AccessPointOrigin {
  readonly resource: TemplateResource;
  readonly location: string;
  readonly id: string | undefined;
  readonly domainName: string;
  readonly accessPoint: TemplateAccessPoint | undefined;
  /** The resource of the origin access control; undefined if another application creates it. */
  readonly control: TemplateResource | undefined;
  readonly hasControl: boolean;
}

const HOST = /\.?s3-global\.amazonaws\.com$|^[a-z][a-z0-9]*\.mrap\./;

export const findAccessPointOrigins = memoizePerApplication((application): AccessPointOrigin[] =>
  application.resourcesOfType('AWS::CloudFront::Distribution').flatMap((resource) =>
    asList(getValueAtPath(resource.properties, 'DistributionConfig', 'Origins')).flatMap(
      (origin, index): AccessPointOrigin[] => {
        const domainName = asText(getValueAtPath(origin, 'DomainName'));
        if (domainName === undefined) return [];
        const accessPoint = findAccessPoints(application).find(({ alias }) => domainName.startsWith(`${alias}.`));
        if (accessPoint === undefined && !HOST.test(domainName)) return [];
        const control = asText(getValueAtPath(origin, 'OriginAccessControlId'));
        return [
          {
            resource,
            location: `Properties/DistributionConfig/Origins/${index}`,
            id: asText(getValueAtPath(origin, 'Id')),
            domainName,
            accessPoint,
            control: control === undefined ? undefined : application.findResourceOfSymbol(control),
            hasControl: control !== undefined && control !== '',
          },
        ];
      },
    ),
  ),
);

/** The signing protocol of the origin access control; undefined if unknown. */
export function readSigningProtocol(origin: AccessPointOrigin): string | undefined {
  return literalText(getValueAtPath(origin.control?.properties, 'OriginAccessControlConfig', 'SigningProtocol'));
}

/** The Lambda@Edge triggers of a distribution on requests to an origin. */
export function findOriginTriggers(origin: AccessPointOrigin): string[] {
  const config = getValueAtPath(origin.resource.properties, 'DistributionConfig');
  const groups = asList(getValueAtPath(config, 'OriginGroups', 'Items'))
    .filter((group) =>
      asList(getValueAtPath(group, 'Members', 'Items'))
        .some((member) => getValueAtPath(member, 'OriginId') === origin.id),
    )
    .map((group) => asText(getValueAtPath(group, 'Id')));
  const targets = [origin.id, ...groups];
  return [getValueAtPath(config, 'DefaultCacheBehavior'), ...asList(getValueAtPath(config, 'CacheBehaviors'))]
    .filter((behavior) => targets.includes(asText(getValueAtPath(behavior, 'TargetOriginId'))))
    .flatMap((behavior) => asList(getValueAtPath(behavior, 'LambdaFunctionAssociations')))
    .flatMap((association) => literalText(getValueAtPath(association, 'EventType')) ?? [])
    .filter((event) => event.startsWith('origin-'));
}
