import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { parseKnownFiles } from '@smithy/core/config';
import { SINGLE_ATTEMPT_CLIENT_CONFIG } from './clients';
import { MINUTE, SECOND } from './clock';
import { CredentialCauses } from './credential-causes';
import { showFailure, toFailure } from './failure';
import { CONTROL_REGIONS } from './routes/control-regions';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

export type CredentialProvider = () => Promise<Credentials>;

/** No source of credentials answered. No call of S3 was made. */
export class CredentialsUnavailable extends Error {
  public override readonly name = 'CredentialsUnavailable';
}

/** The credentials contain a character that no request can have, for example the line end of a copied text. */
class UnusableCredentials extends CredentialsUnavailable {}

export interface CredentialOptions {
  readonly environment?: NodeJS.ProcessEnv;
  /** Receives a line while a source takes longer than two seconds. */
  readonly onWaiting: (text: string) => void;
  /** The time limit of a source in the network. */
  readonly networkTimeout?: number;
}

interface CredentialSource {
  readonly description: string;
  /** Whether a person or a program answers. */
  readonly isInteractive: boolean;
  /** Whether the user chose the source with a profile. */
  readonly isChosen: boolean;
  /** The Regions of STS in the order of the attempts. Undefined: the Region of the profile. */
  readonly regions: readonly (string | undefined)[];
}

const NETWORK_TIMEOUT = 5 * SECOND;
const INTERACTIVE_TIMEOUT = MINUTE;
const WAITING_AFTER = 2 * SECOND;
/** The SDK calls STS there if neither the environment nor the profile has a Region. */
const DEFAULT_STS_REGION = 'us-east-1';

/**
 * Creates the provider of credentials of the command line: the default chain of the SDK with a time limit. If STS does
 * not answer in the Region of the profile, which can be the lost one, STS in another Region follows.
 */
export function createCredentialProvider(options: CredentialOptions): CredentialProvider {
  // The provider that answered last. It keeps the credentials until they expire.
  let latest: CredentialProvider | undefined;
  return async () => {
    const source = await findSource(options.environment ?? process.env);
    const onWaiting = once(options.onWaiting);
    const causes = new CredentialCauses();
    const others = source.regions.map((region) => createProvider(region, causes));
    const attempts = [...(latest ? [latest] : []), ...others];
    for (const attempt of attempts) {
      try {
        const credentials = await resolveInTime(attempt, source, { ...options, onWaiting });
        latest = attempt;
        return checkCharacters(credentials, source);
      } catch (error) {
        if (error instanceof UnusableCredentials) throw error;
        const failure = toFailure(error);
        const isUnreachable = error instanceof CredentialsUnavailable || failure.kind === 'unavailable';
        // The SDK reports a wrong profile or program without any call.
        const isUnusable = failure.kind === 'unexpected' && source.isChosen;
        if (!isUnreachable && !isUnusable) throw error;
        causes.addCause(failure.kind === 'unavailable' ? showFailure(failure) : failure.message);
        // A program that did not answer for a minute is not asked again. A new session can replace an expired one.
        const isOver = !isUnreachable || (source.isInteractive && error instanceof CredentialsUnavailable);
        if (isOver && attempt !== latest) break;
      }
    }
    throw new CredentialsUnavailable(
      `cannot get credentials from ${source.description}: ${causes.show()}; use another profile, or set `
      + 'AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN',
    );
  };
}

function once(listener: (text: string) => void): (text: string) => void {
  let isCalled = false;
  return (text) => {
    if (!isCalled) listener(text);
    isCalled = true;
  };
}

function checkCharacters(credentials: Credentials, { description }: CredentialSource): Credentials {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const parts = { 'access key id': accessKeyId, 'secret access key': secretAccessKey, 'session token': sessionToken };
  const [unusable] = Object.entries(parts).find(([, text]) => text && !/^[!-~]+$/.test(text)) ?? [];
  if (unusable === undefined) return credentials;
  throw new UnusableCredentials(
    `the ${unusable} from ${description} contains a space, a line end or another character that AWS does not use; `
    + 'correct it; no call was made',
  );
}

