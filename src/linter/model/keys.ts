import { asText } from '../evaluation/read';
import { isKnownText } from '../evaluation/symbols';
import { type TemplateModel, type TemplateResource } from './template-model';

/** Finds the key of the application that a reference contains: its id or its ARN. */
export function findKeyByReference(application: TemplateModel, reference: string): TemplateResource | undefined {
  return application.resourcesOfType('AWS::KMS::Key')
    .find((key) => reference === key.reference() || reference === key.reference('Arn'));
}

/** The key of an alias that the stack of a resource declares. */
export function findKeyOfAlias(
  { application, stack }: TemplateResource, reference: string,
): TemplateResource | undefined {
  const alias = application.resourcesOfType('AWS::KMS::Alias').find((entry) =>
    entry.stack === stack && [entry.reference(), entry.reference('Arn')].includes(reference));
  return alias && findKeyByReference(application, asText(alias.properties.TargetKeyId) ?? '');
}

/**
 * The ARN that the key of a literal alias has, as a pattern. A resource of an identity policy cannot be an alias. The
 * policies of keys that AWS manages allow all principals of the account.
 */
export function makeKeyPatternOfAlias(reference: string): string | undefined {
  const [, prefix] = /^(arn:[^:]*:kms:[^:]*:[^:]*:)alias\/(?!aws\/)/.exec(reference) ?? [];
  return prefix === undefined ? undefined : `${prefix}key/*`;
}

/** The ARN of a key, as text or as the symbol of a key of the application. Undefined for an alias or an id. */
export function resolveKeyArn(application: TemplateModel, reference: string): string | undefined {
  if (isKnownText(reference)) return /^arn:[^:]*:kms:[^:]*:[^:]*:key\//.test(reference) ? reference : undefined;
  return findKeyByReference(application, reference)?.reference('Arn');
}
