import { runCli } from './cli/run-cli';

// `nx-impulse explain | head` closes the pipe early; that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

void runCli(process.argv.slice(2)).then((exitCode) => {
  process.exitCode = exitCode;
});
