import { readStatFields } from '../files/process-facts';

/** Unit of `/proc`: 100 on every Linux, whatever the kernel's own clock. */
const TICKS_PER_SECOND = 100;

/** CPU seconds of this process and of the compilers and emulators that it has started and that have ended; without `/proc`, its own. */
export function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6 + childSeconds();
}

/** The fields `cutime` and `cstime` of proc(5). */
function childSeconds(): number {
  const fields = readStatFields('self');
  return fields === undefined ? 0 : (Number(fields[13]) + Number(fields[14])) / TICKS_PER_SECOND;
}
