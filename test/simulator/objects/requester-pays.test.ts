import { ACCOUNT, Bench, OTHER_ACCOUNT } from '../support';

describe('simulator/objects/operations/object-handler', () => {
  test('refuses requests of other accounts that do not confirm to pay, through an access point, too', async () => {
    const bench = new Bench();
    bench.simulator.buckets.add('paid-eu', 'eu-west-1', OTHER_ACCOUNT).isRequesterPays = true;
    await bench.ready('paid', [{ Bucket: 'paid-eu', BucketAccountId: OTHER_ACCOUNT }]);
    const Bucket = bench.simulator.snapshot().accessPoints[0].arn;
    const read = (paysForRequest?: boolean) =>
      bench.call('GetObject', { Bucket, Key: 'k' }, { accountId: ACCOUNT, paysForRequest });
    await expect(read()).rejects.toMatchObject({ code: 'AccessDenied', status: 403 });
    await expect(read(true)).rejects.toMatchObject({ code: 'NoSuchKey' });
    await expect(bench.call('GetObject', { Bucket: 'paid-eu', Key: 'k' }, { accountId: OTHER_ACCOUNT }))
      .rejects.toMatchObject({ code: 'NoSuchKey' });
  });
});
