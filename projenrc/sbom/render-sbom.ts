import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { Contrib, Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library';
import { PackageURL } from 'packageurl-js';
import { type ShippedPackage } from '../security/shipped';
import { type PublishedPackage } from './published-packages';

const ROOT = path.join(__dirname, '..', '..');

/** The newest version of the specification that common tools read. */
export const SPECIFICATION_VERSION = Spec.Version.v1dot6;

const { Builders, Factories } = Contrib.FromNodePackageJson;
/** A license that is no SPDX id is an error: `renderNotice` has the text of each license. */
const COMPONENTS = new Builders.ComponentBuilder(
  new Factories.ExternalReferenceFactory(), new Contrib.License.Factories.LicenseFactory(() => false),
);

function readManifest(folder: string): Contrib.FromNodePackageJson.Types.NodePackageJson {
  return JSON.parse(readFileSync(path.join(ROOT, folder, 'package.json'), 'utf8')) as ReturnType<typeof readManifest>;
}

function makePurl(name: string, version: string): string {
  const parts = name.split('/');
  return new PackageURL('npm', parts.length > 1 ? parts[0] : undefined, parts.at(-1)!, version).toString();
}

/** Makes the component of a package whose code is in a bundle. */
function makeBundledComponent({ name, version, folder, bundles }: ShippedPackage): Models.Component {
  const component = COMPONENTS.makeComponent(readManifest(folder));
  if (component === undefined) throw new Error(`the manifest of ${folder} has no name`);
  for (const license of component.licenses) {
    if (!(license instanceof Models.SpdxLicense)) throw new Error(`the license of ${name} is no SPDX id`);
    license.acknowledgement = Enums.LicenseAcknowledgement.Declared;
  }
  component.purl = makePurl(name, version);
  component.bomRef.value = component.purl;
  for (const bundle of bundles) component.properties.add(new Models.Property('cdk-s3-mrap:bundle', bundle));
  return component;
}

/**
 * Renders the bill of materials of a published package as CycloneDX: the packages whose code its bundles contain. The
 * text has neither a time nor a serial number, so it is the same for the same bundles.
 */
export function renderSbom({ name, purl, bundles }: PublishedPackage, shipped: readonly ShippedPackage[]): string {
  const library = readManifest('.');
  const root = COMPONENTS.makeComponent({ ...library, name, version: PackageURL.fromString(purl).version! })!;
  root.purl = purl;
  root.bomRef.value = purl;
  const bom = new Models.Bom({ metadata: new Models.Metadata({ component: root }) });
  const contained = shipped.map((shippedPackage) =>
    ({ ...shippedPackage, bundles: shippedPackage.bundles.filter((bundle) => bundles.includes(bundle)) }));
  for (const shippedPackage of contained.filter((candidate) => candidate.bundles.length > 0)) {
    const component = makeBundledComponent(shippedPackage);
    bom.components.add(component);
    root.dependencies.add(component.bomRef);
  }
  const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6));
  return `${serializer.serialize(bom, { sortLists: true, space: 2 })}\n`;
}

