import { type AwsCalls } from '../../control/aws';
import { getBucketPolicy } from '../../control/bucket-policy';
import { toFailure, showFailure } from '../../control/failure';
import { getPolicy } from '../../control/policies';
import { findRuleElementsDroppedBySdk } from '../../control/preserve-foreign-rules';
import { getReplication, type ReplicationRule } from '../../control/replication';
import { CONTROL_REGION_MAJORITY } from '../../control/routes/control-regions';
import { toRegionDials } from '../../control/routes/routing';
import { type AccessPointStatusReport, type UnreadStatusPart } from '../../control/status/access-point-status';
import { makeRuleIdPrefix } from '../../src/wire/replication';
import { describeMissingLookup } from '../lint/missing-lookups';
import { type DeclaredState } from './declared-state';
import {
  type Drift, findPublicAccessBlockDrift, findDelegationDrift, findMemberDrift, findPolicyDrift, findRouteDrift,
  findRuleDrift,
} from './drift';

/** Undefined if the live value is unknown. */
type MaybeDrift = Drift[] | undefined;

export interface DriftComparison {
  readonly drift: readonly Drift[];
  /** Whether S3 returned all live values that the templates declare. */
  readonly isComplete: boolean;
  /** The parts that could not be compared. */
  readonly unknown: readonly UnreadStatusPart[];
}

const KNOWN_AT_DEPLOYMENT = 'the value is known at deployment only, the templates do not contain it';

/** Compares the live state with the state that a cloud assembly or templates declare. */
export async function compareLiveWithDeclaredState(
  aws: AwsCalls, report: AccessPointStatusReport, declared: DeclaredState,
): Promise<DriftComparison> {
  const subject = report.name ?? report.alias;
  const unknown: UnreadStatusPart[] = declared.missingLookups.map(describeMissingLookup);
  let isComplete = true;
  const markUnread = (part: UnreadStatusPart) => {
    isComplete = false;
    unknown.push(part);
  };
  const drift: Drift[] = [];
  const runComparison = async (what: string, declaredValue: unknown, run: () => MaybeDrift | Promise<MaybeDrift>) => {
    if (declaredValue === undefined) {
      unknown.push({ what, why: KNOWN_AT_DEPLOYMENT });
      return;
    }
    try {
      const found = await run();
      if (found === undefined) markUnread({ what, why: 'the live value is unknown' });
      else drift.push(...found);
    } catch (error) {
      markUnread({ what, why: showFailure(toFailure(error)) });
    }
  };

  const { members, block, routes, policy } = declared;
  await runComparison('drift of members', members, () =>
    report.areMembersKnown
      ? findMemberDrift(subject, members!, report.members.map(({ bucket }) => bucket))
      : undefined);
  await runComparison('drift of the public access block', block, () =>
    report.block && findPublicAccessBlockDrift(subject, block!, { ...report.block }));
  if (routes !== undefined) {
    const { table } = routes;
    await runComparison('drift of routes', table, () =>
      withLiveDials(report, (live) => findRouteDrift(subject, table!, live)));
  }
  const comparePolicy = () => runComparison('drift of the policy', policy?.document, async () => {
    if (report.name === undefined) return undefined;
    const { established } = await getPolicy(aws, report.account, report.name);
    return findPolicyDrift(subject, policy?.document, established === undefined ? undefined : JSON.parse(established));
  });
  const compareMembers = () => report.members.flatMap((member) => {
    const [rules, delegations] = [declared.findRules(member.bucket), declared.findDelegations(member.bucket)];
    return [
      runComparison(`drift of rules of ${member.bucket}`, rules, async () => {
        const live = (await getReplication(aws, { ...member, owner: member.account ?? report.account }))?.rules ?? [];
        const isOurs = (id: string) => id.startsWith(makeRuleIdPrefix(member.bucket));
        const isCompared = ({ ID: id = '' }: ReplicationRule) => isOurs(id) || rules!.some((rule) => rule.ID === id);
        for (const rule of live.filter(isCompared)) {
          const elements = findRuleElementsDroppedBySdk(rule);
          const why = `the live rule contains elements that this version does not know: ${elements.join(', ')}`;
          if (elements.length > 0) unknown.push({ what: `drift of rule ${rule.ID}`, why });
        }
        return findRuleDrift(member.bucket, rules!, live, isOurs);
      }),
      runComparison(`drift of delegation of ${member.bucket}`, delegations, async () =>
        delegations!.length === 0
          ? []
          : findDelegationDrift(member.bucket, delegations!, await getBucketPolicy(aws, member)),
      ),
    ];
  });
  await Promise.all([...(policy === undefined ? [] : [comparePolicy()]), ...compareMembers()]);
  return { drift, isComplete, unknown };
}

function withLiveDials(
  { members, agreed, agreeing }: AccessPointStatusReport,
  run: (dials: ReturnType<typeof toRegionDials>) => Drift[],
): Drift[] | undefined {
  // Two tables without a majority: neither is the live table.
  if (!agreed && agreeing < CONTROL_REGION_MAJORITY) return undefined;
  const routes = members.flatMap(({ region, bucket, dial }) => (dial === undefined ? [] : [{ region, bucket, dial }]));
  return routes.length === members.length && routes.length > 0 ? run(toRegionDials(routes)) : undefined;
}
