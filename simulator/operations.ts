import { BUCKET_OPERATION_HANDLERS } from './buckets/operations';
import { type OperationHandler } from './engine/operation-handler';
import { createAccessPointHandler } from './engine/operations/create-access-point';
import { deleteAccessPointHandler } from './engine/operations/delete-access-point';
import { describeOperationHandler } from './engine/operations/describe-operation';
import { getAccessPointHandler } from './engine/operations/get-access-point';
import { getPolicyHandler } from './engine/operations/get-policy';
import { getPolicyStatusHandler } from './engine/operations/get-policy-status';
import { getRoutesHandler } from './engine/operations/get-routes';
import { listAccessPointsHandler } from './engine/operations/list-access-points';
import { putPolicyHandler } from './engine/operations/put-policy';
import { submitRoutesHandler } from './engine/operations/submit-routes';
import { createJobHandler, describeJobHandler, listJobsHandler } from './jobs/operations';
import { type SimulatedOperationName } from './model/operations';
import { OBJECT_OPERATION_HANDLERS } from './objects/operations';

/** All operations. An operation of the types that is missing here does not compile. */
export const OPERATION_HANDLERS: { readonly [O in SimulatedOperationName]: OperationHandler<O> } = {
  CreateMultiRegionAccessPoint: createAccessPointHandler,
  DeleteMultiRegionAccessPoint: deleteAccessPointHandler,
  PutMultiRegionAccessPointPolicy: putPolicyHandler,
  DescribeMultiRegionAccessPointOperation: describeOperationHandler,
  GetMultiRegionAccessPoint: getAccessPointHandler,
  ListMultiRegionAccessPoints: listAccessPointsHandler,
  GetMultiRegionAccessPointPolicy: getPolicyHandler,
  GetMultiRegionAccessPointPolicyStatus: getPolicyStatusHandler,
  GetMultiRegionAccessPointRoutes: getRoutesHandler,
  SubmitMultiRegionAccessPointRoutes: submitRoutesHandler,
  CreateJob: createJobHandler,
  DescribeJob: describeJobHandler,
  ListJobs: listJobsHandler,
  ...BUCKET_OPERATION_HANDLERS,
  ...OBJECT_OPERATION_HANDLERS,
};
