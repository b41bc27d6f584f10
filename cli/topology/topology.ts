import { type LintFinding } from '../../src/linter/engine/engine';

/** The routing status of a member, from templates or from S3. */
export type MemberRouting = 'active' | 'passive' | 'unknown';

/** The change that a deployment makes, compared with the baseline. */
export type TopologyChangeKind = 'added' | 'removed';

/** An access point, with its label on the page. */
export interface AccessPointView {
  readonly key: string;
  readonly label: string;
  readonly stack: string;
}

/** The route of one access point to one member. */
export interface MemberRoute {
  readonly accessPoint: string;
  readonly declared: MemberRouting;
  /** The status that S3 returned. Undefined if the command did not read live routes. */
  readonly live?: MemberRouting;
}

/** A member of an access point, or a bucket that is only a source or destination of replication. */
export interface MemberView {
  /** Identifies the bucket before and after a change. */
  readonly key: string;
  readonly bucket: string;
  readonly region?: string;
  readonly regionName?: string;
  readonly account: string;
  readonly encryption: string;
  /** Undefined if the templates do not create the bucket. */
  readonly protection?: BucketProtectionView;
  /** The stack that creates the bucket. Undefined if the templates do not create it. */
  readonly stack?: string;
  readonly routes: readonly MemberRoute[];
  readonly change?: TopologyChangeKind;
}

/** The settings that protect the objects of a bucket, as texts. */
export interface BucketProtectionView {
  readonly versioning: string;
  readonly objectLock: string;
  readonly publicAccess: string;
}

/** All replication rules from one bucket to another. */
export interface EdgeView {
  readonly from: string;
  readonly to: string;
  readonly options: readonly string[];
  /** Whether a rule has replication time control. */
  readonly timeControl: boolean;
  readonly change?: TopologyChangeKind;
}

export type ClientKind =
  | 'role' | 'user' | 'group' | 'permission set' | 'function' | 'state machine' | 'account' | 'service' | 'federated'
  | 'principal' | 'everyone' | 'CloudFront distribution' | 'VPC endpoint';

export type ClientAccessKind = 'list' | 'read' | 'write' | 'delete';

/** One kind of access of a client. */
export interface ClientAccess {
  readonly kind: ClientAccessKind;
  /** False if conditions of a policy, or values that only a deployment decides, can restrict the access. */
  readonly isCertain: boolean;
}

/** A reader or writer of an access point, according to the policies of the templates. */
export interface ClientView {
  readonly kind: ClientKind;
  readonly name: string;
  /** The key of the access point. */
  readonly accessPoint: string;
  readonly access: readonly ClientAccess[];
  /** The kinds of policies that allow the access. */
  readonly grantedBy: readonly string[];
}

/** An alarm for the replication from one bucket to another. */
export interface AlarmView {
  readonly name: string;
  readonly region: string;
  readonly metric: string;
  readonly threshold?: number;
  /** The number of actions of the alarm itself. Event rules can react to the alarm in addition. */
  readonly actions: number;
  readonly from: string;
  readonly to: string;
}

/** The events that a rule reports. */
export type NotificationKind =
  | 'alarm states' | 'bucket changes' | 'access point changes' | 'route changes' | 'runbook executions';

/** The event rules of one kind, in all Regions. */
export interface NotificationView {
  readonly kind: NotificationKind;
  readonly regions: readonly string[];
  /** The names of topics, or the ARNs of other targets. */
  readonly targets: readonly string[];
}

/** A Systems Manager document that changes the routes, with its Regions. */
export interface RunbookView {
  readonly name: string;
  readonly regions: readonly string[];
}

/** A scheduled drill. */
export interface DrillView {
  readonly name: string;
  readonly schedule: string;
  readonly maxRpoSeconds: number;
  /** The S3 URL of the reports. */
  readonly reports: string;
}

export interface OperationsView {
  readonly alarms: readonly AlarmView[];
  readonly notifications: readonly NotificationView[];
  readonly runbooks: readonly RunbookView[];
  readonly drills: readonly DrillView[];
}

/** Access points that are connected by shared buckets or by replication, with their members and rules. */
export interface AccessPointGroupView {
  readonly accessPoints: readonly AccessPointView[];
  readonly members: readonly MemberView[];
  readonly edges: readonly EdgeView[];
  readonly clients: readonly ClientView[];
  readonly operations: OperationsView;
}

export interface StackView {
  readonly name: string;
  readonly region: string;
  /** Undefined for a stack without a fixed account. */
  readonly account?: string;
  /** Stacks of one wave can be deployed in parallel. Undefined if the source has no stack dependencies. */
  readonly wave?: number;
  readonly after: readonly string[];
  readonly change?: TopologyChangeKind;
}

/** A finding with the key of its member or access point. */
export interface FindingView extends LintFinding {
  readonly subject?: string;
}

export interface Topology {
  readonly groups: readonly AccessPointGroupView[];
  readonly stacks: readonly StackView[];
  readonly findings: readonly FindingView[];
  /** Findings about resources that a deployment over the baseline would lose. Undefined without a baseline. */
  readonly losses?: readonly FindingView[];
}
