import { classifyHost } from '../../../simulator/proxy/aws-hosts';
import { decideConnect } from '../../../simulator/proxy/connect-request';

describe('classifyHost', () => {
  test.each([
    'mfzwi23gnjvgw.mrap.accesspoint.s3-global.amazonaws.com',
    's3.amazonaws.com',
    's3.eu-west-1.amazonaws.com',
    'media-eu.s3.eu-west-1.amazonaws.com',
    'media.with.dots.s3.ap-southeast-2.amazonaws.com',
    'media-us.s3.amazonaws.com',
    '111122223333.s3-control.us-west-2.amazonaws.com',
    's3-control.us-gov-east-1.amazonaws.com',
    'sts.amazonaws.com',
    'STS.eu-central-2.amazonaws.com',
    'monitoring.us-east-1.amazonaws.com',
    'kms.us-east-1.amazonaws.com.',
    'cloudtrail.eu-west-1.amazonaws.com',
    'iam.amazonaws.com',
  ])('returns simulated for %s', (host) => {
    expect(classifyHost(host)).toBe('simulated');
  });

  test.each([
    'dynamodb.eu-west-1.amazonaws.com',
    'kms.amazonaws.com',
    'iam.eu-west-1.amazonaws.com',
    'media.s3.dualstack.eu-west-1.amazonaws.com',
    's3-fips.us-east-1.amazonaws.com',
    'nested.mfzwi23gnjvgw.mrap.accesspoint.s3-global.amazonaws.com',
    's3.cn-north-1.amazonaws.com.cn',
    's3.eu-west-1.api.aws',
    'amazonaws.com',
    's3.eusc-de-east-1.amazonaws.eu',
  ])('returns other-aws for %s', (host) => {
    expect(classifyHost(host)).toBe('other-aws');
  });

  test.each(['example.com', 's3.amazonaws.com.example.com', 'notamazonaws.com', '10.0.0.1', 'localhost'])(
    'returns foreign for %s', (host) => {
      expect(classifyHost(host)).toBe('foreign');
    });
});

describe('decideConnect', () => {
  const decide = (target: string, passthrough = false) => decideConnect(target, { passthrough });

  test('simulates a host of the simulator with its name in lower case', () => {
    const host = 'sts.eu-west-1.amazonaws.com';
    expect(decide('STS.eu-west-1.amazonaws.com:443')).toEqual({ kind: 'simulate', host });
  });

  test('refuses a host of the simulator on another port', () => {
    expect(decide('sts.eu-west-1.amazonaws.com:80', true)).toEqual({
      kind: 'refuse', message: 'sts.eu-west-1.amazonaws.com answers on port 443 only, not on port 80',
    });
  });

  test.each([false, true])('refuses other hosts of AWS by name with passthrough %s', (passthrough) => {
    expect(decide('sqs.eu-west-1.amazonaws.com:443', passthrough)).toEqual({
      kind: 'refuse',
      message: 'the simulator does not simulate sqs.eu-west-1.amazonaws.com, and the proxy connects to no host of AWS',
    });
  });

  test('refuses foreign hosts without passthrough', () => {
    expect(decide('example.com:443')).toEqual({
      kind: 'refuse', message: 'the proxy does not connect to example.com without --passthrough',
    });
  });

  test.each<[string, string, number]>([
    ['example.com:8443', 'example.com', 8443], ['[2001:db8::1]:443', '2001:db8::1', 443],
  ])('passes %s with passthrough', (target, host, port) => {
    expect(decide(target, true)).toEqual({ kind: 'pass', host, port });
  });

  test.each(['example.com', 'example.com:', ':443', 'a b:443', 'example.com:443\r\nx: y', ''])(
    'refuses the malformed target %j', (target) => {
      expect(decide(target, true)).toEqual({
        kind: 'refuse', message: 'the target of CONNECT must be a host and a port',
      });
    });
});
