import { getAttribute, type StackTemplate } from '../stack-template';

/** The shortest waiting period of KMS. A key is not billed while it waits for its deletion. */
const PENDING_WINDOW_DAYS = 7;

interface KeyStatement {
  readonly Effect: 'Allow';
  readonly Principal: object;
  readonly Action: string;
  readonly Resource: '*';
  readonly Condition?: object;
}

/** Makes a key policy: the account administers the key, and IAM policies of the account allow its use. */
function makeKeyPolicy(accountId: string, statements: readonly KeyStatement[]) {
  const own: KeyStatement = {
    Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${accountId}:root` }, Action: 'kms:*', Resource: '*',
  };
  return { Version: '2012-10-17', Statement: [own, ...statements] };
}

export interface KeyOptions {
  readonly accountId: string;
  /** The name of an alias, which begins with `alias/`. */
  readonly alias?: string;
  readonly isMultiRegion?: boolean;
  /** A service that may decrypt with the key, and the conditions. */
  readonly service?: { readonly principal: string; readonly condition: object };
}

/** Makes the stack of a KMS key. Its output is `KeyArn`. */
export function makeKeyTemplate({ accountId, alias, isMultiRegion = false, service }: KeyOptions): StackTemplate {
  const statements: KeyStatement[] = service === undefined ? [] : [{
    Effect: 'Allow',
    Principal: { Service: service.principal },
    Action: 'kms:Decrypt',
    Resource: '*',
    Condition: service.condition,
  }];
  return {
    Resources: {
      Key: {
        Type: 'AWS::KMS::Key',
        Properties: {
          KeyPolicy: makeKeyPolicy(accountId, statements),
          MultiRegion: isMultiRegion,
          PendingWindowInDays: PENDING_WINDOW_DAYS,
        },
      },
      ...(alias !== undefined && {
        Alias: { Type: 'AWS::KMS::Alias', Properties: { AliasName: alias, TargetKeyId: { Ref: 'Key' } } },
      }),
    },
    Outputs: { KeyArn: { Value: getAttribute('Key') } },
  };
}

/** Makes the stack of the related key of a multi-Region key in another Region. Its output is `KeyArn`. */
export function makeReplicaKeyTemplate(accountId: string, primaryKeyArn: string): StackTemplate {
  return {
    Resources: {
      Key: {
        Type: 'AWS::KMS::ReplicaKey',
        Properties: {
          KeyPolicy: makeKeyPolicy(accountId, []),
          PendingWindowInDays: PENDING_WINDOW_DAYS,
          PrimaryKeyArn: primaryKeyArn,
        },
      },
    },
    Outputs: { KeyArn: { Value: getAttribute('Key') } },
  };
}
