import { type AwsCalls, type AwsOperations } from '../../control/aws';
import { type DrillReport } from '../../control/drill/report';
import { type DrillSettings, drillAndReport } from '../../lambda/drill/drill';
import { createDrillFixture } from '../cli/operate/support';
import { ACCOUNT } from '../support/accounts';

type OperationName = keyof AwsOperations;
type Input = AwsOperations[OperationName][0];

const ROLE = `arn:aws:iam::${ACCOUNT}:role/media-failover-us-east-1`;

async function ready() {
  const room = await createDrillFixture();
  const written = new Map<string, DrillReport>();
  const calls: [region: string, operation: OperationName][] = [];
  let refusal: Error | undefined;
  const call = async (region: string, operation: OperationName, input: Input): Promise<object> => {
    calls.push([region, operation]);
    const { Bucket, Key, Body } = input as { Bucket?: string; Key?: string; Body?: string };
    if (operation !== 'PutObject' || Bucket !== 'reports') return room.simulated.aws.call(region, operation, input);
    if (refusal) throw refusal;
    written.set(`${region} ${Key}`, JSON.parse(Body!) as DrillReport);
    return {};
  };
  const aws = { call } as AwsCalls;
  const drill = (settings: Partial<DrillSettings> = {}) => room.clock.runUntilSettled(drillAndReport(
    { aws, clock: room.clock, versions: { cdkS3Mrap: '0.0.0', node: '24.0.0' } },
    {
      ACCESS_POINT_ARN: room.arn,
      PRINCIPAL_ARN: ROLE,
      MAX_RPO_SECONDS: '900',
      CANARY_PREFIX: 'canaries/',
      REPORT_BUCKET: 'reports',
      REPORT_REGION: 'eu-central-1',
      REPORT_PREFIX: 'drills/',
      ...settings,
    }));
  return {
    ...room,
    drill,
    written,
    calls,
    refuse: (code: string) => {
      refusal = Object.assign(new Error(code), { name: code });
    },
  };
}

describe('drillAndReport', () => {
  test('runs a drill and writes a dated report to the bucket', async () => {
    const { drill, written, simulated, simulator, arn } = await ready();
    const { verdict, report } = await drill();
    const [[place, content]] = [...written];
    expect(place).toMatch(
      new RegExp(`^eu-central-1 drills/${arn.split('/')[1]}/\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z\\.json$`),
    );
    expect(report).toBe(`s3://reports/${place.split(' ')[1]}`);
    expect([verdict, content.verdict]).toEqual(['ready', 'ready']);
    expect(content.checks.filter(({ check }) => check === 'canary').map(({ outcome }) => outcome)).toEqual(['passed']);
    expect(content.checks.find(({ check }) => check === 'permission')!.detail).toContain(`${ROLE} may`);
    expect([...simulated.objects.versions.values()].map(({ size }) => size)).toEqual([0, 0]);
    expect(simulator.journal.of('SubmitMultiRegionAccessPointRoutes')).toEqual([]);
  });

  test('writes no objects to members without a canary prefix', async () => {
    const { drill, calls } = await ready();
    await drill({ CANARY_PREFIX: undefined });
    expect(calls.filter(([, operation]) => operation === 'PutObject')).toEqual([['eu-central-1', 'PutObject']]);
  });

  test('throws for the verdict not-ready after it has written the report', async () => {
    const { drill, written, simulated } = await ready();
    for (const region of ['us-east-1', 'us-west-2', 'ap-southeast-2', 'ap-northeast-1', 'eu-west-1']) {
      simulated.identities.denied.add(`s3:SubmitMultiRegionAccessPointRoutes ${region}`);
    }
    await expect(drill()).rejects.toThrow(
      /MRAP799.*permission of us-east-1: .*may not s3:Submit.*s3:\/\/reports\/drills\//s,
    );
    expect([...written.values()].map(({ verdict }) => verdict)).toEqual(['not-ready']);
  });

  test('throws if the report cannot be written', async () => {
    const { drill, refuse } = await ready();
    refuse('NoSuchBucket');
    await expect(drill()).rejects.toThrow(/MRAP799.*found ready and could not write its report: NoSuchBucket/s);
  });

  test('throws without the ARN of an access point', async () => {
    const { drill } = await ready();
    await expect(drill({ ACCESS_POINT_ARN: undefined })).rejects.toThrow('MRAP106');
  });
});
