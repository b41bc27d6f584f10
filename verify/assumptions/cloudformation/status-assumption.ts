import { type ProbeStack, type RecordedRequest } from '../../lab/deployment-lab';
import { decideByStatus } from '../../lab/stack-status';
import { type Assumption } from '../../model/assumption';

/** A row of the table "Status of the stack" in docs/architecture.md. */
export interface StatusRow {
  readonly id: string;
  /** Completes "While …". */
  readonly story: string;
  readonly status: string;
  /** Whether the status is the status of a nested stack. Default: of the only stack. */
  readonly isNested?: boolean;
  readonly request: RecordedRequest['type'];
  /** The time on AWS. Default: 5 minutes. */
  readonly minutes?: number;
  /** Makes CloudFormation send the requests, and returns the first one of the story. Default: all requests count. */
  readonly tell: (stack: ProbeStack) => Promise<number | void>;
  /** The physical id of the requests. Default: any. */
  readonly physicalId?: string;
}

/** Makes the assumption that the function sees a status when it receives a request. */
export function makeStatusAssumption(row: StatusRow): Assumption {
  const { id, story, status, isNested = false, request, minutes = 5, physicalId } = row;
  return {
    id,
    statement: `While ${story}, \`describe-stacks\`${isNested ? ' of the nested stack' : ''} shows \`${status}\` `
      + `at the moment at which the function receives the ${request}.`,
    evidence: isNested
      ? 'The events of a nested stack show this status at the time of such requests.'
      : 'The events of stacks show this status at the time of such requests.',
    consequence:
      'The direction of the request is unknown or wrong. The function then uses the properties of the request, '
      + 'and may refuse a return to former buckets (MRAP903).',
    manualCheck: 'Deploy such a stack, and compare the times of its events with the log of the function.',
    verification: {
      subject: 'deployment',
      group: 'hour',
      minutes,
      run: async (lab) => {
        const stack = lab.createStack();
        const first = (await row.tell(stack)) ?? 0;
        return decideByStatus(stack, status, (recorded) => recorded.type === request
          && (physicalId === undefined || recorded.physicalId === physicalId)
          && stack.requests.indexOf(recorded) >= first);
      },
    },
  };
}
