import { describeRuntime } from '../runners/describe-runtime';

void describeRuntime().then((text) => process.stdout.write(`${text}\n`));
