import { type App, RemovalPolicy } from 'aws-cdk-lib/core';
import fc from 'fast-check';
import {
  FailoverConfiguration, ReplicatedMultiRegionAccessPoint, type ReplicatedMultiRegionAccessPointProps,
  UnderlyingBucketEncryption,
} from '../../../src';
import { REGIONS } from '../../../src/facts/regions';
import { computeWorstCasePolicyLength } from '../../../src/provider/policy-size';
import { stackIn } from '../../support/synthesis';

const DEFAULT = REGIONS.filter(({ support }) => support === 'default').map(({ region }) => region);

interface Template {
  readonly Resources: Record<string, { Type: string; Properties: Record<string, unknown> }>;
  readonly Outputs?: object;
}
interface Rule { readonly Id: string; readonly Priority: number; readonly DestinationBucket: string }

function synthesize(
  props: Pick<ReplicatedMultiRegionAccessPointProps, 'regions'> & Partial<ReplicatedMultiRegionAccessPointProps>,
  home: string,
) {
  const stack = stackIn(home);
  new ReplicatedMultiRegionAccessPoint(stack, 'Media', { multiRegionAccessPointName: 'media', ...props });
  const assembly = (stack.node.root as App).synth();
  const stacks = assembly.stacks.map(({ stackName, dependencies, template }) => ({
    stackName,
    after: dependencies.map(({ id }) => id).filter((id) => !id.endsWith('.assets')),
    template: template as Template,
  }));
  return { stacks, home: stacks.find(({ stackName }) => stackName === 'Stack')! };
}

function findProperties({ Resources: resources }: Template, type: string) {
  return Object.values(resources).filter(({ Type }) => Type === type).map(({ Properties }) => Properties);
}

function findRules(template: Template): Record<string, Rule[]> {
  return Object.fromEntries(findProperties(template, 'Custom::S3BucketReplication')
    .map((properties) => [properties.Bucket as string, properties.Rules as Rule[]]));
}

function checkLimits({ stacks }: ReturnType<typeof synthesize>): void {
  for (const { template } of stacks) {
    expect(JSON.stringify(template).length).toBeLessThan(1_000_000);
    expect(Object.keys(template.Resources).length).toBeLessThan(500);
    for (const properties of findProperties(template, 'AWS::IAM::Policy')) {
      expect(computeWorstCasePolicyLength(properties.PolicyDocument)).toBeLessThanOrEqual(10_240);
    }
  }
}

const names = fc.stringMatching(/^[a-z][a-z0-9]{2,12}$/);
const options = fc.record({
  encryption: fc.constantFrom(undefined, UnderlyingBucketEncryption.kms(), UnderlyingBucketEncryption.dsse()),
  removalPolicy: fc.constantFrom(RemovalPolicy.DESTROY, RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE),
  multiRegionAccessPointName: names,
});
const orders = fc.shuffledSubarray(DEFAULT, { minLength: 2, maxLength: 6 })
  .chain((regions) => fc.tuple(fc.constant(regions), fc.shuffledSubarray(regions, { minLength: regions.length })));

describe('ReplicatedMultiRegionAccessPoint', () => {
  test('keeps its invariants for all Regions, orders, names and options', () => {
    fc.assert(fc.property(orders, fc.constantFrom(...DEFAULT), options, ([regions, reordered], homeRegion, given) => {
      const failover = FailoverConfiguration.activePassive([regions[0]]);
      const synthesis = synthesize({ regions, failover, ...given }, homeRegion);
      const { stacks, home } = synthesis;
      const n = regions.length;

      // The home stack depends on all other stacks, which have no dependencies.
      expect(stacks.filter(({ after }) => after.length > 0).map(({ stackName }) => stackName))
        .toEqual(stacks.length > 1 ? ['Stack'] : []);
      expect(home.after).toHaveLength(regions.filter((region) => region !== homeRegion).length);
      // No template refers to another stack.
      for (const { template, stackName } of stacks) {
        const text = JSON.stringify(template);
        expect(text).not.toMatch(/Fn::GetStackOutput|Fn::ImportValue|ExportsReader|ExportsWriter/);
        for (const other of stacks.filter((candidate) => ![stackName, 'Stack'].includes(candidate.stackName))) {
          expect(text).not.toContain(other.stackName);
        }
      }

      const rules = findRules(home.template);
      const all = Object.values(rules).flat();
      expect(all).toHaveLength(n * (n - 1));
      expect(new Set(all.map(({ Id }) => Id)).size).toBe(all.length);
      for (const rulesOfSource of Object.values(rules)) {
        expect(new Set(rulesOfSource.map(({ Priority }) => Priority)).size).toBe(n - 1);
      }
      checkLimits(synthesis);

      const resynthesis = synthesize({ regions: reordered, failover, ...given }, homeRegion);
      expect(resynthesis.stacks).toEqual(stacks);
    }), { numRuns: process.env.SOAK ? 40 : 4 });
  });

  test('stays within the limits of CloudFormation and IAM with 17 Regions and keys', () => {
    const synthesis = synthesize({ regions: DEFAULT, encryption: UnderlyingBucketEncryption.kms() }, 'eu-west-1');
    expect(Object.values(findRules(synthesis.home.template)).flat()).toHaveLength(17 * 16);
    checkLimits(synthesis);
  });

  test('keeps all ids and priorities of rules after a Region was added', () => {
    fc.assert(fc.property(fc.shuffledSubarray(DEFAULT, { minLength: 3, maxLength: 5 }), (regions) => {
      const generations = [{ id: '1', regions: regions.slice(1) }];
      const [fewer, more] = [regions.slice(1), regions]
        .map((some) => findRules(synthesize({ regions: some, generations }, 'eu-west-1').home.template));
      for (const [source, rules] of Object.entries(fewer)) expect(more[source]).toEqual(expect.arrayContaining(rules));
    }), { numRuns: process.env.SOAK ? 20 : 3 });
  });
});
