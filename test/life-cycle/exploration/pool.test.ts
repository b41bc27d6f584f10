import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { type Path } from './explore';
import { WorkerPool } from './pool';

/** Answers with the changed properties of the first deployment. */
const PROGRAM = `
process.on('message', ({ id, path }) => {
  const state = Object.keys(path[0][0].step.change).join();
  process.send({ id, state, violations: [], processorTime: 0 });
});
`;

const makePath = (change: object): Path => [[{ step: { kind: 'deploy', change } as never, pause: 0 }]];

describe('npm run test:exploration', () => {
  test('sends undefined properties of changes to its processes, and returns the results in order', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'pool-'));
    const program = path.join(folder, 'worker.js');
    writeFileSync(program, PROGRAM);
    const pool = new WorkerPool(program, 2);
    try {
      const states: string[] = [];
      const paths = [makePath({ name: undefined, routes: 1 }), makePath({ name: 'video' })];
      for await (const { state } of pool.visitAll(paths)) states.push(state);
      expect(states).toEqual(['name,routes', 'name']);
    } finally {
      pool.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
