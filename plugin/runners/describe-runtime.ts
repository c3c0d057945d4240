import { ImpulseError } from '../errors';
import { canonicalJson } from '../graph/canonical-json';
import type { StepRow } from '../graph/step-plan';
import { assetRoot } from '../paths';
import { STEPS } from '../steps';
import { digestPackage } from './digest-package';

/** One line for everything outside of a workspace's own files that results depend on: the package's content and the tools' versions. */
export async function describeRuntime(): Promise<string> {
  const tools: Record<string, string> = {};
  for (const row of STEPS) Object.assign(tools, await toolsOf(row));
  return canonicalJson({ content: digestPackage(assetRoot), tools });
}

/** A tool that is missing is what the step says when it runs. */
async function toolsOf({ name, tools }: StepRow): Promise<Record<string, string>> {
  try {
    return (await tools?.()) ?? {};
  } catch (error) {
    if (!(error instanceof ImpulseError)) throw error;
    return { [name]: error.code };
  }
}
