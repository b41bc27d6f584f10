import fc from 'fast-check';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { createHandlers } from '../../../lambda/handlers';
import { VirtualClock } from '../../../simulator';
import { REPLICATION_TYPE } from '../../../src/wire/resource-types';
import { CloudFormation } from '../../driver/cloudformation';
import { Resource } from '../../driver/resource';
import { sdkOver } from '../../support/simulated-s3';
import { properties, ROLE, ruleTo } from './support';

const FAULTS = ['refused', 'conflict', 'lost before', 'lost after'] as const;
type FaultName = typeof FAULTS[number];

/** The soak test uses more. */
const RUNS = Number(process.env.SCHEDULES ?? 2000) / 200;
const TIMEOUT_MS = 600_000;

/** An S3 that keeps the text of a configuration unchanged. */
class VerbatimS3 {
  public calls = 0;

  constructor(public text: string | undefined, private readonly faults: readonly (FaultName | undefined)[]) {}

  public async handle({ method, body }: { method: string; body?: string }): Promise<object> {
    const fault = this.faults[this.calls];
    this.calls += 1;
    if (fault === 'refused') return error(403, 'AccessDenied');
    if (fault === 'conflict') return error(409, 'OperationAborted');
    if (fault === 'lost before') throw new Error('ECONNRESET');
    if (method === 'PUT') this.text = String(body);
    if (method === 'DELETE') this.text = undefined;
    if (fault === 'lost after') throw new Error('ECONNRESET');
    if (method !== 'GET') return answer(200, '');
    return this.text === undefined ? error(404, 'ReplicationConfigurationNotFoundError') : answer(200, this.text);
  }
}

function answer(statusCode: number, body: string): object {
  return { response: { statusCode, headers: {}, body: Buffer.from(body) } };
}

function error(status: number, code: string): object {
  return answer(status, `<Error><Code>${code}</Code><Message>no</Message></Error>`);
}

const space = fc.constantFrom('', '', ' ', '\n  ', '\r\n\t', '<!-- <Rule> & </Rule> -->', '<?note </Rule>?>');
const shuffled = (elements: readonly string[]) => fc.shuffledSubarray([...elements], { minLength: elements.length });
/** Generates elements in any order, with white space and comments between them. */
const inAnyOrder = (elements: readonly string[]) =>
  fc
    .tuple(shuffled(elements), fc.array(space, { minLength: 8, maxLength: 8 }))
    .map(([order, spaces]) => order.map((element, place) => `${spaces[place % 8]}${element}`).join('') + spaces[7]);

const prefix = fc.constantFrom(
  '<Prefix/>',
  '<Prefix></Prefix>',
  '<Prefix>a &amp; b&#13;/</Prefix>',
  '<Prefix><![CDATA[</Rule>]]></Prefix>',
  '<Prefix>häuser/€/</Prefix>',
);
const unknown = fc.constantFrom(
  [],
  ['<ReplicaChecksum>SHA256</ReplicaChecksum>'],
  ['<Pace kind="slow&lt;"><Rule>of thumb</Rule></Pace>', '<x:Note xmlns:x="urn:x"/>'],
);

const foreignRule = (id: number) =>
  fc
    .tuple(prefix, unknown, unknown, fc.boolean())
    .chain(([filter, news, newsOfDestination, old]) =>
      inAnyOrder([
        '<Bucket>arn:aws:s3:::archive</Bucket>',
        '<StorageClass>GLACIER</StorageClass>',
        ...newsOfDestination,
      ]).chain((destination) =>
        inAnyOrder([
          `<ID>theirs&#32;${id}</ID>`,
          '<Status >Enabled</Status>',
          `<Destination>${destination}</Destination>`,
          ...(old
            ? [filter]
            : [
              `<Priority>${id}</Priority>`,
              `<Filter>${filter}</Filter>`,
              '<DeleteMarkerReplication><Status>Disabled</Status></DeleteMarkerReplication>',
            ]),
          ...news,
        ]),
      ),
    )
    .chain((inside) => fc.constantFrom(`<Rule>${inside}</Rule>`, `<Rule >${inside}</Rule\n>`));

const foreignRules = fc.integer({ min: 1, max: 3 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_entry, index) => foreignRule(index + 1))));
const faults = fc.array(fc.option(fc.constantFrom(...FAULTS), { nil: undefined, freq: 1 }), { maxLength: 8 });

describe('preserveForeignRulesInRequests', () => {
  test('writes foreign rules byte for byte for any content and fault', async () => {
    await fc.assert(fc.asyncProperty(foreignRules, space, faults, async (theirs, between, schedule) => {
      const clock = new VirtualClock();
      const s3 = new VerbatimS3(
        `<?xml version="1.0"?>${between}<ReplicationConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">` +
          `${theirs.join(between)}<Role>${ROLE}</Role></ReplicationConfiguration>`,
        schedule,
      );
      const functions = createHandlers({
        s3: sdkOver(s3, clock),
        clock,
        report: () => undefined,
        operations: new Map(),
      });
      const cloudFormation = new CloudFormation({ clock, functions });
      const resource = new Resource(cloudFormation, REPLICATION_TYPE, 'Replication');

      const check = (ours: readonly number[]) => {
        const text = s3.text!;
        const places = theirs.map((rule) => text.indexOf(rule));
        expect(places).not.toContain(-1);
        expect(places).toEqual([...places].sort((a, b) => a - b));
        expect(XMLValidator.validate(text)).toBe(true);
        const {
          ReplicationConfiguration: { Rule: rules },
        } = new XMLParser().parse(text) as { ReplicationConfiguration: { Rule: unknown } };
        expect(ours).toContain([rules].flat().length - theirs.length);
      };
      const created = await clock.runUntilSettled(resource.create(properties()));
      check(created.status === 'SUCCESS' ? [2] : [0, 2]);
      if (created.status === 'FAILED') return;
      // If the rollback fails, too, the operator must restore the configuration.
      await clock
        .runUntilSettled(resource.update(properties({ Rules: [ruleTo('media-us', 1000)] })))
        .catch(() => undefined);
      check([1, 2]);
      await clock.runUntilSettled(resource.delete());
      check([0, 1, 2]);
    }), { numRuns: RUNS });
  }, TIMEOUT_MS);
});
