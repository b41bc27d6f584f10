/**
 * What CloudFormation remembers of an access point for us: the alias is unique for ever, so an id that holds it proves what is ours.
 *
 * | id                                                     | means                                |
 * |--------------------------------------------------------|--------------------------------------|
 * | `<name>/pending/<startedAt>/<ClientToken>/<made for>`  | not known to be there yet            |
 * | `<name>/<alias>/<made for>`                            | made by this resource                |
 * | `<name>/adopted/<alias>/<made for>`                    | taken over; never deleted            |
 * | `…/replaces/<old id>`                                  | appended to either of a replacement  |
 */
export type PhysicalId = PendingId | SettledId;

export interface PendingId {
  readonly kind: 'pending';
  readonly name: string;
  readonly startedAt: number;
  readonly clientToken: string;
  /** The hash of what was asked for. */
  readonly specHash: string;
  readonly replaces?: SettledId;
}

export interface SettledId {
  readonly kind: 'created' | 'adopted';
  readonly name: string;
  readonly alias: string;
  readonly specHash: string;
  readonly replaces?: SettledId;
}

const REPLACES = '/replaces/';
const ALIAS = /\.mrap$/;

export function formatPhysicalId(id: PhysicalId): string {
  const own = id.kind === 'pending' ? [id.name, 'pending', id.startedAt, id.clientToken, id.specHash] : [...nameOf(id), id.alias, id.specHash];
  // To the letter, with all that it replaced itself: CloudFormation deletes what goes back to another id than it had.
  return own.join('/') + (id.replaces ? REPLACES + formatPhysicalId(id.replaces) : '');
}

function nameOf(id: SettledId): string[] {
  return id.kind === 'adopted' ? [id.name, 'adopted'] : [id.name];
}

/** The parts of an id of ours; undefined for one that CloudFormation invented. */
export function parsePhysicalId(id: string): PhysicalId | undefined {
  const end = id.indexOf(REPLACES);
  if (end < 0) return parseOwn(id.split('/'));
  const parsed = parseOwn(id.slice(0, end).split('/'));
  const replaces = parsePhysicalId(id.slice(end + REPLACES.length));
  if (parsed === undefined || replaces === undefined) return undefined;
  return replaces.kind === 'pending' ? undefined : { ...parsed, replaces };
}

function parseOwn(parts: string[]): PhysicalId | undefined {
  const [name, second, third, fourth, fifth] = parts;
  if (parts.length === 5 && second === 'pending' && /^\d+$/.test(third)) {
    return { kind: 'pending', name, startedAt: Number(third), clientToken: fourth, specHash: fifth };
  }
  if (parts.length === 4 && second === 'adopted' && ALIAS.test(third)) return { kind: 'adopted', name, alias: third, specHash: fourth };
  if (parts.length === 3 && ALIAS.test(second)) return { kind: 'created', name, alias: second, specHash: third };
  return undefined;
}
