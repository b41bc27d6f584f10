import { BUCKET_OPERATIONS } from './buckets/operations';
import { type OperationHandler } from './engine/operation-handler';
import { createAccessPoint } from './engine/operations/create-access-point';
import { deleteAccessPoint } from './engine/operations/delete-access-point';
import { describeOperation } from './engine/operations/describe-operation';
import { getAccessPoint } from './engine/operations/get-access-point';
import { getPolicy } from './engine/operations/get-policy';
import { getPolicyStatus } from './engine/operations/get-policy-status';
import { getRoutes } from './engine/operations/get-routes';
import { listAccessPoints } from './engine/operations/list-access-points';
import { putPolicy } from './engine/operations/put-policy';
import { submitRoutes } from './engine/operations/submit-routes';
import { type OperationName } from './model/operations';

/** All operations. An operation of the types that is missing here does not compile. */
export const OPERATIONS: { readonly [O in OperationName]: OperationHandler<O> } = {
  CreateMultiRegionAccessPoint: createAccessPoint,
  DeleteMultiRegionAccessPoint: deleteAccessPoint,
  PutMultiRegionAccessPointPolicy: putPolicy,
  DescribeMultiRegionAccessPointOperation: describeOperation,
  GetMultiRegionAccessPoint: getAccessPoint,
  ListMultiRegionAccessPoints: listAccessPoints,
  GetMultiRegionAccessPointPolicy: getPolicy,
  GetMultiRegionAccessPointPolicyStatus: getPolicyStatus,
  GetMultiRegionAccessPointRoutes: getRoutes,
  SubmitMultiRegionAccessPointRoutes: submitRoutes,
  ...BUCKET_OPERATIONS,
};
