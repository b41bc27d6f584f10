import fc from 'fast-check';
import { packPermissions, type ResolvedPermission } from '../../src/provider/pack-permissions';
import { computeWorstCasePolicyLength } from '../../src/provider/policy-size';

function makePermission(resource: string, actions = ['s3:GetReplicationConfiguration']): ResolvedPermission {
  return { actions, resource, resolvedResource: resource };
}

const listResources = (policies: ReturnType<typeof packPermissions>) =>
  policies.map(({ statements }) => statements.map(({ permissions }) => permissions.map(({ resource }) => resource)));

describe('packPermissions', () => {
  test('puts permissions with equal actions into one statement, in an order of their own', () => {
    const permissions = ['b', 'a', 'c'].map((name) => makePermission(name));
    expect(listResources(packPermissions([...permissions, makePermission('*', ['s3:List'])], 6144)))
      .toEqual([[['a', 'b', 'c'], ['*']]]);
  });

  test('contains each permission once', () => {
    expect(listResources(packPermissions([makePermission('a'), makePermission('a')], 6144))).toEqual([[['a']]]);
  });

  test('starts a statement for other conditions', () => {
    const conditions = { StringEquals: { 'iam:PassedToService': 's3.amazonaws.com' } };
    const [policy] = packPermissions([makePermission('a'), { ...makePermission('a'), conditions }], 6144);
    expect(policy.statements).toHaveLength(2);
  });

  test('never exceeds the maximum size and never loses a permission', () => {
    const permission = fc.record({
      resource: fc.string({ minLength: 1, maxLength: 80 }),
      actions: fc.constantFrom<string[][]>(['s3:A'], ['s3:B', 's3:C']),
    }).map(({ resource, actions }) => makePermission(resource, actions));
    fc.assert(fc.property(fc.array(permission, { maxLength: 100 }), (permissions) => {
      const policies = packPermissions(permissions, 1000);
      const documents = policies.map(({ statements }) => ({
        Version: '2012-10-17',
        Statement: statements.map((statement) => ({
          Effect: 'Allow',
          Action: statement.permissions[0].actions,
          Resource: statement.permissions.map(({ resource }) => resource),
        })),
      }));
      for (const document of documents) expect(computeWorstCasePolicyLength(document)).toBeLessThanOrEqual(1000);
      const key = ({ actions, resource }: ResolvedPermission) => JSON.stringify([actions, resource]);
      const packed = policies.flatMap(({ statements }) => statements.flatMap((entry) => entry.permissions.map(key)));
      expect(packed.sort()).toEqual([...new Set(permissions.map(key))].sort());
    }));
  });
});
