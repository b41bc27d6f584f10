import { Construct } from 'constructs';
import { Delegation, MultiRegionAccessPoint, UnderlyingBucket } from '../../src';
import {
  findAccessPointDeclaration, getAccessPointInternals,
} from '../../src/constructs/access-point/access-point-internals';
import { isBucketDelegationEnabled } from '../../src/constructs/buckets/delegation';
import { WeakInternals } from '../../src/validation/internals';
import { ACCOUNT } from '../support/accounts';
import { stackIn } from '../support/synthesis';

describe('WeakInternals', () => {
  test('returns the state of a registered object', () => {
    const internals = new WeakInternals<object, string>('Example');
    const [registered, other] = [{}, {}];
    internals.set(registered, 'state');
    expect([internals.get(registered), internals.find(registered), internals.find(other)])
      .toEqual(['state', 'state', undefined]);
  });

  test('rejects an object that another copy of the library created, and names the class', () => {
    const foreign = Object.create(Delegation.prototype) as Delegation;
    expect(() => isBucketDelegationEnabled(foreign))
      .toThrow(/not a Delegation of this copy .*install exactly one version/);
  });
});

describe('getAccessPointInternals', () => {
  const buckets = ['eu-west-1', 'us-east-1']
    .map((region) => UnderlyingBucket.fromBucketName(`media-${region}`, region));

  test('returns the declaration of a declared access point', () => {
    const accessPoint = new MultiRegionAccessPoint(stackIn(), 'Media', {
      multiRegionAccessPointName: 'media', buckets,
    });
    expect(findAccessPointDeclaration(accessPoint)?.buckets).toEqual(buckets);
  });

  test('returns no declaration for an imported access point', () => {
    const arn = `arn:aws:s3::${ACCOUNT}:accesspoint/mfzwi23gnjvgw.mrap`;
    const imported = MultiRegionAccessPoint.fromMultiRegionAccessPointArn(stackIn(), 'Imported', arn);
    expect(getAccessPointInternals(imported)).toEqual({ keys: [], undelegatedBuckets: [] });
  });

  test('returns undefined for an access point of another library', () => {
    expect(getAccessPointInternals(new Construct(stackIn(), 'Foreign'))).toBeUndefined();
  });
});
