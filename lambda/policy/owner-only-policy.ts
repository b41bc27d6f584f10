import { supportedActions } from '../../src/facts/data-plane';
import { type RawProperties } from '../../src/wire/property-readers';

/** The policy that allows only the owner account, as the constructs render it without statements. */
export function makeOwnerOnlyPolicy(accountId: string, alias: string): RawProperties {
  const arn = `arn:aws:s3::${accountId}:accesspoint/${alias}`;
  const common = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${accountId}:root` } };
  return {
    Version: '2012-10-17',
    Statement: [
      { ...common, Action: supportedActions('bucket'), Resource: arn },
      { ...common, Action: supportedActions('object'), Resource: `${arn}/object/*` },
    ],
  };
}
