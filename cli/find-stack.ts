import { type AwsCalls, type AwsOperations } from '../control/aws';

type Stack = NonNullable<AwsOperations['DescribeStacks'][1]['Stacks']>[number];

/** Reads a stack. Undefined if CloudFormation has no stack with the name or id. */
export async function findStack(aws: AwsCalls, region: string, name: string): Promise<Stack | undefined> {
  try {
    return (await aws.call(region, 'DescribeStacks', { StackName: name })).Stacks?.[0];
  } catch (error) {
    if (isUnknownStack(error)) return undefined;
    throw error;
  }
}

/** CloudFormation answers with a validation error for a stack that does not exist. */
export function isUnknownStack(error: unknown): boolean {
  const { name, message } = error as Error;
  return name === 'ValidationError' && /does not exist/.test(message);
}
