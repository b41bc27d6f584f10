import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { type Stack } from 'aws-cdk-lib/core';
import { MultiRegionAccessPoint } from '../../../src';
import { OTHER_ACCOUNT } from '../../support/accounts';
import { stackIn, verdictOf } from '../../support/synthesis';
import { EU, US } from './declarations-support';

type Use = (accessPoint: MultiRegionAccessPoint, stack: Stack) => void;

const partner = new iam.AccountPrincipal(OTHER_ACCOUNT);
function allow(principal: iam.IPrincipal, actions: string[], resource: (arn: string) => string): Use {
  return (accessPoint) => {
    accessPoint.addToResourcePolicy(new iam.PolicyStatement({
      principals: [principal], actions, resources: [resource(accessPoint.multiRegionAccessPointArn)],
    }));
  };
}

function declare(stack: Stack, blockPublicAccess?: s3.BlockPublicAccess): MultiRegionAccessPoint {
  return new MultiRegionAccessPoint(stack, 'Media', {
    multiRegionAccessPointName: 'media', buckets: [EU, US], blockPublicAccess,
  });
}

function findErrors(use: Use, blockPublicAccess?: s3.BlockPublicAccess): string[] {
  return verdictOf(stackIn(), (stack) => { use(declare(stack, blockPublicAccess), stack); }).errors;
}

describe('describeStatement', () => {
  test.each<[string, Use, string[]]>([
    ['a grant to everyone', (accessPoint) => accessPoint.grants.read(new iam.AnyPrincipal()), ['MRAP507']],
    ['an object action on the access point', allow(partner, ['s3:GetObject'], (arn) => arn), ['MRAP504']],
    ['a listing on the objects', allow(partner, ['s3:ListBucket'], (arn) => `${arn}/object/*`), ['MRAP504']],
    ['a role with a wildcard as principal', (accessPoint) => {
      accessPoint.grants.read(new iam.ArnPrincipal(`arn:aws:iam::${OTHER_ACCOUNT}:role/*`));
    }, ['MRAP228']],
    ['a group as principal', (accessPoint) => {
      accessPoint.grants.read(new iam.ArnPrincipal(`arn:aws:iam::${OTHER_ACCOUNT}:group/readers`));
    }, ['MRAP228']],
    ['the name of a role as principal', allow(
      new iam.ArnPrincipal('role/reader'), ['s3:GetObject'], (arn) => `${arn}/object/*`,
    ), ['MRAP228']],
    ['an account of five digits as principal', allow(
      new iam.AccountPrincipal('12345'), ['s3:GetObject'], (arn) => `${arn}/object/*`,
    ), ['MRAP228']],
    ['a policy that is too large', (accessPoint) => {
      for (let id = 0; id < 200; id++) {
        const principal = new iam.ArnPrincipal(`arn:aws:iam::${OTHER_ACCOUNT}:role/partner-${id}`);
        accessPoint.grants.read(principal, `partner-${id}/*`);
      }
    }, ['MRAP509']],
  ])('rejects %s without the plugin', (_name, use, errors) => {
    expect(findErrors(use)).toEqual(errors);
  });

  test('warns of an unsupported action without the plugin', () => {
    const verdict = verdictOf(stackIn(), (stack) => {
      allow(partner, ['s3:GetBucketLocation'], (arn) => arn)(declare(stack), stack);
    });
    expect(verdict).toEqual({ errors: [], warnings: ['MRAP505', 'MRAP555'] });
  });

  test.each<[string, Use]>([
    ...[
      `arn:aws:iam::${OTHER_ACCOUNT}:role/path/reader`, `arn:aws:iam::${OTHER_ACCOUNT}:user/alice`, OTHER_ACCOUNT,
      `arn:aws:sts::${OTHER_ACCOUNT}:assumed-role/reader/session`, `arn:aws:sts::${OTHER_ACCOUNT}:federated-user/bob`,
      'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1', 'AROA1234567890ABCDEFG',
    ].map((principal): [string, Use] =>
      [principal, allow(new iam.ArnPrincipal(principal), ['s3:GetObject'], (arn) => `${arn}/object/*`)]),
    ['grants to an account', (accessPoint) => accessPoint.grants.readWrite(partner)],
    [
      'grants to an organization',
      (accessPoint) => accessPoint.grants.read(new iam.OrganizationPrincipal('o-1234567890')),
    ],
    ['patterns of actions and resources', allow(partner, ['s3:Get*'], () => '*')],
    ['objects with a prefix', allow(partner, ['s3:GetObject'], (arn) => `${arn}/object/films/*`)],
    ['a denial of everyone', (accessPoint) => accessPoint.addToResourcePolicy(new iam.PolicyStatement({
      effect: iam.Effect.DENY,
      principals: [new iam.AnyPrincipal()],
      actions: ['s3:GetObject'],
      resources: [accessPoint.arnForObjects('secret/*')],
    }))],
  ])('accepts %s', (_name, use) => {
    expect(findErrors(use)).toEqual([]);
  });

  test('accepts a grant to everyone if the access point does not block public policies', () => {
    const read: Use = (accessPoint) => accessPoint.grants.read(new iam.AnyPrincipal());
    expect(findErrors(read, new s3.BlockPublicAccess({ blockPublicPolicy: false }))).toEqual([]);
  });
});
