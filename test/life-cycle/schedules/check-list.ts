import { type AwsCalls } from '../../../control/aws';
import { findListedAccessPointByAlias } from '../../../control/status/find-access-point';
import { type AccessPointSnapshot } from '../../../simulator';
import { ACCOUNT } from '../../support/accounts';
import { directS3 } from '../../support/simulated-s3';
import { type ScheduleContext } from './schedule-context';

/** Checks that the commands find an access point in the list of the account. */
export async function checkList(
  { clock, simulator }: ScheduleContext, { alias, name }: AccessPointSnapshot,
): Promise<string[]> {
  const aws = directS3(simulator, 'operator') as AwsCalls;
  const listed = await findListedAccessPointByAlias(aws, clock, ACCOUNT, alias);
  return listed?.name === name ? [] : [`the list of the account contains ${listed?.name}, expected ${name}`];
}
