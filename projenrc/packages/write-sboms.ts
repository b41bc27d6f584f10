import { mkdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { version } from '../../package.json';
import { listPublishedPackages } from '../sbom/published-packages';
import { renderSbom } from '../sbom/render-sbom';
import { listShippedPackages } from '../security/shipped';

const FOLDER = path.join(__dirname, '..', '..', 'dist', 'sbom');

const shipped = listShippedPackages();
mkdirSync(FOLDER, { recursive: true });
for (const published of listPublishedPackages(version)) {
  writeFileSync(path.join(FOLDER, published.file), renderSbom(published, shipped));
}
