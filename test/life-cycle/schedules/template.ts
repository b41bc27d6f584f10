import { ACCESS_POINT_TYPE, POLICY_TYPE, ROUTES_TYPE } from '../../../src/wire/resource-types';
import { type Attribute, type Template } from '../../driver/stack';
import { ACCOUNT } from '../../support/accounts';
import { type Declaration } from './schedule';

const THREE = [
  { Bucket: 'media-eu', Region: 'eu-west-1' },
  { Bucket: 'media-us', Region: 'us-east-1' },
  { Bucket: 'media-jp', Region: 'ap-northeast-1' },
];
export const MEMBERS = { three: THREE, two: THREE.slice(0, 2) };

/** The Regions that each table that can be declared makes active. */
export const TABLES: readonly (readonly string[])[] = [['eu-west-1'], ['us-east-1']];

/** What an operator makes active, which nobody declares. */
export function byHand(members: readonly string[]): readonly string[] {
  return members.length === THREE.length ? ['ap-northeast-1'] : members;
}

const ACTIONS = [['s3:GetObject'], ['s3:GetObject', 's3:PutObject'], ['s3:PutObject']];
const BLOCK = { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true };

/** The policy of that number. */
export function policyOf(arn: string, number: number) {
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: ACTIONS[number], Resource: `${arn}/object/*` }],
  };
}

/** What the constructs would write for a declaration. */
export function templateOf(declaration: Declaration): Template {
  const { construct, timeoutMinutes, routes } = declaration;
  const times = { TimeoutSeconds: timeoutMinutes * 60, ServiceTimeout: (timeoutMinutes + 5) * 60 };
  const of = (attribute: Attribute) => (name: string) => attribute(construct, name);
  return [
    {
      logicalId: construct,
      type: ACCESS_POINT_TYPE,
      retain: declaration.retain,
      properties: () => ({
        ...times,
        ...(declaration.name && { Name: declaration.name }),
        Buckets: MEMBERS[declaration.members],
        PublicAccessBlock: BLOCK,
        Existing: declaration.existing,
        Replacement: declaration.replacement,
      }),
    },
    {
      logicalId: `${construct}Policy`,
      type: POLICY_TYPE,
      properties: (attribute) => ({
        ...times,
        Name: of(attribute)('Name'),
        Alias: of(attribute)('Alias'),
        Policy: policyOf(of(attribute)('Arn'), declaration.policy),
        ...(declaration.existing === 'ADOPT' && { Origin: of(attribute)('Origin') }),
      }),
    },
    ...(routes === undefined ? [] : [{
      logicalId: `${construct}Routes`,
      type: ROUTES_TYPE,
      properties: (attribute: Attribute) => ({
        ServiceTimeout: 600,
        AccessPointArn: of(attribute)('Arn'),
        Routes: TABLES[routes].map((Region) => ({ Region, TrafficDialPercentage: 100 })),
        OtherMembers: 0,
        LiveRoutes: declaration.liveRoutes,
        AccessPointCreatedAt: of(attribute)('CreatedAt'),
      }),
    }]),
  ];
}
