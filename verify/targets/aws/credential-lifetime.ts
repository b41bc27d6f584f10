import { type CredentialProvider } from '../../../control/credentials';

/** Returns a note if the program cannot renew the credentials. A session of a role is valid for an hour by default. */
export async function checkLifetime(credentials: CredentialProvider, minutes: number): Promise<readonly string[]> {
  const { sessionToken, expiration } = await credentials();
  // A source that can renew credentials says when they expire.
  if (sessionToken === undefined || expiration !== undefined) return [];
  return [
    `the credentials are temporary, and the program cannot renew them: they must be valid for about ${minutes} `
    + 'minutes. If they expire, continue the run with new ones',
  ];
}
