import { SUPPORTED_REGIONS } from '../../../simulator/engine/regions';
import { ACCESS_POINT_TYPE, POLICY_TYPE, ROUTES_TYPE } from '../../../src/wire/resource-types';
import { type Attribute, type Template } from '../../driver/stack';
import { ACCOUNT } from '../../support/accounts';
import { type Declaration } from './schedule';

const THREE = [
  { Bucket: 'media-eu', Region: 'eu-west-1' },
  { Bucket: 'media-us', Region: 'us-east-1' },
  { Bucket: 'media-jp', Region: 'ap-northeast-1' },
];
const OTHERS = SUPPORTED_REGIONS.filter((region) => THREE.every(({ Region }) => Region !== region)).slice(0, 14)
  .map((Region) => ({ Bucket: `media-${Region}`, Region }));
/** An access point has at most 17 members. */
const SEVENTEEN = [...THREE, ...OTHERS];
export const MEMBERS = { three: THREE, two: THREE.slice(0, 2), seventeen: SEVENTEEN };

/** The active Regions of each table that a schedule can declare. */
export const TABLES: readonly (readonly string[])[] = [['eu-west-1'], ['us-east-1']];

/** Returns the Regions that an operator activates. No template declares them. */
export function manualRoutes(members: readonly string[]): readonly string[] {
  return members.includes('ap-northeast-1') ? ['ap-northeast-1'] : members;
}

const ACTIONS = [['s3:GetObject'], ['s3:GetObject', 's3:PutObject'], ['s3:PutObject']];
const COMPLETE = {
  BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true,
};
/** The public access blocks. */
export const BLOCKS = { complete: COMPLETE, partial: { ...COMPLETE, IgnorePublicAcls: false } };

export function makePolicy(arn: string, number: number) {
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: ACTIONS[number], Resource: `${arn}/object/*` }],
  };
}

/** Makes the template that the constructs render for a declaration. */
export function makeTemplate(declaration: Declaration): Template {
  const { construct, timeoutMinutes, routes } = declaration;
  const times = { TimeoutSeconds: timeoutMinutes * 60, ServiceTimeout: (Math.max(timeoutMinutes, 10) + 5) * 60 };
  const ofAccessPoint = (attribute: Attribute) => (name: string) => attribute(construct, name);
  return [
    {
      logicalId: construct,
      type: ACCESS_POINT_TYPE,
      retain: declaration.retain,
      properties: () => ({
        ...times,
        ...(declaration.name && { Name: declaration.name }),
        Buckets: MEMBERS[declaration.members],
        PublicAccessBlock: BLOCKS[declaration.block ?? 'complete'],
        Existing: declaration.existing,
        Replacement: declaration.replacement,
      }),
    },
    {
      logicalId: `${construct}Policy`,
      type: POLICY_TYPE,
      properties: (attribute) => ({
        ...times,
        Name: ofAccessPoint(attribute)('Name'),
        Alias: ofAccessPoint(attribute)('Alias'),
        Policy: makePolicy(ofAccessPoint(attribute)('Arn'), declaration.policy),
        Origin: ofAccessPoint(attribute)('Origin'),
        Owner: ofAccessPoint(attribute)('Owner'),
      }),
    },
    ...(routes === undefined ? [] : [{
      logicalId: `${construct}Routes`,
      type: ROUTES_TYPE,
      properties: (attribute: Attribute) => ({
        ServiceTimeout: 600,
        AccessPointArn: ofAccessPoint(attribute)('Arn'),
        Routes: TABLES[routes].map((Region) => ({ Region, TrafficDialPercentage: 100 })),
        OtherMembers: 0,
        LiveRoutes: declaration.liveRoutes,
        AccessPointCreatedAt: ofAccessPoint(attribute)('CreatedAt'),
      }),
    }]),
  ];
}
