import { deferExports } from '../../projenrc/defer-exports';

const INDEX = `"use strict";
require("./validation/assert-peer-versions");
var delegation_1 = require("./constructs/buckets/delegation");
Object.defineProperty(exports, "Delegation", { enumerable: true, get: function () {
  return delegation_1.Delegation; } });
`;

describe('projenrc/defer-exports.ts', () => {
  const deferred = deferExports(INDEX);

  test('loads a module when an application uses its export', () => {
    const loaded: string[] = [];
    const exported: { Delegation?: string } = {};
    const load = (module: string) => {
      loaded.push(module);
      return { Delegation: 'class' };
    };
    new Function('require', 'exports', deferred)(load, exported);
    expect(loaded).toEqual(['./validation/assert-peer-versions']);
    expect(exported.Delegation).toBe('class');
    expect(loaded).toEqual(['./validation/assert-peer-versions', './constructs/buckets/delegation']);
  });

  test('defines getters in a form that Node.js accepts for ECMAScript modules', () => {
    expect(deferred).toContain('Reflect.defineProperty(exports, "Delegation"');
    expect(deferred).not.toContain('Object.defineProperty');
  });

  test('keeps the numbers of the lines', () => {
    expect(deferred.split('\n')).toHaveLength(INDEX.split('\n').length);
  });
});
