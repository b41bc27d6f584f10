import { type Choice, World } from '../../../src/linter/evaluation/world';

const STAGE = { key: 'Main Stage', title: 'parameter Stage' };
const take = (world: World, taken: Readonly<Record<string, number>>): World => new World(
  new Map([...world.choices].map(([key, choice]): [string, Choice] => [key, { ...choice, taken: taken[key] ?? 0 }])));

describe('World', () => {
  test('makes no choices if every value is unknown', () => {
    const world = World.undecided();
    expect(world.decideValue(STAGE, 'prod')).toBeUndefined();
    expect(world.takesDefaults()).toBe(false);
    expect(world.choices.size).toBe(0);
  });

  test('takes the first alternative of a new choice, and names both alternatives', () => {
    const world = new World();
    expect(world.decideValue(STAGE, 'prod')).toBe(false);
    expect(world.isBound(STAGE)).toBe(false);
    expect([...world.choices.values()].map(({ alternatives }) => alternatives)).toEqual([[
      { clause: 'parameter Stage is not "prod"' },
      { clause: 'parameter Stage is "prod"', binding: { variable: 'Main Stage', value: 'prod' } },
    ]]);
  });

  test('binds the value of the alternative of a given world', () => {
    const first = new World();
    first.decideValue(STAGE, 'prod');
    const second = take(first, { 'Main Stage = prod': 1 });
    expect(second.decideValue(STAGE, 'prod')).toBe(true);
    expect(second.decideValue(STAGE, 'test')).toBe(false);
    expect([second.isBound(STAGE), second.findBinding(STAGE)]).toEqual([true, 'prod']);
  });

  test('decides for a default only in a world with defaults', () => {
    const withDefault = { ...STAGE, defaultValue: 'prod' };
    const first = new World();
    expect(first.decideValue(withDefault, 'prod')).toBe(false);
    const second = take(first, { defaults: 1 });
    expect(second.decideValue(withDefault, 'prod')).toBe(true);
    expect(second.decideValue(withDefault, 'test')).toBe(false);
    expect(second.takesDefaults()).toBe(true);
  });
});
