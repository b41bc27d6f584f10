import {
  type EdgeView, type AccessPointGroupView, type MemberView, type Topology,
} from '../../../cli/topology/topology';

export function member(region: string | undefined, more: Partial<MemberView> = {}): MemberView {
  const bucket = more.bucket ?? `media-${region ?? 'somewhere'}`;
  return {
    key: bucket,
    bucket,
    region,
    regionName: undefined,
    account: '111122223333',
    encryption: 'SSE-S3',
    stack: 'Media',
    routes: [{ accessPoint: 'Media/Media', declared: 'active' }],
    ...more,
  };
}

export function edge(from: string, to: string, more: Partial<EdgeView> = {}): EdgeView {
  return { from: `media-${from}`, to: `media-${to}`, options: ['delete markers'], timeControl: false, ...more };
}

export function group(members: readonly MemberView[], edges: readonly EdgeView[] = []): AccessPointGroupView {
  return { accessPoints: [{ key: 'Media/Media', label: 'media', stack: 'Media' }], members, edges };
}

export function topology(...groups: readonly AccessPointGroupView[]): Topology {
  return { groups, stacks: [], findings: [] };
}
