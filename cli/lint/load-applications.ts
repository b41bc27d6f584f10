import { existsSync, realpathSync, statSync } from 'node:fs';
import * as path from 'node:path';
import picomatch from 'picomatch';
import { type RegionContextValues } from '../../src/diagnostics/checks/regions';
import { MRAP002_UNREADABLE_TEMPLATE } from '../../src/diagnostics/definitions/linter';
import { type Finding } from '../../src/diagnostics/finding';
import { groupBy } from '../../src/diagnostics/group-by';
import { type LintFinding } from '../../src/linter/engine/engine';
import { type StackTemplate } from '../../src/linter/evaluation/template';
import { findConnectedComponents } from '../connected-components';
import { readRegionRulesFromCdkContext } from './cdk-context';
import { loadAssembly } from './cloud-assembly';
import { findTemplateFiles } from './find-template-files';
import {
  assertExists, type DefaultTemplateEnvironment, makeStackTemplate, parseStackFileName,
} from './load-templates';
import { type LoadedTemplates } from './loaded-templates';
import { readTemplateFile } from './read-template';
import { linkImports, listNestedStacks, nestStacks } from './template-links';
import { UnreadableFileError } from './unreadable-file-error';

export interface ApplicationOptions extends DefaultTemplateEnvironment {
  /** Patterns of files. The files of one pattern are one application. */
  readonly application?: readonly string[];
}

/** Templates that rules check together, and the settings beside them. */
export interface LoadedApplication extends LoadedTemplates {
  readonly regions: RegionContextValues;
}

/** Templates that rules check together, and the file or folder that settings are looked up beside. */
interface ApplicationTemplates extends LoadedTemplates {
  readonly source: string;
}

/** The content of all sources. */
export interface LoadedApplications {
  readonly applications: readonly LoadedApplication[];
  /** Findings about the files themselves. */
  readonly findings: readonly LintFinding[];
  /** The number of files in folders that are no templates. */
  readonly skipped: number;
}

/**
 * Reads files, folders and cloud assemblies. Templates are one application if they are in one cloud assembly, if their
 * names contain a Region and they are in one folder, if one imports the exports of the other or nests it, or if an
 * option joins them. Copies of one template for several environments are separate applications.
 */
export function loadApplications(sources: readonly string[], options: ApplicationOptions = {}): LoadedApplications {
  sources.forEach(assertExists);
  const named = sources.filter((source) => !statSync(source).isDirectory());
  const content = sources.filter((source) => statSync(source).isDirectory()).map(findTemplateFiles);
  const files = new TemplateFiles(options);
  named.forEach((file) => { files.add(file, true); });
  content.flatMap((folder) => folder.files).forEach((file) => { files.add(file, false); });
  const assemblies = content.flatMap((folder) => folder.assemblies).map((folder) => loadAssemblyOrFinding(folder));
  const loaded = [
    ...assemblies.flatMap(({ application }) => application ?? []),
    ...groupIntoApplications(files.stacks, options.application ?? []),
  ];
  const settings = new ContextFiles();
  return {
    applications: loaded.map((application) => ({ ...application, regions: settings.read(application.source) })),
    findings: [
      ...content.flatMap(({ unreadable }) => unreadable).map(({ folder, problem }) => makeUnreadable(folder, problem)),
      ...assemblies.flatMap(({ finding }) => finding ?? []),
      ...files.findings,
      ...settings.findings,
    ],
    skipped: files.skipped,
  };
}

/** Reads the settings in each `cdk.json`. Without settings, all Regions are allowed. */
class ContextFiles {
  private readonly problems = new Map<string, string>();

  public read(source: string): RegionContextValues {
    try {
      return readRegionRulesFromCdkContext(source);
    } catch (error) {
      if (!(error instanceof UnreadableFileError)) throw error;
      this.problems.set(path.resolve(error.file), error.problem);
      return {};
    }
  }

  public get findings(): LintFinding[] {
    return [...this.problems].map(([file, problem]) => makeUnreadable(path.relative('', file), problem));
  }
}

/** Reads each file once, and the local templates of nested stacks. */
class TemplateFiles {
  public readonly stacks: StackTemplate[] = [];
  public readonly findings: LintFinding[] = [];
  public skipped = 0;
  private readonly read = new Set<string>();

  constructor(private readonly environment: DefaultTemplateEnvironment) {}

  /** Reads a file. A file that the user named must be a template; other files are skipped if they are none. */
  public add(file: string, isNamed: boolean): void {
    const real = realpathSync(file);
    if (this.read.has(real)) return;
    this.read.add(real);
    const content = readTemplateFile(file);
    switch (content.kind) {
      case 'template': {
        const stack = makeStackTemplate(file, content.template, this.environment);
        this.stacks.push(stack);
        this.findings.push(...content.findings.map((finding) => locateFinding(file, finding)));
        listNestedStacks(stack).filter((nested) => isFile(nested.file))
          .forEach((nested) => { this.add(nested.file, false); });
        return;
      }
      case 'unreadable':
        this.findings.push(makeUnreadable(file, content.problem));
        return;
      case 'other':
        if (!isNamed) this.skipped += 1;
        else this.findings.push(makeUnreadable(file, content.problem));
    }
  }
}

function isFile(file: string): boolean {
  return existsSync(file) && statSync(file).isFile();
}

function loadAssemblyOrFinding(folder: string): { application?: ApplicationTemplates; finding?: LintFinding } {
  try {
    return { application: { ...loadAssembly(folder), source: folder } };
  } catch (error) {
    if (!(error instanceof UnreadableFileError)) throw error;
    return { finding: makeUnreadable(error.file, error.problem) };
  }
}

function makeUnreadable(file: string, problem: string): LintFinding {
  return locateFinding(file, MRAP002_UNREADABLE_TEMPLATE.create({ problem }));
}

/** A finding about a whole file. */
function locateFinding(file: string, finding: Finding): LintFinding {
  return { ...finding, stack: parseStackFileName(file).stack, templatePath: file, logicalId: '' };
}

function groupIntoApplications(stacks: readonly StackTemplate[], patterns: readonly string[]): ApplicationTemplates[] {
  const byFile = new Map(stacks.map((stack) => [path.resolve(stack.templatePath), stack]));
  const withRegion = stacks.filter(({ templatePath }) => parseStackFileName(templatePath).region !== undefined);
  const links = [
    ...[...groupBy(withRegion, ({ templatePath }) => path.dirname(templatePath)).values()],
    ...patterns.map((pattern) => stacks.filter(({ templatePath }) => matchesPattern(pattern, templatePath))),
    ...stacks.map((stack) =>
      [stack, ...listNestedStacks(stack).flatMap(({ file }) => byFile.get(path.resolve(file)) ?? [])]),
  ].map((group) => group.map(({ id }) => id));
  const byId = new Map(stacks.map((stack) => [stack.id, stack]));
  return findConnectedComponents([...byId.keys()], [...links, ...linkImports(stacks)]).map((ids) => ({
    stacks: nestStacks(ids.map((id) => byId.get(id)!)),
    acknowledgements: [],
    source: byId.get(ids[0])!.templatePath,
  }));
}

function matchesPattern(pattern: string, file: string): boolean {
  return picomatch.isMatch(path.relative(process.cwd(), path.resolve(file)).split(path.sep).join('/'), pattern);
}
