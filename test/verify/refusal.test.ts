import { ASSUMPTIONS } from '../../verify/assumptions';
import { type LabClients } from '../../verify/lab/clients';
import { requireDenial, requireRefusal } from '../../verify/lab/refusal';
import { type ServiceLab } from '../../verify/lab/service-lab';
import { findProbe } from '../../verify/model/assumption';
import { type ServiceProbe } from '../../verify/model/probe';
import { makeFailedVerdict } from '../../verify/targets/shared-run';
import { runOnSimulator, SimulatedAccount } from '../../verify/targets/simulator';

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

type Send = (input: unknown) => Promise<object>;
type AddMiddleware = (middleware: unknown, options: object) => void;

/** An account in which one call of an operation fails. */
class FailingAccount extends SimulatedAccount {
  private readonly failing = new Set<object>();
  private calls = 0;

  constructor(private readonly operation: string, private readonly failingCall: number, private readonly error: Error) {
    super();
  }

  public override createClients(...args: Parameters<SimulatedAccount['createClients']>): LabClients {
    const clients = super.createClients(...args);
    const fail = <Client extends object>(client: Client): Client => {
      if (this.failing.has(client)) return client;
      this.failing.add(client);
      const middleware = (next: Send, { commandName }: { readonly commandName: string }) => async (input: unknown) => {
        if (commandName === `${this.operation}Command`) this.calls += 1;
        if (commandName === `${this.operation}Command` && this.calls === this.failingCall) throw this.error;
        return next(input);
      };
      const { middlewareStack: stack } = client as { readonly middlewareStack: { readonly add: AddMiddleware } };
      stack.add(middleware, { step: 'serialize' });
      return client;
    };
    return {
      s3Control: (region) => fail(clients.s3Control(region)),
      s3: (region) => fail(clients.s3(region)),
      cloudTrail: (region) => fail(clients.cloudTrail(region)),
    };
  }
}

const SERVICE_PROBES = ASSUMPTIONS.flatMap((assumption) => {
  const probe = findProbe(assumption);
  return probe?.subject === 'service' ? [{ id: assumption.id, probe }] : [];
});

/** Returns the decisions of runs in which the last call of one operation fails, by operation. */
async function failEachOperation(probe: ServiceProbe, error: Error): Promise<readonly string[]> {
  const { steps } = await runOnSimulator(probe);
  const operations = steps.map(({ operation }) => operation);
  return Promise.all([...new Set(operations)].map(async (operation) => {
    const last = operations.filter((one) => one === operation).length;
    const account = new FailingAccount(operation, last, error);
    const run = async (lab: ServiceLab) => probe.run(lab).catch(makeFailedVerdict);
    const { decision, observation } = await runOnSimulator({ ...probe, run }, {}, account);
    return `${operation}: ${decision === 'cannot tell' ? decision : `${decision}, ${observation}`}`;
  }));
}

describe('ASSUMPTIONS', () => {
  test.each(SERVICE_PROBES)('does not decide assumption $id if a call says nothing about it', async ({ probe }) => {
    for (const error of [NO_DECISIONS['is throttled'], NO_DECISIONS['has no answer']]) {
      const decisions = await failEachOperation(probe, error);
      expect(decisions.filter((decision) => !decision.endsWith(': cannot tell'))).toEqual([]);
    }
  });
});
