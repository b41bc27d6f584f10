import { readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { rehearseOutage } from './rehearsal/region-outage';

const README = path.join(__dirname, '..', 'README.md');
const SECTION = /(<!-- rehearsal -->\n)[^]*(<!-- \/rehearsal -->)/;

async function main(): Promise<void> {
  const transcript = await rehearseOutage();
  if (!process.argv.includes('--write')) {
    process.stdout.write(transcript);
    return;
  }
  const readme = readFileSync(README, 'utf8');
  if (!SECTION.test(readme)) throw new Error('README.md has no section for the rehearsal');
  const section = (_: string, start: string, end: string) => `${start}\`\`\`text\n${transcript}\`\`\`\n${end}`;
  writeFileSync(README, readme.replace(SECTION, section));
}

void main();
