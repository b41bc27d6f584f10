import { type Page } from '../lab/service-lab';
import { type RehearsedBehavior } from './rehearsed-account';
import { findObject } from './rehearsed-objects';
import { type CreateResource, type SimulatedResource } from './simulated-stacks';
import { type SimulatedAccount } from './simulator';

interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal: { readonly Service?: string };
  readonly Resource: string;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

interface DistributionProperties {
  readonly DistributionConfig: { readonly Origins: readonly { readonly DomainName: string }[] };
}

const DENIED: Page = { status: 403, body: '<Error><Code>AccessDenied</Code></Error>' };

/** Distributions of CloudFront that read objects through access points. */
export class RehearsedDistributions {
  constructor(
    private readonly findAccount: () => SimulatedAccount, private readonly behavior: RehearsedBehavior,
  ) {}

  public get types(): Readonly<Record<string, CreateResource>> {
    return {
      'AWS::CloudFront::OriginAccessControl': ({ name }) => ({ ref: name, attributes: { Id: name } }),
      'AWS::CloudFront::Distribution': ({ name }) => {
        if (!this.behavior.acceptsAccessControl) {
          throw new Error('Invalid request provided: the origin is no bucket (HandlerErrorCode: InvalidRequest)');
        }
        return { ref: name, attributes: { DomainName: `${name.toLowerCase()}.cloudfront.net` } };
      },
    };
  }

  /** Answers with the content of an object if the policies of its access point and its key allow the distribution. */
  public getPage(url: string): Page {
    const { hostname, pathname } = new URL(url);
    const account = this.findAccount();
    const { resources } = account.stacks;
    const distribution = resources.find(({ attributes }) => attributes.DomainName === hostname);
    if (distribution === undefined) return { status: 404, body: '' };
    const { DistributionConfig: { Origins: [{ DomainName: origin }] } } =
      distribution.properties as unknown as DistributionProperties;
    const key = pathname.slice(1);
    const object = findObject(account, origin, key);
    const arn = `arn:aws:cloudfront::${account.accountId}:distribution/${distribution.ref}`;
    if (object === undefined || !this.isAllowed(object.policy, key, arn)) return DENIED;
    const { keyArn, content } = object;
    const ofKey = keyArn === undefined ? undefined : resources.find(({ attributes }) => attributes.Arn === keyArn);
    if (ofKey !== undefined && !this.mayDecrypt(ofKey, arn)) return DENIED;
    return { status: 200, body: content };
  }

  private isAllowed(policy: string | undefined, key: string, arn: string): boolean {
    const matching = readStatements(policy).filter(({ Resource, Condition, Principal: { Service: service } }) => {
      const sourceArn = Condition?.StringEquals?.['aws:SourceArn'] ?? arn;
      const isOtherPrincipal = service === undefined && this.behavior.isAwsService;
      return /\/object\/(.*)$/.exec(Resource)?.[1].replace('*', key) === key && sourceArn === arn && !isOtherPrincipal;
    });
    const has = (effect: Statement['Effect']) => matching.some(({ Effect }) => Effect === effect);
    return has('Allow') && !has('Deny');
  }

  private mayDecrypt({ properties: { KeyPolicy: policy } }: SimulatedResource, arn: string): boolean {
    const sent = this.behavior.kmsReceivesSourceArn ? arn : undefined;
    return readStatements(JSON.stringify(policy)).some(({ Principal, Condition }) => {
      const sourceArn = Condition?.StringEquals?.['aws:SourceArn'];
      return Principal.Service !== undefined && (sourceArn === undefined || sourceArn === sent);
    });
  }
}

function readStatements(policy = '{"Statement":[]}'): readonly Statement[] {
  return (JSON.parse(policy) as { readonly Statement: readonly Statement[] }).Statement;
}
