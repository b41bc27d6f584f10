import { FindingSeverity } from '../../diagnostics/finding';
import { groupBy } from '../../diagnostics/group-by';
import { type World } from '../evaluation/world';
import { type TemplateModel } from '../model/template-model';
import { describeWorlds, differOnlyInDefaults, takesDefaults } from './describe-worlds';
import { type ExploredWorld, exploreWorlds, MAX_WORLDS } from './explore-worlds';
import { type LintFinding, makeFindingKey, makeSubjectKey } from './lint-finding';
import { makeUndecidedKey, type UndecidedRule } from './undecided';

/** The result of the rules in one world. */
export interface WorldResult {
  readonly findings: LintFinding[];
  readonly undecided: readonly UndecidedRule[];
}

type LintModel = (model: TemplateModel) => WorldResult;

/** A finding and the worlds in which rules report it. */
interface FindingInWorlds {
  readonly finding: LintFinding;
  readonly worlds: Set<World>;
}

/** Runs rules in every world, and joins the findings. A finding that some worlds lack names the worlds that have it. */
export function lintWorlds(application: TemplateModel, run: LintModel): WorldResult {
  if (!application.isRelevant) return run(application);
  const { worlds, complete } = exploreWorlds((world) => run(application.inWorld(world)));
  const [first] = worlds;
  if (worlds.length === 1 && first.world.choices.size === 0) return first.result;
  // The findings without any choice have messages that do not depend on one.
  const general = run(application).findings;
  const all = worlds.map(({ world }) => world);
  const found = joinFindings(general, worlds.map(({ world, result }) => ({ world, result: result.findings })))
    // If there are too many worlds, another one can have a finding that no explored world has.
    .filter(({ worlds: some }) => some.size > 0 || !complete);
  return {
    findings: found.map(({ finding, worlds: some }) =>
      (some.size === 0 ? finding : describe(application, finding, all, some))),
    undecided: joinUndecided(application, worlds.map(({ result }) => result.undecided), complete),
  };
}

function joinUndecided(
  application: TemplateModel, ofWorlds: readonly (readonly UndecidedRule[])[], complete: boolean,
): UndecidedRule[] {
  const joined = new Map(ofWorlds.flat().map((entry) => [makeUndecidedKey(entry), entry]));
  if (complete) return [...joined.values()];
  const reason = `more than ${MAX_WORLDS} combinations of parameters and conditions`;
  return [
    ...joined.values(),
    ...application.allStacks.slice(0, 1).map(({ stackName, templatePath }) =>
      ({ stack: stackName, templatePath, logicalId: '', reason })),
  ];
}

function joinFindings(general: readonly LintFinding[], worlds: readonly ExploredWorld<LintFinding[]>[]) {
  const joined = new Map<string, FindingInWorlds>(
    general.map((finding) => [makeFindingKey(finding), { finding, worlds: new Set<World>() }]));
  const bySubject = groupBy([...joined.values()], ({ finding }) => makeSubjectKey(finding));
  for (const { world, result } of sortByDefaults(worlds)) {
    const others = result.filter((finding) => joined.get(makeFindingKey(finding))?.worlds.add(world) === undefined);
    for (const finding of others) {
      const same = bySubject.get(makeSubjectKey(finding))?.find((entry) => !entry.worlds.has(world))
        ?? findWithoutDefaults([...joined.values()], finding, world);
      if (same !== undefined) same.worlds.add(world);
      else joined.set(makeFindingKey(finding), { finding, worlds: new Set([world]) });
    }
  }
  return [...joined.values()];
}

function sortByDefaults<T>(worlds: readonly ExploredWorld<T>[]): ExploredWorld<T>[] {
  return [
    ...worlds.filter(({ world }) => !takesDefaults(world)), ...worlds.filter(({ world }) => takesDefaults(world)),
  ];
}

/** The finding that the same world has without defaults. Its message contains parameters instead of their defaults. */
function findWithoutDefaults(
  found: readonly FindingInWorlds[], finding: LintFinding, world: World,
): FindingInWorlds | undefined {
  return !takesDefaults(world)
    ? undefined
    : found.find((entry) => makeSubjectKey(entry.finding) === makeSubjectKey(finding) && !entry.worlds.has(world)
      && [...entry.worlds].some((other) => !takesDefaults(other) && differOnlyInDefaults(world, other)));
}

function describe(
  application: TemplateModel, finding: LintFinding, all: readonly World[], some: ReadonlySet<World>,
): LintFinding {
  if (some.size === all.length) return finding;
  const { clauses, restsOnDefaults } = describeWorlds(all, some);
  const parts = [
    ...(clauses.length > 0 ? [`when ${clauses.join(' and ')}`] : []),
    ...(restsOnDefaults ? [`with the default of ${nameDefaults(application, finding, some)}`] : []),
  ];
  return {
    ...finding,
    severity: restsOnDefaults && finding.severity === FindingSeverity.ERROR
      ? FindingSeverity.WARNING
      : finding.severity,
    message: parts.length === 0 ? finding.message : `${finding.message} (${parts.join(', ')})`,
  };
}

/** The parameters whose default the resource of a finding uses. */
function nameDefaults(
  application: TemplateModel, { templatePath, logicalId }: LintFinding, worlds: ReadonlySet<World>,
): string {
  const used = [...new Set([...worlds].flatMap((world) => [...world.usedDefaults]))];
  const text = JSON.stringify(application.resources
    .find((resource) => resource.logicalId === logicalId && resource.stack.templatePath === templatePath)
    ?.raw.properties ?? {});
  const named = used.filter((title) => {
    const name = title.slice(title.indexOf(' ') + 1);
    return text.includes(`"${name}"`) || text.includes(`\${${name}}`);
  });
  return (named.length === 0 ? used : named).join(' and ');
}
