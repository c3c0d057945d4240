/**
 * Ends this process, and what it started, when the runner is gone, however it went: its end of our standard input closes then. Only
 * processes that the local engine started: they lead a process group of their own. Containers and people have other ways.
 */
export function endWithParent(): void {
  if (process.env.NX_IMPULSE_RUNNER !== 'local') return;
  process.stdin.on('end', () => process.kill(-process.pid, 'SIGKILL')).resume();
  // Waiting for that end must not keep a step alive that is done.
  (process.stdin as NodeJS.ReadStream & { unref?(): void }).unref?.();
}

/** Whether a runner started this process, and listens. */
export function isWatched(): boolean {
  return Boolean(process.env.NX_IMPULSE_RUNNER);
}
