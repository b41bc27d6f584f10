import { Simulator } from '../../../../simulator';
import { type Connection, CONNECTIONS, credentials } from '../support';

const [, overSockets] = CONNECTIONS.find(([name]) => name === 'over sockets')!;

/** Connects a client over sockets to a simulator with a versioned bucket that has Object Lock. */
export async function connectToLockedBucket(
  name: string, accountId: string,
): Promise<{ readonly simulator: Simulator; readonly connection: Connection }> {
  const simulator = new Simulator({ credentials: [credentials] });
  const bucket = simulator.buckets.add(name, 'eu-west-1', accountId);
  bucket.versioning = 'Enabled';
  bucket.hasObjectLock = true;
  return { simulator, connection: await overSockets(simulator) };
}
