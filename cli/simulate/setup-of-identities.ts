import { asText } from '../../src/linter/evaluation/read';
import { type PolicyDocument, type PolicyStatement } from '../../src/linter/iam/statement';
import { findKeyByReference } from '../../src/linter/model/keys';
import { findRoles } from '../../src/linter/model/roles';
import { type TemplateModel } from '../../src/linter/model/template-model';
import { type SimulatedNames } from './simulated-names';
import { type AliasesByName, type SetupKey, type SetupRole } from './simulated-setup';

function renderDocument(raw: unknown, names: SimulatedNames): string {
  return names.resolve(typeof raw === 'string' ? raw : JSON.stringify(raw));
}

/** Reads the roles of templates with their trust policies, identity policies and permissions boundaries. */
export function readRoles(application: TemplateModel, names: SimulatedNames): SetupRole[] {
  return findRoles(application).map(({ resource, arn, account, trust, statements, boundary, complete }) => {
    const { PermissionsBoundary: declared, MaxSessionDuration: maxSession } = resource.properties;
    return {
      arn: names.resolve(arn),
      render: (aliases) => ({
        arn: names.resolve(arn),
        accountId: names.resolveAccount(account),
        ...(trust !== undefined && { trust: renderTrust(trust, names) }),
        ...(maxSession !== undefined && { maxSessionSeconds: Number(maxSession) }),
        statements: resolveStatements(statements, names, aliases),
        isComplete: complete && (boundary !== undefined || declared === undefined),
        ...(boundary && { boundary: resolveStatements(boundary, names, aliases) }),
      }),
    };
  });
}

function renderTrust({ raw }: PolicyDocument, names: SimulatedNames): string {
  return renderDocument(raw, names);
}

/** Statements are plain data with symbols in their texts. */
function resolveStatements(
  statements: readonly PolicyStatement[], names: SimulatedNames, aliases: AliasesByName,
): readonly PolicyStatement[] {
  return JSON.parse(names.resolve(JSON.stringify(statements), aliases)) as PolicyStatement[];
}

/** Reads the KMS keys of templates with their policies and aliases. */
export function readKeys(application: TemplateModel, names: SimulatedNames): SetupKey[] {
  const aliases = application.resourcesOfType('AWS::KMS::Alias').flatMap(({ properties }) => {
    const key = findKeyByReference(application, asText(properties.TargetKeyId) ?? '');
    const name = asText(properties.AliasName);
    return key === undefined || name === undefined ? [] : [{ key, name: names.resolve(name) }];
  });
  return application.resourcesOfType('AWS::KMS::Key', 'AWS::KMS::ReplicaKey').map((key) => ({
    arn: names.resolve(key.reference('Arn')),
    accountId: names.resolveAccount(key.account),
    ...(key.properties.KeyPolicy !== undefined && { policy: renderDocument(key.properties.KeyPolicy, names) }),
    aliases: aliases.filter((alias) => alias.key === key).map(({ name }) => name),
  }));
}
