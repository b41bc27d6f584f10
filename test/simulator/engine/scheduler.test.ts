import * as fc from 'fast-check';
import { IdentifierGenerator } from '../../../simulator/engine/identifiers';
import { StateScheduler } from '../../../simulator/engine/scheduler';

describe('StateScheduler', () => {
  test('runs due tasks in order of time, then of arrival', () => {
    fc.assert(fc.property(fc.array(fc.nat(10)), fc.nat(10), (times, now) => {
      const scheduler = new StateScheduler();
      const seen: [number, number][] = [];
      times.forEach((at, i) => scheduler.schedule(at, (ranAt) => seen.push([ranAt, i])));
      scheduler.runDueTasks(now);
      const due = times.map((at, i): [number, number] => [at, i]).filter(([at]) => at <= now);
      expect(seen).toEqual(due.sort(([a, i], [b, j]) => a - b || i - j));
    }));
  });

  test('runs tasks that become due while it runs others', () => {
    const scheduler = new StateScheduler();
    const seen: number[] = [];
    scheduler.schedule(1, (at) => {
      scheduler.schedule(at + 1, (later) => seen.push(later));
      scheduler.schedule(at + 9, (later) => seen.push(later));
    });
    scheduler.runDueTasks(5);
    expect(seen).toEqual([2]);
  });
});

describe('IdentifierGenerator', () => {
  test('generates unique, valid identifiers that depend on the seed only', () => {
    const [one, same] = [new IdentifierGenerator('seed'), new IdentifierGenerator('seed')];
    const aliases = Array.from({ length: 5_000 }, () => one.alias());
    expect(new Set(aliases).size).toBe(5_000);
    expect(aliases.filter((alias) => !/^[a-z][a-z0-9]{12}[.]mrap$/.test(alias))).toEqual([]);
    expect(same.alias()).toBe(aliases[0]);
    expect(one.token()).not.toBe(one.token());
    expect([same.requestId(), same.requestId()]).toEqual(['0000000000000001', '0000000000000002']);
  });
});
