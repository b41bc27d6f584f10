import { ROUTES_TYPE } from '../../wire/resource-types';
import { getPath, isUnknown, asNumber, asText } from '../evaluation/read';
import { type AccessPoint, accessPointByArn } from './access-points';
import { sdkCalls } from './sdk-calls';
import { type TemplateResource, view } from './template-model';

export interface TemplateRoute {
  readonly bucket?: string;
  readonly region?: string;
  /** Undefined where it is a matter of deployment. */
  readonly dial?: number;
}

/** A resource that writes the routes of an access point, whoever made it. */
export interface RoutesDeclaration {
  readonly resource: TemplateResource;
  readonly location: string;
  readonly ours: boolean;
  /** What names the access point. */
  readonly target: string;
  readonly accessPoint: AccessPoint | undefined;
  readonly routes: readonly TemplateRoute[];
  readonly complete: boolean;
  /** The traffic dial of members that are not named; undefined where they keep what they have. */
  readonly others?: number;
}

export const routesDeclarations = view((application): RoutesDeclaration[] => [
  ...application.ofType(ROUTES_TYPE).map((resource) => {
    const target = asText(resource.properties.AccessPointArn) ?? '';
    return {
      resource,
      location: 'Properties/Routes',
      ours: true,
      target,
      accessPoint: accessPointByArn(application, target),
      ...readRoutes(resource.properties.Routes),
      others: asNumber(resource.properties.OtherMembers) ?? 100,
    };
  }),
  ...sdkCalls(application).filter((call) => call.action === 'submitMultiRegionAccessPointRoutes' && call.phase !== 'Delete').map((call) => {
    const target = asText(call.parameters.Mrap) ?? '';
    return {
      resource: call.resource,
      location: `Properties/${call.phase}`,
      ours: false,
      target,
      accessPoint: accessPointByArn(application, target),
      ...readRoutes(call.parameters.RouteUpdates),
    };
  }),
]);

function readRoutes(value: unknown): { routes: TemplateRoute[]; complete: boolean } {
  const known = Array.isArray(value) ? value.filter((entry) => !isUnknown(entry)) : [];
  const routes = known.map((entry) => ({
    bucket: asText(getPath(entry, 'Bucket')),
    region: asText(getPath(entry, 'Region')),
    dial: asNumber(getPath(entry, 'TrafficDialPercentage')),
  }));
  return { routes, complete: Array.isArray(value) && known.length === value.length && routes.every((route) => route.dial !== undefined) };
}
