/**
 * Ends this process when the runner that started it is gone, however it went: its end of our standard input closes then. Steps that a
 * person starts by hand have no progress pipe and go on.
 */
export function endWithParent(): void {
  if (!isWatched()) return;
  process.stdin.on('end', () => process.exit(143)).resume();
  // Waiting for that end must not keep a step alive that is done.
  (process.stdin as NodeJS.ReadStream & { unref?(): void }).unref?.();
}

/** Whether a runner started this process, and listens. */
export function isWatched(): boolean {
  return Boolean(process.env.NX_IMPULSE_PROGRESS_FD);
}
