/** A CloudFormation template. */
export interface StackTemplate {
  readonly Resources: Readonly<Record<string, object>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown }>>;
}

export type StackOutputs = Readonly<Record<string, string>>;

/** The reason for which CloudFormation did not create a stack. */
export interface StackFailure {
  /** The type of the resource that failed first. */
  readonly resourceType: string;
  readonly reason: string;
}

/** The result of the creation of a stack. */
export type StackOutcome =
  | { readonly kind: 'created'; readonly outputs: StackOutputs }
  | { readonly kind: 'failed'; readonly failure: StackFailure };

/** Returns the outputs of a stack. Throws if CloudFormation did not create it. */
export function requireOutputs(outcome: StackOutcome): StackOutputs {
  if (outcome.kind === 'created') return outcome.outputs;
  const { resourceType, reason } = outcome.failure;
  throw new Error(`CloudFormation did not create the ${resourceType} of a probe: ${reason}`);
}

export const getAttribute = (logicalId: string, name = 'Arn') => ({ 'Fn::GetAtt': [logicalId, name] });
