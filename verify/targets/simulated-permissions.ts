import { readStatements } from '../../cli/simulate/evaluate-statements';
import { evaluateRole } from '../../cli/simulate/identities';
import { type AuthorizationRequest } from '../../simulator';
import { type SimulatedResource } from './simulated-stacks';

interface RoleProperties {
  readonly Policies?: readonly { readonly PolicyDocument: object }[];
}

/** Returns the aliases of a key. */
export function listKeyAliases(resources: readonly SimulatedResource[], keyArn: string): readonly string[] {
  return resources.filter(({ type, properties }) => {
    const key = resources.find(({ ref }) => ref === properties.TargetKeyId);
    return type === 'AWS::KMS::Alias' && key?.attributes.Arn === keyArn;
  }).map(({ ref }) => ref);
}

/** Whether the policies of a role of a stack allow a request. Undefined: no stack has the role. */
export function isAllowedByRole(
  resources: readonly SimulatedResource[], { session, action, resource }: AuthorizationRequest,
  keyAliases: readonly string[],
): boolean | undefined {
  const role = resources.find(({ type, attributes }) => (
    type === 'AWS::IAM::Role' && attributes.Arn === session?.roleArn));
  if (role === undefined) return undefined;
  const { Policies: policies = [] } = role.properties as RoleProperties;
  const statements = policies.flatMap(({ PolicyDocument: document }) => readStatements(JSON.stringify(document)));
  const identity = { arn: role.attributes.Arn, accountId: '', statements, isComplete: true };
  const context = { 'kms:resourcealiases': keyAliases };
  return evaluateRole(identity, {}, { action, resource, context }).decision === 'allowed';
}
