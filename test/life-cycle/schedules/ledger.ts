import { UNPROVEN_OWNERSHIP } from '../../../lambda/access-point/ownership';
import { parsePhysicalId } from '../../../lambda/access-point/physical-id';
import { type JournalEntry, type Snapshot } from '../../../simulator';
import { ACCESS_POINT_TYPE } from '../../../src/wire/resource-types';
import { keyOf } from './expectation';
import { byHand, MEMBERS, TABLES } from './template';
import { type World } from './world';

type Live = Snapshot['accessPoints'][number];
type Gone = Snapshot['retired'][number];

/** Reports of what could not be told apart: the one case of two that a schedule meets, as tokens are never forgotten here. */
const LEFT = [UNPROVEN_OWNERSHIP, 'another construct has taken it over', 'the one to go back to'];

/** Every access point there ever was: by whom it was made, who deleted it, and whether either was right. */
export function ledger(world: World): string[] {
  const { accessPoints, retired, buckets } = world.simulator.snapshot();
  const { entries } = world.simulator.journal;
  const isOurs = (accessPoint: Live | Gone) => creationOf(accessPoint, entries)?.caller === 'handler';
  const { adopted } = world;
  const kept = keptOf(world);
  const isAccountedFor = ({ name, alias }: Live) => adopted.has(alias) || kept.has(alias) || kept.has(name) || isReported(world, name);

  const violations = [
    ...retired.filter((gone) => deletionOf(gone, entries)?.caller === 'handler').map((gone) => {
      if (!isOurs(gone)) return `access point ${gone.name} of someone else was deleted`;
      if (adopted.has(gone.alias)) return `the adopted access point ${gone.name} was deleted`;
      return kept.has(gone.alias) && `the retained access point ${gone.name} was deleted`;
    }),
    ...accessPoints.map((live) => isOurs(live) && !isAccountedFor(live) && `access point ${live.name} has leaked`),
    ...accessPoints.map((live) => !isOurs(live) && !world.adoptable.has(live.name) && isChanged(live) && `access point ${live.name} of someone else was changed`),
    ...[...accessPoints, ...retired].flatMap(({ routes }) => routes.map(({ dials }) => wrongTable(dials))),
    // Buckets and objects are none of the handlers' business.
    entries.some(({ caller, operation }) => caller === 'handler' && !operation?.includes('MultiRegionAccessPoint')) && 'buckets or objects were touched',
    keyOf(buckets.map(({ name }) => name)) !== keyOf(MEMBERS.three.map(({ Bucket }) => Bucket)) && 'buckets have changed',
  ];
  return violations.filter((violation) => violation !== false);
}

function creationOf({ name, createdAt }: Live | Gone, entries: readonly JournalEntry[]): JournalEntry | undefined {
  return entries.find((entry) => entry.applied && entry.operation === 'CreateMultiRegionAccessPoint' && nameIn(entry) === name && entry.at === createdAt);
}

/** Undefined where its creation failed and left nothing. */
function deletionOf({ name, createdAt, goneAt }: Gone, entries: readonly JournalEntry[]): JournalEntry | undefined {
  return entries.filter((entry) => entry.applied && entry.operation === 'DeleteMultiRegionAccessPoint' && nameIn(entry) === name
    && entry.at >= createdAt && entry.at <= goneAt).at(-1);
}

function nameIn({ input }: JournalEntry): string {
  return (input as { Details: { Name: string } }).Details.Name;
}

/** Aliases that were retained, and names under which something was retained that never got that far. */
function keptOf({ retained }: World): Set<string> {
  const accessPoints = retained.filter(({ declared }) => declared.type === ACCESS_POINT_TYPE);
  return new Set(accessPoints.flatMap(({ physicalId, properties }) => {
    const id = parsePhysicalId(physicalId);
    if (id === undefined) return properties.Name === undefined ? [] : [String(properties.Name)];
    if (id.kind === 'pending') return [id.name];
    return id.kind === 'created' ? [id.alias] : [];
  }));
}

function isReported({ reports }: World, name: string): boolean {
  return reports.some(({ ruleId, message }) => ruleId === 'MRAP907' && message.includes(`"${name}"`) && LEFT.some((reason) => message.includes(reason)));
}

function isChanged({ policy, routes }: Live): boolean {
  return policy.established !== undefined || routes.some(({ submittedFrom }) => submittedFrom !== undefined);
}

/** At every moment a Region is active, and the table is one that somebody asked for. */
function wrongTable(dials: Readonly<Record<string, number>>): string | false {
  const regions = Object.keys(dials);
  const active = regions.filter((region) => dials[region] > 0);
  const known = [regions, ...TABLES, byHand(regions)].map(keyOf);
  return !known.includes(keyOf(active)) && `nobody asked for the routes ${JSON.stringify(dials)}`;
}
