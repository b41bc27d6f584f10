import { readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { playNight } from './rehearsal/night';

const README = path.join(__dirname, '..', 'README.md');
const SECTION = /(<!-- rehearsal -->\n)[^]*(<!-- \/rehearsal -->)/;

async function main(): Promise<void> {
  const transcript = await playNight();
  if (!process.argv.includes('--write')) {
    process.stdout.write(transcript);
    return;
  }
  const readme = readFileSync(README, 'utf8');
  if (!SECTION.test(readme)) throw new Error('README.md has no place for the rehearsal');
  writeFileSync(README, readme.replace(SECTION, (_, begin: string, end: string) => `${begin}\`\`\`text\n${transcript}\`\`\`\n${end}`));
}

void main();
