import { lint } from '../../../src/linter/engine/engine';
import { LINTER_RULES } from '../../../src/linter/rules/all-rules';
import {
  allow, applicationOf, ARN, idsIn, make, OBJECTS, READER, UNKNOWN, withTitles,
} from '../support';

const media = make.accessPoint();
const on = (...statements: unknown[]) => ({ Media: media, Policy: make.policy({ Ref: 'Media' }, ...statements) });
const whole = (policy: unknown) => ({
  Media: media,
  Policy: { Type: 'AWS::S3::MultiRegionAccessPointPolicy', Properties: { MrapName: { Ref: 'Media' }, Policy: policy } },
});
const call = (policy: unknown, phase = 'Create') => make.call(
  'putMultiRegionAccessPointPolicy', { Details: { Name: 'media', Policy: policy } }, { region: 'us-west-2' }, phase,
);

describe('lint', () => {
  test.each(withTitles<Record<string, unknown>>(
    ['a policy from a parameter', whole(UNKNOWN), []],
    ['no policy', whole(undefined), []],
    ['a policy as JSON text', whole(JSON.stringify({
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Principal: READER, Action: 's3:GetObject', Resource: '*' },
    })), []],
    ['a statement from a parameter', whole({ Version: '2012-10-17', Statement: [UNKNOWN] }), []],
    ['an older version', whole({ Version: '2008-10-17', Statement: [] }), ['MRAP508 WARNING']],
    ['a version from a parameter', whole({ Version: UNKNOWN, Statement: [] }), []],
    ['a version that is a number', whole({ Version: 2012, Statement: [] }), ['MRAP508 WARNING']],
    ['a statement without action and resource', on({ Effect: 'Allow', Principal: READER }), ['MRAP508', 'MRAP508']],
    [
      'a group as principal',
      on(allow({ Principal: { AWS: 'arn:aws:iam::444455556666:group/readers' } })), ['MRAP228'],
    ],
    [
      'a role from a parameter as principal',
      on(allow({ Principal: { AWS: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:role/reader' } } })), [],
    ],
    ['an effect from a parameter', on(allow({ Effect: UNKNOWN, Action: 's3:GetObjectAttributes' })), []],
    ['NotAction', on(allow({ Action: undefined, NotAction: 's3:DeleteObject' })), []],
    ['NotResource', on(allow({ Resource: undefined, NotResource: OBJECTS })), []],
    ['a resource from a parameter', on(allow({ Resource: UNKNOWN })), []],
    ['a wildcard for actions and resources', on(allow({ Action: '*', Resource: '*' })), []],
    [
      'a wildcard for the access points of the account',
      on(allow({ Resource: 'arn:aws:s3::111122223333:accesspoint/*' })),
      [],
    ],
    ['objects with a policy variable', on(allow({
      Resource: { 'Fn::Sub': 'arn:aws:s3::${AWS::AccountId}:accesspoint/${Media.Alias}/object/${!aws:username}/*' },
    })), []],
    ['a management action', on(allow({ Action: 's3:GetMultiRegionAccessPoint', Resource: ARN })), []],
    ['an action of another service', on(allow({ Action: 'kms:Decrypt' })), []],
    ['a denial of an unsupported action', on(allow({ Effect: 'Deny', Action: 's3:GetObjectAttributes' })), []],
    [
      'a policy that allows every principal of an organization',
      on(allow({ Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } })),
      [],
    ],
    ['a policy that denies every principal', on(allow({ Effect: 'Deny', Principal: '*' })), []],
    ['a policy that allows every principal without BlockPublicPolicy', {
      Media: make.accessPoint({ PublicAccessBlockConfiguration: { BlockPublicPolicy: false } }),
      Policy: make.policy({ Ref: 'Media' }, allow({ Principal: '*' })),
    }, ['MRAP501', 'MRAP507 WARNING']],
    ['a policy of an access point of another application', {
      Policy: make.policy(
        'elsewhere', allow({ Resource: 'arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap/object/*' }),
      ),
    }, []],
    [
      'a policy of an access point of another application with a bucket as resource',
      { Policy: make.policy('elsewhere', allow({ Resource: 'arn:aws:s3:::bucket/*' })) },
      ['MRAP502'],
    ],
    [
      'a policy without an access point with a bucket as resource',
      { Policy: make.policy(undefined, allow({ Resource: 'arn:aws:s3:::bucket/*' })) },
      ['MRAP502'],
    ],
    ['s3:ListBucket on objects of an access point of another application', {
      Policy: make.policy('elsewhere', allow({
        Action: 's3:ListBucket',
        Resource: 'arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap/object/*',
      })),
    }, ['MRAP504']],
    [
      'a call of PutMultiRegionAccessPointPolicy with a public policy',
      { Media: media, Call: call({ Version: '2012-10-17', Statement: [allow({ Principal: '*' })] }) },
      ['MRAP507'],
    ],
    [
      'a call of PutMultiRegionAccessPointPolicy with JSON text',
      { Media: media, Call: call('{"Version":"2012-10-17","Statement":[]}', 'Update') },
      [],
    ],
    [
      'a call of PutMultiRegionAccessPointPolicy on deletion',
      { Media: media, Call: call({ Statement: [allow({ Principal: '*' })] }, 'Delete') },
      [],
    ],
    [
      'two policies of which a call puts one',
      { ...on(allow()), Call: call({ Version: '2012-10-17', Statement: [] }) },
      ['MRAP514'],
    ],
    [
      'two policies, one under a condition',
      { ...on(allow()), Other: { ...make.policy({ Ref: 'Media' }, allow()), Condition: 'Sometimes' } },
      [],
    ],
    ['a role with a wildcard below an access point', {
      Role: make.role([{
        Effect: 'Allow',
        Action: 's3:GetObject',
        Resource: 'arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap/*',
      }]),
    }, []],
    ['a role with actions on a bucket and an access point', {
      Media: media,
      Role: make.role([
        { Effect: 'Allow', Action: ['s3:ListBucket', 's3:GetBucketLocation'], Resource: ['arn:aws:s3:::bucket', ARN] },
      ]),
    }, []],
    [
      'a role with NotResource',
      { Media: media, Role: make.role([{ Effect: 'Allow', Action: 's3:GetObject', NotResource: ARN }]) },
      [],
    ],
    ['a role with a management action', {
      Media: media,
      Role: make.role([{ Effect: 'Allow', Action: 's3:GetMultiRegionAccessPointRoutes', Resource: ARN }]),
    }, []],
  ))('checks %s', (_, resources, expected) => {
    expect(idsIn(applicationOf(resources))).toEqual(expected);
  });

  // In a statement with several resources, the actions may be meant for another resource than the access point.
  test.each(withTitles<object>(
    ['an object action on the access point', { Resource: ARN }, ['MRAP504']],
    ['s3:ListBucket on objects', { Action: 's3:ListBucket', Resource: OBJECTS }, ['MRAP504']],
    [
      'both levels with an action for each',
      { Action: ['s3:ListBucket', 's3:GetObject'], Resource: [ARN, OBJECTS] },
      [],
    ],
    ['an unsupported action', { Action: 's3:GetBucketPolicy', Resource: ARN }, ['MRAP505']],
    ['a management action', { Action: ['s3:GetMultiRegionAccessPoint', 'kms:Decrypt'], Resource: ARN }, []],
    [
      'an object action on the access point and on objects of a bucket',
      { Resource: [ARN, 'arn:aws:s3:::media-ireland/*'] },
      [],
    ],
    [
      'an object action on two access points',
      { Resource: [ARN, 'arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap'] },
      [],
    ],
    [
      'an object action on an access point of another application',
      { Resource: 'arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap' },
      ['MRAP504'],
    ],
    ['an object action on the access point and a resource from a parameter', { Resource: [ARN, UNKNOWN] }, []],
    ['NotResource', { Resource: undefined, NotResource: ARN }, []],
    ['an empty list of resources', { Resource: [] }, []],
    ['a statement without resources', { Resource: undefined }, []],
    ['a denied object action on the access point', { Effect: 'Deny', Resource: ARN }, []],
  ))('checks %s in an identity policy', (_, statement, expected) => {
    expect(idsIn(
      applicationOf({ Media: media, Role: make.role([{ Effect: 'Allow', Action: 's3:GetObject', ...statement }]) }),
    )).toEqual(expected);
  });

  test('reports MRAP505 for bucket management actions, but not for management actions of the access point', () => {
    const managing = allow({ Action: 's3:DeleteMultiRegionAccessPoint', Resource: ARN });
    expect(idsIn(applicationOf({ Media: media, Policy: make.policy('media', managing) }))).toEqual([]);
    expect(idsIn(applicationOf({
      Media: media,
      Policy: make.policy('media', allow({ Action: 's3:GetBucketPolicy', Resource: ARN })),
    }))).toEqual(['MRAP505']);
  });

  test.each([
    ['Effect', 'has a statement without Effect, expected Allow or Deny'],
    ['Principal', 'has a statement without Principal, expected a principal in every statement'],
    ['Action', 'has a statement without Action, expected an action in every statement'],
    ['Resource', 'has a statement without Resource, expected the access point or its objects'],
  ])('reports a statement without %s', (element, expected) => {
    const findings = lint(
      applicationOf({ Media: media, Policy: make.policy('media', allow({ [element]: undefined })) }), LINTER_RULES,
    );
    expect(findings.map(({ message }) => message)).toEqual([expect.stringContaining(expected)]);
  });

  test.each<[unknown, string[]]>([
    [undefined, ['has no Version, expected "2012-10-17"']],
    ['2008-10-17', ['has the wrong version, got "2008-10-17", expected "2012-10-17"']],
    ['2012-10-17', []],
    [UNKNOWN, []],
  ])('lists the problems of Version %j', (version, expected) => {
    const policy = {
      Type: 'AWS::S3::MultiRegionAccessPointPolicy',
      Properties: { MrapName: 'media', Policy: { Version: version, Statement: [allow()] } },
    };
    const findings = lint(applicationOf({ Media: media, Policy: policy }), LINTER_RULES);
    expect(findings.map(({ message }) => message)).toEqual(expected.map((text) => expect.stringContaining(text)));
  });
});
