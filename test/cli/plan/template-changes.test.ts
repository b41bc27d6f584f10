import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { type DeploymentPlan } from '../../../cli/plan/make-plan';
import { type PlannedEffect } from '../../../cli/plan/planned-effect';
import { putPolicy } from '../../../control/policies';
import { ACCOUNT, OTHER_ACCOUNT } from '../../support/accounts';
import { temporaryFolder } from '../../support/temporary-folder';
import { createCommandFixture } from '../operate/support';
import { makeResources, makeStatement, PHYSICAL_IDS, type Resource, type Resources } from './support';

type Change = (resources: Resources) => void;
type Json = Record<string, unknown>;

const PARAMETERS = { Value: { Type: 'String' } };
const UNKNOWN_VALUE = { Ref: 'Value' };
const DELEGATION = {
  Effect: 'Allow',
  Principal: '*',
  Action: 's3:*',
  Resource: '*',
  Condition: { StringEquals: { 's3:DataAccessPointAccount': ACCOUNT } },
};

/** The resources of the fixture, with more settings of the bucket. */
function makeDetailedResources(): Resources {
  const resources = makeResources();
  Object.assign(resources.Bucket.Properties, {
    BucketEncryption: { ServerSideEncryptionConfiguration: [{ BucketKeyEnabled: true }] },
    LifecycleConfiguration: { Rules: [{ Status: 'Enabled', NoncurrentVersionExpiration: { NoncurrentDays: 30 } }] },
    ObjectLockEnabled: true,
    PublicAccessBlockConfiguration: { BlockPublicPolicy: true },
    VersioningConfiguration: { Status: 'Enabled' },
  });
  Object.assign(resources.Media.Properties, { PublicAccessBlock: { BlockPublicAcls: 'true' } });
  return {
    ...resources,
    BucketPolicy: {
      Type: 'AWS::S3::BucketPolicy',
      Properties: { Bucket: 'media-eu', PolicyDocument: { Statement: [DELEGATION] } },
    },
  };
}

async function plan(deployed: Resources | undefined, next: Resources, prepare = async (
  _fixture: Awaited<ReturnType<typeof createCommandFixture>>,
) => {}): Promise<DeploymentPlan> {
  const fixture = await createCommandFixture();
  await prepare(fixture);
  if (deployed !== undefined) {
    fixture.simulated.stacks.byName.set('Media', {
      template: { Parameters: PARAMETERS, Resources: deployed }, physicalIds: PHYSICAL_IDS,
    });
  }
  const file = path.join(temporaryFolder(), `Media.eu-west-1.${ACCOUNT}.json`);
  writeFileSync(file, JSON.stringify({ Parameters: PARAMETERS, Resources: next }));
  const { text, errors } = await fixture.run('plan', file, '--json');
  expect(errors).toBe('');
  return JSON.parse(text) as DeploymentPlan;
}

async function planChange(change: Change, former: Change = () => {}): Promise<DeploymentPlan> {
  const deployed = makeDetailedResources();
  former(deployed);
  const next = structuredClone(deployed);
  change(next);
  return plan(deployed, next);
}

/** The paths of all values in the properties of a resource, without the values of an expression. */
function listPaths(value: unknown, above: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [above];
  const keys = Object.keys(value);
  const isExpression = keys.length === 1 && /^(Ref|Fn::)/.test(keys[0]);
  const below = isExpression ? [] : keys.flatMap((key) => listPaths((value as Json)[key], [...above, key]));
  return above.length === 0 ? below : [above, ...below.filter((entry) => entry.length > above.length)];
}

function setValue(resource: Resource, at: readonly string[], value: unknown): void {
  const parent = at.slice(0, -1).reduce<unknown>((found, key) => (found as Json)[key], resource.Properties) as Json;
  parent[at.at(-1)!] = value;
}

/** Properties that decide how later deployments behave, and change nothing themselves. */
const WITHOUT_EFFECT = ['Media Existing', 'Media Replacement', 'Routes LiveRoutes'];

/** Values that are the default. */
const DEFAULTS = ['Media PublicAccessBlock', 'Media PublicAccessBlock BlockPublicAcls', 'Routes OtherMembers'];

const CHANGES = Object.entries(makeDetailedResources()).flatMap(([id, { Properties: properties }]) =>
  listPaths(properties).map((at) => ({ id, at, title: [id, ...at].join(' ') })))
  .filter(({ title }) => !WITHOUT_EFFECT.includes(title));
