import { type Aws } from '../../control/aws';
import { getBucketPolicy } from '../../control/bucket-policy';
import { toFailure, showFailure } from '../../control/failure';
import { getPolicy } from '../../control/policies';
import { getReplication } from '../../control/replication';
import { toDials } from '../../control/routes/routing';
import { type MemberStatus, type StatusReport, type UnreadPart } from '../../control/status/access-point-status';
import { ourRulesOf } from '../../src/wire/replication';
import { CommandError } from '../command-error';
import { readDeclared } from './declared';
import { type Drift, driftOfBlock, driftOfDelegation, driftOfMembers, driftOfPolicy, driftOfRoutes, driftOfRules } from './drift';

export interface Comparison {
  readonly drift: readonly Drift[];
  /** What could not be compared. */
  readonly unknown: readonly UnreadPart[];
}

const TEMPLATE = 'the templates do not say: it is known at deployment';

/** Compares what is live with what a cloud assembly, or templates, declare. */
export async function compare(aws: Aws, report: StatusReport, source: string): Promise<Comparison> {
  const declared = readDeclared(source, report);
  if (declared === undefined) throw new CommandError(`${source} declares no access point ${JSON.stringify(report.name ?? report.arn)}`);
  const subject = report.name ?? report.alias;
  const unknown: UnreadPart[] = [];
  const drift: Drift[] = [];
  const look = async (what: string, isDeclared: unknown, run: () => Drift[] | undefined | Promise<Drift[] | undefined>) => {
    if (isDeclared === undefined) {
      unknown.push({ what, why: TEMPLATE });
      return;
    }
    try {
      const found = await run();
      if (found === undefined) unknown.push({ what, why: 'nobody says what is live' });
      else drift.push(...found);
    } catch (error) {
      unknown.push({ what, why: showFailure(toFailure(error)) });
    }
  };

  await look('drift of members', declared.members, () => driftOfMembers(subject, declared.members!, report.members.map(({ bucket }) => bucket)));
  await look('drift of the public access block', declared.block, () => report.block && driftOfBlock(subject, declared.block, { ...report.block }));
  const { routes, policy } = declared;
  if (routes !== undefined) await look('drift of routes', routes, () => liveDials(report.members, (live) => driftOfRoutes(subject, routes, live)));
  if (policy !== undefined) {
    await look('drift of the policy', policy.document, async () => {
      if (report.name === undefined) return undefined;
      const { established } = await getPolicy(aws, report.account, report.name);
      return driftOfPolicy(subject, policy.document, established === undefined ? undefined : JSON.parse(established));
    });
  }
  await Promise.all(report.members.flatMap((member) => {
    const [rules, delegations] = [declared.rulesOf(member.bucket), declared.delegationsOf(member.bucket)];
    return [
      look(`drift of rules of ${member.bucket}`, rules, async () => {
        const live = await getReplication(aws, { ...member, owner: report.account });
        return driftOfRules(member.bucket, rules!, live?.rules ?? [], (id) => id.startsWith(ourRulesOf(member.bucket)));
      }),
      look(`drift of delegation of ${member.bucket}`, delegations, async () =>
        (delegations!.length === 0 ? [] : driftOfDelegation(member.bucket, delegations!, await getBucketPolicy(aws, member)))),
    ];
  }));
  return { drift, unknown };
}

function liveDials(members: readonly MemberStatus[], run: (dials: ReturnType<typeof toDials>) => Drift[]): Drift[] | undefined {
  const routes = members.flatMap(({ region, bucket, dial }) => (dial === undefined ? [] : [{ region, bucket, dial }]));
  return routes.length === members.length && routes.length > 0 ? run(toDials(routes)) : undefined;
}
