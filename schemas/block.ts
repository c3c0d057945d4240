// Generated from block.schema.json by "npx vitest run --project unit test/conventions/schema-types -u": edit the schema instead.

/** `block.json`: what a block is, what it is made of and which parameters a person may set. One folder per block. */
export interface Block {
  /** Path to this schema, so that an editor can help. */
  $schema?: string;
  /** The name used in `impulse.yaml`; the folder has the same name. With `_` for `-` it is the prefix of the C functions. */
  id: string;
  /** Where in an impulse the block stands. */
  kind: 'dsp' | 'learn' | 'postprocess' | 'synthetic' | 'deploy';
  /** Name for people, a few words. */
  title: string;
  /** When to use the block, in one or two sentences. */
  description: string;
  /** Files of the block's own folder to compile. They may include headers of `sdk-cpp`. */
  sources?: string[];
  /** Files that only configure() needs: compiled on the host, left out on the device. */
  hostSources?: string[];
  /**
   * JSON Schema of the block's parameters. A quantity has `x-unit` and is written as text (`32 ms`); the block gets the plain number in
   * that unit.
   */
  parameters: {
    /** Parameters are named. */
    type: 'object';
    /** One schema per parameter; each has a title, a description and, unless it is required, a default. */
    properties: Record<string, Record<string, unknown>>;
    /** Parameters that have no default. */
    required?: string[];
    [parameter: string]: unknown;
  };
}
