import fc from 'fast-check';
import { type SimulatorSettings } from '../../../simulator';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const often = <T>(usual: T, ...others: T[]) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) });

/** The behavior of S3 that AWS does not document. It is the same during a whole schedule. */
export type S3Settings = Partial<Pick<SimulatorSettings,
  | 'visibilityLagMs' | 'readyLagMs' | 'goneLagMs' | 'pendingStatuses' | 'successStatus' | 'duplicateName'
  | 'createInFlight' | 'createOverPartial' | 'missingAccessPoint' | 'conflict' | 'aliasWhileCreating'
  | 'ownBucketAccountId' | 'requestParameters' | 'policyLagMs' | 'policyChecks' | 'noPolicy' | 'failedPolicy'
  | 'clientTokenRetentionMs' | 'maxAccessPoints'>>;

export const s3Settings: fc.Arbitrary<S3Settings> = fc.record<Omit<S3Settings, 'maxAccessPoints'>>({
  visibilityLagMs: often(0, 5 * SECOND, 60 * SECOND),
  readyLagMs: often(0, 10 * SECOND),
  goneLagMs: often(0, 10 * SECOND),
  pendingStatuses: often<readonly string[]>(['INPROGRESS'], ['NEW', 'INPROGRESS']),
  successStatus: often('SUCCEEDED', 'SUCCESS'),
  duplicateName: often<'synchronous' | 'asynchronous'>('asynchronous', 'synchronous'),
  createInFlight: often<'operation-aborted' | 'already-owned'>('operation-aborted', 'already-owned'),
  createOverPartial: often<'resumes' | 'already-owned'>('resumes', 'already-owned'),
  missingAccessPoint: often<'synchronous' | 'asynchronous'>('synchronous', 'asynchronous'),
  conflict: often<'synchronous' | 'asynchronous'>('synchronous', 'asynchronous'),
  aliasWhileCreating: often<'shown' | 'omitted'>('shown', 'omitted'),
  ownBucketAccountId: often<'shown' | 'omitted'>('shown', 'omitted'),
  requestParameters: often<'as-sent' | 'with-defaults'>('as-sent', 'with-defaults'),
  policyLagMs: often(0, 20 * SECOND),
  policyChecks: often<'synchronous' | 'asynchronous'>('asynchronous', 'synchronous'),
  noPolicy: often<'empty' | 'error'>('empty', 'error'),
  failedPolicy: often<'discarded' | 'stays'>('discarded', 'stays'),
  clientTokenRetentionMs: often(Infinity, 24 * HOUR, 2 * HOUR, 10 * MINUTE),
});
