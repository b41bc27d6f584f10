/** A statement of a policy that allows actions. */
export interface PolicyStatement {
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: unknown;
  readonly Condition?: object;
}

/** The path of all roles of a run. */
export const ROLE_PATH = '/mrap-verify/';

/** Makes a role that a principal can assume. */
export function makeRole(principal: object, statements: readonly PolicyStatement[], condition?: object): object {
  const trust = {
    Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole', ...(condition && { Condition: condition }),
  };
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      Path: ROLE_PATH,
      AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [trust] },
      ...(statements.length > 0 && {
        Policies: [{ PolicyName: 'probe', PolicyDocument: { Version: '2012-10-17', Statement: statements } }],
      }),
    },
  };
}

export const makeServiceRole = (service: string, statements: readonly PolicyStatement[]) =>
  makeRole({ Service: service }, statements);

export const allow = (actions: readonly string[], resource: unknown, condition?: object): PolicyStatement =>
  ({ Effect: 'Allow', Action: actions, Resource: resource, ...(condition && { Condition: condition }) });

/** The condition that a KMS key has an alias. */
export const compareKeyAlias = (alias: string) => ({ 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': alias } });
