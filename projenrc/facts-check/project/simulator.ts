import { OPERATION_HANDLERS } from '../../../simulator/operations';
import { CONTROL_HTTP_ROUTES } from '../../../simulator/wire/control-http-routes';
import * as control from '../../../simulator/wire/control-shapes';
import { JOB_HTTP_ROUTES } from '../../../simulator/wire/job-http-routes';
import { BUCKET_ONLY_OBJECT_HTTP_ROUTES } from '../../../simulator/wire/objects/bucket-requests';
import { findObjectHttpRoute, OBJECT_HTTP_ROUTES } from '../../../simulator/wire/objects/find-object-http-route';
import { replicationConfigurationShape } from '../../../simulator/wire/s3/replication-shape';
import { findS3HttpRoute } from '../../../simulator/wire/s3-http-routes';
import { type XmlShape } from '../../../simulator/wire/shape';
import { bindingOf, type ModelMember } from '../inputs/service-model';

export const SHAPES_FILE = 'simulator/wire/control-shapes.ts';
export const CONTROL_HTTP_ROUTES_FILE = 'simulator/wire/control-http-routes.ts';
export const REPLICATION_FILE = 'simulator/wire/s3/replication-shape.ts';
export const S3_HTTP_ROUTES_FILE = 'simulator/wire/s3-http-routes.ts';

/** A document of the simulator, and the shape of the model that it must equal. */
export interface SimulatedDocument {
  readonly service: 's3control' | 's3';
  readonly modelShape: string;
  readonly shape: XmlShape;
  readonly file: string;
}

const document = (modelShape: string, shape: XmlShape): SimulatedDocument =>
  ({ service: 's3control', modelShape, shape, file: SHAPES_FILE });

export const SIMULATED_DOCUMENTS: readonly SimulatedDocument[] = [
  document('CreateMultiRegionAccessPointRequest', control.createAccessPointRequestShape),
  document('DeleteMultiRegionAccessPointRequest', control.deleteAccessPointRequestShape),
  document('PutMultiRegionAccessPointPolicyRequest', control.putPolicyRequestShape),
  document('SubmitMultiRegionAccessPointRoutesRequest', control.submitRoutesRequestShape),
  document('CreateMultiRegionAccessPointResult', control.asyncOperationResultShape),
  document('DeleteMultiRegionAccessPointResult', control.asyncOperationResultShape),
  document('PutMultiRegionAccessPointPolicyResult', control.asyncOperationResultShape),
  document('DescribeMultiRegionAccessPointOperationResult', control.describeOperationResultShape),
  document('GetMultiRegionAccessPointResult', control.getAccessPointResultShape),
  document('ListMultiRegionAccessPointsResult', control.listAccessPointsResultShape),
  document('GetMultiRegionAccessPointPolicyResult', control.getPolicyResultShape),
  document('GetMultiRegionAccessPointPolicyStatusResult', control.getPolicyStatusResultShape),
  document('GetMultiRegionAccessPointRoutesResult', control.getRoutesResultShape),
  {
    service: 's3',
    modelShape: 'ReplicationConfiguration',
    shape: replicationConfigurationShape,
    file: REPLICATION_FILE,
  },
];

/** The operations that the simulator answers. */
export const SIMULATED_OPERATIONS: readonly string[] = Object.keys(OPERATION_HANDLERS);

/** Method and path of the operations of S3 Control, without the names of labels. */
export const SIMULATED_BINDINGS: Readonly<Record<string, string>> =
  Object.fromEntries([...CONTROL_HTTP_ROUTES, ...JOB_HTTP_ROUTES].map(({ operation, method, path }) =>
    [operation, bindingOf(method, path.replace(/:label(?:\{[^}]*\})?/g, '{}'))]));

/**
 * The operation of S3 that the simulator recognizes in a request.
 *
 * @param members the parts of the request, of which the required parameters and headers select the operation
 */
export function simulatedS3Operation(binding: string, members: readonly ModelMember[] = []): string | undefined {
  const [method, uri] = binding.split(' ');
  const [path, query = ''] = uri.split('?');
  const namesOf = (location: ModelMember['location']) => members
    .filter((member) => member.required && member.location === location)
    .map(({ wireName = '' }) => wireName);
  const request = {
    label: path === '/' ? '' : 'bucket',
    key: path.split('/').length > 2 ? 'key' : '',
    query: new URLSearchParams([query, ...namesOf('querystring')].join('&')),
    header: (name: string) => (namesOf('header').includes(name) ? '' : undefined),
  };
  const routes = [...OBJECT_HTTP_ROUTES, ...BUCKET_ONLY_OBJECT_HTTP_ROUTES];
  const objectRoute = request.label === '' ? undefined : findObjectHttpRoute(method, request, routes);
  return (objectRoute ?? findS3HttpRoute(method, request))?.operation;
}
