import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { birthOf } from '../files/process-facts';
import { logPath, runningPath, type TrackedStep } from './tracked-steps';
import { writeFileWhole } from '../files/write-file';

/** What others may see of a step while it works. */
export interface StepTrack {
  /** @param worker what the engine's own tools call what works now. */
  working(worker: string): void;
  line(text: string): void;
  /** The log stays. */
  end(): void;
}

/** A program that prints without end must not fill the disk. */
const LOG_BYTES = 8 << 20;

/** Leaves an entry in `running/` of the cache for as long as a step works, and its lines in `logs/`. */
export function trackStep(step: Pick<TrackedStep, 'key' | 'impulse' | 'id' | 'engine'>): StepTrack {
  const { pid } = process;
  const tracked: TrackedStep = {
    ...step,
    worker: `process ${pid}`,
    runner: { pid, birth: birthOf(pid) },
    startedAt: new Date().toISOString(),
    log: logPath(step.key),
  };
  mkdirSync(dirname(tracked.log), { recursive: true });
  const log = openSync(tracked.log, 'w');
  let room = LOG_BYTES;
  /** A log is no result: where the disk is full it ends, and the step does not. */
  const write = (line: string): void => {
    try {
      room -= writeSync(log, `${line}\n`);
    } catch {
      room = 0;
    }
  };
  write(JSON.stringify(tracked));
  writeFileWhole(runningPath(step.key), JSON.stringify(tracked));
  return {
    working: (worker) => writeFileWhole(runningPath(step.key), JSON.stringify({ ...tracked, worker })),
    line(text) {
      if (room <= 0) return;
      write(text);
      if (room <= 0) write('(what it prints from here on is not kept)');
    },
    end() {
      closeSync(log);
      rmSync(runningPath(step.key), { force: true });
    },
  };
}
