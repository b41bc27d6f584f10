import { type Aws } from './aws';
import { toFailure } from './failure';
import { orderControlRegions } from './routes/control-regions';

/** Who calls. */
export interface Caller {
  readonly account: string;
  readonly arn: string;
}

/** Asked wherever someone answers: who one is depends on no Region. */
export async function readCaller(aws: Aws): Promise<Caller> {
  let last: unknown;
  for (const region of orderControlRegions()) {
    try {
      const { Account: account = '', Arn: arn = '' } = await aws.ask(region, 'GetCallerIdentity', {});
      return { account, arn };
    } catch (error) {
      last = error;
      // Without credentials nobody is told.
      if (toFailure(error).kind === 'unexpected') break;
    }
  }
  throw last;
}
