import { parseKnownFiles } from '@smithy/core/config';
import { RefusedCredentials } from './preflight-refusals';

/** Sections of the configuration that are not profiles. */
const OTHER_SECTION = /^(sso-session|services)\./;

/**
 * Selects a profile for the SDK. The SDK reads the endpoints of a profile only if the environment names the profile.
 *
 * @param profile Default: the profile that the environment names, if any.
 */
export async function selectProfile(profile: string | undefined): Promise<void> {
  const selected = profile ?? process.env.AWS_PROFILE;
  if (selected === undefined || selected === '') return;
  const known = Object.keys(await parseKnownFiles({})).filter((name) => !OTHER_SECTION.test(name));
  if (!known.includes(selected)) {
    const option = profile === undefined ? 'AWS_PROFILE' : '--profile';
    throw new RefusedCredentials(
      `${option} is "${selected}"; expected a profile of the AWS configuration: ${known.join(', ') || 'it has none'}. `
      + 'No call was made. Choose one of them, or create the profile with "aws configure"');
  }
  process.env.AWS_PROFILE = selected;
}
