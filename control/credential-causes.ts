/** The messages of the SDK about sources that do not apply. They do not explain a failure. */
const UNRELATED = new RegExp(`^(?:${[
  'AWS_PROFILE is set, skipping', 'Skipping SSO provider', 'Web identity configuration not specified',
  'EC2 Instance Metadata Service access disabled', 'Could not load credentials from any providers',
  'Unable to find environment variable', 'Profile .* did not contain credential_process',
  'Profile .* could not be found in shared credentials file',
].join('|')})`);
/** The error of the SDK about a section that does not exist, for example the one of `sso_session`. */
const MISSING_SECTION = /^Cannot read properties of undefined \(reading '(\w+)'\)/;
/** The start of each message about a source that failed. */
const PREFIX = /^@smithy\/property-provider (?:->|\(!\)) /;

/**
 * Collects why the sources of credentials failed. The default chain of the SDK continues with the next source and
 * throws the error of the last one, so the reasons are in its log only.
 */
export class CredentialCauses {
  private readonly messages = new Set<string>();

  /** The log for the SDK. It writes nothing. */
  public readonly log = {
    debug: (message: unknown) => this.add(String(message)),
    info: () => {},
    warn: () => {},
    error: () => {},
  };

  private add(message: string): void {
    const cause = message.replace(PREFIX, '');
    if (cause !== message) this.addCause(cause);
  }

  public addCause(cause: string): void {
    if (!UNRELATED.test(cause)) this.messages.add(toOperatorWords(cause));
  }

  /** Renders each cause once. */
  public show(): string {
    return [...this.messages].join('; ') || 'no source has any';
  }
}

function toOperatorWords(cause: string): string {
  return cause
    .replace(MISSING_SECTION, 'the profile names a section of the configuration that does not exist or lacks $1')
    .replace(', but no MFA code callback was provided', ', and this command cannot ask for the code')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/\.$/, '');
}
