import { Token } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { MRAP749_INVALID_HANDLER_PROXY } from '../diagnostics/definitions/handler-proxy';
import { type Finding } from '../diagnostics/finding';
import { assertNoErrorsAndAnnotateFindings } from './assert-valid';

interface ProxySettings {
  readonly url: string;
  readonly noProxy?: readonly string[];
  readonly caCertificates?: string;
}

const PEM = '-----BEGIN CERTIFICATE-----';
/** Lambda allows 4 KB for all environment variables of a function. */
const MAX_ENVIRONMENT_BYTES = 4096;

/** Throws MRAP749 for each invalid setting of a proxy. Tokens are not checked. */
export function assertProxy(
  scope: IConstruct, { url, noProxy = [], caCertificates = PEM }: ProxySettings, environment: Record<string, string>,
): void {
  const bytes = Object.entries(environment).reduce((sum, entry) => sum + Buffer.byteLength(entry.join('')), 0);
  assertNoErrorsAndAnnotateFindings(scope, [
    ...(Token.isUnresolved(url) ? [] : checkUrl(url)),
    ...noProxy
      .filter((host) => !Token.isUnresolved(host) && !/^[\w.*:-]+$/.test(host))
      .map((host) => invalid('noProxy', host, 'host names or domains, one for each element')),
    ...(Token.isUnresolved(caCertificates) || caCertificates.includes(PEM)
      ? []
      : [invalid('caCertificates', caCertificates.slice(0, 40), 'certificates in PEM format')]),
    ...(bytes <= MAX_ENVIRONMENT_BYTES
      ? []
      : [invalid('proxy', `${bytes} bytes`, `at most ${MAX_ENVIRONMENT_BYTES} bytes, which Lambda allows`)]),
  ]);
}

function checkUrl(url: string): Finding[] {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !['http:', 'https:'].includes(parsed.protocol)) {
    return [invalid('url', url, 'a URL that starts with http:// or https://')];
  }
  return parsed.password === '' ? [] : [invalid('url', 'a URL with a password', 'a URL without a password')];
}

function invalid(setting: string, got: string, expected: string): Finding {
  return MRAP749_INVALID_HANDLER_PROXY.create({ setting, got, expected });
}
