import type { Tree } from '@nx/devkit';
import { frameErrors } from '../../frame-errors';

/** A generator whose work may throw our errors. */
export type Generate<Options> = (tree: Tree, options: Options) => Promise<() => void>;

/** Nx shows an error's message and nothing else: code, place and fix go into it. */
export function framed<Options>(generate: Generate<Options>): Generate<Options> {
  return async (tree, options) => {
    try {
      return await generate(tree, options);
    } catch (error) {
      throw new Error(frameErrors(error));
    }
  };
}
