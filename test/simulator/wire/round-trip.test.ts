import { type S3ControlClient } from '@aws-sdk/client-s3-control';
import * as fc from 'fast-check';
import {
  type SimulatedOperationName, type SimulatedOutcome, type SimulatedOperationOutput, Simulator,
} from '../../../simulator';
import { ACCOUNT } from '../support';
import { CONNECTIONS, type ControlOperation, send } from './support';

const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

/** Any text that XML can contain. The SDK itself loses text that consists of white space with a line feed. */
const words = fc
  .oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.string({
      unit: fc.constantFrom(
        '&', '<', '>', '"', "'", ']]>', '&amp;', '&#10;', '%', '%41', '+', '?', '#', '=', '\r', '\n', '\t', ' ',
        '\u0085', '\u2028', 'é', '日', '😀', 'a',
      ),
    }),
  )
  .filter((text) => !FORBIDDEN.test(text) && !(text.trim() === '' && text.includes('\n')));

const moments = fc.date({ min: new Date(0), max: new Date(Date.UTC(2100, 0, 1)), noInvalidDate: true });

function optional<T extends object>(members: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<Partial<T>> {
  return fc.record(members, { requiredKeys: [] }) as unknown as fc.Arbitrary<Partial<T>>;
}

const block = optional({
  BlockPublicAcls: fc.boolean(),
  IgnorePublicAcls: fc.boolean(),
  BlockPublicPolicy: fc.boolean(),
  RestrictPublicBuckets: fc.boolean(),
});
const memberRequests = fc.array(fc.record({ Bucket: words, BucketAccountId: words }, { requiredKeys: ['Bucket'] }), {
  maxLength: 17,
});
const createDetails = fc.record(
  { Name: words, PublicAccessBlock: block, Regions: memberRequests },
  { requiredKeys: ['Name', 'Regions'] },
);
const putDetails = fc.record({ Name: words, Policy: words });
const accessPoint = optional({
  Name: words,
  Alias: words,
  CreatedAt: moments,
  PublicAccessBlock: block,
  Status: words,
  Regions: fc.array(optional({ Bucket: words, Region: words, BucketAccountId: words })),
});
const routes = fc.array(
  fc.record(
    { Bucket: words, Region: words, TrafficDialPercentage: fc.integer({ min: 0, max: 100 }) },
    {
      requiredKeys: ['TrafficDialPercentage'],
    },
  ),
);
const policy = optional({ Policy: words });

const accepted = fc.record({ RequestTokenARN: words });

const OUTPUTS: Record<ControlOperation, fc.Arbitrary<object>> = {
  CreateMultiRegionAccessPoint: accepted,
  DeleteMultiRegionAccessPoint: accepted,
  PutMultiRegionAccessPointPolicy: accepted,
  DescribeMultiRegionAccessPointOperation: optional({
    AsyncOperation: optional({
      CreationTime: moments,
      Operation: words,
      RequestTokenARN: words,
      RequestParameters: optional({
        CreateMultiRegionAccessPointRequest: createDetails,
        DeleteMultiRegionAccessPointRequest: fc.record({ Name: words }),
        PutMultiRegionAccessPointPolicyRequest: putDetails,
      }),
      RequestStatus: words,
      ResponseDetails: optional({
        MultiRegionAccessPointDetails: optional({ Regions: fc.array(optional({ Name: words, RequestStatus: words })) }),
        ErrorDetails: optional({ Code: words, Message: words, Resource: words, RequestId: words }),
      }),
    }),
  }),
  GetMultiRegionAccessPoint: fc.record({ AccessPoint: accessPoint }),
  ListMultiRegionAccessPoints: optional({ AccessPoints: fc.array(accessPoint), NextToken: words }),
  GetMultiRegionAccessPointPolicy: optional({ Policy: optional({ Established: policy, Proposed: policy }) }),
  GetMultiRegionAccessPointPolicyStatus: optional({ Established: optional({ IsPublic: fc.boolean() }) }),
  GetMultiRegionAccessPointRoutes: optional({ Mrap: words, Routes: routes }),
  SubmitMultiRegionAccessPointRoutes: fc.constant({}),
};

/** A label of a path. URLs normalize `.` and `..`, and the text after a slash can be another operation. */
const label = words.filter((text) => text !== '' && !/^\.+$/.test(text) && !text.includes('/'));
const tokenArn = label.map((text) => `arn:aws:s3:us-west-2:${ACCOUNT}:async-request/mrap/create/${text}`);
const mrapArn = label.map((text) => `arn:aws:s3::${ACCOUNT}:accesspoint/${text}`);
const named = fc.record({ Name: label });

const INPUTS: Record<ControlOperation, fc.Arbitrary<object>> = {
  CreateMultiRegionAccessPoint: fc.record({ ClientToken: words, Details: createDetails }),
  DeleteMultiRegionAccessPoint: fc.record({ ClientToken: words, Details: fc.record({ Name: words }) }),
  PutMultiRegionAccessPointPolicy: fc.record({ ClientToken: words, Details: putDetails }),
  DescribeMultiRegionAccessPointOperation: fc.record({ RequestTokenARN: tokenArn }),
  GetMultiRegionAccessPoint: named,
  ListMultiRegionAccessPoints: optional({ MaxResults: fc.integer({ min: 0, max: 1_000 }), NextToken: words }),
  GetMultiRegionAccessPointPolicy: named,
  GetMultiRegionAccessPointPolicyStatus: named,
  GetMultiRegionAccessPointRoutes: fc.record({ Mrap: mrapArn }),
  SubmitMultiRegionAccessPointRoutes: fc.record({ Mrap: mrapArn, RouteUpdates: routes }),
};

/** Accepts every call, returns a given answer and remembers the input. */
class EchoSimulator extends Simulator {
  public answer: object = {};
  public asked?: { operation: SimulatedOperationName; input: object };

  public override async call<O extends SimulatedOperationName>(
    operation: O, input: object,
  ): Promise<SimulatedOutcome<SimulatedOperationOutput<O>>> {
    this.asked = { operation, input };
    return { kind: 'output', output: this.answer as SimulatedOperationOutput<O>, requestId: '0123456789ABCDEF' };
  }
}

describe('simulator/wire', () => {
  describe.each(CONNECTIONS)('%s', (name, connect) => {
    const echo = new EchoSimulator();
    const numRuns = (name === 'in process' ? 12 : 4) * (process.env.SOAK ? 10 : 1);
    let client: S3ControlClient;
    let close: () => Promise<void>;
    beforeAll(async () => {
      const connection = await connect(echo);
      client = connection.control();
      close = async () => connection.close();
    });
    afterAll(async () => close());

    test.each(Object.entries(OUTPUTS) as [ControlOperation, fc.Arbitrary<object>][])(
      'returns every answer of %s unchanged',
      async (operation, outputs) => {
        const [input] = fc.sample(INPUTS[operation], { numRuns: 1, seed: 1 });
        await fc.assert(
          fc.asyncProperty(outputs, async (output) => {
            echo.answer = output;
            expect(await send(client, operation, { AccountId: ACCOUNT, ...input })).toEqual(output);
          }),
          { numRuns },
        );
      },
    );

    test.each(Object.entries(INPUTS) as [ControlOperation, fc.Arbitrary<object>][])(
      'receives every request of %s unchanged',
      async (operation, inputs) => {
        echo.answer = fc.sample(OUTPUTS[operation], { numRuns: 1, seed: 1 })[0];
        await fc.assert(
          fc.asyncProperty(inputs, async (input) => {
            await send(client, operation, { AccountId: ACCOUNT, ...input });
            expect(echo.asked).toEqual({ operation, input });
          }),
          { numRuns },
        );
      },
    );
  });
});
