import { type AwsCalls } from '../../control/aws';
import { MRAP961_INVALID_ARGUMENTS } from '../../src/diagnostics/definitions/command-arguments';
import { type StackTemplate } from '../../src/linter/evaluation/template';
import { failWith } from '../command-error';
import { EXIT_CODES, type ExitCode } from '../exit-codes';
import { loadTemplates } from '../lint/load-templates';
import { type AwsCommandContext, type CommonOptions, runCommand, writeJson } from '../operate/command-context';
import { findAccessPoint } from '../operate/find-access-point';
import { makeDeploymentPlan } from '../plan/make-plan';
import { type RunTool } from '../run-program';
import { assertFolderIsEmpty, writeApplication } from './application-folder';
import { buildApplication } from './build-application';
import { compareStates, type ImportDifference } from './compare-states';
import { type ImportedState } from './imported-state';
import { type Language, makeApplicationFiles } from './languages';
import { listMigrationSteps, renderReleaseTexts } from './migration-steps';
import { readLiveState } from './readers/read-live-state';
import { readTemplateState } from './readers/read-template-state';
import { parseTerraformState, readTerraformState } from './readers/read-terraform-state';
import { type ImportReport, renderImportAsText, renderMigrationFile } from './render-import';
import { declareReplications } from './replication-groups';
import { readTakenStackNames } from './stack-names';
import { readSynthesizedState, synthesizeApplication } from './synthesize';

export interface ImportCommandOptions extends CommonOptions {
  readonly output: string;
  readonly language: Language;
  readonly fromTemplate?: string;
  readonly fromTerraformState?: string;
  readonly synth: boolean;
  /** The Region of the generated stack, and of templates that declare none. */
  readonly region?: string;
  /** The account of templates and Terraform states that declare none. */
  readonly account?: string;
  /** The values of parameters of templates. */
  readonly parameter?: Readonly<Record<string, string>>;
}

export interface ImportContext extends AwsCommandContext {
  readonly runTool: RunTool;
}

/** The state to import, and the connection to AWS if the state is live. */
interface ImportSource {
  readonly state: ImportedState;
  readonly aws?: AwsCalls;
}

/**
 * Writes a CDK application that adopts an existing access point, synthesizes it, and compares it with its source.
 *
 * @param target the ARN or the name of the access point; undefined for a file with a single access point
 */
export function runImport(
  context: ImportContext, target: string | undefined, options: ImportCommandOptions,
): Promise<void> {
  return runCommand(context, options, async () => {
    const { output: folder, language } = options;
    assertFolderIsEmpty(folder);
    const source = await readSource(context, target, options);
    const region = options.region ?? context.environment.AWS_REGION ?? context.environment.AWS_DEFAULT_REGION
      ?? source.state.members[0].region;
    const state = source.aws === undefined
      ? source.state
      : await readTakenStackNames(source.aws, source.state, region);
    const replications = declareReplications(state);
    const described = {
      folder,
      language,
      unread: state.unread,
      unmanagedRules: replications.unmanaged,
      alarms: state.alarms,
      steps: listMigrationSteps(state, replications),
      release: renderReleaseTexts(state),
    };
    const files = {
      ...makeApplicationFiles(language, makeProjectName(state.name), buildApplication(state, { region })),
      'MIGRATION.md': renderMigrationFile(described),
    };
    writeApplication(folder, files);
    const differences = options.synth ? await findDifferences(context, source, options) : undefined;
    const report: ImportReport = { ...described, files: Object.keys(files), ...(differences && { differences }) };
    if (options.json) writeJson(context.output, { version: 1, ...report });
    else context.output.write(renderImportAsText(report));
    return chooseExitCode(report);
  });
}

/** Makes a name that all package managers accept. A name of a file can be any text. */
function makeProjectName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
}

async function readSource(
  context: ImportContext, target: string | undefined, options: ImportCommandOptions,
): Promise<ImportSource> {
  const { fromTemplate, fromTerraformState } = options;
  if (fromTemplate !== undefined) {
    return { state: readTemplateState(fromTemplate, loadStacksWithEnvironment(fromTemplate, options), target) };
  }
  if (fromTerraformState !== undefined) {
    const content = parseTerraformState(fromTerraformState);
    return { state: readTerraformState(fromTerraformState, content, target, options.account) };
  }
  if (target === undefined) {
    failWith(MRAP961_INVALID_ARGUMENTS.create({
      problem: 'no argument <access-point>',
      expected: 'an ARN or a name, or --from-template or --from-terraform-state',
      command: 'cdk-s3-mrap import',
    }));
  }
  const aws = await context.connect();
  const accessPoint = await findAccessPoint(context, aws, target, options);
  return { state: await readLiveState(aws, context.clock, accessPoint), aws };
}

function loadStacksWithEnvironment(
  source: string, { account, region, parameter }: ImportCommandOptions,
): readonly StackTemplate[] {
  return loadTemplates(source).stacks.map((stack) => ({
    ...stack,
    account: stack.account ?? account,
    region: stack.region ?? region,
    ...(parameter !== undefined && { parameters: parameter }),
  }));
}

/** The differences to the source, and for a live source the effects that a deployment must not have. */
async function findDifferences(
  { runTool, environment, clock }: ImportContext, { state, aws }: ImportSource, options: ImportCommandOptions,
): Promise<readonly ImportDifference[]> {
  const assembly = await synthesizeApplication(runTool, options.language, options.output, environment);
  const differences = compareStates(state, readSynthesizedState(assembly, state.name));
  if (aws === undefined) return differences;
  const { effects, unknown } = await makeDeploymentPlan({
    aws, clock, stacks: loadTemplates(assembly).stacks, deployed: new Map(), account: state.account,
  });
  const unwanted = effects.filter(({ kind, action }) =>
    (kind === 'access point' && action !== 'adopt') || action === 'refuse');
  return [
    ...differences,
    ...unwanted.map(({ action, name, reason }) =>
      ({ what: `plan for ${name}`, source: 'adopt', application: `${action}: ${reason}` })),
    // The report lists a policy that could not be read as unread.
    ...unknown.filter(({ what }) => what !== `policy of ${state.name}`).map(({ what, why }) =>
      ({ what: `plan for ${what}`, source: 'adopt', application: `unknown: ${why}` })),
  ];
}

function chooseExitCode({ unread, differences = [] }: ImportReport): ExitCode {
  if (differences.length > 0) return EXIT_CODES.DRIFT;
  return unread.some(({ permission }) => permission !== undefined) ? EXIT_CODES.PROBLEMS : EXIT_CODES.SUCCESS;
}
