import fc from 'fast-check';
import { type AwsCalls } from '../../control/aws';
import { lookUpCalls } from '../../control/history/look-up-calls';
import { parseRecordedCall } from '../../control/history/recorded-call';
import { findSubmittedDials } from '../../control/history/route-updates';

const MEMBERS = [{ region: 'eu-west-1', bucket: 'media-eu' }, { region: 'us-east-1', bucket: 'media-us' }];
const UPDATES = [{ Bucket: 'media-eu', TrafficDialPercentage: 0 }, { Region: 'us-east-1', TrafficDialPercentage: 100 }];
const DIALS = new Map([['eu-west-1', 0], ['us-east-1', 100]]);

describe('findSubmittedDials', () => {
  test.each([
    ['a list', { RouteUpdates: UPDATES }],
    ['the elements of a body', { SubmitMultiRegionAccessPointRoutesRequest: { RouteUpdates: { Route: UPDATES } } }],
    ['lower camel case and texts', {
      routeUpdates: [
        { bucket: 'media-eu', trafficDialPercentage: '0' }, { region: 'us-east-1', trafficDialPercentage: 100 },
      ],
    }],
  ])('finds %s', (_, parameters) => {
    expect(findSubmittedDials(parameters, MEMBERS)).toEqual(DIALS);
  });

  test('finds a single element', () => {
    expect(findSubmittedDials({ RouteUpdates: { Route: UPDATES[0] } }, MEMBERS)).toEqual(new Map([['eu-west-1', 0]]));
  });

  test('names the bucket of an unknown member', () => {
    expect(findSubmittedDials({ RouteUpdates: UPDATES }, [])?.get('media-eu')).toBe(0);
  });

  test.each([[undefined], [null], ['text'], [{}], [{ RouteUpdates: null }], [{ RouteUpdates: [{ Bucket: 'b' }] }]])(
    'returns nothing for %j', (parameters) => {
      expect(findSubmittedDials(parameters, MEMBERS)).toBeUndefined();
    },
  );
});

describe('parseRecordedCall', () => {
  const EventTime = new Date(0);

  test('uses the user name and the requested Region if the document is missing or cannot be parsed', () => {
    for (const CloudTrailEvent of [undefined, '{', 'null']) {
      expect(parseRecordedCall({ EventTime, EventName: 'Put', Username: 'someone', CloudTrailEvent }, 'eu-west-1'))
        .toEqual({ at: 0, operation: 'Put', region: 'eu-west-1', caller: 'someone', requestParameters: undefined });
    }
  });

  test('accepts any document, and returns texts', () => {
    const names = ['errorCode', 'awsRegion', 'userIdentity', 'sourceIPAddress', 'userAgent', 'requestParameters'];
    const identity = fc.dictionary(fc.constantFrom('arn', 'invokedBy'), fc.jsonValue());
    const documents = fc.dictionary(fc.constantFrom(...names), fc.oneof(fc.jsonValue(), identity));
    fc.assert(fc.property(fc.oneof(documents, fc.jsonValue()), (document) => {
      const call = parseRecordedCall({ EventTime, CloudTrailEvent: JSON.stringify(document) }, 'eu-west-1');
      if (call === undefined) return;
      for (const text of [call.region, call.caller, call.sourceAddress ?? '', call.userAgent ?? '']) {
        expect(typeof text).toBe('string');
      }
      findSubmittedDials(call.requestParameters, MEMBERS);
    }));
  });

  test('omits an event that is null or whose time is no date', () => {
    expect(parseRecordedCall(null, 'eu-west-1')).toBeUndefined();
    expect(parseRecordedCall({ EventTime: new Date(NaN) }, 'eu-west-1')).toBeUndefined();
  });

  test('names the service that called', () => {
    const document = { userIdentity: { invokedBy: 'cloudformation.amazonaws.com' } };
    expect(parseRecordedCall({ EventTime, CloudTrailEvent: JSON.stringify(document) }, 'eu-west-1'))
      .toMatchObject({ caller: 'cloudformation.amazonaws.com' });
  });

  test('omits refused calls and events without a time', () => {
    const refused = { EventTime, CloudTrailEvent: '{"errorCode":"AccessDenied"}' };
    expect(parseRecordedCall(refused, 'eu-west-1')).toBeUndefined();
    expect(parseRecordedCall({}, 'eu-west-1')).toBeUndefined();
  });
});

describe('lookUpCalls', () => {
  const RANGE = { start: 0, end: 1 };
  const EVENT = { EventTime: new Date(0), EventName: 'Put', CloudTrailEvent: '{}' };
  const clock = { now: () => 0, sleep: () => Promise.resolve() };
  const lookUp = (call: (input: Record<string, unknown>) => Promise<unknown>) => {
    const aws = { call: (_region, _operation, input) => call({ ...input }) } as AwsCalls;
    return lookUpCalls(aws, clock, 'eu-west-1', 'Put', RANGE);
  };

  test('reads smaller pages if a page exceeds the limit of an answer', async () => {
    const sizes: unknown[] = [];
    const { calls } = await lookUp(({ MaxResults, NextToken }) => {
      sizes.push(MaxResults);
      if (MaxResults === undefined && NextToken !== undefined) {
        return Promise.reject(Object.assign(new Error('too large'), { code: 'ETOOLARGE', $metadata: {} }));
      }
      return Promise.resolve({ Events: [EVENT], ...(NextToken === undefined && { NextToken: 'next' }) });
    });
    expect(sizes).toEqual([undefined, undefined, 15, 15]);
    expect(calls).toHaveLength(2);
  });

  test('does not take an answer without a list for an empty list', async () => {
    await expect(lookUp(() => Promise.resolve({}))).rejects.toThrow('has no list of events');
  });
});
