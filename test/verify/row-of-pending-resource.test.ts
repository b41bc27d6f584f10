import { rowOfPendingResource } from '../../verify/assumptions/deployments/row-of-pending-resource';
import { type ProbeStack } from '../../verify/lab/deployment-lab';
import { findProbe } from '../../verify/model/assumption';
import { type DeploymentProbe } from '../../verify/model/probe';

/** Runs the probe with a stack whose deployment fails after this read of the row. */
async function runProbe(findRow: ProbeStack['findRow'], requests: ProbeStack['requests'] = []) {
  const deployment = new Promise<boolean>((_resolve, reject) => {
    setTimeout(() => reject(new Error('the stack is in progress after half an hour')), 20);
  });
  const awaited = jest.spyOn(deployment, 'then');
  const probe = findProbe(rowOfPendingResource) as DeploymentProbe;
  const verdict = probe.run({
    createStack: () => ({
      requests, findRow, deploy: () => deployment, destroy: async () => undefined, wait: async () => undefined,
    }),
  });
  await expect(verdict).rejects.toThrow();
  return { verdict, awaited };
}

describe('rowOfPendingResource', () => {
  // An error of a promise that no code awaits ends the process, and the report of the run is lost.
  test('awaits the deployment also if the row cannot be read', async () => {
    const { verdict, awaited } = await runProbe(async () => { throw new Error('AccessDenied'); });
    await expect(verdict).rejects.toThrow('AccessDenied');
    expect(awaited).toHaveBeenCalled();
  });

  test('fails with the error of the deployment if CloudFormation sends no request', async () => {
    const { verdict } = await runProbe(async () => undefined);
    await expect(verdict).rejects.toThrow('in progress after half an hour');
  });
});
