import { CreateBucketCommand, DeleteBucketCommand, S3Client } from '@aws-sdk/client-s3';
import {
  CreateMultiRegionAccessPointCommand, DeleteMultiRegionAccessPointCommand,
  DescribeMultiRegionAccessPointOperationCommand, GetMultiRegionAccessPointCommand,
  GetMultiRegionAccessPointPolicyCommand, GetMultiRegionAccessPointPolicyStatusCommand,
  GetMultiRegionAccessPointRoutesCommand, ListMultiRegionAccessPointsCommand, PutMultiRegionAccessPointPolicyCommand,
  type S3ControlClient, SubmitMultiRegionAccessPointRoutesCommand,
} from '@aws-sdk/client-s3-control';
import { ACCOUNT } from '../emulator/ministack';
import { createS3ControlClient } from '../emulator/s3-control-client';

/** `true` if the emulator behaves like AWS, otherwise the observed behavior. */
export type Observation = true | string;

const REGIONS = ['eu-west-1', 'us-west-2'] as const;
const POLICY = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Principal: '*', Action: 's3:GetObject', Resource: '*' }],
});
const WITH_ACCOUNT = { AccountId: ACCOUNT };

interface Failure extends Error {
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/** Returns the status and the code of an expected failure, for example `404 NoSuchBucket`. */
async function describeFailure(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'succeeded',
    ({ $metadata: metadata, name }: Failure) => `${metadata?.httpStatusCode ?? 'no status'} ${name}`,
  );
}

function expectText(expected: string | RegExp, observed: string): Observation {
  return (typeof expected === 'string' ? observed === expected : expected.test(observed)) || observed;
}

/** An S3 Control with two buckets and an access point, for one check each. */
class ProbedS3Control {
  private static count = 0;
  public readonly name: string;
  public readonly buckets: readonly string[];
  public readonly control: S3ControlClient;

  constructor(private readonly url: string) {
    ProbedS3Control.count += 1;
    this.name = `probe-control-${ProbedS3Control.count}`;
    this.buckets = REGIONS.map((region) => `${this.name}-${region}`);
    this.control = createS3ControlClient(url);
  }

  public get arnOfAlias(): Promise<string> {
    return this.get().then(({ AccessPoint: point }) => `arn:aws:s3::${ACCOUNT}:accesspoint/${point!.Alias}`);
  }

  public async createBuckets(): Promise<void> {
    for (const [index, region] of REGIONS.entries()) {
      const input = { Bucket: this.buckets[index], CreateBucketConfiguration: { LocationConstraint: region } };
      await this.withS3(region, (s3) => s3.send(new CreateBucketCommand(input)));
    }
  }

  public deleteFirstBucket(): Promise<unknown> {
    return this.withS3(REGIONS[0], (s3) => s3.send(new DeleteBucketCommand({ Bucket: this.buckets[0] })));
  }

  /** Returns the token ARN of the accepted creation. */
  public async create(clientToken?: string): Promise<string> {
    const details = { Name: this.name, Regions: this.buckets.map((bucket) => ({ Bucket: bucket })) };
    const input = { ...WITH_ACCOUNT, Details: details, ClientToken: clientToken };
    const { RequestTokenARN: arn } = await this.control.send(new CreateMultiRegionAccessPointCommand(input));
    return arn!;
  }

  public async delete(): Promise<string> {
    const input = { ...WITH_ACCOUNT, Details: { Name: this.name } };
    const { RequestTokenARN: arn } = await this.control.send(new DeleteMultiRegionAccessPointCommand(input));
    return arn!;
  }

  public async putPolicy(): Promise<void> {
    const input = { ...WITH_ACCOUNT, Details: { Name: this.name, Policy: POLICY } };
    await this.control.send(new PutMultiRegionAccessPointPolicyCommand(input));
  }

  public get(region?: string) {
    const command = new GetMultiRegionAccessPointCommand({ ...WITH_ACCOUNT, Name: this.name });
    return (region === undefined ? this.control : createS3ControlClient(this.url, region)).send(command);
  }

