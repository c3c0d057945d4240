import type { CompileFacts } from '../compile/compile-facts';

/** A deploy format: the exports of the `index` module in its folder. */
export interface DeployBlock {
  /**
   * What stands in the archive.
   * @param sources generated sources by name, flat
   * @returns every file of the archive by its path
   */
  layOut(facts: CompileFacts, sources: Record<string, string>): Record<string, string>;
}
