import { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { type Construct, type IConstruct } from 'constructs';
import { MRAP603_LAMBDA_EDGE_ON_ORIGIN } from '../../diagnostics/definitions/integrations';
import { renderFinding } from '../../diagnostics/finding';

/** A distribution as it will be written, as far as triggers need it. */
interface Config {
  readonly defaultCacheBehavior: Behavior;
  readonly cacheBehaviors?: readonly Behavior[];
  readonly originGroups?: { readonly items: readonly Group[] };
}

interface Behavior {
  readonly targetOriginId?: string;
  readonly lambdaFunctionAssociations?: readonly { readonly eventType: string }[];
}

interface Group {
  readonly id?: string;
  readonly members: { readonly items: readonly { readonly originId: string }[] };
}

/** Row F3, when the tree is complete: behaviors are often added late. */
export function refuseOriginTriggers(origin: Construct, originId: string): void {
  const distribution = origin.node.scope;
  distribution?.node.addValidation({
    validate: () => {
      const triggers = triggersOf(distribution, originId);
      return triggers.length === 0 ? [] : [renderFinding(MRAP603_LAMBDA_EDGE_ON_ORIGIN.create({ triggers }))];
    },
  });
}

function triggersOf(distribution: IConstruct, originId: string): string[] {
  const resource = distribution.node.defaultChild;
  if (!CfnDistribution.isCfnDistribution(resource)) return [];
  const { defaultCacheBehavior, cacheBehaviors = [], originGroups } = resource.stack.resolve(resource.distributionConfig) as Config;
  const groups = (originGroups?.items ?? []).filter(({ members }) => members.items.some((member) => member.originId === originId));
  const targets = [originId, ...groups.map(({ id }) => id)];
  const events = [defaultCacheBehavior, ...cacheBehaviors]
    .filter(({ targetOriginId }) => targets.includes(targetOriginId))
    .flatMap(({ lambdaFunctionAssociations = [] }) => lambdaFunctionAssociations.map(({ eventType }) => eventType));
  return [...new Set(events.filter((event) => event.startsWith('origin-')))];
}
