import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import {
  Aspects, CfnResource, type IPropertyInjector, Mixin, Mixins, PropertyInjectors, RemovalPolicies, RemovalPolicy, Tags,
  Validations,
} from 'aws-cdk-lib/core';
import { NagMessageLevel, NagPack, NagRuleCompliance } from 'cdk-nag';
import { type IConstruct } from 'constructs';
import { violationsOf } from '../../support/nag';
import { type Level } from './everything';

/** A resource in a template, and its construct. */
export interface TreeResource {
  readonly node: CfnResource;
  readonly path: string;
  readonly type: string;
  readonly body: {
    readonly DeletionPolicy?: string;
    readonly Metadata?: Record<string, unknown>;
    readonly Properties?: Record<string, unknown>;
  };
}

/** Something that aws-cdk-lib applies by walking the construct tree, and a scope of it. */
export interface Mechanism {
  readonly name: string;
  /** Applies the mechanism to a scope before anything is declared below it. */
  readonly before?: (scope: IConstruct) => void;
  /** Applies the mechanism to a scope with all its constructs. */
  readonly after?: (scope: IConstruct) => void;
  /** Returns whether it reached a resource. */
  readonly reached: (resource: TreeResource) => boolean;
  /** The types that aws-cdk-lib does not reach anywhere, by the reason. */
  readonly exceptTypes?: Readonly<Record<string, readonly string[]>>;
  /** The constructs that it does not reach, by the reason. */
  readonly exceptPaths?: Readonly<Record<string, RegExp>>;
  /** The levels at which aws-cdk-lib offers it. The default is every level. */
  readonly levels?: readonly Level[];
}

const CUSTOM_RESOURCES = [
  'Custom::S3BucketReplication', 'Custom::S3MultiRegionAccessPoint', 'Custom::S3MultiRegionAccessPointPolicy',
  'Custom::S3MultiRegionAccessPointRoutes',
];
const BOUNDARY = 'arn:aws:iam::111122223333:policy/boundary';

/** Sets properties of constructs of one class before their construction. */
function makeInjector(
  { PROPERTY_INJECTION_ID: constructUniqueId }: { readonly PROPERTY_INJECTION_ID: string }, properties: object,
): IPropertyInjector {
  return { constructUniqueId, inject: <T>(original: T): T => ({ ...original, ...properties }) };
}

const INJECTED = 'injected by a blueprint';

/** The classes that the blueprint configures, by the type of their resource, and the property that shows it. */
const BLUEPRINT: Readonly<Record<string, { readonly injector: IPropertyInjector; readonly shows: string }>> = {
  'AWS::S3::Bucket': {
    injector: makeInjector(s3.Bucket, { transferAcceleration: true }), shows: 'AccelerateConfiguration',
  },
  'AWS::KMS::Key': { injector: makeInjector(kms.Key, { description: INJECTED }), shows: INJECTED },
  'AWS::IAM::Role': { injector: makeInjector(iam.Role, { description: INJECTED }), shows: INJECTED },
  'AWS::Lambda::Function': { injector: makeInjector(lambda.Function, { description: INJECTED }), shows: INJECTED },
  'AWS::Logs::LogGroup': {
    injector: makeInjector(logs.LogGroup, { retention: logs.RetentionDays.FIVE_DAYS }), shows: '"RetentionInDays":5',
  },
};

class MarkMixin extends Mixin {
  public override supports(construct: IConstruct): boolean { return CfnResource.isCfnResource(construct); }
  public applyTo(construct: IConstruct): void { (construct as CfnResource).addMetadata('mixed', true); }
}

/** A pack with one rule that no resource complies with. */
class RefuseAllPack extends NagPack {
  public readonly name = 'Refuse';

  constructor(scope: IConstruct) {
    super(scope);
    this.packName = 'Refuse';
  }

  public override checkResource(node: CfnResource): void {
    this.applyRule({
      ruleSuffixOverride: 'All',
      info: 'refused',
      explanation: 'refused',
      level: NagMessageLevel.ERROR,
      rule: () => NagRuleCompliance.NON_COMPLIANT,
      node,
    });
  }
}

/** The paths of the resources whose findings of cdk-nag are not acknowledged. */
const REFUSED = new WeakMap<IConstruct, ReadonlySet<string>>();

function isRefused({ node, path }: TreeResource): boolean {
  const { root } = node.node;
  const refused = REFUSED.get(root)
    ?? new Set(violationsOf(RefuseAllPack, root).map((violation) => violation.replace('Refuse-All ', '')));
  REFUSED.set(root, refused);
  return refused.has(path);
}

/** The mechanisms of aws-cdk-lib that walk the construct tree. */
export const MECHANISMS: readonly Mechanism[] = [
  {
    name: 'Tags',
    after: (scope) => Tags.of(scope).add('cost-center', 'media-department'),
    reached: ({ body }) => JSON.stringify(body.Properties ?? {}).includes('"media-department"'),
    exceptTypes: {
      'the type has no tags': [
        'AWS::CloudFormation::CustomResource', 'AWS::CloudFront::OriginAccessControl',
        'AWS::EC2::SubnetRouteTableAssociation', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::Policy', 'AWS::KMS::Alias',
        'AWS::Lambda::EventInvokeConfig', 'AWS::Lambda::Permission', 'AWS::S3::BucketPolicy',
        'AWS::S3::MultiRegionAccessPoint', 'AWS::S3::MultiRegionAccessPointPolicy', 'AWS::SNS::TopicPolicy',
        ...CUSTOM_RESOURCES,
      ],
    },
  },
  {
    name: 'Aspects',
    after: (scope) => Aspects.of(scope).add({
      visit: (node) => { if (CfnResource.isCfnResource(node)) node.addMetadata('visited', true); },
    }),
    reached: ({ body }) => body.Metadata?.visited === true,
  },
  {
    name: 'RemovalPolicies',
    after: (scope) => RemovalPolicies.of(scope).apply(RemovalPolicy.RETAIN),
    reached: ({ body }) => body.DeletionPolicy === 'Retain',
  },
  {
    name: 'property injectors',
    levels: ['app', 'stage', 'stack', 'wrapper'],
    before: (scope) => PropertyInjectors.of(scope).add(...Object.values(BLUEPRINT).map(({ injector }) => injector)),
    reached: ({ type, body }) => !(type in BLUEPRINT) || JSON.stringify(body).includes(BLUEPRINT[type].shows),
  },
  {
    name: 'cdk-nag acknowledgements',
    after: (scope) => Validations.of(scope).acknowledge({ id: 'Refuse-All', reason: 'the test refuses everything' }),
    reached: (resource) => !isRefused(resource),
  },
  {
    name: 'Mixins',
    after: (scope) => { Mixins.of(scope).apply(new MarkMixin()); },
    reached: ({ body }) => body.Metadata?.mixed === true,
    exceptPaths: {
      'mixins apply at once, and the handlers wait for their settings until synthesis':
        /MultiRegionAccessPointHandlers\/[A-Za-z]+\/(?!Role\/Resource$|Policy\/Resource$)/,
    },
  },
  {
    name: 'iam.PermissionsBoundary',
    after: (scope) => iam.PermissionsBoundary.of(scope).apply(
      iam.ManagedPolicy.fromManagedPolicyArn(scope, 'Boundary', BOUNDARY)),
    reached: ({ type, body }) => type !== 'AWS::IAM::Role' || body.Properties?.PermissionsBoundary === BOUNDARY,
  },
];
