import { type PolicyStatementFacts } from '../../diagnostics/checks/access-point-policy';
import { containsPendingLookup } from '../../validation/tokens';

/** A statement of a resolved policy document. */
export interface ResolvedStatement {
  readonly Effect?: string;
  readonly Principal?: unknown;
  readonly Action?: unknown;
  readonly Resource?: unknown;
  readonly Condition?: unknown;
}

/** Describes the statement of an access point policy. `arn` is the resolved ARN of the access point. */
export function describeStatement(statement: ResolvedStatement, arn: unknown): PolicyStatementFacts {
  const { Effect, Principal: principal, Action: action, Resource: resource, Condition: condition } = statement;
  const resources = toList(resource).map(renderText);
  const ownArn = renderText(arn);
  const isPublic = JSON.stringify(principal) === '"*"' || JSON.stringify(principal) === '{"AWS":"*"}';
  return {
    allows: Effect === 'Allow',
    publicPrincipal: isPublic && condition === undefined ? JSON.stringify(principal) : undefined,
    principals: listKnownPrincipals(principal),
    actions: toList(action).filter((name) => typeof name === 'string'),
    resources,
    covers: {
      bucket: resources.some((text) => text === ownArn || isPattern(text, ownArn)),
      object: resources.some((text) => text.startsWith(`${ownArn}/object/`) || isPattern(text, ownArn)),
    },
  };
}

/** Lists the AWS principals without references other than the partition, which is always `aws`. */
function listKnownPrincipals(principal: unknown): string[] {
  const { AWS: aws } = Object(principal) as { readonly AWS?: unknown };
  return toList(aws).map((value) => renderText(value).replaceAll('<{"Ref":"AWS::Partition"}>', 'aws'))
    .filter((value) => !value.includes('<{') && !containsPendingLookup(value));
}

/** Returns whether a resource is not literally the access point or its objects, so that its effect is unknown. */
function isPattern(text: string, ownArn: string): boolean {
  return !(text === ownArn || text.startsWith(`${ownArn}/`));
}

function toList(value: unknown): unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** Renders a value with references in angle brackets. */
function renderText(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const { 'Fn::Join': join } = value as { 'Fn::Join'?: [string, unknown[]] };
  return join ? join[1].map(renderText).join(join[0]) : `<${JSON.stringify(value)}>`;
}
