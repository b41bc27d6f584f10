import { createHash } from 'node:crypto';
import { activeRegionsAt } from '../../../simulator';
import { type TwoStacksRunner } from '../schedules/two-stacks/run-schedule';

/** Identifiers that differ between schedules which reach the same state, and times that no decision depends on. */
const IDENTIFIERS = /m[a-z0-9]{13}\.mrap|mrap-[a-z2-7]{26}|[0-9a-f]{8,}(?:-[0-9a-f]+)*|\d{9,}/g;
const MARKER = /cdk-s3-mrap-\d+-[0-9a-f]+-\d+/g;
const TWO_HOURS = 2 * 60 * 60 * 1000;

/**
 * Returns a key that is equal for schedules after which the handlers, CloudFormation and the check see the same state.
 * Nothing runs any more. Identifiers are replaced by their order of occurrence.
 */
export function describeState({ context, all, edited }: TwoStacksRunner): string {
  const { simulator, clock, adopted, retained, reports } = context;
  const now = clock.now();
  const snapshot = simulator.snapshot();
  const accessPoints = snapshot.accessPoints.map(({ name, alias, status, regions, routes, policy, createdAt }) => ({
    name,
    alias,
    status,
    members: regions.map(({ Bucket }) => Bucket),
    active: activeRegionsAt(routes, now),
    policy,
    isRecent: createdAt > now - TWO_HOURS,
    isAdopted: adopted.has(alias),
    isEdited: edited.has(alias),
    reported: [...new Set(reports.filter(({ ruleId, message }) => ruleId === 'MRAP907' && message.includes(`"${name}"`))
      .map(({ message }) => message))].sort(),
  }));
  const stacks = all.map((record) => ({
    resources: [...record.stack.resources].map(([logicalId, { physicalId, properties }]) =>
      ({ logicalId, physicalId, properties })),
    failed: record.stack.failedResources,
    declaration: record.declaration,
    isIncomplete: record.isIncomplete,
    late: record.cloudFormation.lateCreations.length,
  }));
  const text = JSON.stringify({
    accessPoints: accessPoints.sort((a, b) => (a.name < b.name ? -1 : 1)),
    stacks,
    retained: retained.map(({ physicalId }) => physicalId),
    hasFailedCreation: snapshot.operations.some(({ code }) => code !== undefined),
  });
  return createHash('sha256').update(canonicalize(text)).digest('hex').slice(0, 20);
}

function canonicalize(text: string): string {
  const known = new Map<string, number>();
  return text.replace(MARKER, 'marker').replace(IDENTIFIERS, (identifier) => {
    const number = known.get(identifier) ?? known.size;
    known.set(identifier, number);
    return `<${number}>`;
  });
}
