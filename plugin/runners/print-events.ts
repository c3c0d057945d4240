import type { ImpulseError } from '../errors';
import { describeProgress } from './progress';
import type { RunEvent } from './run-plans';

/** Without a terminal, a line of progress this often is enough to see that something moves. */
const QUIET_MS = 5000;

/**
 * Shows a run as it goes on: one line per step that is done, and between them what the step at work says: on a terminal in a line that
 * is written over, elsewhere every few seconds.
 *
 * @param stream where to; `isTTY` decides the form.
 */
export function printEvents(stream: NodeJS.WritableStream & { isTTY?: boolean; columns?: number }): (event: RunEvent) => void {
  let shownAtMs = 0;
  let open = false;

  function line(text: string): void {
    stream.write(`${open ? '\r\x1b[K' : ''}${text}\n`);
    open = false;
  }

  function passing(text: string): void {
    if (stream.isTTY) {
      stream.write(`\r\x1b[K${text.slice(0, (stream.columns ?? 80) - 1)}`);
      open = true;
    } else if (Date.now() - shownAtMs >= QUIET_MS) {
      shownAtMs = Date.now();
      line(text);
    }
  }

  return (event) => {
    const { kind, id } = event;
    if (kind === 'cached') line(`  cached   ${id}`);
    if (kind === 'ran') line(`  ran      ${id}  ${event.wallSeconds.toFixed(1)} s (CPU ${event.cpuSeconds.toFixed(1)} s)`);
    if (kind === 'failed') line(`  failed   ${id}`);
    if (kind === 'line') line(`           ${id}: ${event.line}`);
    if (kind === 'warned') line(printWarning(event.warning));
    if (kind === 'waiting') passing(`  waiting  ${id}: another process runs it`);
    if (kind === 'started') passing(`  running  ${id}`);
    if (kind === 'progress') passing(`  running  ${id}  ${describeProgress(event.progress)}`);
  };
}

/** One line; ERRORS.md says what to do. */
export function printWarning({ code, message }: ImpulseError): string {
  return `  warning  ${code}  ${message}`;
}