function createProvider(region: string | undefined, { log }: CredentialCauses): CredentialProvider {
  const clientConfig = { ...SINGLE_ATTEMPT_CLIENT_CONFIG, ...(region !== undefined && { region }) };
  return defaultProvider({ clientConfig, maxRetries: 0, logger: log });
}

async function resolveInTime(
  provider: CredentialProvider, { description, isInteractive }: CredentialSource,
  { onWaiting, networkTimeout = NETWORK_TIMEOUT }: CredentialOptions,
): Promise<Credentials> {
  const limit = isInteractive ? INTERACTIVE_TIMEOUT : networkTimeout;
  const waiting = setTimeout(() => onWaiting(`waiting for credentials from ${description}`), WAITING_AFTER);
  let timer: NodeJS.Timeout | undefined;
  const timeOut = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new CredentialsUnavailable(`no answer within ${limit / SECOND} s`)), limit);
  });
  try {
    return await Promise.race([provider(), timeOut]);
  } finally {
    clearTimeout(waiting);
    clearTimeout(timer);
  }
}

/** Finds the source that the default chain of the SDK selects, as far as its time limit depends on it. */
async function findSource(environment: NodeJS.ProcessEnv): Promise<CredentialSource> {
  const own: Pick<CredentialSource, 'regions' | 'isChosen'> = { regions: [undefined], isChosen: true };
  // An empty variable selects no profile.
  const chosen = environment.AWS_PROFILE === '' ? undefined : environment.AWS_PROFILE;
  const name = chosen ?? 'default';
  if (chosen === undefined && environment.AWS_ACCESS_KEY_ID) {
    return { description: 'the environment', isInteractive: false, ...own };
  }
  const profiles = await parseKnownFiles({});
  const profile = profiles[name] ?? {};
  const from = (source: string) => `${source} (profile ${name})`;
  if (profile.credential_process) {
    return { description: from('credential_process'), isInteractive: true, ...own };
  }
  // A code is valid once, so another Region cannot get it.
  if (profile.mfa_serial) return { description: from('STS with MFA'), isInteractive: true, ...own };
  if (profile.login_session) return { description: from('the browser'), isInteractive: true, ...own };
  if (profile.role_arn ?? environment.AWS_WEB_IDENTITY_TOKEN_FILE) {
    const first = environment.AWS_REGION ?? profile.region ?? DEFAULT_STS_REGION;
    const others = CONTROL_REGIONS.filter((region) => region !== first);
    const isInteractive = listSourceProfiles(profiles, name).some(isAnsweredByPersonOrProgram);
    return { description: from('STS'), isInteractive, isChosen: true, regions: [undefined, ...others] };
  }
  if (profile.sso_session ?? profile.sso_start_url) {
    return { description: from('IAM Identity Center, in its own Region'), isInteractive: false, ...own };
  }
  if (chosen !== undefined) return { description: `profile ${name}`, isInteractive: false, ...own };
  return { description: 'the default sources of the AWS SDK', isInteractive: false, ...own, isChosen: false };
}

type Profiles = Awaited<ReturnType<typeof parseKnownFiles>>;

/** Lists the profiles whose credentials assume the role of a profile. */
function listSourceProfiles(profiles: Profiles, name: string): Profiles[string][] {
  const names = new Set([name]);
  for (const visited of names) {
    const next = profiles[visited]?.source_profile;
    if (next) names.add(next);
  }
  return [...names].slice(1).map((source) => profiles[source] ?? {});
}

function isAnsweredByPersonOrProgram(profile: Profiles[string]): boolean {
  return Boolean(profile.credential_process ?? profile.mfa_serial ?? profile.login_session);
}
