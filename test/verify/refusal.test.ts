import { ASSUMPTIONS } from '../../verify/assumptions';
import { requireDenial, requireRefusal } from '../../verify/lab/refusal';
import { type ServiceLab } from '../../verify/lab/service-lab';
import { findProbe } from '../../verify/model/assumption';
import { type ServiceProbe } from '../../verify/model/probe';
import { RehearsedAccount } from '../../verify/targets/rehearsed-account';
import { makeFailedVerdict } from '../../verify/targets/shared-run';
import { runOnSimulator } from '../../verify/targets/simulator';
import { ChangedAccount } from './changed-account';

const makeError = (Code: string | undefined, status?: number) => Object.assign(new Error('message'), {
  name: Code ?? 'TimeoutError', Code, $metadata: { httpStatusCode: status, requestId: status && 'request' },
});

/** Errors that say nothing about the content of a call. */
const NO_DECISIONS: Readonly<Record<string, Error>> = {
  'is throttled': makeError('SlowDown', 503),
  'has no answer': makeError(undefined),
  'has expired credentials': makeError('ExpiredToken', 400),
  'ends with an internal error': makeError('InternalError', 400),
};

describe('requireRefusal', () => {
  test('returns the refusal of a service', () => {
    expect(requireRefusal(makeError('InvalidRequest', 400)).code).toBe('InvalidRequest');
    expect(requireRefusal(makeError('AccessDenied', 403), ['denied']).code).toBe('AccessDenied');
  });

  test.each(Object.entries(NO_DECISIONS))('throws the error of a call that %s', (_case, error) => {
    expect(() => requireRefusal(error, ['denied'])).toThrow(error);
    expect(() => requireDenial(error)).toThrow(error);
  });

  test('throws a denial, because the caller can lack a permission', () => {
    expect(() => requireRefusal(makeError('AccessDenied', 403))).toThrow('message');
  });
});

/** An account in which one call of an operation fails. */
function makeFailingAccount(operation: string, failingCall: number, error: Error): ChangedAccount {
  let calls = 0;
  return new ChangedAccount(async (call, send) => {
    if (call.operation === operation) calls += 1;
    if (call.operation === operation && calls === failingCall) throw error;
    return send();
  });
}

const SERVICE_PROBES = ASSUMPTIONS.flatMap((assumption) => {
  const probe = findProbe(assumption);
  return probe?.subject === 'service' ? [{ id: assumption.id, probe }] : [];
});

/** Their statements are about denials: permissions, keys, public policies and locks. */
const ABOUT_DENIALS: readonly string[] = ['10', '11', '22', '52', 'L2', 'O4'];

/** The stacks and pages of probes. */
const OF_NO_CLIENT: readonly string[] = ['CreateStack', 'GET'];

/** Returns the decisions of runs in which the last call of one operation fails, by operation. */
async function failEachOperation(probe: ServiceProbe, error: Error): Promise<readonly string[]> {
  const { steps } = await runOnSimulator(probe, {}, new RehearsedAccount());
  const operations = steps.map(({ operation }) => operation).filter((operation) => !OF_NO_CLIENT.includes(operation));
  return Promise.all([...new Set(operations)].map(async (operation) => {
    const last = operations.filter((one) => one === operation).length;
    const account = makeFailingAccount(operation, last, error);
    const run = async (lab: ServiceLab) => probe.run(lab).catch(makeFailedVerdict);
    const { decision, observation } = await runOnSimulator({ ...probe, run }, {}, account);
    return `${operation}: ${decision === 'cannot tell' ? decision : `${decision}, ${observation}`}`;
  }));
}

describe('ASSUMPTIONS', () => {
  describe.each(['is throttled', 'has no answer'])('for a call that %s', (failure) => {
    test.each(SERVICE_PROBES)('does not decide assumption $id', async ({ probe }) => {
      const decisions = await failEachOperation(probe, NO_DECISIONS[failure]);
      expect(decisions.filter((decision) => !decision.endsWith(': cannot tell'))).toEqual([]);
    });
  });

  test.each(SERVICE_PROBES.filter(({ id }) => !ABOUT_DENIALS.includes(id)))(
    'does not decide assumption $id for a call that is denied', async ({ probe }) => {
      const decisions = await failEachOperation(probe, makeError('AccessDenied', 403));
      expect(decisions.filter((decision) => !decision.endsWith(': cannot tell'))).toEqual([]);
    });
});
