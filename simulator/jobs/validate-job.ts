import { invalidRequestError, requireParameter, ServiceError } from '../engine/service-error';
import { type JobRequest } from '../model/jobs';

const STATUSES = ['COMPLETED', 'FAILED', 'NONE', 'REPLICA'];

function refuseUnsupported(feature: string): ServiceError {
  return new ServiceError('NotImplemented', `The simulator does not implement ${feature} of S3 Batch Operations.`);
}

/** Refuses requests that S3 refuses, and features of S3 Batch Operations that the simulator does not implement. */
export function validateJob({
  Operation, Report, ClientRequestToken, Priority, RoleArn, ConfirmationRequired, ManifestGenerator,
}: JobRequest): void {
  requireParameter(ClientRequestToken, 'ClientRequestToken');
  requireParameter(Priority, 'Priority');
  requireParameter(RoleArn, 'RoleArn');
  if (requireParameter(Operation, 'Operation').S3ReplicateObject === undefined) {
    throw refuseUnsupported('operations besides S3ReplicateObject');
  }
  if (requireParameter(Report, 'Report').Enabled === true) throw refuseUnsupported('completion reports');
  if (ConfirmationRequired === true) throw refuseUnsupported('confirmations');
  const generator = ManifestGenerator?.S3JobManifestGenerator;
  if (generator === undefined) throw refuseUnsupported('manifests besides generated manifests');
  if (generator.EnableManifestOutput === true) throw refuseUnsupported('the output of manifests');
  requireParameter(generator.SourceBucket, 'SourceBucket');
  const { EligibleForReplication: isEligible, ObjectReplicationStatuses: statuses = [] } = generator.Filter ?? {};
  if (isEligible !== true) {
    throw invalidRequestError('A job with the operation S3ReplicateObject requires the filter EligibleForReplication');
  }
  const unknown = statuses.find((status) => !STATUSES.includes(status));
  if (unknown === undefined) return;
  throw invalidRequestError(`ObjectReplicationStatuses contains the unknown value ${unknown}`);
}
