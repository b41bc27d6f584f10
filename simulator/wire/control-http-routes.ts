import { type OperationName } from '../model/operations';
import {
  accepted, createRequest, deleteRequest, describedOperation, gotAccessPoint, gotPolicy, gotPolicyStatus, gotRoutes,
  listedAccessPoints, putPolicyRequest, submitRequest,
} from './control-shapes';
import {
  emptyResponse, defineHttpRoute, type HttpRoute, parseInteger, readXml, type WireResponse, xmlResponse,
} from './http-route';
import { type Shape, type ValueOf } from './shape';

export const NAMESPACE = 'http://awss3control.amazonaws.com/doc/2018-08-20/';

const ASYNC = '/v20180820/async-requests/mrap';
const INSTANCES = '/v20180820/mrap/instances';

/** An HTTP route with its path. The label in the path can contain slashes. */
export interface ControlHttpRoute extends HttpRoute {
  readonly path: string;
}

/** Responds with a document that has the name of its operation. */
function respondWith<S extends Shape>(operation: OperationName, shape: S): (output: ValueOf<S>) => WireResponse {
  return (output) => xmlResponse(`${operation}Result`, NAMESPACE, shape, output);
}

const createAccessPoint: ControlHttpRoute = {
  path: `${ASYNC}/create`,
  ...defineHttpRoute({
    operation: 'CreateMultiRegionAccessPoint',
    method: 'POST',
    read: ({ body }) => readXml('CreateMultiRegionAccessPointRequest', createRequest, body),
    respond: respondWith('CreateMultiRegionAccessPoint', accepted),
  }),
};

const deleteAccessPoint: ControlHttpRoute = {
  path: `${ASYNC}/delete`,
  ...defineHttpRoute({
    operation: 'DeleteMultiRegionAccessPoint',
    method: 'POST',
    read: ({ body }) => readXml('DeleteMultiRegionAccessPointRequest', deleteRequest, body),
    respond: respondWith('DeleteMultiRegionAccessPoint', accepted),
  }),
};

const putPolicy: ControlHttpRoute = {
  path: `${ASYNC}/put-policy`,
  ...defineHttpRoute({
    operation: 'PutMultiRegionAccessPointPolicy',
    method: 'POST',
    read: ({ body }) => readXml('PutMultiRegionAccessPointPolicyRequest', putPolicyRequest, body),
    respond: respondWith('PutMultiRegionAccessPointPolicy', accepted),
  }),
};

const describeOperation: ControlHttpRoute = {
  path: `${ASYNC}/:label{[\\s\\S]+}`,
  ...defineHttpRoute({
    operation: 'DescribeMultiRegionAccessPointOperation',
    method: 'GET',
    read: ({ label }) => ({ RequestTokenARN: label }),
    respond: respondWith('DescribeMultiRegionAccessPointOperation', describedOperation),
  }),
};

const listAccessPoints: ControlHttpRoute = {
  path: INSTANCES,
  ...defineHttpRoute({
    operation: 'ListMultiRegionAccessPoints',
    method: 'GET',
    read: ({ query }) => ({
      MaxResults: parseInteger(query, 'maxResults'),
      NextToken: query.get('nextToken') ?? undefined,
    }),
    respond: respondWith('ListMultiRegionAccessPoints', listedAccessPoints),
  }),
};

const getPolicy: ControlHttpRoute = {
  path: `${INSTANCES}/:label{[\\s\\S]+}/policy`,
  ...defineHttpRoute({
    operation: 'GetMultiRegionAccessPointPolicy',
    method: 'GET',
    read: ({ label }) => ({ Name: label }),
    respond: respondWith('GetMultiRegionAccessPointPolicy', gotPolicy),
  }),
};

const getPolicyStatus: ControlHttpRoute = {
  path: `${INSTANCES}/:label{[\\s\\S]+}/policystatus`,
  ...defineHttpRoute({
    operation: 'GetMultiRegionAccessPointPolicyStatus',
    method: 'GET',
    read: ({ label }) => ({ Name: label }),
    respond: respondWith('GetMultiRegionAccessPointPolicyStatus', gotPolicyStatus),
  }),
};

const getRoutes: ControlHttpRoute = {
  path: `${INSTANCES}/:label{[\\s\\S]*}/routes`,
  ...defineHttpRoute({
    operation: 'GetMultiRegionAccessPointRoutes',
    method: 'GET',
    read: ({ label }) => ({ Mrap: label }),
    respond: respondWith('GetMultiRegionAccessPointRoutes', gotRoutes),
  }),
};

const submitRoutes: ControlHttpRoute = {
  path: `${INSTANCES}/:label{[\\s\\S]*}/routes`,
  ...defineHttpRoute({
    operation: 'SubmitMultiRegionAccessPointRoutes',
    method: 'PATCH',
    read: ({ label, body }) => ({
      Mrap: label,
      ...readXml('SubmitMultiRegionAccessPointRoutesRequest', submitRequest, body),
    }),
    respond: () => emptyResponse(200),
  }),
};

const getAccessPoint: ControlHttpRoute = {
  path: `${INSTANCES}/:label{[\\s\\S]+}`,
  ...defineHttpRoute({
    operation: 'GetMultiRegionAccessPoint',
    method: 'GET',
    read: ({ label }) => ({ Name: label }),
    respond: respondWith('GetMultiRegionAccessPoint', gotAccessPoint),
  }),
};

/**
 * In the order of matching. The route of a single access point is last, because its path matches the paths above it.
 */
export const CONTROL_HTTP_ROUTES: readonly ControlHttpRoute[] = [
  createAccessPoint, deleteAccessPoint, putPolicy, describeOperation, listAccessPoints, getPolicy, getPolicyStatus,
  getRoutes, submitRoutes, getAccessPoint,
];
