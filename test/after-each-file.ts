import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * Disables the AsyncLocalStorage instances of a test file after the file has run.
 *
 * jest and the SDK create new instances for each test file. In Node 20 every promise of the process updates all enabled
 * instances, so promises take twice as long after a hundred files.
 */
const storages = new Set<AsyncLocalStorage<unknown>>();
const { run } = AsyncLocalStorage.prototype;

AsyncLocalStorage.prototype.run = function (this: AsyncLocalStorage<unknown>, ...args: unknown[]) {
  storages.add(this);
  return Reflect.apply(run, this, args);
};

afterAll(() => {
  AsyncLocalStorage.prototype.run = run;
  for (const storage of storages) storage.disable();
});
