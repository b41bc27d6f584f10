import { createProgram } from '../../../cli/program';
import { createAccessPoint, getAccessPoint } from '../../../control/access-points';
import { makeDelegationToAccount } from '../../../src/constructs/buckets/delegation-statement';
import { replicationRuleId } from '../../../src/wire/replication';
import { bench, BLOCK, MEMBERS } from '../../control/support';
import { ACCOUNT } from '../../support/accounts';
import { SimulatedAws } from '../../support/aws/simulated-aws';
import { WORLD } from '../support';

export interface Answer {
  readonly code: number | undefined;
  readonly text: string;
  readonly errors: string;
}

/** An access point over replicated buckets, all of them active, and the command line in front of it. */
export async function rehearsalRoom(members = MEMBERS) {
  const { clock, simulator, s3 } = bench();
  const simulated = new SimulatedAws(simulator);
  await createAccessPoint(s3, ACCOUNT, { name: 'media', members: members.map(({ bucket }) => ({ bucket })), block: BLOCK }, 'create');
  clock.advance(60_000);
  const { alias } = (await getAccessPoint(s3, ACCOUNT, 'media'))!;
  for (const { bucket: source } of members) {
    const destinations = members.map(({ bucket }) => bucket).filter((bucket) => bucket !== source);
    for (const destination of destinations) simulated.figures.edges.set(`${source} -> ${destination}`, { operations: 0, bytes: 0, latency: 0 });
    const Rules = destinations.map((destination, Priority) => ({
      ID: replicationRuleId(source, destination), Priority, Status: 'Enabled' as const, Filter: { Prefix: '' }, Destination: { Bucket: `arn:aws:s3:::${destination}` },
    }));
    simulator.buckets.get(source)!.replication.push({ since: 0, configuration: { Role: `arn:aws:iam::${ACCOUNT}:role/Replication`, Rules } });
    simulated.objects.policies.set(source, JSON.stringify({ Statement: [makeDelegationToAccount(`arn:aws:s3:::${source}`, ACCOUNT)] }));
  }
  simulator.journal.clear();
  let answer = true;
  const questions: string[] = [];
  const run = async (...args: string[]): Promise<Answer> => {
    const texts: string[] = [];
    const errors: string[] = [];
    let code: number | undefined;
    const program = createProgram({
      ...WORLD,
      clock,
      output: { write: (text) => texts.push(text) },
      errors: { write: (text) => errors.push(text) },
      exit: (given) => { code = given; },
      connect: () => Promise.resolve(simulated.aws),
      confirm: (question) => {
        questions.push(question);
        return Promise.resolve(answer);
      },
    });
    await clock.runUntilSettled(program.parseAsync(args, { from: 'user' }));
    return { code, text: texts.join(''), errors: errors.join('') };
  };
  return {
    clock,
    simulator,
    simulated,
    run,
    questions,
    arn: `arn:aws:s3::${ACCOUNT}:accesspoint/${alias}`,
    /** What whoever is asked to confirm says from now on. */
    say: (confirmed: boolean) => { answer = confirmed; },
    active: () => simulator.snapshot().accessPoints[0].routes.at(-1)!.activeRegions,
  };
}

export const CONTROL_REGIONS = ['us-east-1', 'us-west-2', 'ap-southeast-2', 'ap-northeast-1', 'eu-west-1'];

/** The same over two members, Ireland active and Virginia passive: a drill looks at every member and every way between them. */
export async function drillRoom() {
  const room = await rehearsalRoom(MEMBERS.slice(0, 2));
  const input = { AccountId: ACCOUNT, Mrap: room.arn, RouteUpdates: [{ Bucket: 'media-us', TrafficDialPercentage: 0 }] };
  await room.simulator.call('SubmitMultiRegionAccessPointRoutes', input, { accountId: ACCOUNT, region: 'eu-west-1' });
  room.clock.advance(60_000);
  room.simulator.journal.clear();
  return room;
}
