import { readCallerIdentity } from '../../control/caller';
import { showFailure, toFailure } from '../../control/failure';
import { MRAP961_INVALID_ARGUMENTS } from '../../src/diagnostics/definitions/command-arguments';
import { failWith } from '../command-error';
import { EXIT_CODES, type ExitCode } from '../exit-codes';
import { loadTemplates } from '../lint/load-templates';
import { describeMissingLookup } from '../lint/missing-lookups';
import { type AwsCommandContext, type CommonOptions, runCommand, writeJson } from '../operate/command-context';
import { readDeployedStacks } from './deployed-stacks';
import { type DeploymentPlan, makeDeploymentPlan } from './make-plan';
import { type PlannedAction } from './planned-effect';
import { renderPlanAsMarkdown, renderPlanAsText } from './render-plan';
import { selectStacks } from './select-stacks';

export interface PlanCommandOptions extends CommonOptions {
  readonly format: 'text' | 'markdown';
  /** The actions that the user does not accept. */
  readonly failOn: readonly PlannedAction[];
  /** The Region of stacks without a fixed one. */
  readonly region?: string;
}

const RENDERERS = { text: renderPlanAsText, markdown: renderPlanAsMarkdown };

/** Prints how a deployment of a cloud assembly would treat live access points, routes, rules and buckets. */
export function runPlan(context: AwsCommandContext, source: string, options: PlanCommandOptions): Promise<void> {
  return runCommand(context, options, async () => {
    const { stacks, missingLookups = [] } = loadTemplates(source);
    const aws = await context.connect();
    const { account } = await readCallerIdentity(aws);
    const region = options.region ?? context.environment.AWS_REGION ?? context.environment.AWS_DEFAULT_REGION;
    const unplaced = stacks.find((stack) => stack.region === undefined && stack.parent === undefined);
    if (unplaced !== undefined && region === undefined) {
      failWith(MRAP961_INVALID_ARGUMENTS.create({
        problem: `stack ${JSON.stringify(unplaced.stackName)} declares no Region, and neither does --region`,
        expected: 'the Region of the deployment in --region or AWS_REGION',
        command: 'cdk-s3-mrap plan',
      }));
    }
    const { planned, unknown } = selectStacks(stacks, account);
    const own = planned.map((stack) => ({
      ...stack, account: stack.account ?? account, region: stack.region ?? region,
    }));
    const { deployed, failed } = await readDeployedStacks(aws, own, region ?? '');
    // A deployment keeps the values of parameters.
    const readable = own.filter(({ id }) => !failed.has(id))
      .map((stack) => ({ ...stack, parameters: deployed.get(stack.id)?.stack.parameters }));
    // A plan without any stack would say nothing, so the command fails with the first error.
    if (readable.length === 0 && failed.size > 0) throw [...failed.values()][0];
    const plan = await makeDeploymentPlan({ aws, clock: context.clock, stacks: readable, deployed, account });
    const complete: DeploymentPlan = {
      ...plan,
      unknown: [...plan.unknown, ...own.filter(({ id }) => failed.has(id)).map(({ id, stackName }) => ({
        what: `stack ${stackName}`, why: showFailure(toFailure(failed.get(id))),
      })), ...unknown, ...missingLookups.map(describeMissingLookup)],
    };
    if (options.json) writeJson(context.output, { version: 1, ...complete });
    else context.output.write(RENDERERS[options.format](complete));
    return chooseExitCode(complete, options.failOn);
  });
}

/** A plan that is not complete can miss an effect that the user does not accept. */
function chooseExitCode({ effects, unknown }: DeploymentPlan, failOn: readonly PlannedAction[]): ExitCode {
  if (failOn.length === 0) return EXIT_CODES.SUCCESS;
  const isAccepted = unknown.length === 0 && effects.every(({ action }) => !failOn.includes(action));
  return isAccepted ? EXIT_CODES.SUCCESS : EXIT_CODES.PROBLEMS;
}
