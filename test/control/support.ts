import { Simulator, type SimulatorOptions, VirtualClock } from '../../simulator';
import { ACCOUNT } from '../support/accounts';
import { directS3, sdkInto } from '../support/simulated-s3';

export const MEMBERS = [
  { bucket: 'media-eu', region: 'eu-west-1' },
  { bucket: 'media-us', region: 'us-east-1' },
  { bucket: 'media-jp', region: 'ap-northeast-1' },
];
export const BLOCK = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

/** Creates a simulator with three buckets on a virtual clock, and both clients of it. */
export function bench(options: SimulatorOptions = {}) {
  const clock = new VirtualClock();
  const simulator = new Simulator({ clock, ...options });
  for (const { bucket, region } of MEMBERS) simulator.buckets.add(bucket, region, ACCOUNT);
  return { clock, simulator, s3: directS3(simulator), sdk: sdkInto(simulator) };
}
