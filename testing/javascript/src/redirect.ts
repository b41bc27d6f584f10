interface HttpRequest {
  protocol: string;
  hostname: string;
  port?: number;
}

interface MiddlewareArguments {
  readonly request: unknown;
}

type Handler<Arguments, Output> = (args: Arguments) => Promise<Output>;

/** A client of the AWS SDK for JavaScript, version 3. */
export interface RedirectableClient {
  readonly middlewareStack: {
    add(
      middleware: <Arguments extends MiddlewareArguments, Output>(
        next: Handler<Arguments, Output>,
      ) => Handler<Arguments, Output>,
      options: { readonly step: 'deserialize'; readonly name: string; readonly override: boolean },
    ): void;
  };
}

/**
 * Makes a client send its requests to another endpoint. The step `deserialize` runs after the signature, so the request
 * keeps its `Host` header and its signature.
 */
export function redirectClient(client: RedirectableClient, endpoint: URL): void {
  client.middlewareStack.add((next) => async (args) => {
    const { request } = args;
    const redirected = Object.assign(Object.create(Object.getPrototypeOf(request)) as HttpRequest, request, {
      protocol: endpoint.protocol, hostname: endpoint.hostname, port: Number(endpoint.port),
    });
    return next({ ...args, request: redirected });
  }, { step: 'deserialize', name: 'redirectToSimulator', override: true });
}
