import { type OperationName } from '../model/operations';
import {
  accepted, createRequest, deleteRequest, describedOperation, gotAccessPoint, gotPolicy, gotPolicyStatus, gotRoutes, listedAccessPoints,
  putPolicyRequest, submitRequest,
} from './control-shapes';
import { emptyAnswer, exchange, type Exchange, integerOf, readXml, type WireAnswer, xmlAnswer } from './exchange';
import { type Shape, type ValueOf } from './shape';

export const NAMESPACE = 'http://awss3control.amazonaws.com/doc/2018-08-20/';

const ASYNC = '/v20180820/async-requests/mrap';
const INSTANCES = '/v20180820/mrap/instances';

/** An exchange and its path, whose label takes slashes as well. */
export interface ControlExchange extends Exchange {
  readonly path: string;
}

/** The answers of this service: a document named after its operation. */
function answerWith<S extends Shape>(operation: OperationName, shape: S): (output: ValueOf<S>) => WireAnswer {
  return (output) => xmlAnswer(`${operation}Result`, NAMESPACE, shape, output);
}

const create: ControlExchange = {
  path: `${ASYNC}/create`,
  ...exchange({
    operation: 'CreateMultiRegionAccessPoint',
    method: 'POST',
    read: ({ body }) => readXml('CreateMultiRegionAccessPointRequest', createRequest, body),
    answer: answerWith('CreateMultiRegionAccessPoint', accepted),
  }),
};

const remove: ControlExchange = {
  path: `${ASYNC}/delete`,
  ...exchange({
    operation: 'DeleteMultiRegionAccessPoint',
    method: 'POST',
    read: ({ body }) => readXml('DeleteMultiRegionAccessPointRequest', deleteRequest, body),
    answer: answerWith('DeleteMultiRegionAccessPoint', accepted),
  }),
};

const putPolicy: ControlExchange = {
  path: `${ASYNC}/put-policy`,
  ...exchange({
    operation: 'PutMultiRegionAccessPointPolicy',
    method: 'POST',
    read: ({ body }) => readXml('PutMultiRegionAccessPointPolicyRequest', putPolicyRequest, body),
    answer: answerWith('PutMultiRegionAccessPointPolicy', accepted),
  }),
};

const describe: ControlExchange = {
  path: `${ASYNC}/:label{[\\s\\S]+}`,
  ...exchange({
    operation: 'DescribeMultiRegionAccessPointOperation',
    method: 'GET',
    read: ({ label }) => ({ RequestTokenARN: label }),
    answer: answerWith('DescribeMultiRegionAccessPointOperation', describedOperation),
  }),
};

const listAll: ControlExchange = {
  path: INSTANCES,
  ...exchange({
    operation: 'ListMultiRegionAccessPoints',
    method: 'GET',
    read: ({ query }) => ({ MaxResults: integerOf(query, 'maxResults'), NextToken: query.get('nextToken') ?? undefined }),
    answer: answerWith('ListMultiRegionAccessPoints', listedAccessPoints),
  }),
};

const getPolicy: ControlExchange = {
  path: `${INSTANCES}/:label{[\\s\\S]+}/policy`,
  ...exchange({
    operation: 'GetMultiRegionAccessPointPolicy',
    method: 'GET',
    read: ({ label }) => ({ Name: label }),
    answer: answerWith('GetMultiRegionAccessPointPolicy', gotPolicy),
  }),
};

const getPolicyStatus: ControlExchange = {
  path: `${INSTANCES}/:label{[\\s\\S]+}/policystatus`,
  ...exchange({
    operation: 'GetMultiRegionAccessPointPolicyStatus',
    method: 'GET',
    read: ({ label }) => ({ Name: label }),
    answer: answerWith('GetMultiRegionAccessPointPolicyStatus', gotPolicyStatus),
  }),
};

const getRoutes: ControlExchange = {
  path: `${INSTANCES}/:label{[\\s\\S]*}/routes`,
  ...exchange({
    operation: 'GetMultiRegionAccessPointRoutes',
    method: 'GET',
    read: ({ label }) => ({ Mrap: label }),
    answer: answerWith('GetMultiRegionAccessPointRoutes', gotRoutes),
  }),
};

const submitRoutes: ControlExchange = {
  path: `${INSTANCES}/:label{[\\s\\S]*}/routes`,
  ...exchange({
    operation: 'SubmitMultiRegionAccessPointRoutes',
    method: 'PATCH',
    read: ({ label, body }) => ({ Mrap: label, ...readXml('SubmitMultiRegionAccessPointRoutesRequest', submitRequest, body) }),
    answer: () => emptyAnswer(200),
  }),
};

const get: ControlExchange = {
  path: `${INSTANCES}/:label{[\\s\\S]+}`,
  ...exchange({
    operation: 'GetMultiRegionAccessPoint',
    method: 'GET',
    read: ({ label }) => ({ Name: label }),
    answer: answerWith('GetMultiRegionAccessPoint', gotAccessPoint),
  }),
};

/** In the order in which they are tried: the plain instance would take the others' paths too. */
export const CONTROL_EXCHANGES: readonly ControlExchange[] = [
  create, remove, putPolicy, describe, listAll, getPolicy, getPolicyStatus, getRoutes, submitRoutes, get,
];
