import { type AwsCalls } from './aws';
import { toFailure } from './failure';
import { CONTROL_REGIONS } from './routes/control-regions';

/** The identity that the credentials belong to. */
export interface CallerIdentity {
  readonly account: string;
  readonly arn: string;
}

/** Reads the caller from the first control Region that answers. The identity is the same in every Region. */
export async function readCallerIdentity(aws: AwsCalls): Promise<CallerIdentity> {
  let last: unknown;
  for (const region of CONTROL_REGIONS) {
    try {
      const { Account: account = '', Arn: arn = '' } = await aws.call(region, 'GetCallerIdentity', {});
      return { account, arn };
    } catch (error) {
      last = error;
      // Without credentials the call fails in every Region.
      if (toFailure(error).kind === 'unexpected') break;
    }
  }
  throw last;
}
