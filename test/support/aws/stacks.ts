import { response, textOf, type WireRequest, type WireResponse, xml } from './wire';

/** A parameter of a stack in the response of CloudFormation. */
interface StackParameter {
  readonly ParameterKey: string;
  readonly ParameterValue: string;
  readonly ResolvedValue?: string;
}

/** A stack of CloudFormation. */
export interface SimulatedStack {
  readonly template: object;
  /** The physical ids, by logical id. */
  readonly physicalIds: Readonly<Record<string, string>>;
  readonly parameters?: readonly StackParameter[];
  /** The statuses of resources that are not complete, by logical id. */
  readonly statuses?: Readonly<Record<string, string>>;
}

const PAGE_SIZE = 2;

/** The operations of CloudFormation that plan and import call. */
export class DeployedStacks {
  /** By name or id. */
  public readonly byName = new Map<string, SimulatedStack>();

  public answer({ body }: WireRequest): WireResponse {
    const input = new URLSearchParams(textOf(body));
    const name = input.get('StackName')!;
    const stack = this.byName.get(name);
    if (stack === undefined) return refuseUnknownStack(name);
    if (input.get('Action') === 'GetTemplate') {
      const text = escapeXml(JSON.stringify(stack.template));
      return xml(
        'GetTemplateResponse',
        `<GetTemplateResult><TemplateBody>${text}</TemplateBody></GetTemplateResult>`);
    }
    if (input.get('Action') === 'DescribeStacks') return describeStack(name, stack);
    const start = Number(input.get('NextToken') ?? 0);
    const entries = Object.entries(stack.physicalIds);
    const page = entries.slice(start, start + PAGE_SIZE).map(([logicalId, physicalId]) =>
      `<member><LogicalResourceId>${logicalId}</LogicalResourceId>`
      + `<PhysicalResourceId>${physicalId}</PhysicalResourceId>`
      + `<ResourceStatus>${stack.statuses?.[logicalId] ?? 'CREATE_COMPLETE'}</ResourceStatus></member>`);
    const next = start + PAGE_SIZE < entries.length ? `<NextToken>${start + PAGE_SIZE}</NextToken>` : '';
    return xml(
      'ListStackResourcesResponse',
      `<ListStackResourcesResult><StackResourceSummaries>${page.join('')}</StackResourceSummaries>${next}`
      + '</ListStackResourcesResult>');
  }
}

function describeStack(name: string, { parameters = [] }: SimulatedStack): WireResponse {
  const members = parameters.map((parameter) => {
    const fields = Object.entries(parameter).map(([key, value]) => `<${key}>${escapeXml(String(value))}</${key}>`);
    return `<member>${fields.join('')}</member>`;
  });
  return xml(
    'DescribeStacksResponse',
    `<DescribeStacksResult><Stacks><member><StackName>${name}</StackName><StackStatus>UPDATE_COMPLETE</StackStatus>`
    + `<Parameters>${members.join('')}</Parameters></member></Stacks></DescribeStacksResult>`);
}

function refuseUnknownStack(name: string): WireResponse {
  return response(400, '<ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code>'
    + `<Message>Stack with id ${name} does not exist</Message></Error></ErrorResponse>`);
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
