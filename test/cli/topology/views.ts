import { type Provenance } from '../../../cli/topology/provenance';
import {
  type EdgeView, type AccessPointGroupView, type MemberView, type Topology,
} from '../../../cli/topology/topology';

export const PROVENANCE: Provenance = {
  writtenAt: '2026-11-30T01:20:00.000Z', commit: '35e7f82c0123', accounts: ['111122223333'], version: '1.2.3',
};

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
  const accessPoints = [{ key: 'Media/Media', label: 'media', stack: 'Media' }];
  return { accessPoints, members, edges, ...NOTHING };
}

const NOTHING = { clients: [], operations: { alarms: [], notifications: [], runbooks: [], drills: [] } };

export function topology(...groups: readonly AccessPointGroupView[]): Topology {
  return { groups, stacks: [], findings: [] };
}
