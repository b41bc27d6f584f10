import { makeS3ApiReferenceSource, makeS3UserGuideSource } from '../../facts/source';
import { defineDiagnostic, showValue } from '../diagnostic';
import { FindingSeverity } from '../finding';

const DELETE = makeS3ApiReferenceSource('API_control_DeleteMultiRegionAccessPoint');

export const MRAP741_ADOPTED_ACCESS_POINT_NOT_DESTROYED = defineDiagnostic<Record<string, never>>({
  id: 'MRAP741',
  reportedBy: ['constructs'],
  severity: FindingSeverity.WARNING,
  title: 'Adopted access point not destroyed',
  why:
    'The deletion of a stack deletes the access points that the stack created. It leaves an adopted access point to '
    + 'its former owner.',
  message: () =>
    'the access point would remain after its adoption, got RemovalPolicy.DESTROY with ExistingAccessPointPolicy.ADOPT, '
    + 'expected a removal policy that retains the access point',
  fix:
    'apply RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE, or acknowledge this warning if the stack creates the access point '
    + 'or has renamed its construct',
  source: DELETE,
});

export const MRAP742_MEMBERS_OF_ADOPTED_ACCESS_POINT_DESTROYED = defineDiagnostic<{ buckets: readonly string[] }>({
  id: 'MRAP742',
  reportedBy: ['constructs'],
  severity: FindingSeverity.WARNING,
  title: 'Members of an adopted access point destroyed',
  why: 'An adopted access point remains, and S3 refuses to delete a member bucket, so the stack cannot be deleted.',
  message: ({ buckets }) =>
    'buckets of an access point with ExistingAccessPointPolicy.ADOPT are deleted with their stack, got '
    + `${showValue(buckets)}, expected no such bucket`,
  fix:
    'retain the buckets, or acknowledge this warning if the stack creates the access point or has renamed its '
    + 'construct',
  source: makeS3UserGuideSource('multi-region-access-point-buckets'),
});

export const MRAP743_DELETABLE_BY_ANOTHER_TOOL = defineDiagnostic<Record<string, never>>({
  id: 'MRAP743',
  reportedBy: ['constructs'],
  severity: FindingSeverity.WARNING,
  title: 'Adopted access point deletable by another tool',
  why:
    'The policy of an adopted access point names its owner, which only the functions of this library read. A stack '
    + 'with the CloudFormation type, another tool or an operator that created the access point can still delete it.',
  message: () =>
    'ExistingAccessPointPolicy.ADOPT does not prevent the deletion by another tool, got an access point that another '
    + 'tool may manage, expected a single manager',
  fix: 'remove the access point from the state of the other tool without deleting it',
  source: DELETE,
});
