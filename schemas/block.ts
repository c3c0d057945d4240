// Generated from block.schema.json by "npx vitest run --project unit test/conventions/schema-types -u": edit the schema instead.

/** `block.json`: what a block is, what it is made of and which parameters a person may set. One folder per block. */
export interface Block {
  /** Path to this schema, so that an editor can help. */
  $schema?: string;
  /** The name used in `impulse.yaml`; the folder has the same name. With `_` for `-` it is the prefix of the C functions. */
  id: string;
  /** Where in an impulse the block stands. */
  kind: 'dsp' | 'learn' | 'postprocess' | 'synthetic' | 'transform' | 'label' | 'deploy' | 'convert';
  /** Name for people, a few words. */
  title: string;
  /** When to use the block, in one or two sentences. */
  description: string;
  /** Files of the block's own folder to compile. They may include headers of `sdk-cpp`. */
  sources?: string[];
  /** Files that only configure() needs: compiled on the host, left out on the device. */
  hostSources?: string[];
  /**
   * Of a DSP block whose features have at most 256 values: the first 256 floats of its plan are these, and the block also exports
   * `<id>_extract_quantized` (`impulse/block.h`), which writes the features as the bytes that an 8-bit model takes.
   */
  levels: boolean;
  /** Makes the block a program of any language in an image of its own: the folder's Dockerfile, or `image`. */
  container?: {
    /**
     * How the program is spoken to. impulse: it gets the path of a step-run.json. edge-impulse: the arguments, folders or HTTP requests
     * that Edge Impulse's custom blocks get.
     */
    contract: 'impulse' | 'edge-impulse';
    /** An image instead of a Dockerfile in the folder. By digest the block is the same for ever; a name is looked up at every run. */
    image?: string;
    /** What is started in the image, instead of what it starts by itself. */
    command?: string[];
    /** Where a DSP block of the contract edge-impulse listens. */
    port: number;
    /** Whether the block may use the network. What it loads from there is in no cache key. */
    network: boolean;
    /** What one run of a transform block of the contract edge-impulse gets: one file, one folder, or nothing. */
    operatesOn: 'file' | 'directory' | 'standalone';
    /** What the outputs of a learn block are: a score for each class, or a value. */
    task: 'classes' | 'value';
    /** Whether a transform block of the contract edge-impulse is told the metadata of its input, by --metadata. */
    metadata: boolean;
    /** What stands behind the arguments that the contract gives, on every command line. */
    arguments: string[];
    /**
     * Names of variables of the runner's environment that the block gets, such as tokens. Their values are in the key as digests, and
     * nowhere else.
     */
    environment: string[];
  };
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
