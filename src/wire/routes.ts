import {
  type RawProperties, readChoice, readNumber, readOptionalText, readRecords, readText,
} from './property-readers';

export const LIVE_ROUTES = ['KEEP', 'ENFORCE', 'FAIL'] as const;

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
  readonly LiveRoutes: typeof LIVE_ROUTES[number];
  /** ISO time of the creation of the access point, if the same stack creates it. */
  readonly AccessPointCreatedAt?: string;
}

export function readRoutesResourceProperties(raw: RawProperties): RoutesResourceProperties {
  return {
    AccessPointArn: readText(raw, 'AccessPointArn'),
    Routes: readRecords(raw, 'Routes').map((route) => ({
      Region: readText(route, 'Region'),
      TrafficDialPercentage: readNumber(route, 'TrafficDialPercentage'),
    })),
    OtherMembers: readNumber(raw, 'OtherMembers', 100),
    LiveRoutes: readChoice(raw, 'LiveRoutes', LIVE_ROUTES, 'KEEP'),
    // The time is empty if the handler could not read the access point.
    AccessPointCreatedAt: raw.AccessPointCreatedAt === '' ? undefined : readOptionalText(raw, 'AccessPointCreatedAt'),
  };
}

/** The attributes of the resource for `Fn::GetAtt`. */
export interface RoutesAttributes {
  /** `<region>=ACTIVE|PASSIVE` for every member, sorted by Region and separated by commas. */
  readonly RoutesInEffect: string;
}
