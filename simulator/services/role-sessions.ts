import { type Credentials } from '../signatures/signed-request';

/** A session of a role, which AssumeRole creates. */
export interface RoleSession {
  readonly credentials: Credentials & { readonly sessionToken: string };
  readonly roleArn: string;
  /** The ARN of the session, which contains the name of the role and of the session. */
  readonly arn: string;
  readonly accountId: string;
  /** The policy that limits the session further. */
  readonly policy?: string;
  /** In real time, as for signatures. */
  readonly expiresAt: number;
}

/** The sessions of roles, by their access key. */
export class RoleSessions {
  private readonly byAccessKey = new Map<string, RoleSession>();

  public add(session: RoleSession): void {
    this.byAccessKey.set(session.credentials.accessKeyId, session);
  }

  public find(accessKeyId = ''): RoleSession | undefined {
    return this.byAccessKey.get(accessKeyId);
  }
}
