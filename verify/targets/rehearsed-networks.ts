import {
  evaluateStatements, type PolicyDecision, readStatements, selectStatements,
} from '../../cli/simulate/evaluate-statements';
import { MINUTE } from '../../control/clock';
import { findSignatureProblems } from '../../simulator/signatures/find-signature-problems';
import { type FunctionAnswer } from '../lab/private-network';
import { type Page, type PageHeaders } from '../lab/service-lab';
import { type SignedRequest } from '../lab/signed-request';
import { type RehearsedBehavior } from './rehearsed-account';
import { findObject, type RehearsedObject } from './rehearsed-objects';
import { type CreateResource, type SimulatedResource } from './simulated-stacks';
import { SECRET_ACCESS_KEY, type SimulatedAccount } from './simulator';

/** The input of an invocation. */
export interface Invocation {
  readonly FunctionName?: string;
  readonly Payload?: string;
}

interface EndpointProperties {
  readonly PolicyDocument: object;
  readonly PrivateDnsEnabled: boolean;
  readonly ServiceName: string;
  readonly SubnetIds: readonly string[];
}

interface FunctionProperties {
  readonly VpcConfig: { readonly SubnetIds: readonly string[] };
}

/** CloudFormation waits until Lambda has deleted the interfaces of a function. Users report 20 to 45 minutes. */
const INTERFACE_DELETION_MS = 40 * MINUTE;
const ACTION = 's3:GetObject';

const makeReference: CreateResource = ({ name }) => ({ ref: name, attributes: {} });
const makeDenial = (code: string): Page => ({ status: 403, body: `<Error><Code>${code}</Code></Error>` });

/** Networks with an endpoint for access points and a function that sends requests for objects. */
export class RehearsedNetworks {
  public static readonly types: Readonly<Record<string, CreateResource>> = {
    'AWS::EC2::VPC': makeReference,
    'AWS::EC2::Subnet': makeReference,
    'AWS::EC2::SecurityGroup': ({ name }) => ({ ref: name, attributes: { GroupId: `sg-${name}` } }),
    'AWS::EC2::VPCEndpoint': ({ name }) => ({ ref: `vpce-${name}`, attributes: {} }),
    'AWS::Lambda::Function': ({ name }) => ({ ref: name, attributes: {}, deletionMs: INTERFACE_DELETION_MS }),
  };

  constructor(
    private readonly findAccount: () => SimulatedAccount, private readonly behavior: RehearsedBehavior,
  ) {}

  /** Answers the invocation of a function, which sends its requests. */
  public answer(command: string, { FunctionName: name, Payload: payload = '[]' }: Invocation): object | undefined {
    const found = this.findAccount().stacks.resources.find(({ type, ref }) => (
      type === 'AWS::Lambda::Function' && ref === name));
    if (command !== 'InvokeCommand' || found === undefined) return undefined;
    const endpoint = this.findEndpoint(found);
    const answers = (JSON.parse(payload) as readonly SignedRequest[]).map(({ url, headers }): FunctionAnswer =>
      (endpoint === undefined ? { error: 'ENOTFOUND' } : this.answerRequest(url, headers, endpoint)));
    return { StatusCode: 200, Payload: { transformToString: () => JSON.stringify(answers) } };
  }

  /** Answers a request from outside. Returns undefined if its host is no access point. */
  public getPage(url: string, headers: PageHeaders = {}): Page | undefined {
    return new URL(url).hostname.endsWith('.accesspoint.s3-global.amazonaws.com')
      ? this.answerRequest(url, headers) : undefined;
  }

  /** The host names of access points resolve only in a VPC with an endpoint. */
  private findEndpoint({ properties }: SimulatedResource): SimulatedResource | undefined {
    const { VpcConfig: { SubnetIds: [subnet] } } = properties as unknown as FunctionProperties;
    return this.findAccount().stacks.resources.find((resource) => {
      if (resource.type !== 'AWS::EC2::VPCEndpoint') return false;
      const { PrivateDnsEnabled, ServiceName, SubnetIds } = resource.properties as unknown as EndpointProperties;
      return PrivateDnsEnabled && ServiceName === 'com.amazonaws.s3-global.accesspoint' && SubnetIds.includes(subnet);
    });
  }

  private answerRequest(url: string, headers: PageHeaders, endpoint?: SimulatedResource): Page {
    const account = this.findAccount();
    const { hostname, pathname } = new URL(url);
    const problem = this.findSignatureProblem(hostname, pathname, headers);
    if (problem !== undefined) return makeDenial(problem);
    const object = findObject(account, hostname, pathname.slice(1));
    if (object === undefined) return makeDenial('AccessDenied');
    const resource = `${object.accessPointArn}/object${pathname}`;
    const isAllowed = this.evaluate(object.policy, resource, endpoint) === 'allowed'
      && (endpoint === undefined || this.passesEndpoint(endpoint, resource, object, pathname));
    return isAllowed ? { status: 200, body: object.content } : makeDenial('AccessDenied');
  }

  /** S3 also evaluates the policy of an endpoint for the bucket. */
  private passesEndpoint(
    endpoint: SimulatedResource, resource: string, { bucket }: RehearsedObject, pathname: string,
  ): boolean {
    const policy = JSON.stringify((endpoint.properties as unknown as EndpointProperties).PolicyDocument);
    return [resource, `arn:aws:s3:::${bucket}${pathname}`].every((one) => (
      this.evaluate(policy, one, endpoint) === 'allowed'));
  }

  private evaluate(policy: string | undefined, resource: string, endpoint?: SimulatedResource): PolicyDecision {
    const { accountId } = this.findAccount();
    const caller = { accountId, arns: [`arn:aws:iam::${accountId}:user/me`], actsAsService: false };
    const { sendsEndpointId, signatureVersion, requestedRegion } = this.behavior;
    const context = {
      'aws:requestedregion': [requestedRegion],
      'aws:sourcevpce': endpoint !== undefined && sendsEndpointId ? [endpoint.ref] : [],
      's3:signatureversion': [signatureVersion],
    };
    return evaluateStatements(
      selectStatements(readStatements(policy), caller, true), { action: ACTION, resource, context });
  }

  /** Returns the code with which S3 refuses a signature. */
  private findSignatureProblem(hostname: string, pathname: string, headers: PageHeaders): string | undefined {
    const { accountId, clock } = this.findAccount();
    const request = {
      method: 'GET',
      url: pathname,
      headers: Object.entries({ ...headers, host: hostname }),
      body: new Uint8Array(),
    };
    const [problem] = findSignatureProblems(request, {
      credentials: { accessKeyId: accountId, secretAccessKey: SECRET_ACCESS_KEY },
      service: 's3',
      algorithm: 'AWS4-ECDSA-P256-SHA256',
      region: '*',
      now: new Date(clock.now()),
    });
    return (problem as typeof problem | undefined)?.code;
  }
}
