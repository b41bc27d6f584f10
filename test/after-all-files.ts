import { rmSync } from 'node:fs';

export default function (): void {
  rmSync(process.env.TMPDIR!, { recursive: true, force: true });
}
