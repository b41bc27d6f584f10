import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import {
  Aspects, CfnResource, type IPropertyInjector, Mixin, Mixins, PermissionsBoundary, PropertyInjectors, RemovalPolicies,
  RemovalPolicy, type Stack, Tags, Validations,
} from 'aws-cdk-lib/core';
import { NagMessageLevel, NagPack, NagRuleCompliance } from 'cdk-nag';
import { type IConstruct } from 'constructs';
import { isAcknowledgedAt } from '../../../src/validation/acknowledgements';
import { violationsOf } from '../../support/nag';
import { type Level, type ScopeProps } from './everything';

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
  /** The stack that CloudFormation deploys with the resource. */
  readonly stack: { readonly tags: Readonly<Record<string, string>>; readonly terminationProtection?: boolean };
}

/**
 * Mechanisms that can be applied to one application: `walking` to all levels, and settings that would overwrite each
 * other in the other two.
 */
export type MechanismGroup = 'walking' | 'by context' | 'by prop';

/** Something that aws-cdk-lib applies by walking the construct tree, and a scope of it. */
export interface Mechanism {
  readonly name: string;
  /** The default is `walking`. */
  readonly group?: MechanismGroup;
  /** The properties of the scope, if the mechanism is a property. */
  readonly props?: ScopeProps;
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
  /** The resource types that it concerns. The default is every type. */
  readonly onlyTypes?: readonly string[];
  /** The levels at which aws-cdk-lib does not offer it, by the reason. */
  readonly exceptLevels?: Readonly<Record<string, readonly Level[]>>;
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

const ONLY_STACKS: Mechanism['exceptLevels'] = {
  'only stacks have the setting': ['app', 'stage', 'wrapper', 'construct'],
};

function hasBoundaryByName({ body }: TreeResource): boolean {
  return JSON.stringify(body.Properties?.PermissionsBoundary ?? '').includes(':policy/boundary');
}

/** The mechanisms of aws-cdk-lib that walk the construct tree, and the settings of stacks. */
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
    exceptLevels: { 'a construct declares its parts before a caller can add an injector to it': ['construct'] },
    onlyTypes: Object.keys(BLUEPRINT),
    before: (scope) => PropertyInjectors.of(scope).add(...Object.values(BLUEPRINT).map(({ injector }) => injector)),
    reached: ({ type, body }) => JSON.stringify(body).includes(BLUEPRINT[type].shows),
  },
  {
    name: 'Validations.acknowledge',
    after: (scope) => Validations.of(scope).acknowledge({ id: 'cdk-s3-mrap::MRAP211', reason: 'one Region is enough' }),
    reached: ({ node }) => isAcknowledgedAt(node, 'MRAP211'),
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
    onlyTypes: ['AWS::IAM::Role'],
    reached: ({ body }) => body.Properties?.PermissionsBoundary === BOUNDARY,
  },
  {
    name: 'permissions boundary by context',
    group: 'by context',
    exceptLevels: {
      'a stack reads the context of its scope while it is created': ['stack', 'wrapper', 'construct'],
    },
    onlyTypes: ['AWS::IAM::Role'],
    before: (scope) => scope.node.setContext('@aws-cdk/core:permissionsBoundary', { name: 'boundary' }),
    reached: hasBoundaryByName,
  },
  {
    name: 'permissions boundary by prop',
    group: 'by prop',
    exceptLevels: { 'only stages and stacks have the property': ['app', 'wrapper', 'construct'] },
    onlyTypes: ['AWS::IAM::Role'],
    props: { permissionsBoundary: PermissionsBoundary.fromName('boundary') },
    reached: hasBoundaryByName,
  },
  {
    name: 'stack tags before construction',
    exceptLevels: ONLY_STACKS,
    props: { tags: { owner: 'media' } },
    before: (scope) => (scope as Stack).tags.setTag('team', 'films'),
    reached: ({ stack: { tags } }) => tags.owner === 'media' && tags.team === 'films',
  },
  {
    name: 'stack tags after construction',
    exceptLevels: ONLY_STACKS,
    after: (scope) => (scope as Stack).tags.setTag('reviewed', 'yes'),
    reached: ({ stack: { tags } }) => tags.reviewed === 'yes',
  },
  {
    name: 'termination protection before construction',
    exceptLevels: ONLY_STACKS,
    props: { terminationProtection: true },
    reached: ({ stack: { terminationProtection } }) => terminationProtection === true,
  },
  {
    name: 'termination protection after construction',
    group: 'by prop',
    exceptLevels: ONLY_STACKS,
    after: (scope) => { (scope as Stack).terminationProtection = true; },
    reached: ({ stack: { terminationProtection } }) => terminationProtection === true,
  },
];
