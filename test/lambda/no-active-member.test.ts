import { type S3Control } from '../../control/s3-control';
import { createHandlers } from '../../lambda/handlers';
import { VirtualClock } from '../../simulator';
import { ROUTES_TYPE } from '../../src/wire/resource-types';
import { ACCOUNT } from '../support/accounts';

describe('createHandlers', () => {
  test('reports routes without an active member after a change', async () => {
    const clock = new VirtualClock();
    let submitted = false;
    // S3 refuses such a table. Two overlapping changes of two callers could still result in it.
    const call = async (_region: string, operation: string) => {
      if (operation.startsWith('Submit')) submitted = true;
      const dial = (active: number) => (submitted ? 0 : active);
      return {
        Routes: [
          { Bucket: 'media-eu', Region: 'eu-west-1', TrafficDialPercentage: dial(100) },
          { Bucket: 'media-us', Region: 'us-east-1', TrafficDialPercentage: dial(100) },
        ],
      };
    };
    const codes: string[] = [];
    const handlers = createHandlers({
      s3: { call } as S3Control, clock, report: ({ ruleId }) => codes.push(ruleId), operations: new Map(),
    });
    await clock.runUntilSettled(handlers.handleEvent({
      RequestType: 'Create',
      RequestId: 'request',
      StackId: `arn:aws:cloudformation:eu-west-1:${ACCOUNT}:stack/Main/id`,
      LogicalResourceId: 'MediaRoutes',
      ResourceType: ROUTES_TYPE,
      ResourceProperties: {
        AccessPointArn: `arn:aws:s3::${ACCOUNT}:accesspoint/mfzwi23gnjvgw.mrap`,
        Routes: [{ Region: 'us-east-1', TrafficDialPercentage: '0' }],
        OtherMembers: '100',
      },
    }).catch(() => undefined));
    expect(codes).toContain('MRAP921');
  });
});
