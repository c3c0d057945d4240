// node run-until.cjs <dist> <impulse> <step> [<changes>]: runs an impulse, steps and all, in this process; where a number of changes is
// given, the process is killed without warning in the middle of that change of the file system. Prints how many changes there were.
const fs = require('node:fs');
const { join } = require('node:path');
const [dist, impulse, step, limit] = process.argv.slice(2);

let changes = 0;
const isLast = () => ++changes === Number(limit);
const die = () => process.kill(process.pid, 'SIGKILL');

const { writeSync, openSync } = fs;
const half = (data) => Buffer.from(data).subarray(0, Buffer.byteLength(data) >> 1);

/** How far a change gets before the process dies: a write to its half, anything else nowhere. */
const HALVES = {
  writeFileSync: (path, data) => writeSync(openSync(path, 'w'), half(data)),
  writeSync: (file, data) => writeSync(file, half(data)),
};
const CHANGES = ['chmodSync', 'copyFileSync', 'linkSync', 'mkdirSync', 'openSync', 'renameSync', 'rmSync', 'utimesSync', 'writeFileSync', 'writeSync'];

for (const name of CHANGES) {
  const change = fs[name];
  fs[name] = (...args) => {
    const isChange = name !== 'openSync' || /[wa+]/.test(args[1]);
    if (isChange && isLast()) {
      HALVES[name]?.(...args);
      die();
    }
    return change(...args);
  };
}

async function main() {
  const load = (path) => require(join(dist, path));
  // As where only the sources are present: the step's own changes count too.
  load('plugin/runners/engines/local/local').local.own = async () => undefined;
  const { frameErrors } = load('plugin/frame-errors');
  try {
    await load('plugin/runners/run-impulse').runImpulse(impulse, { steps: [step] });
    console.log(changes);
  } catch (error) {
    console.error(frameErrors(error));
    process.exitCode = 1;
  }
}

main();
