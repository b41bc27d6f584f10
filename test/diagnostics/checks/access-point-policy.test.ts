import {
  checkAccessPointPolicy, checkPrincipals, type PolicyStatementFacts,
} from '../../../src/diagnostics/checks/access-point-policy';
import { ids } from './support';

const STATEMENT: PolicyStatementFacts = {
  allows: true,
  principals: ['arn:aws:iam::111122223333:role/reader'],
  actions: ['s3:GetObject'],
  resources: ['arn/object/*'],
  covers: { bucket: false, object: true },
};
const SIZE = { bytes: 20_480, blocksPublic: true };

/** Checks a policy with one statement. */
function check(changes: Partial<PolicyStatementFacts & typeof SIZE>): string[] {
  return ids(checkAccessPointPolicy([{ ...STATEMENT, ...changes }], { ...SIZE, ...changes }));
}

describe('checkAccessPointPolicy', () => {
  test.each<[string, Partial<PolicyStatementFacts & typeof SIZE>]>([
    ['an action for objects with a resource of objects', {}],
    ['an action for the bucket with the access point', {
      actions: ['s3:ListBucket'], covers: { bucket: true, object: false },
    }],
    ['the name of an action in small letters', { actions: ['s3:getobject'] }],
    ['patterns, which can include actions of both levels', { actions: ['s3:*', 's3:Get?bject', '*'] }],
    ['actions of other services', { actions: ['kms:Decrypt'] }],
    ['management actions, which another rule reports', { actions: ['s3:CreateMultiRegionAccessPoint'] }],
    ['denied actions of any level', { allows: false, actions: ['s3:ListBucket', 's3:GetBucketPolicy'] }],
    ['everyone, if the access point does not block public policies', { publicPrincipal: '*', blocksPublic: false }],
    ['a denial for everyone', { allows: false, publicPrincipal: '*' }],
    ['the largest policy', { bytes: 20_480 }],
  ])('accepts %s', (_title, changes) => {
    expect(check(changes)).toEqual([]);
  });

  test.each<[string, Partial<PolicyStatementFacts & typeof SIZE>, string[]]>([
    ['an action for objects without their resource', { covers: { bucket: true, object: false } }, ['MRAP504 ERROR']],
    ['an action for the bucket without the access point', { actions: ['s3:ListBucket'] }, ['MRAP504 ERROR']],
    ['an action that access points do not support', { actions: ['s3:GetBucketPolicy'] }, ['MRAP505 WARNING']],
    ['a public statement', { publicPrincipal: '*' }, ['MRAP507 ERROR']],
    ['a principal of the wrong form', { principals: ['reader'] }, ['MRAP228 ERROR']],
    ['a principal of the wrong form in a denial', { allows: false, principals: ['reader'] }, ['MRAP228 ERROR']],
    ['a policy above the limit', { bytes: 20_481 }, ['MRAP509 ERROR']],
  ])('reports %s', (_title, changes, expected) => {
    expect(check(changes)).toEqual(expected);
  });

  test('reports a public principal once for all statements', () => {
    const statements = [{ ...STATEMENT, publicPrincipal: '*' }, { ...STATEMENT, publicPrincipal: '*' }];
    expect(ids(checkAccessPointPolicy(statements, SIZE))).toEqual(['MRAP507 ERROR']);
  });

  test('names the action and the resources of the wrong level', () => {
    const [finding] = checkAccessPointPolicy([{ ...STATEMENT, actions: ['s3:ListBucket'] }], SIZE);
    expect(finding.message).toContain('s3:ListBucket');
    expect(finding.message).toContain('arn/object/*');
  });
});

describe('checkPrincipals', () => {
  test.each([
    '*', '111122223333', 'AIDACKCEVSQ6C2EXAMPLE', 'arn:aws:iam::111122223333:root',
    'arn:aws:iam::111122223333:user/team/anna', 'arn:aws:iam::111122223333:role/reader',
    'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E15MNIMTCFKK4C',
    'arn:aws:sts::111122223333:assumed-role/reader/session', 'arn:aws:sts::111122223333:federated-user/anna',
  ])('accepts %s', (principal) => {
    expect(checkPrincipals([principal])).toEqual([]);
  });

  test.each([
    '**', 'reader', '11112222333', '1111222233334', 'AIDA', 'arn:aws:iam::111122223333:role/*',
    'arn:aws:iam::111122223333:role/read?r', 'arn:aws:iam::111122223333:group/readers', 'arn:aws:iam::*:root',
    'arn:aws:iam::11112222333:root', 'arn:aws:iam::111122223333:role/',
    'arn:aws:sts::111122223333:assumed-role/reader/*',
    'x arn:aws:iam::111122223333:root', 'arn:aws:iam::111122223333:root x',
    'arn:aws:sts::11112222333:assumed-role/reader/session',
  ])('reports %s', (principal) => {
    expect(ids(checkPrincipals([principal, principal]))).toEqual(['MRAP228 ERROR']);
  });
});
