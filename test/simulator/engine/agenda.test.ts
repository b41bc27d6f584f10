import * as fc from 'fast-check';
import { Agenda } from '../../../simulator/engine/agenda';
import { Identifiers } from '../../../simulator/engine/identifiers';

test('what is due happens in order of time, then of arrival', () => {
  fc.assert(fc.property(fc.array(fc.nat(10)), fc.nat(10), (times, now) => {
    const agenda = new Agenda();
    const seen: [number, number][] = [];
    times.forEach((at, i) => agenda.schedule(at, (ranAt) => seen.push([ranAt, i])));
    agenda.advance(now);
    const due = times.map((at, i): [number, number] => [at, i]).filter(([at]) => at <= now);
    expect(seen).toEqual(due.sort(([a, i], [b, j]) => a - b || i - j));
  }));
});

test('what comes due meanwhile happens as well', () => {
  const agenda = new Agenda();
  const seen: number[] = [];
  agenda.schedule(1, (at) => {
    agenda.schedule(at + 1, (later) => seen.push(later));
    agenda.schedule(at + 9, (later) => seen.push(later));
  });
  agenda.advance(5);
  expect(seen).toEqual([2]);
});

test('identifiers are unique, well-formed, and the same for the same seed', () => {
  const [one, same] = [new Identifiers('seed'), new Identifiers('seed')];
  const aliases = Array.from({ length: 5_000 }, () => one.alias());
  expect(new Set(aliases).size).toBe(5_000);
  expect(aliases.filter((alias) => !/^[a-z][a-z0-9]{12}[.]mrap$/.test(alias))).toEqual([]);
  expect(same.alias()).toBe(aliases[0]);
  expect(one.token()).not.toBe(one.token());
  expect([same.requestId(), same.requestId()]).toEqual(['0000000000000001', '0000000000000002']);
});
