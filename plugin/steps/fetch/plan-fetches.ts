import type { StepPlan } from '../../graph/step-plan';
import type { DataSource } from '../../manifest/manifest';
import { fetchedPath, isS3 } from '../../network/s3-glob';

/** The step that brings the objects of each source here; undefined for a source that has none. */
export function planFetches(sources: readonly DataSource[]): (StepPlan | undefined)[] {
  const taken = new Map<string, number>();
  return sources.map((source) => {
    const globs = listGlobs(source);
    if (globs.length === 0) return undefined;
    const item = fetchedPath(globs[0]!).split('/', 1)[0]!.replace(/[^\w-]/g, '-');
    const count = (taken.get(item) ?? 0) + 1;
    taken.set(item, count);
    return {
      id: `fetch--${item}${count === 1 ? '' : `-${count}`}`,
      step: 'fetch',
      item,
      params: { globs, access: source.s3 ?? {} },
      inputs: {},
      files: [],
      folders: {},
      sections: ['dataset.sources'],
    };
  });
}

/** Recordings first, then what labels them. */
function listGlobs({ path, label }: DataSource): string[] {
  const named = [path, label.kind === 'file' || label.kind === 'boxes' ? label.path : undefined];
  return named.filter((glob): glob is string => glob !== undefined && isS3(glob));
}