  public getPolicy() {
    return this.control.send(new GetMultiRegionAccessPointPolicyCommand({ ...WITH_ACCOUNT, Name: this.name }));
  }

  public async getRoutes(region: string): Promise<string> {
    const input = { ...WITH_ACCOUNT, Mrap: await this.arnOfAlias };
    const control = createS3ControlClient(this.url, region);
    const { Routes: routes = [] } = await control.send(new GetMultiRegionAccessPointRoutesCommand(input));
    return routes.map(({ Region: member, TrafficDialPercentage: dial }) => `${member} ${dial}`).sort().join();
  }

  public async submitRoutes(dials: Readonly<Record<string, number>>): Promise<void> {
    const updates = Object.entries(dials).map(([region, dial]) => ({ Region: region, TrafficDialPercentage: dial }));
    const input = { ...WITH_ACCOUNT, Mrap: await this.arnOfAlias, RouteUpdates: updates };
    await this.control.send(new SubmitMultiRegionAccessPointRoutesCommand(input));
  }

  public async describe(tokenArn: string) {
    const input = { ...WITH_ACCOUNT, RequestTokenARN: tokenArn };
    return (await this.control.send(new DescribeMultiRegionAccessPointOperationCommand(input))).AsyncOperation!;
  }

  private async withS3<T>(region: string, send: (s3: S3Client) => Promise<T>): Promise<T> {
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const s3 = new S3Client({ region, endpoint: this.url, forcePathStyle: true, credentials, maxAttempts: 1 });
    try {
      return await send(s3);
    } finally {
      s3.destroy();
    }
  }
}

