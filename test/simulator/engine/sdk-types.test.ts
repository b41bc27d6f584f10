import type {
  CreateMultiRegionAccessPointCommandInput, CreateMultiRegionAccessPointCommandOutput,
  DeleteMultiRegionAccessPointCommandInput, DeleteMultiRegionAccessPointCommandOutput,
  DescribeMultiRegionAccessPointOperationCommandInput, DescribeMultiRegionAccessPointOperationCommandOutput,
  GetMultiRegionAccessPointCommandInput, GetMultiRegionAccessPointCommandOutput,
  GetMultiRegionAccessPointPolicyCommandOutput, GetMultiRegionAccessPointPolicyStatusCommandOutput,
  GetMultiRegionAccessPointRoutesCommandInput, GetMultiRegionAccessPointRoutesCommandOutput,
  ListMultiRegionAccessPointsCommandInput, ListMultiRegionAccessPointsCommandOutput,
  PutMultiRegionAccessPointPolicyCommandInput, PutMultiRegionAccessPointPolicyCommandOutput,
  SubmitMultiRegionAccessPointRoutesCommandInput, SubmitMultiRegionAccessPointRoutesCommandOutput,
} from '@aws-sdk/client-s3-control';
import { ACCOUNT, Bench, REGIONS } from '../support';

describe('SimulatedOperations', () => {
  /** Compiles only if the typed calls accept the inputs and return the outputs of the SDK's commands. */
  test('accepts and returns the types of the SDK without casts', async () => {
    const bench = new Bench();
    const AccountId = ACCOUNT;
    const $metadata = {};

    const create: CreateMultiRegionAccessPointCommandInput = {
      AccountId,
      ClientToken: 'c',
      Details: { Name: 'media', Regions: REGIONS },
    };
    const created: CreateMultiRegionAccessPointCommandOutput = {
      ...(await bench.call('CreateMultiRegionAccessPoint', create)),
      $metadata,
    };
    bench.clock.advance(5_000);

    const describe: DescribeMultiRegionAccessPointOperationCommandInput = {
      AccountId,
      RequestTokenARN: created.RequestTokenARN,
    };
    const described: DescribeMultiRegionAccessPointOperationCommandOutput = {
      ...await bench.call('DescribeMultiRegionAccessPointOperation', describe), $metadata,
    };
    expect(described.AsyncOperation?.RequestStatus).toBe('SUCCEEDED');

    const get: GetMultiRegionAccessPointCommandInput = { AccountId, Name: 'media' };
    const got: GetMultiRegionAccessPointCommandOutput = {
      ...(await bench.call('GetMultiRegionAccessPoint', get)),
      $metadata,
    };
    const Mrap = `arn:aws:s3::${ACCOUNT}:accesspoint/${got.AccessPoint?.Alias}`;

    const list: ListMultiRegionAccessPointsCommandInput = { AccountId, MaxResults: 1 };
    const listed: ListMultiRegionAccessPointsCommandOutput = {
      ...(await bench.call('ListMultiRegionAccessPoints', list)),
      $metadata,
    };
    expect(listed.AccessPoints).toEqual([got.AccessPoint]);

    const put: PutMultiRegionAccessPointPolicyCommandInput = {
      AccountId,
      ClientToken: 'p',
      Details: { Name: 'media', Policy: '{}' },
    };
    const accepted: PutMultiRegionAccessPointPolicyCommandOutput = {
      ...(await bench.call('PutMultiRegionAccessPointPolicy', put)),
      $metadata,
    };
    expect(accepted.RequestTokenARN).toContain('put-policy');
    const policy: GetMultiRegionAccessPointPolicyCommandOutput = {
      ...(await bench.call('GetMultiRegionAccessPointPolicy', get)),
      $metadata,
    };
    expect(policy.Policy?.Proposed?.Policy).toBe('{}');
    const status: GetMultiRegionAccessPointPolicyStatusCommandOutput = {
      ...(await bench.call('GetMultiRegionAccessPointPolicyStatus', get)),
      $metadata,
    };
    expect(status.Established?.IsPublic).toBe(false);

    const submit: SubmitMultiRegionAccessPointRoutesCommandInput = {
      AccountId, Mrap, RouteUpdates: [{ Bucket: 'media-us', Region: undefined, TrafficDialPercentage: 0 }],
    };
    const submitted: SubmitMultiRegionAccessPointRoutesCommandOutput = {
      ...(await bench.call('SubmitMultiRegionAccessPointRoutes', submit)),
      $metadata,
    };
    expect(submitted).toEqual({ $metadata });
    bench.clock.advance(5_000);
    const ask: GetMultiRegionAccessPointRoutesCommandInput = { AccountId, Mrap };
    const routes: GetMultiRegionAccessPointRoutesCommandOutput = {
      ...(await bench.call('GetMultiRegionAccessPointRoutes', ask)),
      $metadata,
    };
    expect(routes.Routes?.map(({ TrafficDialPercentage }) => TrafficDialPercentage)).toEqual([0, 100]);

    const remove: DeleteMultiRegionAccessPointCommandInput = {
      AccountId,
      ClientToken: 'd',
      Details: { Name: 'media' },
    };
    const removed: DeleteMultiRegionAccessPointCommandOutput = {
      ...(await bench.call('DeleteMultiRegionAccessPoint', remove)),
      $metadata,
    };
    expect(removed.RequestTokenARN).toContain('delete');
  });
});
