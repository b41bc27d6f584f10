import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * jest and the SDK open a storage for each test file anew. In Node 20 every promise of the process serves all that were ever opened,
 * so that after a hundred files promises take twice their time: those of a file end with it.
 */
const opened = new Set<AsyncLocalStorage<unknown>>();
const { run } = AsyncLocalStorage.prototype;

AsyncLocalStorage.prototype.run = function (this: AsyncLocalStorage<unknown>, ...args: unknown[]) {
  opened.add(this);
  return Reflect.apply(run, this, args);
};

afterAll(() => {
  AsyncLocalStorage.prototype.run = run;
  for (const storage of opened) storage.disable();
});
