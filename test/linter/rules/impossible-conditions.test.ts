import {
  allow, applicationOf, delegate, idsIn, make, OBJECTS, UNKNOWN, withTitles,
} from '../support';

const media = make.accessPoint();
const on = (...statements: unknown[]) => ({ Media: media, Policy: make.policy({ Ref: 'Media' }, ...statements) });


describe('lint', () => {
  describe('impossible conditions', () => {
    const member = {
      Media: make.accessPoint({}, [{ Ref: 'Bucket' }, 'media-virginia']),
      Bucket: make.bucket('media-ireland'),
    };
    const deny = (condition: unknown, fields = {}) => ({
      ...on({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: OBJECTS, Condition: condition, ...fields }),
    });

    test.each(withTitles<Record<string, unknown>>(
      [
        'a denial of a signature version from a parameter',
        deny({ StringNotEquals: { 's3:signatureversion': UNKNOWN } }),
        [],
      ],
      ['a denial of one signature version', deny({ StringEquals: { 's3:signatureversion': 'AWS' } }), []],
      [
        'a denial of other signature versions for other principals',
        deny({ StringNotEquals: { 's3:signatureversion': 'AWS4-HMAC-SHA256', 'aws:PrincipalArn': 'x' } }),
        [],
      ],
      [
        'a denial of addresses outside IPv4 and IPv6 ranges',
        deny({ NotIpAddress: { 'aws:SourceIp': ['2001:db8::/32', '192.0.2.0/24'] } }),
        [],
      ],
      [
        'a denial of addresses outside an IPv6 range',
        deny({ NotIpAddress: { 'aws:SourceIp': '2001:db8::/32' } }),
        ['MRAP515'],
      ],
      ['a denial of an IPv6 range', deny({ IpAddress: { 'aws:SourceIp': '2001:db8::/32' } }), []],
      [
        'a denial of addresses outside an IPv6 range with another condition',
        deny({ NotIpAddress: { 'aws:SourceIp': '2001:db8::/32' }, Bool: { 'aws:ViaAWSService': 'false' } }),
        [],
      ],
      [
        'an effect from a parameter',
        deny({ StringNotEquals: { 's3:signatureversion': 'AWS' } }, { Effect: UNKNOWN }),
        [],
      ],
      [
        'a denial of other signature versions with a value from a parameter',
        deny({ StringNotEquals: { 's3:signatureversion': 'AWS', 'aws:x': UNKNOWN } }),
        [],
      ],
      [
        'a denial of other signature versions, one from a parameter',
        deny({ StringNotEquals: { 's3:signatureversion': ['AWS', UNKNOWN] } }),
        [],
      ],
      [
        'an allowance for other signature versions',
        on(allow({ Condition: { StringNotEquals: { 's3:signatureversion': 'AWS' } } })),
        [],
      ],
      [
        'an allowance for addresses outside an IPv6 range',
        on(allow({ Condition: { NotIpAddress: { 'aws:SourceIp': '2001:db8::/32' } } })),
        [],
      ],
      ['a denial of addresses outside no range', deny({ NotIpAddress: { 'aws:SourceIp': [] } }), []],
      [
        'an allowance for an IPv6 range',
        on(allow({ Condition: { IpAddress: { 'aws:SourceIp': '2001:db8::/32' } } })),
        ['MRAP515'],
      ],
      ['a denial of TLS below 1.2', deny({ NumericLessThan: { 's3:TlsVersion': '1.2' } }), []],
      ['a denial of TLS above 1.1', deny({ NumericGreaterThan: { 's3:TlsVersion': 1.1 } }), ['MRAP804']],
      ['a denial of TLS 1.3 and above', deny({ NumericGreaterThanEquals: { 's3:TlsVersion': 1.3 } }), []],
      ['a denial of TLS above 1.2', deny({ NumericGreaterThan: { 's3:TlsVersion': '1.2' } }), []],
      ['a denial of TLS above 1.1 and 1.3', deny({ NumericGreaterThan: { 's3:TlsVersion': ['1.1', '1.3'] } }), []],
      ['a denial of TLS from 1.2 and 1.3', deny({ NumericGreaterThanEquals: { 's3:TlsVersion': ['1.2', '1.3'] } }), []],
      [
        'a denial of TLS above 1.1 if the request has a TLS version',
        deny({ NumericGreaterThanIfExists: { 's3:TlsVersion': '1.1' } }),
        ['MRAP804'],
      ],
      [
        'a denial of TLS above 1.1 with an effect from a parameter',
        deny({ NumericGreaterThan: { 's3:TlsVersion': '1.1' } }, { Effect: UNKNOWN }),
        [],
      ],
      ['a denial of a TLS version from a parameter', deny({ NumericGreaterThan: { 's3:TlsVersion': UNKNOWN } }), []],
      [
        'an allowance for TLS up to 1.1',
        on(allow({ Condition: { NumericLessThanEquals: { 's3:TlsVersion': '1.1' } } })),
        ['MRAP804'],
      ],
      [
        'an allowance for TLS 1.1',
        on(allow({ Condition: { NumericEquals: { 's3:TlsVersion': '1.1' } } })),
        ['MRAP804'],
      ],
      [
        'an allowance for TLS below 1.2',
        on(allow({ Condition: { NumericLessThan: { 's3:TlsVersion': '1.2' } } })),
        ['MRAP804'],
      ],
      [
        'an allowance for TLS below 1.2 or 1.3',
        on(allow({ Condition: { NumericLessThan: { 's3:TlsVersion': ['1.2', '1.3'] } } })),
        [],
      ],
      [
        'an allowance for TLS other than 1.1',
        on(allow({ Condition: { NumericNotEquals: { 's3:TlsVersion': '1.1' } } })),
        [],
      ],
      [
        'an allowance for TLS 1.1 or 1.2',
        on(allow({ Condition: { NumericEquals: { 's3:TlsVersion': ['1.1', '1.2'] } } })),
        [],
      ],
      [
        'an allowance for TLS up to 1.2',
        on(allow({ Condition: { NumericLessThanEquals: { 's3:TlsVersion': '1.2' } } })),
        [],
      ],
      [
        'an allowance for an empty list of TLS versions',
        on(allow({ Condition: { NumericEquals: { 's3:TlsVersion': [] } } })),
        [],
      ],
      ['a denial of TLS above 1.1 in the policy of a bucket that is not a member', {
        Bucket: make.bucket('other'),
        Policy: make.bucketPolicy('other', {
          Effect: 'Deny',
          Principal: '*',
          Action: '*',
          Resource: '*',
          Condition: { NumericGreaterThan: { 's3:TlsVersion': 1.1 } },
        }),
      }, []],
      [
        'a policy of a member with a statement from a parameter',
        { ...member, Policy: make.bucketPolicy('media-ireland', UNKNOWN) },
        [],
      ],
      ['a denial of TLS above 1.1 in the policy of a member', {
        ...member,
        Policy: make.bucketPolicy('media-ireland', delegate('media-ireland'), {
          Effect: 'Deny',
          Principal: '*',
          Action: '*',
          Resource: 'arn:aws:s3:::media-ireland/*',
          Condition: { NumericGreaterThan: { 's3:TlsVersion': 1.1 } },
        }),
      }, ['MRAP804']],
    ))('checks %s', (_, resources, expected) => {
      expect(idsIn(applicationOf(resources))).toEqual(expected);
    });
  });
});