/** The checks of S3 Control, by behavior. The access point exists, unless the name of the check says otherwise. */
const CHECKS: Readonly<Record<string, (probed: ProbedS3Control, tokenArn: string) => Promise<Observation>>> = {
  'a creation returns a token ARN of us-west-2': async (_probed, tokenArn) =>
    expectText(/^arn:aws:s3:us-west-2:\d{12}:async-request\/mrap\/create\/\S+$/, tokenArn.replace(/[^/]*$/, 'token')),
  'an operation is in progress at first': async (probed, tokenArn) =>
    expectText('INPROGRESS', (await probed.describe(tokenArn)).RequestStatus!),
  'an operation ends with SUCCEEDED': async (probed, tokenArn) =>
    expectText('SUCCEEDED', (await probed.describe(tokenArn)).RequestStatus!),
  'an unknown token is refused': async (probed) => {
    const unknown = `arn:aws:s3:us-west-2:${ACCOUNT}:async-request/mrap/create/unknown`;
    return expectText('404 NoSuchAsyncRequest', await describeFailure(probed.describe(unknown)));
  },
  'the same ClientToken returns the same operation': async (probed) => {
    await probed.delete();
    const first = await probed.create('probed-token');
    const second = await probed.create('probed-token').catch(({ name }: Error) => name);
    return second === first || (second.startsWith('arn:') ? 'another operation' : second);
  },
  'a taken name fails the accepted creation': async (probed) => {
    const tokenArn = await probed.create('another-token').catch((error: Error) => error);
    if (tokenArn instanceof Error) return describeFailure(Promise.reject(tokenArn));
    const { ResponseDetails: details } = await probed.describe(tokenArn);
    return expectText('MultiRegionAccessPointAlreadyOwnedByYou', details?.ErrorDetails?.Code ?? 'succeeded');
  },
  'the alias has the form of AWS': async (probed) => {
    const alias = (await probed.get()).AccessPoint!.Alias!;
    const withoutDigits = alias.replace(probed.name, '<name>').replace(/[0-9a-f]+[.]/, '<digits>.');
    return /^[a-z][a-z0-9]*[.]mrap$/.test(alias) || withoutDigits;
  },
  'the members have the Regions of their buckets': async (probed) => {
    const { Regions: members = [] } = (await probed.get()).AccessPoint!;
    return expectText('eu-west-1,us-west-2', members.map(({ Region: region }) => region).sort().join());
  },
  'the access point is listed': async (probed) => {
    const { AccessPoints: points = [] } =
      await probed.control.send(new ListMultiRegionAccessPointsCommand(WITH_ACCOUNT));
    return points.some(({ Name: name }) => name === probed.name) || 'not listed';
  },
  'a request in another Region is redirected': async (probed) =>
    expectText('301 PermanentRedirect', await describeFailure(probed.get('eu-central-1'))),
  'a bucket of an access point is not deleted': async (probed) =>
    expectText(/^4/, await describeFailure(probed.deleteFirstBucket())),
  'an access point without a policy has none': async (probed) => {
    const observed = await probed.getPolicy().then(
      ({ Policy: policy }) => (policy?.Established?.Policy === undefined ? 'an empty policy' : 'a policy'),
      ({ name }: Error) => name,
    );
    return expectText(/^(an empty policy|NoSuchMultiRegionAccessPointPolicy)$/, observed);
  },
  'a policy is only proposed at first': async (probed) => {
    await probed.putPolicy();
    const { Proposed: proposed, Established: established } = (await probed.getPolicy()).Policy!;
    return expectText('proposed', [proposed && 'proposed', established && 'established'].filter(Boolean).join());
  },
  'a policy is established': async (probed) => {
    await probed.putPolicy();
    return expectText(POLICY, (await probed.getPolicy()).Policy?.Established?.Policy ?? 'not established');
  },
  'the policy status is known': async (probed) => {
    await probed.putPolicy();
    const command = new GetMultiRegionAccessPointPolicyStatusCommand({ ...WITH_ACCOUNT, Name: probed.name });
    const status = await probed.control.send(command);
    return expectText('false', String(status.Established?.IsPublic));
  },
  'all members are active at first': async (probed) =>
    expectText('eu-west-1 100,us-west-2 100', await probed.getRoutes('us-east-1')),
  'routes are changed': async (probed) => {
    await probed.submitRoutes({ 'eu-west-1': 0 });
    return expectText('eu-west-1 0,us-west-2 100', await probed.getRoutes('ap-northeast-1'));
  },
  'routes without an active Region are refused': async (probed) =>
    expectText('400 InvalidRequest', await describeFailure(probed.submitRoutes({ 'eu-west-1': 0, 'us-west-2': 0 }))),
  'routes in a Region without control are redirected': async (probed) =>
    expectText('301 PermanentRedirect', await describeFailure(probed.getRoutes('eu-central-1'))),
  'a deleted access point is not found': async (probed) => {
    await probed.delete();
    return expectText('404 NoSuchMultiRegionAccessPoint', await describeFailure(probed.get()));
  },
  'the deletion of a missing access point fails': async (probed) => {
    await probed.delete();
    const tokenArn = await probed.delete().catch((error: Error) => error);
    if (tokenArn instanceof Error) return expectText(/^404 /, await describeFailure(Promise.reject(tokenArn)));
    const { ResponseDetails: details } = await probed.describe(tokenArn);
    return expectText('NoSuchMultiRegionAccessPoint', details?.ErrorDetails?.Code ?? 'succeeded');
  },
};

/** Probes the S3 Control at a URL. The rows begin with the name of the emulator. */
export async function probeS3Control(emulator: string, url: string): Promise<Record<string, Observation>> {
  const rows: Record<string, Observation> = {};
  for (const [behavior, check] of Object.entries(CHECKS)) {
    const probed = new ProbedS3Control(url);
    await probed.createBuckets();
    const tokenArn = await probed.create();
    rows[s3ControlRow(emulator, behavior)] = await check(probed, tokenArn)
      .catch((error: Failure) => describeFailure(Promise.reject(error)));
    await probed.delete().catch(() => undefined);
    probed.control.destroy();
  }
  return rows;
}

/** Returns the row id of a behavior of S3 Control. */
export function s3ControlRow(emulator: string, behavior: string): string {
  return `S3 Control of ${emulator}: ${behavior}`;
}
