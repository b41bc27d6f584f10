import { type SynthesizedTemplate } from '../../security/applications';
import { type Difference } from '../difference';
import { type Inputs } from '../inputs/inputs';
import { type SourceText } from '../project/source-text';

/** The name of a service in botocore: `s3control` for the client `s3-control`. */
export function botocoreService(client: string): string {
  return client.replaceAll('-', '');
}

/** The other services that the programs and the runbook call. */
export function calledServices(source: SourceText, templates: readonly SynthesizedTemplate[]): string[] {
  const services = [
    ...source.commands.map(({ client }) => botocoreService(client)),
    ...automationCalls(templates).map(({ service }) => service),
  ];
  return [...new Set(services)].filter((service) => !['s3', 's3control'].includes(service)).sort();
}

/** A call of Systems Manager Automation in a rendered document. */
interface AutomationCall {
  readonly service: string;
  readonly operation: string;
}

function automationCalls(templates: readonly SynthesizedTemplate[]): AutomationCall[] {
  return templates.flatMap(({ template }) => callsIn(template.Resources));
}

function callsIn(value: unknown): AutomationCall[] {
  if (typeof value !== 'object' || value === null) return [];
  const { Service: service, Api: operation } = value as { Service?: unknown; Api?: unknown };
  const own = typeof service === 'string' && typeof operation === 'string' ? [{ service, operation }] : [];
  return [...own, ...Object.values(value).flatMap(callsIn)];
}

/** Compares the calls of other services than S3, and the calls of the runbook, with the models of botocore. */
export function checkCalledOperations(
  { botocore }: Inputs, source: SourceText, templates: readonly SynthesizedTemplate[],
): Difference[] {
  if (botocore === undefined) return [];
  const operations: Readonly<Record<string, readonly string[]>> = {
    ...botocore.operationsOf,
    s3: Object.keys(botocore.s3.operations),
    s3control: Object.keys(botocore.s3control.operations),
  };
  const calls = [
    ...source.commands.map(({ client, operation, file }) => ({ service: botocoreService(client), operation, file })),
    ...automationCalls(templates).map((call) => ({ ...call, file: 'src/constructs/operations/runbook-document.ts' })),
  ];
  return calls.filter(({ service, operation }) => operations[service]?.includes(operation) !== true)
    .map(({ service, operation, file }) =>
      ({
        kind: 'gone',
        input: 'botocore',
        fact: `operation ${service} ${operation}`,
        detail: 'this file calls it',
        file,
      }));
}
