/** Returns the output of a call, or undefined if the service in this process answers it. */
type Answer<Input> = (command: string, input: Input) => object | undefined;

type Next = (args: { readonly input: never }) => Promise<object>;

interface AnsweredClient {
  readonly middlewareStack: { readonly add: unknown };
}

const answered = new WeakSet<AnsweredClient>();

/** Answers calls of a client of the SDK in place of a service. A client that is answered already stays as it is. */
export function answerCalls<Client extends AnsweredClient, Input>(client: Client, answer: Answer<Input>): Client {
  if (answered.has(client)) return client;
  answered.add(client);
  const middleware = (next: Next, { commandName }: { readonly commandName: string }): Next => async (args) => {
    const output = answer(commandName, args.input);
    return output === undefined ? next(args) : { output: { $metadata: { requestId: 'rehearsed' }, ...output } };
  };
  (client.middlewareStack.add as (added: unknown, options: object) => void)(middleware, { step: 'serialize' });
  return client;
}
