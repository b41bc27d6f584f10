/** Whether a process with this id exists. */
export function isRunning(pid: number): boolean {
  try {
    // Signal 0 sends nothing.
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
