import { type SimulatorOptions } from '../../simulator';
import { type LabClients } from '../../verify/lab/clients';
import { RehearsedAccount, type RehearsedBehavior } from '../../verify/targets/rehearsed-account';

/** A call of a probe. */
export interface ChangedCall {
  readonly operation: string;
  readonly region: string;
  readonly input: Record<string, unknown>;
}

/** Answers a call of a probe. `send` sends it to the service. */
export type ChangeCall = (call: ChangedCall, send: (input?: object) => Promise<object>) => Promise<object>;

type Send = (args: { readonly input: object }) => Promise<{ readonly output: object }>;
type AddMiddleware = (middleware: unknown, options: object) => void;
interface ChangeableClient {
  readonly middlewareStack: { readonly add: unknown };
}

/** An account whose services answer differently from the simulator. */
export class ChangedAccount extends RehearsedAccount {
  private readonly changed = new Set<object>();

  constructor(
    private readonly change: ChangeCall, options: SimulatorOptions = {}, behavior: Partial<RehearsedBehavior> = {},
  ) {
    super(options, behavior);
  }

  public override createClients(...args: Parameters<RehearsedAccount['createClients']>): LabClients {
    const clients = super.createClients(...args);
    const change = <Client extends ChangeableClient>(create: (region: string) => Client) => (region = 'us-west-2') =>
      this.changeClient(create(region), region);
    return {
      s3Control: change(clients.s3Control),
      s3: change(clients.s3),
      cloudTrail: change(clients.cloudTrail),
      cloudWatch: change(clients.cloudWatch),
      lambda: change(clients.lambda),
    };
  }

  private changeClient<Client extends ChangeableClient>(client: Client, region: string): Client {
    if (this.changed.has(client)) return client;
    this.changed.add(client);
    const middleware = (next: Send, { commandName }: { readonly commandName: string }) =>
      async (args: { readonly input: Record<string, unknown> }) => {
        const call = { operation: commandName.replace(/Command$/, ''), region, input: args.input };
        const send = async (input: object = args.input) => (await next({ ...args, input })).output;
        const output = await this.change(call, send);
        return { output: { $metadata: { requestId: 'request' }, ...output }, response: {} };
      };
    (client.middlewareStack.add as AddMiddleware)(middleware, { step: 'initialize', priority: 'low' });
    return client;
  }
}
