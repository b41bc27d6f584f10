import { type SimulatedOperationName } from '../model/operations';
import {
  asyncOperationResultShape, createAccessPointRequestShape, deleteAccessPointRequestShape, describeOperationResultShape,
  getAccessPointResultShape, getPolicyResultShape, getPolicyStatusResultShape, getRoutesResultShape,
  listAccessPointsResultShape, putPolicyRequestShape, submitRoutesRequestShape,
} from './control-shapes';
import {
  makeEmptyResponse, defineHttpRoute, type HttpRoute, parseIntegerQueryParameter, readXmlBody, type WireResponse,
  xmlResponse,
} from './http-route';
import { type XmlShape, type ValueOfShape } from './shape';

export const S3_CONTROL_XML_NAMESPACE = 'http://awss3control.amazonaws.com/doc/2018-08-20/';

const ASYNC = '/v20180820/async-requests/mrap';
const INSTANCES = '/v20180820/mrap/instances';

/** An HTTP route with its path. The label in the path can contain slashes. */
export interface ControlHttpRoute extends HttpRoute {
  readonly path: string;
}

/** Responds with a document that has the name of its operation. */
export function respondWith<S extends XmlShape>(
  operation: SimulatedOperationName, shape: S,
): (output: ValueOfShape<S>) => WireResponse {
  return (output) => xmlResponse(`${operation}Result`, S3_CONTROL_XML_NAMESPACE, shape, output);
}

const createAccessPointHttpRoute: ControlHttpRoute = {
  path: `${ASYNC}/create`,
  ...defineHttpRoute({
    operation: 'CreateMultiRegionAccessPoint',
    method: 'POST',
    read: ({ body }) => readXmlBody('CreateMultiRegionAccessPointRequest', createAccessPointRequestShape, body),
    respond: respondWith('CreateMultiRegionAccessPoint', asyncOperationResultShape),
  }),
};

const deleteAccessPointHttpRoute: ControlHttpRoute = {
  path: `${ASYNC}/delete`,
  ...defineHttpRoute({
    operation: 'DeleteMultiRegionAccessPoint',
    method: 'POST',
    read: ({ body }) => readXmlBody('DeleteMultiRegionAccessPointRequest', deleteAccessPointRequestShape, body),
    respond: respondWith('DeleteMultiRegionAccessPoint', asyncOperationResultShape),
  }),
};

const putPolicyHttpRoute: ControlHttpRoute = {
  path: `${ASYNC}/put-policy`,
  ...defineHttpRoute({
    operation: 'PutMultiRegionAccessPointPolicy',
    method: 'POST',
    read: ({ body }) => readXmlBody('PutMultiRegionAccessPointPolicyRequest', putPolicyRequestShape, body),
    respond: respondWith('PutMultiRegionAccessPointPolicy', asyncOperationResultShape),
  }),
};

const describeOperationHttpRoute: ControlHttpRoute = {
  path: `${ASYNC}/:label{[\\s\\S]+}`,
  ...defineHttpRoute({
    operation: 'DescribeMultiRegionAccessPointOperation',
    method: 'GET',
    read: ({ label }) => ({ RequestTokenARN: label }),
    respond: respondWith('DescribeMultiRegionAccessPointOperation', describeOperationResultShape),
  }),
};

const listAccessPointsHttpRoute: ControlHttpRoute = {
  path: INSTANCES,
  ...defineHttpRoute({
    operation: 'ListMultiRegionAccessPoints',
    method: 'GET',
    read: ({ query }) => ({
      MaxResults: parseIntegerQueryParameter(query, 'maxResults', 'InvalidRequest'),
      NextToken: query.get('nextToken') ?? undefined,
    }),
    respond: respondWith('ListMultiRegionAccessPoints', listAccessPointsResultShape),
  }),
};

const getPolicyHttpRoute: ControlHttpRoute = {
  path: `${INSTANCES}/:label{[\\s\\S]+}/policy`,
  ...defineHttpRoute({
    operation: 'GetMultiRegionAccessPointPolicy',
    method: 'GET',
    read: ({ label }) => ({ Name: label }),
    respond: respondWith('GetMultiRegionAccessPointPolicy', getPolicyResultShape),
  }),
};

const getPolicyStatusHttpRoute: ControlHttpRoute = {
  path: `${INSTANCES}/:label{[\\s\\S]+}/policystatus`,
  ...defineHttpRoute({
    operation: 'GetMultiRegionAccessPointPolicyStatus',
    method: 'GET',
    read: ({ label }) => ({ Name: label }),
    respond: respondWith('GetMultiRegionAccessPointPolicyStatus', getPolicyStatusResultShape),
  }),
};

const getRoutesHttpRoute: ControlHttpRoute = {
  path: `${INSTANCES}/:label{[\\s\\S]*}/routes`,
  ...defineHttpRoute({
    operation: 'GetMultiRegionAccessPointRoutes',
    method: 'GET',
    read: ({ label }) => ({ Mrap: label }),
    respond: respondWith('GetMultiRegionAccessPointRoutes', getRoutesResultShape),
  }),
};

const submitRoutesHttpRoute: ControlHttpRoute = {
  path: `${INSTANCES}/:label{[\\s\\S]*}/routes`,
  ...defineHttpRoute({
    operation: 'SubmitMultiRegionAccessPointRoutes',
    method: 'PATCH',
    read: ({ label, body }) => ({
      Mrap: label,
      ...readXmlBody('SubmitMultiRegionAccessPointRoutesRequest', submitRoutesRequestShape, body),
    }),
    respond: () => makeEmptyResponse(200),
  }),
};

const getAccessPointHttpRoute: ControlHttpRoute = {
  path: `${INSTANCES}/:label{[\\s\\S]+}`,
  ...defineHttpRoute({
    operation: 'GetMultiRegionAccessPoint',
    method: 'GET',
    read: ({ label }) => ({ Name: label }),
    respond: respondWith('GetMultiRegionAccessPoint', getAccessPointResultShape),
  }),
};

/**
 * In the order of matching. The route of a single access point is last, because its path matches the paths above it.
 */
export const CONTROL_HTTP_ROUTES: readonly ControlHttpRoute[] = [
  createAccessPointHttpRoute, deleteAccessPointHttpRoute, putPolicyHttpRoute, describeOperationHttpRoute,
  listAccessPointsHttpRoute, getPolicyHttpRoute, getPolicyStatusHttpRoute, getRoutesHttpRoute, submitRoutesHttpRoute,
  getAccessPointHttpRoute,
];
