import { REGIONS } from '../../src/facts/regions';
import { asFields } from '../../src/linter/evaluation/read';
import { findAccessPoints, type TemplateAccessPoint } from '../../src/linter/model/access-points';
import { findBuckets, isVersioned } from '../../src/linter/model/buckets';
import { findAccessPointPolicies } from '../../src/linter/model/policies';
import { findReplications, type TemplateReplication } from '../../src/linter/model/replication';
import { findRoutesDeclarations, type RoutesDeclaration } from '../../src/linter/model/routes';
import { type TemplateModel } from '../../src/linter/model/template-model';
import { ACCOUNT, Bench, RefusedError } from './support';

/** The Regions of buckets, in the order of the buckets in a template. */
const FIRST_REGIONS = ['eu-west-1', 'us-east-1'];
const OTHER_REGIONS = REGIONS.filter(({ support }) => support !== 'unsupported').map(({ region }): string => region)
  .filter((region) => !FIRST_REGIONS.includes(region));
const BUCKET_REGIONS = [...FIRST_REGIONS, ...OTHER_REGIONS];
/** The elements of CloudFormation with another name in the API. */
const API_NAMES: Readonly<Record<string, string>> = { Id: 'ID', TagFilter: 'Tag', TagFilters: 'Tags' };

/** Makes the calls that a deployment of the templates leads to, and returns the codes of the refusals. */
export async function declareTemplate(model: TemplateModel): Promise<string[]> {
  const bench = new Bench();
  declareBuckets(bench, model);
  const refusals: string[] = [];
  const collect = async (call: Promise<unknown>) => {
    await call.catch((error: unknown) => {
      if (!(error instanceof RefusedError)) throw error;
      refusals.push(error.code);
    });
  };
  const arns = new Map<TemplateAccessPoint, string>();
  for (const accessPoint of findAccessPoints(model)) {
    await collect(createAccessPoint(bench, accessPoint).then((arn) => arns.set(accessPoint, arn)));
  }
  for (const { accessPoint, document } of findAccessPointPolicies(model)) {
    if (accessPoint !== undefined) await collect(putPolicy(bench, model, accessPoint, document?.raw, arns));
  }
  for (const declaration of findRoutesDeclarations(model)) {
    const arn = declaration.accessPoint && arns.get(declaration.accessPoint);
    if (arn !== undefined) await collect(submitRoutes(bench, arn, declaration));
  }
  for (const replication of findReplications(model)) await collect(putReplication(bench, model, replication));
  return refusals;
}

/** Buckets of other applications exist, and are versioned. */
function declareBuckets(bench: Bench, model: TemplateModel): void {
  const declared = new Map(findBuckets(model).map((bucket) => [bucket.name, bucket]));
  const named = [
    ...declared.keys(),
    ...findAccessPoints(model).flatMap(({ members }) => members.map(({ bucket }) => bucket)),
    ...findReplications(model).flatMap(({ sourceName, rules }) =>
      [sourceName, ...rules.flatMap(({ destinationName }) => destinationName ?? [])]),
  ];
  [...new Set(named)].forEach((name, index) => {
    const bucket = bench.simulator.buckets.add(
      toBucketName(model, name), BUCKET_REGIONS[index % BUCKET_REGIONS.length], ACCOUNT,
    );
    const source = declared.get(name);
    if (source === undefined || isVersioned(source) !== false) bucket.versioning = 'Enabled';
  });
}

/** A generated name is a symbol, which the simulator cannot have. */
function toBucketName(model: TemplateModel, name: string): string {
  return model.symbols.show(name).toLowerCase().replace(/[^a-z0-9.-]/g, 'x');
}

/** The deployment decides the expressions in a name. */
function findAccessPointName({ name, resource }: TemplateAccessPoint): string | undefined {
  return name && resource.application.symbols.show(name).replace(/\$\{[^}]*\}/g, 'x');
}

async function createAccessPoint(bench: Bench, accessPoint: TemplateAccessPoint): Promise<string> {
  const { members, resource } = accessPoint;
  const regions = members.map(({ bucket }) => ({ Bucket: toBucketName(resource.application, bucket) }));
  return bench.ready(findAccessPointName(accessPoint), regions);
}

async function putPolicy(
  bench: Bench,
  model: TemplateModel,
  accessPoint: TemplateAccessPoint,
  policy: unknown,
  arns: ReadonlyMap<TemplateAccessPoint, string>,
): Promise<void> {
  const text = typeof policy === 'string' ? policy : JSON.stringify(policy);
  const own = text.split(accessPoint.arn).join(arns.get(accessPoint) ?? accessPoint.arn);
  const outcome = await bench.ended(await bench.put(model.symbols.show(own), findAccessPointName(accessPoint)));
  if (outcome !== 'SUCCEEDED') throw new RefusedError(outcome);
}

/** The handler also sends the routes of the members without a route. */
async function submitRoutes(bench: Bench, arn: string, declaration: RoutesDeclaration): Promise<void> {
  const { routes, others, accessPoint } = declaration;
  const updates = routes.map(({ bucket, region, dial }) => ({
    Bucket: bucket, Region: region, TrafficDialPercentage: dial ?? 0,
  }));
  const regionsOf = (name: string) => bench.simulator.buckets.get(name)?.region;
  const rest = (others === undefined ? [] : accessPoint?.members ?? [])
    .filter(({ bucket }) => !updates.some((update) => update.Bucket === bucket || update.Region === regionsOf(bucket)))
    .map(({ bucket }) => ({ Bucket: bucket, Region: undefined, TrafficDialPercentage: others! }));
  await bench.call('SubmitMultiRegionAccessPointRoutes', { Mrap: arn, RouteUpdates: [...updates, ...rest] });
}

async function putReplication(
  bench: Bench, model: TemplateModel, { sourceName, rules }: TemplateReplication,
): Promise<void> {
  const configuration = {
    Role: `arn:aws:iam::${ACCOUNT}:role/replication`, Rules: rules.map(({ fields }) => toApiElements(model, fields)),
  };
  await bench.call('PutBucketReplication', {
    Bucket: toBucketName(model, sourceName), ReplicationConfiguration: configuration as object,
  });
}

function toApiElements(model: TemplateModel, value: unknown): unknown {
  if (typeof value === 'string') {
    return value.startsWith('arn:aws:s3:::') ? `arn:aws:s3:::${toBucketName(model, value.slice(13))}` : value;
  }
  if (Array.isArray(value)) return value.map((entry) => toApiElements(model, entry));
  const fields = asFields(value);
  return fields === undefined ? value : Object.fromEntries(Object.entries(fields).map(([key, child]) => [
    // CloudFormation accepts a number as text.
    API_NAMES[key] ?? key, key === 'Priority' ? Number(child) : toApiElements(model, child),
  ]));
}
