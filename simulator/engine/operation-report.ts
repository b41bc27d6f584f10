import { type AsyncOperationReport, type RegionalResponse, type AsyncResponseDetails } from '../model/control';
import { type AsyncOperationFailure, type SimulatorSettings } from '../settings';
import { type AsyncOperation } from './account';

const FAILED = 'FAILED';

/** Returns the current status word. The words have equal shares of the duration. */
function pendingStatus({ createdAt, durationMs }: AsyncOperation, words: readonly string[], now: number): string {
  return words[Math.min(Math.floor(((now - createdAt) / durationMs) * words.length), words.length - 1)];
}

/** If an operation fails partially, its first Region succeeds. */
function failedRegion(failure: AsyncOperationFailure, region: string, position: number, successStatus: string): string {
  return failure.regions?.[region] ?? (failure.leaves === 'partial' && position === 0 ? successStatus : FAILED);
}

function regionalResponses({ regions, failure }: AsyncOperation, successStatus: string): RegionalResponse[] {
  return regions.map((region, position) => ({
    Name: region,
    RequestStatus: failure === undefined ? successStatus : failedRegion(failure, region, position, successStatus),
  }));
}

function responseDetails(operation: AsyncOperation, successStatus: string): AsyncResponseDetails {
  const { failure, resource, requestId } = operation;
  const details = { MultiRegionAccessPointDetails: { Regions: regionalResponses(operation, successStatus) } };
  if (failure === undefined) return details;
  const { code, message = `The operation failed with ${code}` } = failure;
  return { ...details, ErrorDetails: { Code: code, Message: message, Resource: resource, RequestId: requestId } };
}

export function makeAsyncOperationReport(
  operation: AsyncOperation, settings: SimulatorSettings, now: number,
): AsyncOperationReport {
  const { createdAt, failure, done, tokenArn, parameters } = operation;
  const base = {
    CreationTime: new Date(createdAt),
    Operation: operation.operation,
    RequestTokenARN: tokenArn,
    // A copy, so that callers cannot change the state of the simulator.
    RequestParameters: structuredClone(parameters),
  };
  if (!done) {
    return { ...base, RequestStatus: pendingStatus(operation, settings.pendingStatuses, now) };
  }
  return {
    ...base,
    RequestStatus: failure === undefined ? settings.successStatus : FAILED,
    ResponseDetails: responseDetails(operation, settings.successStatus),
  };
}
