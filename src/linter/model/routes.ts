import { ROUTES_TYPE } from '../../wire/resource-types';
import { getValueAtPath, isUnknownValue, asNumber, asText } from '../evaluation/read';
import { type TemplateAccessPoint, findAccessPointByArn } from './access-points';
import { findSdkCalls } from './sdk-calls';
import { type TemplateResource, memoizePerApplication } from './template-model';

export interface TemplateRoute {
  readonly bucket?: string;
  readonly region?: string;
  /** Undefined if only a deployment decides the value. */
  readonly dial?: number;
}

/** A resource that writes the routes of an access point. */
export interface RoutesDeclaration {
  readonly resource: TemplateResource;
  readonly location: string;
  readonly fromLibrary: boolean;
  /** The text that identifies the access point. */
  readonly target: string;
  readonly accessPoint: TemplateAccessPoint | undefined;
  readonly routes: readonly TemplateRoute[];
  readonly complete: boolean;
  /**
   * The traffic dial of members without a route; undefined if these keep their current routes, or if only a deployment
   * decides it.
   */
  readonly others?: number;
}

export const findRoutesDeclarations = memoizePerApplication((application): RoutesDeclaration[] => [
  ...application.resourcesOfType(ROUTES_TYPE).map((resource) => {
    const { OtherMembers: others = 100 } = resource.properties;
    const target = asText(resource.properties.AccessPointArn) ?? '';
    return {
      resource,
      location: 'Properties/Routes',
      fromLibrary: true,
      target,
      accessPoint: findAccessPointByArn(application, target),
      ...readRoutes(resource.properties.Routes),
      others: asNumber(others),
    };
  }),
  ...findSdkCalls(application)
    .filter((call) => call.action === 'submitMultiRegionAccessPointRoutes' && call.phase !== 'Delete')
    .map((call) => {
      const target = asText(call.parameters.Mrap) ?? '';
      return {
        resource: call.resource,
        location: `Properties/${call.phase}`,
        fromLibrary: false,
        target,
        accessPoint: findAccessPointByArn(application, target),
        ...readRoutes(call.parameters.RouteUpdates),
      };
    }),
]);

function readRoutes(value: unknown): { routes: TemplateRoute[]; complete: boolean } {
  const known = Array.isArray(value) ? value.filter((entry) => !isUnknownValue(entry)) : [];
  const routes = known.map((entry) => ({
    bucket: asText(getValueAtPath(entry, 'Bucket')),
    region: asText(getValueAtPath(entry, 'Region')),
    dial: asNumber(getValueAtPath(entry, 'TrafficDialPercentage')),
  }));
  return {
    routes,
    complete:
      Array.isArray(value) && known.length === value.length && routes.every((route) => route.dial !== undefined),
  };
}
