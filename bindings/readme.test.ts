import { followReadme, type Language } from './support/follow-readme';

const MINUTES = 60_000;

/** Go has a suite of its own. */
const LANGUAGES: Language[] = ['TypeScript', 'Python', 'Java'];

describe('README.md', () => {
  test.each(LANGUAGES)('creates an application in an empty folder for %s', (heading) => {
    const templates = followReadme(heading);
    const supportStack = expect.stringMatching(/^MainMediaBucketsuseast1[0-9A-F]{8}\.template\.json$/) as string;
    expect(Object.keys(templates).sort()).toEqual(['Main.template.json', supportStack]);
    expect(templates['Main.template.json']).toContain('"Custom::S3MultiRegionAccessPoint"');
    const regional = Object.keys(templates).find((name) => name !== 'Main.template.json')!;
    expect(templates[regional]).toContain('"AWS::S3::Bucket"');
  }, 15 * MINUTES);
});
