import { followReadme, type Language } from './follow-readme';
import { catchInvalidDeclaration } from './invalid-declaration';
import { readSnippets, type Snippet } from './snippets';
import { type Templates } from './templates';

type Synthesize = (example: string) => Templates;

/** Declares the tests that an application in a language synthesizes the same templates as its TypeScript version. */
export function testTemplates(
  examples: readonly string[], synthesizeOriginal: Synthesize, synthesize: Synthesize, timeout?: number,
): void {
  // The asset hashes are equal as well, because all packages contain the same files.
  test.each(examples)('synthesizes the same templates as TypeScript for %s', (example) => {
    const templates = synthesizeOriginal(example);
    expect(Object.keys(templates)).not.toEqual([]);
    expect(synthesize(example)).toEqual(templates);
  }, timeout);
}

/** Declares the test of the error message that a language prints for an invalid declaration. */
export function testErrorMessage(printInvalidDeclaration: () => string, timeout?: number): void {
  test('prints the construct path and the code, message and repair of each finding', () => {
    const { constructPath, findings } = catchInvalidDeclaration();
    expect(findings.map(({ ruleId }) => ruleId)).toEqual(['MRAP101', 'MRAP202']);
    const printed = printInvalidDeclaration();
    expect(printed).toContain(constructPath);
    for (const { ruleId, message, fix } of findings) expect(printed).toContain(`[${ruleId}] ${message}; ${fix}`);
  }, timeout);
}

/** Declares the test that runs or compiles the translations of all published examples. */
export function testPublishedExamples(
  verifySnippets: (snippets: readonly Snippet[]) => void, timeout?: number,
): void {
  test('accepts every published example', () => {
    const snippets = readSnippets();
    expect(snippets.length).toBeGreaterThan(20);
    verifySnippets(snippets);
  }, timeout);
}

/** Declares the test that follows the README literally in an empty folder. */
export function testReadme(language: Language, timeout: number): void {
  test(`creates an application in an empty folder for ${language}`, () => {
    const templates = followReadme(language);
    const supportStack = expect.stringMatching(/^MainMediaBucketsuseast1[0-9A-F]{8}\.template\.json$/) as string;
    expect(Object.keys(templates).sort()).toEqual(['Main.template.json', supportStack]);
    expect(templates['Main.template.json']).toContain('"Custom::S3MultiRegionAccessPoint"');
    const regional = Object.keys(templates).find((name) => name !== 'Main.template.json')!;
    expect(templates[regional]).toContain('"AWS::S3::Bucket"');
  }, timeout);
}
