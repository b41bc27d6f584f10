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
