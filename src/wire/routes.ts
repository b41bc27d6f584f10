import { type RawProperties, readChoice, readNumber, readOptionalText, readRecords, readText } from './property-readers';

export const LIVE_ROUTES = ['KEEP', 'ENFORCE', 'FAIL'] as const;

export interface RouteProperties {
  readonly Region: string;
  readonly TrafficDialPercentage: number;
}

/** `Custom::S3MultiRegionAccessPointRoutes`. */
export interface RoutesProperties {
  readonly AccessPointArn: string;
  readonly Routes: readonly RouteProperties[];
  /** The traffic dial of every member that `Routes` does not name. */
  readonly OtherMembers: number;
  readonly LiveRoutes: typeof LIVE_ROUTES[number];
  /** ISO time at which the access point was created, where the same stack creates it. */
  readonly AccessPointCreatedAt?: string;
}

export function readRoutesProperties(raw: RawProperties): RoutesProperties {
  return {
    AccessPointArn: readText(raw, 'AccessPointArn'),
    Routes: readRecords(raw, 'Routes').map((route) => ({
      Region: readText(route, 'Region'),
      TrafficDialPercentage: readNumber(route, 'TrafficDialPercentage'),
    })),
    OtherMembers: readNumber(raw, 'OtherMembers', 100),
    LiveRoutes: readChoice(raw, 'LiveRoutes', LIVE_ROUTES, 'KEEP'),
    // The handler reports an empty time where it could not read the access point.
    AccessPointCreatedAt: raw.AccessPointCreatedAt === '' ? undefined : readOptionalText(raw, 'AccessPointCreatedAt'),
  };
}

/** What `Fn::GetAtt` finds on the routes' resource. */
export interface RoutesAttributes {
  /** `<region>=ACTIVE|PASSIVE` of every member, by Region, separated by commas. */
  readonly RoutesInEffect: string;
}
