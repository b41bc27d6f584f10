import { SECOND } from '../../../control/clock';
import { type DeploymentLab, type ProbeResource } from '../../lab/deployment-lab';
import { type Assumption } from '../../model/assumption';
import { abstain, decide } from '../../model/verdict';

const LOGICAL_ID = 'Resource';
const SHORT_SECONDS = 300;
const DEFAULT_SECONDS = 3600;
/** The time between the request and the start of the function. Handlers end five minutes before the time-out. */
const MAX_START_SECONDS = 60;
/** CloudFormation can notice the end of the time late. */
const MAX_DELAY_SECONDS = 120;

export const timeOutWithoutResponse: Assumption = {
  id: '91',
  statement:
    'CloudFormation fails a custom resource that never answers after its `ServiceTimeout`, and after one hour without '
    + 'this property.',
  evidence: 'The template reference of `AWS::CloudFormation::CustomResource` names this default.',
  consequence:
    'If CloudFormation fails a creation earlier, the handlers still wait, and the Delete of the rollback deletes the '
    + 'new access point. If it fails a creation later, a deployment without an answer takes longer.',
  manualCheck:
    'Deploy a custom resource whose function does not answer with `--no-rollback`, once with `ServiceTimeout` and once '
    + 'without it. Compare the time of the failure in `describe-stack-events` with the time of the request.',
  verification: {
    subject: 'deployment',
    group: 'day',
    minutes: 75,
    run: async (lab) => {
      const [short = NaN, long = NaN] = await Promise.all([
        measureTimeOut(lab, SHORT_SECONDS), measureTimeOut(lab, 'omitted'),
      ]);
      const observation = `a creation without an answer failed ${Math.round(short)} s after its request with a `
        + `ServiceTimeout of ${SHORT_SECONDS} s, and ${Math.round(long)} s after its request without one`;
      if (Number.isNaN(short + long)) return abstain(`${observation}; CloudFormation shows no failure`);
      return decide(isNear(short, SHORT_SECONDS) && isNear(long, DEFAULT_SECONDS), observation);
    },
  },
};

function isNear(seconds: number, expected: number): boolean {
  return seconds >= expected - MAX_START_SECONDS && seconds <= expected + MAX_DELAY_SECONDS;
}

/** Returns the seconds between a creation that the function does not answer and its failure, or undefined. */
async function measureTimeOut(
  lab: DeploymentLab, serviceTimeoutSeconds: ProbeResource['serviceTimeoutSeconds'],
): Promise<number | undefined> {
  const stack = lab.createStack();
  await stack.deploy(
    [{ logicalId: LOGICAL_ID, value: 'unanswered', answers: false, serviceTimeoutSeconds }], { onFailure: 'keep' });
  const row = await stack.findRow(LOGICAL_ID);
  const creation = stack.requests.find(({ type }) => type === 'Create');
  await stack.destroy();
  return row?.status === 'CREATE_FAILED' && creation !== undefined
    ? (row.updatedAt - creation.receivedAt) / SECOND
    : undefined;
}
