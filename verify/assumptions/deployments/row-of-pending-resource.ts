import { MINUTE, SECOND } from '../../../control/clock';
import { type ProbeStack, type RecordedRequest, type ResourceRow } from '../../lab/deployment-lab';
import { type Assumption } from '../../model/assumption';
import { abstain, decide, refute } from '../../model/verdict';

/** The row of a resource while its request is pending. */
interface PendingRow {
  readonly type: RecordedRequest['type'];
  readonly row?: ResourceRow;
  readonly signedAt: number;
}

/** Returns undefined if the function has sent no message about the request. */
async function readPendingRow(stack: ProbeStack, type: RecordedRequest['type']): Promise<PendingRow | undefined> {
  await stack.wait(90);
  const row = await stack.findRow('Resource');
  const request = stack.requests.find((recorded) => recorded.type === type);
  return request && { type, row, signedAt: request.signedAt ?? NaN };
}

export const rowOfPendingResource: Assumption = {
  id: '46',
  statement:
    '`describe-stack-resource` shows `CREATE_IN_PROGRESS`, `UPDATE_IN_PROGRESS` or, with the physical id of the event, '
    + '`DELETE_IN_PROGRESS` while CloudFormation waits for the response, and `LastUpdatedTimestamp` is at most a '
    + 'minute later than the signature of the response URL.',
  evidence: 'The events of the stack show the same status and time.',
  consequence: 'A request that is not superseded fails with MRAP942 after a minute.',
  manualCheck: 'Deploy an access point that needs more than a minute, and read the row meanwhile.',
  verification: {
    subject: 'deployment',
    group: 'hour',
    minutes: 10,
    run: async (lab) => {
      const stack = lab.createStack();
      const pending: PendingRow[] = [];
      for (const [type, value] of [['Create', 'before'], ['Update', 'after']] as const) {
        // Both promises are awaited together, because a deployment that fails after a failed read must not end the run.
        const [, row] = await Promise.all([
          stack.deploy([{ logicalId: 'Resource', value, delaySeconds: 120 }]), readPendingRow(stack, type),
        ]);
        if (row === undefined) return abstain(`the function sent no message about the ${type}`);
        pending.push(row);
      }
      const areRowsRight = pending.every(({ type, row, signedAt }) =>
        row?.status === `${type.toUpperCase()}_IN_PROGRESS` && row.updatedAt - signedAt <= MINUTE);
      const observation = pending.map(describeRow).join('; ');
      if (!areRowsRight) return refute(observation);
      await stack.destroy();
      const deletion = stack.requests.find(({ type }) => type === 'Delete');
      if (deletion?.row === undefined) return abstain(`${observation}; Delete: the function could not read its row`);
      const { row, physicalId, signedAt = NaN } = deletion;
      return decide(
        row.status === 'DELETE_IN_PROGRESS' && row.physicalId === physicalId && row.updatedAt - signedAt <= MINUTE,
        `${observation}; ${describeRow({ type: 'Delete', row, signedAt })}, with the id ${row.physicalId} for the `
        + `Delete of ${physicalId}`,
      );
    },
  },
};

function describeRow({ type, row, signedAt }: PendingRow): string {
  return row === undefined
    ? `${type}: no row`
    : `${type}: ${row.status}, updated ${(row.updatedAt - signedAt) / SECOND} s after the signature`;
}
