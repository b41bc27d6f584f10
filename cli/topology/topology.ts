import { type LintFinding } from '../../src/linter/engine/engine';

/** Whether requests go to a member: what templates declare, or what was read live. */
export type Routing = 'active' | 'passive' | 'unknown';

/** What a change does to something, compared with what is deployed. */
export type ChangeKind = 'added' | 'removed';

/** An access point as the page names it. */
export interface AccessPointView {
  readonly key: string;
  readonly label: string;
  readonly stack: string;
}

/** How one access point sends requests to one member. */
export interface MemberRoute {
  readonly accessPoint: string;
  readonly declared: Routing;
  /** What S3 said, where it was asked. */
  readonly live?: Routing;
}

/** A bucket: behind an access point, or only a source or destination of replication. */
export interface MemberView {
  /** The same before and after a change. */
  readonly key: string;
  readonly bucket: string;
  readonly region?: string;
  readonly regionName?: string;
  readonly account: string;
  readonly encryption: string;
  /** The stack that makes it; undefined for a bucket from elsewhere. */
  readonly stack?: string;
  readonly routes: readonly MemberRoute[];
  readonly change?: ChangeKind;
}

/** All rules from one bucket to another. */
export interface EdgeView {
  readonly from: string;
  readonly to: string;
  readonly options: readonly string[];
  /** Whether replication time control is paid for. */
  readonly timeControl: boolean;
  readonly change?: ChangeKind;
}

/** Access points that share buckets or replicate among each other, with everything that belongs to them. */
export interface GroupView {
  readonly accessPoints: readonly AccessPointView[];
  readonly members: readonly MemberView[];
  readonly edges: readonly EdgeView[];
}

export interface StackView {
  readonly name: string;
  readonly region: string;
  /** Stacks of one wave can be deployed at once; undefined where templates alone do not say. */
  readonly wave?: number;
  readonly after: readonly string[];
  readonly change?: ChangeKind;
}

/** A finding, and the member or access point it is about. */
export interface FindingView extends LintFinding {
  readonly about?: string;
}

export interface Topology {
  readonly groups: readonly GroupView[];
  readonly stacks: readonly StackView[];
  readonly findings: readonly FindingView[];
  /** What a deployment over the baseline would lose; undefined without a baseline. */
  readonly losses?: readonly FindingView[];
}
