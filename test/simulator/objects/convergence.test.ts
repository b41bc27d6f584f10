import * as fc from 'fast-check';
import { type ObjectVersion, type StoredVersion } from '../../../simulator/objects/object-version';
import { ACCOUNT } from '../support';
import { copyTo, ObjectBench } from './support';

const MEMBERS = { 'media-us': 'us-east-1', 'media-eu': 'eu-west-1', 'media-ap': 'ap-northeast-1' };
const BUCKETS = Object.keys(MEMBERS);
const REGIONS = Object.values(MEMBERS);
/** The rules cover the keys with this prefix. */
const COVERED = 'films/';
/** A lost Region resets connections, and tags need an object. */
const EXPECTED_ERRORS = ['reset', 'NoSuchKey'];

type Step = (bench: ObjectBench, model: Model) => Promise<unknown>;

/** The writes of all clients, in their order. The model has no Regions, so it is the state that members converge to. */
class Model {
  public readonly writes: { readonly key: string; readonly versionId: string; readonly content: string }[] = [];

  public record(key: string, { VersionId: versionId }: { readonly VersionId?: string }, content: string): void {
    this.writes.push({ key, versionId: versionId!, content });
  }

  public versions(key: string): string[] {
    return this.writes.filter((write) => write.key === key)
      .map(({ versionId, content }) => `${versionId} ${content}`);
  }
}

const buckets = fc.constantFrom(...BUCKETS);
const keys = fc.constantFrom('films/a', 'films/b', 'local/a');
const regions = fc.constantFrom(...REGIONS);

const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(buckets, keys, fc.nat(99)).map(([bucket, key, content]): Step =>
      async (bench, model) => model.record(key, await bench.putObject(bucket, key, `${content}`), `${content}`)),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(buckets, keys).map(([Bucket, Key]): Step =>
      async (bench, model) => model.record(Key, await bench.call('DeleteObject', { Bucket, Key }), 'deleted')),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(buckets, keys, fc.nat(9)).map(([Bucket, Key, value]): Step =>
      async (bench) => bench.call('PutObjectTagging', { Bucket, Key, TagSet: [{ Key: 't', Value: `${value}` }] })),
  },
  { weight: 3, arbitrary: fc.nat(3_000).map((ms): Step => async (bench) => bench.clock.advance(ms)) },
  regions.map((region): Step => async (bench) => bench.simulator.regions.lose(region)),
  regions.map((region): Step => async (bench) => bench.simulator.regions.restore(region)),
  fc.func(fc.nat(5_000)).map((copyLagMs): Step => async (bench) => bench.simulator.configure({ copyLagMs })),
);

function describeVersion(version: StoredVersion): string {
  const { kind, versionId } = version;
  return `${versionId} ${kind === 'object' ? Buffer.from((version as ObjectVersion).body).toString() : 'deleted'}`;
}

function tagsOf(version: StoredVersion): unknown {
  return version.kind === 'object' ? version.values.tags.value : [];
}

async function makeBench(): Promise<ObjectBench> {
  const bench = new ObjectBench();
  bench.simulator.buckets.add('media-ap', 'ap-northeast-1', ACCOUNT);
  await bench.enableVersioning(...BUCKETS);
  for (const bucket of BUCKETS) {
    const others = BUCKETS.filter((other) => other !== bucket);
    await bench.replicate(bucket, ...others.map((other, i) =>
      copyTo(other, { Priority: i + 1, Filter: { Prefix: COVERED } })));
  }
  return bench;
}

describe('ReplicationQueue', () => {
  test('makes members equal in any order of writes, lags and losses of Regions', async () => {
    let conflicts = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { minLength: 20, maxLength: 60 }), async (sequence) => {
        const bench = await makeBench();
        const model = new Model();
        for (const step of sequence) {
          await step(bench, model).catch((error: { code: string }) => expect(EXPECTED_ERRORS).toContain(error.code));
        }
        REGIONS.forEach((region) => bench.simulator.regions.restore(region));
        bench.clock.advance(60_000);
        expect(bench.simulator.replication.pending).toEqual([]);
        expect(bench.simulator.replication.failures).toEqual([]);
        const stored = BUCKETS.map((bucket) => bench.simulator.buckets.get(bucket)!.objects);
        for (const key of ['films/a', 'films/b']) {
          const copies = stored.map((objects) => objects.versions(key));
          const expected = BUCKETS.map(() => model.versions(key));
          expect(copies.map((versions) => versions.map(describeVersion))).toEqual(expected);
          expect(new Set(copies.map((versions) => JSON.stringify(versions.map(tagsOf)))).size).toBe(1);
          conflicts += Number(copies[0].filter(({ isReplica }) => isReplica).length > 1);
        }
        const local = stored.flatMap((objects) => objects.versions('local/a'));
        expect(local).toHaveLength(model.versions('local/a').length);
        expect(local.every(({ isReplica }) => !isReplica)).toBe(true);
      }),
      { seed: 20_261_129, numRuns: Number(process.env.SOAK === 'true' ? 2_000 : 60) },
    );
    expect(conflicts).toBeGreaterThan(10);
  });
});
