import { type Level } from './everything';
import { type Mechanism, type TreeResource } from './mechanisms';

/** Collects which mechanism reaches which resource type at which level. */
export class TreeMatrix {
  private readonly cells = new Map<string, Map<string, string>>();
  private readonly reasons: string[] = [];

  /**
   * Adds the resources of one level.
   *
   * @param findExceptions finds the reasons why the mechanism does not reach a resource
   */
  public add(
    level: Level, mechanism: Mechanism, resources: readonly TreeResource[],
    findExceptions: (resource: TreeResource) => string[],
  ): void {
    const { onlyTypes } = mechanism;
    const types = resources.map(({ type }) => type).filter((type) => onlyTypes?.includes(type) ?? true);
    for (const type of new Set(types)) {
      const ofType = resources.filter((resource) => resource.type === type);
      const isReached = (resource: TreeResource) => mechanism.reached(resource);
      const reasons = [...new Set(ofType.filter((resource) => !isReached(resource)).flatMap(findExceptions))]
        .map((reason) => this.number(reason));
      const numbers = reasons.length > 0 ? ` (${reasons.join(',')})` : '';
      const row = this.cells.get(type) ?? new Map<string, string>();
      row.set(`${mechanism.name} ${level}`, `${ofType.filter(isReached).length}/${ofType.length}${numbers}`);
      this.cells.set(type, row);
    }
  }

  /** Renders a table for each mechanism, with the types that the mechanism concerns, and the reasons. */
  public render(mechanisms: readonly Mechanism[], levels: readonly Level[]): string {
    const tables = mechanisms.map((mechanism) => [
      `## ${mechanism.name}`, '',
      `| resource type | ${levels.join(' | ')} |`, `|---|${levels.map(() => '---|').join('')}`,
      ...[...this.cells].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([type, row]) => {
        const cells = levels.map((level) => row.get(`${mechanism.name} ${level}`));
        if (cells.every((cell) => cell === undefined)) return [];
        const rendered = cells.map((cell, index) => cell ?? this.renderMissing(mechanism, levels[index]));
        return [`| ${type} | ${rendered.join(' | ')} |`];
      }),
    ].join('\n'));
    const reasons = this.reasons.map((reason, index) => `${index + 1}. ${reason}`);
    return [
      '# Resources that a mechanism reaches, of all resources of a type',
      ...tables, '## Reasons', reasons.join('\n'),
    ].join('\n\n');
  }

  /** Renders a level at which aws-cdk-lib does not offer the mechanism. */
  private renderMissing({ exceptLevels = {} }: Mechanism, level: Level): string {
    const reasons = Object.entries(exceptLevels).filter(([, levels]) => levels.includes(level));
    return `- (${reasons.map(([reason]) => this.number(reason)).join(',')})`;
  }

  private number(reason: string): number {
    if (!this.reasons.includes(reason)) this.reasons.push(reason);
    return this.reasons.indexOf(reason) + 1;
  }
}
