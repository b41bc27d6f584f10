import { groupBy } from '../../src/diagnostics/group-by';
import { makeStackName } from './build-application';
import { type ImportedState, type OtherToolResource, POLICY_PART } from './imported-state';
import { type ReplicationDeclarations } from './replication-groups';

/** A step of the migration. */
export interface MigrationStep {
  readonly action: string;
  /** The effect on applications that use the access point. */
  readonly clients: string;
}

/** The text that the other tool needs to give up the access point without deleting it. */
export interface ReleaseText {
  readonly tool: OtherToolResource['tool'];
  readonly text: string;
}

const NO_EFFECT = 'none';

/** Lists the steps from the present tool to the generated application. */
export function listMigrationSteps(state: ImportedState, { unmanaged }: ReplicationDeclarations): MigrationStep[] {
  const foreign = unmanaged.map(({ bucket }) => bucket);
  return [
    {
      action: 'Read the generated code, and complete the parts that the command could not read.', clients: NO_EFFECT,
    },
    ...listReleaseSteps(state),
    {
      action: 'Deploy the application with "cdk deploy". The deployment adopts the access point, and fails without '
        + `a change if the declaration differs from it (MRAP905, MRAP917).${describeStackName(state)}`,
      clients: describeEffectOfAdoption(state),
    },
    ...(state.otherTools.some(({ tool }) => tool === 'CloudFormation') ? [{
      action: 'Remove the resources from the template of the other stack, and deploy it. CloudFormation keeps them.',
      clients: NO_EFFECT,
    }] : []),
    ...(foreign.length === 0 ? [] : [{
      action: `Keep the replication rules of ${[...new Set(foreign)].join(', ')} in their present tool, or add a `
        + 'CrossRegionReplication with the same role and delete the old rules afterwards.',
      clients: 'none; old and new rules write the same replicas',
    }]),
    ...(state.alarms.length === 0 ? [] : [{
      action: `Keep the alarms ${state.alarms.map(({ name }) => name).join(', ')} in their present tool, or add `
        + 'ReplicationAlarms and delete them afterwards.',
      clients: NO_EFFECT,
    }]),
  ];
}

/** A deployment with the name of an existing stack would replace its template. */
function describeStackName(state: ImportedState): string {
  if (state.isStackNameFree) return '';
  return ` The account must not have a stack ${makeStackName(state)} in the Region of the application yet, because the `
    + 'deployment would delete its resources.';
}

function listReleaseSteps({ otherTools }: ImportedState): MigrationStep[] {
  const tools = new Set(otherTools.map(({ tool }) => tool));
  if (tools.has('Terraform') && needsCommand(otherTools)) {
    return [{
      action: 'Run the commands "terraform state rm", and remove the resources or their keys in "for_each" from the '
        + 'Terraform configuration before the next "terraform apply", which would try to create them again.',
      clients: NO_EFFECT,
    }];
  }
  if (tools.has('Terraform')) {
    return [{
      action: 'Replace the resources in the Terraform configuration by the removed blocks, and run "terraform apply".',
      clients: NO_EFFECT,
    }];
  }
  if (tools.has('CloudFormation')) {
    return [{
      action: 'Add the DeletionPolicy lines to the template of the other stack, and deploy it. Without this step, the '
        + 'removal of the resources deletes the access point, and its alias is lost.',
      clients: NO_EFFECT,
    }];
  }
  return [{
    action: 'If another tool created the access point, make it keep the access point: removed blocks in Terraform, '
      + 'DeletionPolicy: Retain in CloudFormation. With --from-terraform-state and --from-template, "import" prints '
      + 'them.',
    clients: NO_EFFECT,
  }];
}

/** S3 cannot delete a policy, so an access point without one gets the policy that S3 assumes. */
function describeEffectOfAdoption({ statements, unread }: ImportedState): string {
  if (statements !== undefined) return 'none; alias, ARN, policy and routes stay the same';
  return unread.some(({ what }) => what === POLICY_PART)
    ? 'none; the deployment fails without a change until the code contains the statements of the policy'
    : 'none; the access point gets a policy that allows what the policies of the account allow today';
}

/** Renders the blocks or lines with which the other tools give up the access point. */
export function renderReleaseTexts({ otherTools }: ImportedState): ReleaseText[] {
  return [...groupBy(otherTools, ({ tool }) => tool)].map(([tool, resources]) => ({
    tool, text: renderRelease(tool, resources),
  }));
}

function renderRemovedBlocks(resources: readonly OtherToolResource[]): string {
  return resources.map(({ address }) =>
    `removed {\n  from = ${address}\n  lifecycle {\n    destroy = false\n  }\n}\n`).join('\n');
}

function renderRelease(tool: OtherToolResource['tool'], resources: readonly OtherToolResource[]): string {
  if (tool === 'CloudFormation') return renderDeletionPolicies(resources);
  return needsCommand(resources) ? renderStateCommands(resources) : renderRemovedBlocks(resources);
}

/** Renders commands of a POSIX shell. */
function renderStateCommands(resources: readonly OtherToolResource[]): string {
  return resources.map(({ address }) => `terraform state rm '${address.replaceAll("'", "'\\''")}'\n`).join('');
}

const needsCommand = (resources: readonly OtherToolResource[]) => resources.some((resource) => resource.needsCommand);

function renderDeletionPolicies(resources: readonly OtherToolResource[]): string {
  return resources.map(({ address }) => {
    const [logicalId, ...stack] = address.split('/').reverse();
    return [
      `# stack ${stack.reverse().join('/')}`,
      `${logicalId}:`,
      '  DeletionPolicy: Retain',
      '  UpdateReplacePolicy: Retain',
      '',
    ].join('\n');
  }).join('\n');
}
