import { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { type Construct, type IConstruct } from 'constructs';
import { MRAP603_LAMBDA_EDGE_ON_ORIGIN } from '../../diagnostics/definitions/integrations';
import { renderFindingAsMessage } from '../../diagnostics/finding';

/** The parts of a distribution's configuration that determine the Lambda@Edge triggers of an origin. */
interface DistributionConfig {
  readonly defaultCacheBehavior: Behavior;
  readonly cacheBehaviors?: readonly Behavior[];
  readonly originGroups?: { readonly items: readonly OriginGroup[] };
}

interface Behavior {
  readonly targetOriginId?: string;
  readonly lambdaFunctionAssociations?: readonly { readonly eventType: string }[];
}

interface OriginGroup {
  readonly id?: string;
  readonly members: { readonly items: readonly { readonly originId: string }[] };
}

/** Rejects Lambda@Edge triggers on an origin (MRAP603), in the complete tree, because behaviors may be added later. */
export function rejectOriginTriggers(origin: Construct, originId: string): void {
  const distribution = origin.node.scope;
  distribution?.node.addValidation({
    validate: () => {
      const triggers = findOriginTriggers(distribution, originId);
      return triggers.length === 0 ? [] : [renderFindingAsMessage(MRAP603_LAMBDA_EDGE_ON_ORIGIN.create({ triggers }))];
    },
  });
}

function findOriginTriggers(distribution: IConstruct, originId: string): string[] {
  const resource = distribution.node.defaultChild;
  if (!CfnDistribution.isCfnDistribution(resource)) return [];
  const config = resource.stack.resolve(resource.distributionConfig) as DistributionConfig;
  const { defaultCacheBehavior, cacheBehaviors = [], originGroups } = config;
  const groups = (originGroups?.items ?? [])
    .filter(({ members }) => members.items.some((member) => member.originId === originId));
  const targets = [originId, ...groups.map(({ id }) => id)];
  const events = [defaultCacheBehavior, ...cacheBehaviors]
    .filter(({ targetOriginId }) => targets.includes(targetOriginId))
    .flatMap(({ lambdaFunctionAssociations = [] }) => lambdaFunctionAssociations.map(({ eventType }) => eventType));
  return [...new Set(events.filter((event) => event.startsWith('origin-')))];
}
