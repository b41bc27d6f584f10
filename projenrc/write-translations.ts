import { readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { Rosetta, TargetLanguage, UnknownSnippetMode } from 'jsii-rosetta';
import { PUBLISHER } from './publisher';

const ROOT = path.join(__dirname, '..');
const LANGUAGES = [
  { name: 'Python', language: TargetLanguage.PYTHON, file: 'readme-python.md', others: ['TypeScript', 'Java'] },
  { name: 'Java', language: TargetLanguage.JAVA, file: 'readme-java.md', others: ['TypeScript', 'Python'] },
];

/** The README without what is only for other languages. */
function without(headings: readonly string[], markdown: string): string {
  const sections = markdown.split(/^(?=##+ )/m);
  return sections.filter((section) => !headings.some((heading) => section.startsWith(`### ${heading}\n`))).join('');
}

/** Links of the README to its own chapters lead to the same chapters of the translation. */
function withOwnChapters(markdown: string): string {
  return markdown.replaceAll(`](${PUBLISHER.repository.replace(/\.git$/, '')}/blob/main/README.md#`, '](#');
}

/** Writes the README as developers of other languages read it; every example comes from what "npm run docs:snippets" has compiled. */
async function writeTranslations(): Promise<void> {
  const rosetta = new Rosetta({ unknownSnippets: UnknownSnippetMode.FAIL, targetLanguages: LANGUAGES.map(({ language }) => language) });
  await rosetta.loadTabletFromFile(path.join(ROOT, '.jsii.tabl.json'));
  const readme = readFileSync(path.join(ROOT, 'README.md'), 'utf8');
  for (const { name, language, file, others } of LANGUAGES) {
    const translated = rosetta.translateSnippetsInMarkdown({ api: 'moduleReadme', moduleFqn: PUBLISHER.npm }, without(others, readme), language, true);
    const head = `<!-- Written from README.md by "npm run docs:translations": the README with its examples in ${name}; edit it there. -->\n\n`;
    writeFileSync(path.join(ROOT, 'docs', file), `${head}${withOwnChapters(translated).trimEnd()}\n`);
  }
}

void writeTranslations();
