import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import {
  listMemberNames, translateInlineCode, translateToGo, translateToJava, translateToPython,
} from '../../projenrc/inline-code';

const MEMBERS = listMemberNames({
  types: {
    'cdk-s3-mrap.FailoverConfiguration': {
      methods: [{ name: 'activePassive', parameters: [{ name: 'activeRegions' }] }],
    },
    'cdk-s3-mrap.MultiRegionBuckets': {
      initializer: { parameters: [{ name: 'bucketProps' }] },
      properties: [{ name: 'bucketNamePrefix' }],
    },
  },
});

describe('translateToPython', () => {
  test.each([
    ["FailoverConfiguration.activePassive(['eu-west-1'])", "FailoverConfiguration.active_passive(['eu-west-1'])"],
    ['<home stack>-<bucketNamePrefix>-<region>', '<home stack>-<bucket_name_prefix>-<region>'],
    ['activeRegions', 'active_regions'],
    ['bucketProps', 'bucket_props'],
    ['addToResourcePolicy', 'add_to_resource_policy'],
    ['false', 'False'],
  ])('changes the members in %s', (code, expected) => {
    expect(translateToPython(code, MEMBERS)).toBe(expected);
  });

  test.each(['cdk-s3-mrap:activeRegions', 'unknownName', 'AWS::S3::Bucket', 'destroy = false'])(
    'does not change %s', (code) => { expect(translateToPython(code, MEMBERS)).toBe(code); });
});

describe('translateToJava', () => {
  test('changes lists and quotes in the arguments of a call', () => {
    expect(translateToJava("endpoint.restrict(accessPoint, ['vpce-1', 'vpce-2'])"))
      .toBe('endpoint.restrict(accessPoint, List.of("vpce-1", "vpce-2"))');
  });

  test.each(["cdk deploy '**'", '[MRAP101]', 'bucketNamePrefix'])('does not change %s', (code) => {
    expect(translateToJava(code)).toBe(code);
  });
});

describe('translateToGo', () => {
  test.each([
    [
      "FailoverConfiguration.activePassive(['eu-west-1'])",
      'FailoverConfiguration_ActivePassive(jsii.Strings("eu-west-1"))',
    ],
    ['configuration.activePassive(activeRegions)', 'configuration.ActivePassive(activeRegions)'],
    ["acknowledgeWarning('id')", 'acknowledgeWarning(jsii.String("id"))'],
    ['<home stack>-<bucketNamePrefix>-<region>', '<home stack>-<BucketNamePrefix>-<region>'],
    ['activePassive()', 'ActivePassive()'],
    ['addToResourcePolicy', 'AddToResourcePolicy'],
    ['RemovalPolicy.DESTROY', 'RemovalPolicy_DESTROY'],
  ])('changes the members, lists and texts in %s', (code, expected) => {
    expect(translateToGo(code, MEMBERS)).toBe(expected);
  });

  test.each(['cdk-s3-mrap failover', 'unknownName', 'AWS::S3::Bucket', "cdk deploy '**'", 'Type.unknown()'])(
    'does not change %s', (code) => { expect(translateToGo(code, MEMBERS)).toBe(code); });
});

describe('translateInlineCode', () => {
  test('translates inline code, and neither text nor code blocks', () => {
    const markdown = 'text `text`\n\n```ts\n`text`\n```\n\n`text` text\n';
    expect(translateInlineCode(markdown, (code) => code.replace('text', 'code')))
      .toBe('text `code`\n\n```ts\n`text`\n```\n\n`code` text\n');
  });
});

/** Lists the inline code of a document. */
function listInlineCode(document: string): string[] {
  const text = readFileSync(path.join(__dirname, '../../docs', document), 'utf8').replace(/^```.*?^```$/gms, '');
  return [...text.matchAll(/`([^`\n]+)`/g)].map(([, code]) => code);
}

describe('docs:translations', () => {
  test.each([
    ['readme-python.md', /^(?:[a-z]+[A-Z]\w*(?:\(\))?|true|false|undefined|null)$/],
    ['readme-java.md', /^undefined$/],
    ['readme-go.md', /^(?:[a-z]+[A-Z]\w*(?:\(\))?|undefined|null)$|^[A-Z]\w*\.[A-Z_]+$/],
  ])('writes %s without names of TypeScript in its text', (document, pattern) => {
    const names = listInlineCode(document);
    expect(names.length).toBeGreaterThan(200);
    expect(names.filter((name) => pattern.test(name) || /\(\{|=>|^\w+: \[/.test(name))).toEqual([]);
  });
});
