import {
  type RawProperties, readChoice, readNumberProperty, readOptionalText, readRecordListProperty, readTextProperty,
} from './property-readers';

export const LIVE_ROUTES_PROPERTY_CHOICES = ['KEEP', 'ENFORCE', 'FAIL'] as const;

export interface RouteProperties {
  readonly Region: string;
  readonly TrafficDialPercentage: number;
}

/** The properties of `Custom::S3MultiRegionAccessPointRoutes`. */
export interface RoutesResourceProperties {
  readonly AccessPointArn: string;
  readonly Routes: readonly RouteProperties[];
  /** The traffic dial of every member without a route. */
  readonly OtherMembers: number;
  readonly LiveRoutes: typeof LIVE_ROUTES_PROPERTY_CHOICES[number];
  /** ISO time of the creation of the access point, if the same stack has created it and not adopted it. */
  readonly AccessPointCreatedAt?: string;
}

export function readRoutesResourceProperties(raw: RawProperties): RoutesResourceProperties {
  return {
    AccessPointArn: readTextProperty(raw, 'AccessPointArn'),
    Routes: readRecordListProperty(raw, 'Routes').map((route) => ({
      Region: readTextProperty(route, 'Region'),
      TrafficDialPercentage: readNumberProperty(route, 'TrafficDialPercentage'),
    })),
    OtherMembers: readNumberProperty(raw, 'OtherMembers', 100),
    LiveRoutes: readChoice(raw, 'LiveRoutes', LIVE_ROUTES_PROPERTY_CHOICES, 'KEEP'),
    // The time is empty for an adopted access point, and if the handler could not read the access point.
    AccessPointCreatedAt: raw.AccessPointCreatedAt === '' ? undefined : readOptionalText(raw, 'AccessPointCreatedAt'),
  };
}

/** The attributes of the resource for `Fn::GetAtt`. */
export interface RoutesAttributes {
  /** `<region>=ACTIVE|PASSIVE` for every member, sorted by Region and separated by commas. */
  readonly RoutesInEffect: string;
}
