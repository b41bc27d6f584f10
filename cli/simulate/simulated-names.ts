import { asText } from '../../src/linter/evaluation/read';
import { isKnownText } from '../../src/linter/evaluation/symbols';
import { type TemplateAccessPoint } from '../../src/linter/model/access-points';
import { findBuckets } from '../../src/linter/model/buckets';
import { type TemplateModel } from '../../src/linter/model/template-model';
import { type AliasesByName } from './simulated-setup';

const MAX_BUCKET_NAME = 63;
const MAX_ACCESS_POINT_NAME = 50;

/** Replaces the symbols of templates, which represent generated names and ids, by names that the simulator accepts. */
export class SimulatedNames {
  private readonly replacements: (readonly [symbol: string, replacement: string])[] = [];
  private readonly accessPointNames = new Map<TemplateAccessPoint, string>();

  constructor(
    private readonly application: TemplateModel, accessPoints: readonly TemplateAccessPoint[],
    public readonly accountId: string,
  ) {
    for (const bucket of findBuckets(application)) {
      const name = this.nameBucket(bucket.name, bucket.region);
      this.add(bucket.arn, `arn:aws:s3:::${name}`);
      this.add(bucket.name, name);
    }
    for (const accessPoint of accessPoints) {
      for (const { bucket, region } of accessPoint.members) this.add(bucket, this.nameBucket(bucket, region));
      const name = this.makeAccessPointName(accessPoint);
      this.accessPointNames.set(accessPoint, name);
      this.add(accessPoint.reference, name);
    }
    this.addKeysAndRoles(application);
    for (const { account } of application.resources) this.add(account, accountId);
  }

  /** Replaces all symbols in a text. The aliases of access points exist only after their creation. */
  public resolve(text: string, aliases: AliasesByName = new Map()): string {
    const ofAliases = [...this.accessPointNames].flatMap(([accessPoint, name]): [string, string][] => {
      const alias = aliases.get(name);
      return alias === undefined ? [] : [
        [accessPoint.arn, `arn:aws:s3::${this.accountId}:accesspoint/${alias}`], [accessPoint.alias, alias],
      ];
    });
    const resolved = [...ofAliases, ...this.replacements]
      .reduce((result, [symbol, replacement]) => result.split(symbol).join(replacement), text);
    return this.application.symbols.show(resolved);
  }

  /** Returns the account of digits or of a symbol. */
  public resolveAccount(account: string): string {
    return isKnownText(account) ? account : this.accountId;
  }

  public nameAccessPoint(accessPoint: TemplateAccessPoint): string {
    const name = this.accessPointNames.get(accessPoint);
    return name ?? this.makeAccessPointName(accessPoint);
  }

  private addKeysAndRoles(application: TemplateModel): void {
    for (const key of application.resourcesOfType('AWS::KMS::Key', 'AWS::KMS::ReplicaKey')) {
      const id = this.toName(key.logicalId);
      this.add(
        key.reference('Arn'), `arn:aws:kms:${key.region ?? '*'}:${this.resolveAccount(key.account)}:key/${id}`);
      this.add(key.reference(), id);
    }
    for (const role of application.resourcesOfType('AWS::IAM::Role')) {
      const given = asText(role.properties.RoleName);
      const name = given !== undefined && isKnownText(given) ? given : role.logicalId;
      this.add(role.reference('Arn'), `arn:aws:iam::${this.resolveAccount(role.account)}:role/${name}`);
      this.add(role.reference(), name);
    }
  }

  private add(symbol: string, replacement: string): void {
    if (!isKnownText(symbol)) this.replacements.push([symbol, replacement]);
  }

  /** Generated names of several stacks can have the same symbol, so the name contains the Region. */
  private nameBucket(name: string, region = ''): string {
    if (isKnownText(name)) return name;
    const shown = this.toName(name).slice(0, MAX_BUCKET_NAME - region.length - 1);
    return region === '' ? shown : `${shown}-${region}`;
  }

  private makeAccessPointName({ name, resource }: TemplateAccessPoint): string {
    if (name !== undefined && isKnownText(name)) return name;
    return this.toName(name ?? resource.logicalId).slice(0, MAX_ACCESS_POINT_NAME);
  }

  private toName(text: string): string {
    return this.application.symbols.show(text).toLowerCase().replace(/[^a-z0-9-]/g, '').replace(/^-+|-+$/g, '');
  }
}
