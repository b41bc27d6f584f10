import { serviceFault } from '../../../simulator';
import { type DeployOptions, type Outcome } from '../../driver/stack';
import { type Declaration } from '../schedules/replication/schedule';
import { makeRoleArn, makeTemplate } from '../schedules/replication/template';
import { type StackUnderTest } from '../support';

/** The role of the stack. */
export const ROLE = makeRoleArn('created');
/** The ids of the rules with one destination. */
export const OURS = ['cdk-s3-mrap/media-eu/media-us'];
/** The ids of the rules with two destinations. */
export const BOTH = [...OURS, 'cdk-s3-mrap/media-eu/media-jp'];
/** S3 does not see a new role yet. */
export const NOT_VISIBLE = serviceFault('InvalidRequest', 400, 'the replication role does not exist');

/** Deploys the rules of one source bucket with changes. */
export function deploy(
  stack: StackUnderTest,
  change: Partial<Declaration> = {},
  options: DeployOptions = {},
): Promise<Outcome> {
  return stack.run(
    stack.stack.deploy(
      makeTemplate({ sources: ['media-eu'], destinations: 1, role: 'created', ...change }, ROLE),
      options,
    ),
  );
}

/** Returns the live configuration of the source bucket. */
export function live({ simulator }: StackUnderTest) {
  return simulator.snapshot().buckets.find(({ name }) => name === 'media-eu')!.replication;
}

/** Returns the ids of the live rules. */
export const idsIn = (stack: StackUnderTest) => live(stack)?.Rules.map((rule) => rule.ID);
