import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type BrokenService } from './cells';

export interface ServiceStub {
  readonly url: string;
  readonly close: () => void;
}

/** The Region of the profile. STS does not answer there. */
export const PROFILE_REGION = 'us-east-1';

const CREDENTIALS = '<Credentials><AccessKeyId>111122223333</AccessKeyId><SecretAccessKey>secret</SecretAccessKey>'
  + '<SessionToken>token</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>';
const ASSUMED = `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>${CREDENTIALS}`
  + '</AssumeRoleResult></AssumeRoleResponse>';

/** Starts CloudWatch, or STS, that hangs or stalls. STS answers in other Regions than the one of the profile. */
export async function startBrokenService({ service, how }: BrokenService): Promise<ServiceStub> {
  const server = createServer((request, response) => {
    request.resume();
    if (service === 'sts' && !isSignedFor(request, PROFILE_REGION)) answer(response);
    else if (how === 'stall') response.writeHead(200, { 'content-type': 'text/xml' }).write('<');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function isSignedFor({ headers: { authorization = '' } }: IncomingMessage, region: string): boolean {
  return authorization.includes(`/${region}/`);
}

function answer(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/xml' }).end(ASSUMED);
}
