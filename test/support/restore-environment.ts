/** Restores the variables of the process, which all test files of a worker share. */
export function restoreEnvironment(saved: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(process.env).filter((one) => !(one in saved))) delete process.env[name];
  Object.assign(process.env, saved);
}
