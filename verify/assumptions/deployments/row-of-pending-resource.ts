import { MINUTE, SECOND } from '../../../control/clock';
import { type RecordedRequest, type ResourceRow } from '../../lab/deployment-lab';
import { type Assumption } from '../../model/assumption';
import { decide } from '../../model/verdict';

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
      const pending: [RecordedRequest['type'], ResourceRow | undefined, number][] = [];
      for (const [type, value] of [['Create', 'before'], ['Update', 'after']] as const) {
        const deployment = stack.deploy([{ logicalId: 'Resource', value, delaySeconds: 120 }]);
        await stack.wait(90);
        const { signedAt = NaN } = stack.requests.at(-1)!;
        pending.push([type, await stack.findRow('Resource'), signedAt]);
        await deployment;
      }
      const areRowsRight = pending.every(([type, row, signedAt]) =>
        row?.status === `${type.toUpperCase()}_IN_PROGRESS` && row.updatedAt - signedAt <= MINUTE);
      return decide(areRowsRight, pending.map(([type, row, signedAt]) => row === undefined
        ? `${type}: no row`
        : `${type}: ${row.status}, updated ${(row.updatedAt - signedAt) / SECOND} s after the signature`).join('; '));
    },
  },
};
