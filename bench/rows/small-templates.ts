import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { measureFolders } from '../../test/linter/measure-folder';
import { type Result } from '../row';
import { formatSeconds } from '../statistics';

const TEMPLATES = 7000;
const MAXIMUM_MS = 30_000;

/** A template like those of most repositories: a function with a role, and a bucket that names it. */
const makeTemplate = (index: number): string => `Parameters:
  Stage: { Type: String, AllowedValues: [dev, prod] }
Resources:
  Uploads${index}:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: !Sub 'uploads-${index}-\${Stage}-\${AWS::AccountId}'
      VersioningConfiguration: { Status: Enabled }
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: 'sts:AssumeRole' }]
      Policies:
        - PolicyName: read
          PolicyDocument:
            Version: '2012-10-17'
            Statement: [{ Effect: Allow, Action: s3:GetObject, Resource: !Sub '\${Uploads${index}.Arn}/*' }]
${index % 10 === 0 ? makeAccessPoint(index) : ''}`;

/** Every tenth template contains an access point, so that all rules run. */
const makeAccessPoint = (index: number): string => `  AccessPoint:
    Type: AWS::S3::MultiRegionAccessPoint
    Properties:
      Name: !Sub 'uploads-${index}-\${Stage}'
      Regions: [{ Bucket: !Ref Uploads${index} }, { Bucket: !Sub 'uploads-${index}-\${Stage}-copy' }]
`;

/** Measures the processor time for many small templates in this process, with reading and parsing. */
export function measureSmallTemplates(): Result {
  const folder = mkdtempSync(path.join(tmpdir(), 'cdk-s3-mrap-templates-'));
  try {
    for (let index = 0; index < TEMPLATES; index += 1) {
      writeFileSync(path.join(folder, `stack-${index}.yaml`), makeTemplate(index));
    }
    const before = process.cpuUsage();
    const { templates } = measureFolders([folder]);
    const { user, system } = process.cpuUsage(before);
    const ms = (user + system) / 1000;
    return {
      subject: 'linting 7,000 small templates in one process',
      measured: formatSeconds(ms),
      comparison: `${templates} templates read`,
      budget: formatSeconds(MAXIMUM_MS),
      met: templates === TEMPLATES && ms <= MAXIMUM_MS,
      figures: { ms, templates },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