const REMOVALS = CHANGES.filter(({ title }) => !DEFAULTS.includes(title));

describe('cdk-s3-mrap plan', () => {
  test('finds no effect of equal templates', async () => {
    expect(await planChange(() => {})).toEqual({ version: 1, effects: [], unknown: [] });
  });

  test.each(CHANGES)('reports a value that only a deployment determines in $title', async ({ id, at }) => {
    const { effects, unknown } = await planChange((resources) => { setValue(resources[id], at, UNKNOWN_VALUE); });
    expect(effects.length + unknown.length).toBeGreaterThan(0);
  });

  test.each(REMOVALS)('reports the removal of $title', async ({ id, at }) => {
    const { effects, unknown } = await planChange((resources) => { setValue(resources[id], at, undefined); });
    expect(effects.length + unknown.length).toBeGreaterThan(0);
  });

  test.each<[string, Change, Partial<PlannedEffect>]>([
    [
      'another role of rules', ({ Replication }) => { Replication.Properties.Role = 'other'; },
      { action: 'change', kind: 'replication', reason: 'changes the role from role to other' },
    ],
    [
      'another Region of rules', ({ Replication }) => { Replication.Properties.Region = 'eu-west-2'; },
      {
        action: 'change',
        kind: 'replication',
        reason: 'changes the Region of the bucket from eu-west-1 to eu-west-2; the deployment fails if the bucket is '
          + 'not in the new one',
      },
    ],
    [
      'another Region of a member',
      ({ Media }) => { (Media.Properties.Buckets as Json[])[0].Region = 'eu-west-2'; },
      {
        action: 'keep',
        kind: 'access point',
        reason: 'the template changes the Region of media-eu from eu-west-1 to eu-west-2; a bucket stays in its Region',
      },
    ],
    [
      'a lifecycle rule that deletes objects',
      ({ Bucket }) => {
        Bucket.Properties.LifecycleConfiguration = { Rules: [{ Status: 'Enabled', ExpirationInDays: 1 }] };
      },
      {
        action: 'change',
        kind: 'bucket',
        data: 'The lifecycle rules apply to existing objects, too, and can delete them.',
      },
    ],
    [
      'another deletion policy of a bucket', ({ Bucket }) => { Bucket.DeletionPolicy = 'Delete'; },
      { action: 'change', kind: 'bucket', reason: 'the template changes DeletionPolicy' },
    ],
    [
      'a removed policy of a bucket', (resources) => { delete resources.BucketPolicy; },
      {
        action: 'delete',
        kind: 'policy',
        name: 'media-eu',
        clients: 'Requests that only the removed statements allow fail.',
      },
    ],
    [
      'an added denial',
      ({ BucketPolicy }) => {
        const denial = { ...DELEGATION, Effect: 'Deny' };
        BucketPolicy.Properties.PolicyDocument = { Statement: [DELEGATION, denial] };
      },
      { action: 'change', kind: 'policy', clients: 'Requests that the added statements deny fail.' },
    ],
    [
      'another type of the access point', ({ Media }) => { Media.Type = 'AWS::S3::MultiRegionAccessPoint'; },
      { action: 'refuse', kind: 'access point', reason: expect.stringMatching(/changes the type of the resource/) },
    ],
    [
      'another owner of a member',
      ({ Media }) => { (Media.Properties.Buckets as Json[])[0].AccountId = OTHER_ACCOUNT; },
      { action: 'refuse', kind: 'access point', reason: expect.stringMatching(/changes the set of buckets/) },
    ],
    [
      'a renamed resource of a bucket',
      (resources) => {
        resources.Films = resources.Bucket;
        delete resources.Bucket;
      },
      { action: 'refuse', kind: 'bucket', reason: expect.stringMatching(/has created a bucket with this name/) },
    ],
    [
      'rules of the bucket beside the rules of this library',
      ({ Bucket }) => {
        Bucket.Properties.ReplicationConfiguration = {
          Role: 'role', Rules: [{ Id: 'b', Status: 'Enabled', Destination: { Bucket: 'arn:aws:s3:::media-jp' } }],
        };
      },
      { action: 'change', kind: 'replication', reason: expect.stringMatching(/^adds 1 rule .* rules of other tools$/) },
    ],
  ])('finds the effect of %s', async (_, change, expected) => {
    expect((await planChange(change)).effects).toContainEqual(expect.objectContaining(expected));
  });

  test('reads the rules of all resources for one bucket', async () => {
    const { effects } = await planChange((resources) => { delete resources.More; }, (resources) => {
      resources.More = structuredClone(resources.Replication);
      resources.More.Properties.Rules = [{ Id: 'b', Priority: 2, DestinationBucket: 'media-jp' }];
    });
    expect(effects.map(({ reason }) => reason)).toEqual(['removes 1 rule to media-jp']);
  });

  describe('for an adopted access point with a policy', () => {
    const adopt = (statements: readonly object[]): Resources => {
      const { Media, Policy } = makeResources();
      Media.Properties.Existing = 'ADOPT';
      Policy.Properties.Policy = { Statement: statements };
      return { Media, Policy };
    };
    const planAdoption = async (statement: object, deployed?: Resources) => {
      const { effects, unknown } = await plan(deployed, adopt([statement]), async ({ arn, clock, simulated }) => {
        const live = { Statement: [makeStatement(ACCOUNT, arn)] };
        const text = JSON.stringify(live).replace(/\{"Fn::Join":\["",\["([^"]+)","([^"]+)"\]\]\}/, '"$1$2"');
        await putPolicy(simulated.aws, ACCOUNT, 'media', text, 'policy');
        clock.advance(600_000);
      });
      return {
        effects: effects.map(({ action, kind }) => `${action} ${kind}`),
        reasons: effects.map(({ reason }) => reason),
        unknown,
      };
    };

    test('finds that the declared policy is equal', async () => {
      const { effects, unknown } = await planAdoption(makeStatement(ACCOUNT, { 'Fn::GetAtt': ['Media', 'Arn'] }));
      expect({ effects, unknown }).toEqual({ effects: ['adopt access point'], unknown: [] });
    });

    test('finds that the deployment refuses another policy', async () => {
      const { effects, reasons } = await planAdoption(makeStatement(OTHER_ACCOUNT, { 'Fn::GetAtt': ['Media', 'Arn'] }));
      expect(effects).toEqual(['adopt access point', 'refuse policy']);
      expect(reasons[1]).toBe(
        'the live policy lacks 1 statement and also has 1 statement; an adoption does not overwrite a policy');
    });

    test('does not decide about a policy that only a deployment determines', async () => {
      const { effects, unknown } = await planAdoption(makeStatement(ACCOUNT, UNKNOWN_VALUE));
      expect(effects).toEqual(['adopt access point']);
      expect(unknown).toEqual([{ what: 'policy of media', why: 'only a deployment determines it' }]);
    });

    test('finds that a renamed construct changes the policy that it manages', async () => {
      const { Media, Policy } = adopt([makeStatement(OTHER_ACCOUNT, { 'Fn::GetAtt': ['Media', 'Arn'] })]);
      const { effects, reasons } = await planAdoption(
        makeStatement(OTHER_ACCOUNT, { 'Fn::GetAtt': ['Media', 'Arn'] }), { Former: Media, Policy });
      expect(effects).toEqual(['keep access point', 'adopt access point', 'change policy']);
      expect(reasons[2]).toBe('adds 1 statement; removes 1 statement');
    });
  });

  test.each(['PARTIALLY_CREATED', 'INCONSISTENT_ACROSS_REGIONS', 'DELETING'])(
    'finds that the deployment refuses to adopt an access point that is %s', async (status) => {
      const next = makeResources();
      next.Media.Properties.Existing = 'ADOPT';
      const answerWithStatus = async ({ simulated }: Awaited<ReturnType<typeof createCommandFixture>>) => {
        const { call } = simulated.aws;
        Object.assign(simulated.aws, {
          call: async (...input: Parameters<typeof call>) => {
            const answer = await call(...input);
            if (input[1] !== 'GetMultiRegionAccessPoint') return answer;
            return { AccessPoint: { ...(answer as { AccessPoint: object }).AccessPoint, Status: status } };
          },
        });
      };
      const { effects: [adopted] } = await plan(undefined, next, answerWithStatus);
      expect(adopted).toMatchObject({ action: 'refuse', reason: expect.stringContaining(`it is ${status}`) });
      const { effects: [unchanged] } = await plan(next, next, answerWithStatus);
      expect(unchanged).toMatchObject({ action: 'keep', reason: expect.stringContaining(`it is ${status}`) });
    });
});
