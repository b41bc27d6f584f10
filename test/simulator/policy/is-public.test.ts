import { isPublicPolicy } from '../../../simulator/policy/is-public';
import { parsePolicy } from '../../../simulator/policy/parse-policy';

function evaluate(...statements: object[]): boolean {
  const reading = parsePolicy(JSON.stringify({
    Statement: statements.map((one) => ({ Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: 'r', ...one })),
  }));
  return isPublicPolicy('statements' in reading ? reading.statements : []);
}

describe('isPublicPolicy', () => {
  test.each<[string, boolean, object]>([
    ['any principal', true, {}],
    ['any AWS principal', true, { Principal: { AWS: '*' } }],
    ['NotPrincipal', true, { Principal: undefined, NotPrincipal: { AWS: '123456789012' } }],
    ['an account', false, { Principal: { AWS: '123456789012' } }],
    ['a service', false, { Principal: { Service: 'cloudfront.amazonaws.com' } }],
    ['a denial', false, { Effect: 'Deny' }],
  ])('evaluates %s: %s', (_name, expected, statement) => {
    expect(evaluate(statement)).toBe(expected);
  });

  test.each<[boolean, string, string, string | string[]]>([
    [false, 'StringEquals', 's3:DataAccessPointAccount', '123456789012'],
    [false, 'StringEquals', 'AWS:PrincipalOrgID', 'o-1'],
    [false, 'ForAnyValue:StringEquals', 'aws:SourceVpce', ['vpce-1', 'vpce-2']],
    [false, 'ForAllValues:StringLike', 'aws:SourceVpc', 'vpc-1'],
    [false, 'ArnEquals', 'aws:SourceArn', 'arn:aws:cloudfront::123456789012:distribution/X'],
    [false, 'ArnLike', 's3:DataAccessPointArn', 'arn:aws:s3::123456789012:accesspoint/a.mrap'],
    [true, 'ArnLike', 's3:DataAccessPointArn', 'arn:aws:s3::123456789012:accesspoint/*'],
    [true, 'StringLike', 'aws:SourceVpc', 'vpc-?'],
    [true, 'StringEquals', 'aws:SourceAccount', '${aws:PrincipalAccount}'],
    [true, 'StringEquals', 'aws:userid', ['AIDA', 'AROA:*']],
    [true, 'StringNotEquals', 'aws:SourceVpc', 'vpc-1'],
    [true, 'Bool', 'aws:SecureTransport', 'true'],
    [false, 'IpAddress', 'aws:SourceIp', '198.51.100.7'],
    [false, 'IpAddress', 'aws:SourceIp', '198.0.0.0/8'],
    [true, 'IpAddress', 'aws:SourceIp', ['198.51.100.0/24', '128.0.0.0/1']],
    [false, 'IpAddress', 'aws:SourceIp', '2001:db8::/32'],
    [true, 'IpAddress', 'aws:SourceIp', '2001::/16'],
    [true, 'NotIpAddress', 'aws:SourceIp', '198.51.100.0/24'],
  ])('returns %s for any principal, with %s on %s of %s', (expected, operator, key, value) => {
    expect(evaluate({ Condition: { [operator]: { [key]: value } } })).toBe(expected);
  });

  test('requires one fixed condition in each statement', () => {
    const fixed = {
      Condition: { Bool: { 'aws:SecureTransport': 'true' }, StringEquals: { 'aws:SourceVpc': 'vpc-1' } },
    };
    expect(evaluate(fixed)).toBe(false);
    expect(evaluate(fixed, {})).toBe(true);
    expect(evaluate()).toBe(false);
  });
});
