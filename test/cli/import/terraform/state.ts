import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { temporaryFolder } from '../../../support/temporary-folder';

type Values = Readonly<Record<string, unknown>>;

/** Makes a managed resource of the output of `terraform show -json`. */
export function makeResource(address: string, values: Values): object {
  const [type] = address.replace(/\[[^\]]*\]/g, '').split('.').slice(-2);
  return { address, mode: 'managed', type, provider_name: 'registry.terraform.io/hashicorp/aws', values };
}

/** Makes the output of `terraform show -json` for resources of the root module and of modules below it. */
export function makeState(resources: readonly object[], modules: Readonly<Record<string, readonly object[]>> = {}) {
  return {
    format_version: '1.0',
    terraform_version: '1.9.8',
    values: {
      root_module: {
        resources,
        child_modules: Object.entries(modules).map(([address, below]) => ({ address, resources: below })),
      },
    },
  };
}

export function writeState(state: object): string {
  const file = path.join(temporaryFolder(), 'state.json');
  writeFileSync(file, JSON.stringify(state));
  return file;
}

/** Makes the block `rule` of a replication configuration, with the attributes that the provider always writes. */
export function makeRule(rule: Values): Values {
  return {
    prefix: '',
    priority: 0,
    status: 'Enabled',
    delete_marker_replication: [],
    existing_object_replication: [],
    filter: [{ and: [], prefix: '', tag: [] }],
    source_selection_criteria: [],
    ...rule,
  };
}

/** Makes the block `destination` of a rule. */
export function makeDestination(destination: Values): Values {
  return {
    access_control_translation: [],
    account: '',
    encryption_configuration: [],
    metrics: [],
    replication_time: [],
    storage_class: '',
    ...destination,
  };
}
