/**
 * The physical id of an access point. S3 never reuses an alias, so an id that contains the alias proves ownership.
 *
 * | id                                                         | meaning                                         |
 * |------------------------------------------------------------|-------------------------------------------------|
 * | `<name>/pending/<startedAt>/<ClientToken>/<spec hash>`     | not known to exist yet                          |
 * | `<name>/<alias>/<spec hash>/<owner>`                       | created by this resource                        |
 * | `<name>/adopted/<alias>/<spec hash>/<owner>`               | adopted; never deleted                          |
 * | `<name>/renamed/<alias>/<spec hash>/<owner>/<former owners>` | adopted from another resource of the same stack |
 * | `…/replaces/<old id>`                                      | appended to the id of a replacement             |
 *
 * The owner is the request that created or adopted the access point. The policy of the access point names it too.
 */
export type PhysicalId = PendingId | SettledId;

export interface PendingId {
  readonly kind: 'pending';
  readonly name: string;
  readonly startedAt: number;
  readonly clientToken: string;
  /** The hash of the desired name, members and public access block. */
  readonly specHash: string;
  readonly replaces?: SettledId;
}

export interface SettledId {
  readonly kind: 'created' | 'adopted' | 'renamed';
  readonly name: string;
  readonly alias: string;
  readonly specHash: string;
  readonly owner: string;
  /** The owners before the construct was renamed, latest first. The last one created the access point. */
  readonly formerOwners?: readonly string[];
  readonly replaces?: SettledId;
}

/** Makes the owner from the client token of the request that creates or adopts an access point. */
export function makeOwner(clientToken: string): string {
  return clientToken.slice(0, 20);
}

const REPLACES = '/replaces/';
const ALIAS = /\.mrap$/;

export function formatPhysicalId(id: PhysicalId): string {
  // The id must round-trip exactly, nested replacements included: if a rollback returns a different id, CloudFormation
  // deletes the old resource.
  return listParts(id).join('/') + (id.replaces ? REPLACES + formatPhysicalId(id.replaces) : '');
}

function listParts(id: PhysicalId): (string | number)[] {
  switch (id.kind) {
    case 'pending': return [id.name, 'pending', id.startedAt, id.clientToken, id.specHash];
    case 'adopted': return [id.name, 'adopted', id.alias, id.specHash, id.owner];
    case 'renamed': return [id.name, 'renamed', id.alias, id.specHash, id.owner, id.formerOwners!.join('-')];
    case 'created': return [id.name, id.alias, id.specHash, id.owner];
  }
}

/** Parses an id that a handler returned. Returns undefined for an id that CloudFormation invented. */
export function parsePhysicalId(id: string): PhysicalId | undefined {
  const end = id.indexOf(REPLACES);
  if (end < 0) return parseParts(id.split('/'));
  const parsed = parseParts(id.slice(0, end).split('/'));
  const replaces = parsePhysicalId(id.slice(end + REPLACES.length));
  if (parsed === undefined || replaces === undefined) return undefined;
  return replaces.kind === 'pending' ? undefined : { ...parsed, replaces };
}

function parseParts(parts: string[]): PhysicalId | undefined {
  const [name, second, third, fourth, fifth, sixth] = parts;
  if (parts.length === 5 && second === 'pending' && /^\d+$/.test(third)) {
    return { kind: 'pending', name, startedAt: Number(third), clientToken: fourth, specHash: fifth };
  }
  if (parts.length === 5 && second === 'adopted' && ALIAS.test(third)) {
    return { kind: 'adopted', name, alias: third, specHash: fourth, owner: fifth };
  }
  if (parts.length === 6 && second === 'renamed' && ALIAS.test(third)) {
    return { kind: 'renamed', name, alias: third, specHash: fourth, owner: fifth, formerOwners: sixth.split('-') };
  }
  if (parts.length === 4 && ALIAS.test(second)) {
    return { kind: 'created', name, alias: second, specHash: third, owner: fourth };
  }
  return undefined;
}
