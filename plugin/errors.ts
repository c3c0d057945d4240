/** A place in a text file: 1-based line and column, and how many characters are at fault. */
export interface SourceSpan {
  file: string;
  line: number;
  column: number;
  length: number;
}

/** One row of the error table: `{name}` in the texts is replaced by the detail of that name. */
export interface ErrorRow {
  message: string;
  fix: string;
}

/**
 * Every error a user can see. A code is `IMP_<NOUN>_<PROBLEM>`; rows are grouped by room; `ERRORS.md` explains each, and a test holds
 * the two together in both directions.
 */
export const ERRORS = {
  // manifest: the text
  IMP_MANIFEST_MISSING: { message: 'There is no manifest at {file}.', fix: 'name the impulse.yaml, or the folder that holds it' },
  IMP_MANIFEST_UNREADABLE: { message: '{file} cannot be read: {problem}.', fix: 'make it a file that you may read, saved as UTF-8' },
  IMP_MANIFEST_EMPTY: { message: 'The manifest is not a map of keys.', fix: 'begin with "name: my-impulse" and the sections dataset, input, dsp, learn, targets' },
  IMP_YAML_SYNTAX: { message: '{problem}.', fix: 'correct the YAML at this place' },
  IMP_YAML_TAB: { message: 'A tab stands where YAML needs spaces.', fix: 'indent with spaces, two per level' },
  IMP_YAML_KEY_DUPLICATE: { message: 'The key "{key}" stands here a second time.', fix: 'keep one of the two' },
  IMP_YAML_COMPARISON_UNQUOTED: { message: 'YAML reads the > of {value} as the start of a folded text.', fix: 'quote it: "{value}"' },
  IMP_YAML_TEXT_UNQUOTED: { message: 'YAML does not read {value} as text.', fix: 'quote it: "{value}"' },
  IMP_YAML_ALIAS_UNKNOWN: { message: 'The alias *{name} has no anchor before it.', fix: 'define it above as &{name}, or correct the name' },
  IMP_YAML_ALIAS_EXPLOSION: { message: 'The aliases of this file multiply beyond all measure ({problem}).', fix: 'use fewer aliases of aliases' },
  IMP_YAML_MERGE: { message: 'The merge key << needs a map, or a list of maps.', fix: 'write "<<: *name" where &name marks a map' },
  IMP_YAML_DOCUMENTS: { message: 'The file holds a second YAML document.', fix: 'remove the line ---, or move the second impulse into its own folder' },
  // manifest: the schema
  IMP_KEY_UNKNOWN: { message: 'Unknown key "{key}".', fix: '{advice}' },
  IMP_KEY_MISSING: { message: '{owner} needs "{key}".', fix: 'add {example}' },
  IMP_VALUE_TYPE: { message: '"{key}" is {found}, but must be {expected}.', fix: 'write {expected}' },
  IMP_VALUE_UNKNOWN: { message: '"{key}" cannot be {value}.', fix: '{advice}' },
  IMP_VALUE_RANGE: { message: '"{key}" is {value}, but must be {limit}.', fix: 'choose a value that is {limit}' },
  IMP_VALUE_INVALID: { message: '"{key}" {problem}.', fix: 'correct {value}' },
  IMP_NAME_INVALID: { message: '"{name}" cannot be a name: lower case letters, digits and single hyphens, a letter first.', fix: 'write {suggestion}' },
  IMP_LIST_EMPTY: { message: '"{key}" is empty.', fix: 'name at least one' },
  IMP_ITEM_DUPLICATE: { message: '{item} stands twice in "{key}".', fix: 'remove one' },
  IMP_UNIT_MISSING: { message: '"{key}" is {value}, without a unit.', fix: 'write {suggestion}; units: {units}' },
  IMP_UNIT_UNKNOWN: { message: '"{unit}" is not a unit for "{key}".', fix: '{advice}' },
  IMP_UNIT_MISMATCH: { message: '"{key}" cannot be given in {unit}.', fix: 'write it in {units}, such as {example}' },
  IMP_QUANTITY_INVALID: { message: '"{key}" is {value}, which is not a number with a unit.', fix: 'write {example}; units: {units}' },
  IMP_COMPARISON_WRONG: { message: '"{key}" is {value}, which is not the limit that it must be.', fix: 'write {suggestion}' },
  IMP_NX_JSON_INVALID: { message: '{file}, which may hold options of nx-impulse, cannot be read: {problem}.', fix: 'make it JSON' },
  IMP_PART_NOT_BUILT: { message: '"{part}" is not built yet.', fix: 'leave it out; there is: {known}' },
  // manifest: links
  IMP_BLOCK_UNKNOWN: { message: 'Unknown {kind} block "{block}".', fix: '{advice}' },
  IMP_BLOCK_KIND: { message: '"{block}" is a {kind} block, but a {expected} block is needed here.', fix: 'use it in the section for {kind} blocks' },
  IMP_BLOCK_NO_CONTAINER: { message: 'The {kind} block "{block}" is no program in a container.', fix: 'add "container": {} to its block.json, and a Dockerfile' },
  IMP_BLOCK_BROKEN: { message: 'The block at {file} cannot be read: {problem}.', fix: 'correct the file' },
  IMP_PARAMETER_IDLE: { message: '"{key}" has no effect here: it counts only where {condition}.', fix: 'leave it out, or change what it depends on' },
  IMP_SECRET_WRITTEN: { message: '"{key}" is a secret, and everybody who has this file could read it.', fix: 'write "env:{variable}", and set that variable where the steps run' },
  IMP_PARAMETER_STORE: {
    message: '"{key}" names a {store} of Edge Impulse, and a run here has none.',
    fix: 'leave it out, and give the block its files by "path"; a block that finds them there alone cannot run here',
  },
  IMP_BLOCK_STANDALONE: { message: '"{block}" takes no files: it makes its own.', fix: 'write it as "block: {block}" of a source, without a "path"' },
  IMP_BLOCK_NEEDS_FILES: { message: '"{block}" works on files, and there are none here.', fix: 'write it below "transform" of a source with a "path"' },
  IMP_TARGET_UNKNOWN: { message: 'Unknown target "{target}".', fix: '{advice}' },
  IMP_TARGET_DUPLICATE: { message: 'The target "{target}" is number {first} of the list already.', fix: 'keep one of the two' },
  IMP_INPUT_UNKNOWN: { message: 'There is no DSP block named "{name}" in this manifest.', fix: '{advice}' },
  IMP_AXIS_UNKNOWN: { message: 'There is no axis "{name}" in input.axes.', fix: '{advice}' },
  IMP_SOURCE_KIND: { message: 'A source has either "path" or "block"; this one has {found}.', fix: 'give the path of files, or the block that makes recordings' },
  IMP_SOURCE_MADE: {
    message: 'The recordings of the block {block} are made, not changed: "transform" and "labels" of a block belong to files.',
    fix: 'name them beside a path, or let the block do it itself',
  },
  IMP_LABEL_CONFLICT: { message: '"{rules}" both say where the label comes from.', fix: 'keep one' },
  IMP_CHANNELS_COUNT: { message: '"channels" names {channels} of them, but there are {axes} axes.', fix: 'name one channel for each of input.axes' },
  IMP_CSV_CONFLICT: { message: '"{one}" and "{other}" of csv exclude each other: {why}.', fix: 'keep one of the two, or correct it' },
  IMP_CSV_TIME_FORMAT: {
    message: 'The format of times "{format}" {problem}.',
    fix: 'write it with YYYY, MM, DD, HH, mm, ss and SSS, each once, such as "DD.MM.YYYY HH:mm:ss.SSS"',
  },
  IMP_LABEL_PLACEHOLDER: {
    message: 'The label {label} holds a placeholder that does not exist.',
    fix: 'write "{dir}" or "{recording}", or name the fields of the file name in pattern: "{label}_{speaker}.wav"',
  },
  IMP_PATTERN_INVALID: { message: 'The pattern {pattern} {problem}.', fix: 'write something like "{label}_{speaker}_{n}.wav"' },
  IMP_GROUP_UNKNOWN: { message: 'No source names the field "{field}" that groupBy asks for.', fix: '{advice}; fields are named by pattern: "{label}_{speaker}.wav"' },
  IMP_HOLD_UNGROUPED: { message: '"hold" names groups, but there is no groupBy.', fix: 'add groupBy with the field whose values are held out' },
  IMP_SPLIT_FULL: { message: 'Validation and test leave nothing for training.', fix: 'make their sum less than 100 %' },
  IMP_INPUT_MIXED: { message: '"{key}" belongs to recordings over time, but the input is an image.', fix: 'leave it out, or "image"' },
  IMP_WINDOW_SHORT: { message: '"{key}" is {ms} ms: less than one sample at {frequencyHz} Hz.', fix: 'make it longer, or the frequency higher' },
  // learn
  IMP_TRAINING_NOT_SET_UP: {
    message: 'The learn block "{block}" trains convolutions, which needs libtensorflow; it is not set up on this machine.',
    fix: 'run "npx nx-impulse setup training" once, or use a block that trains without it, such as dense-classifier',
  },
  IMP_TRAINING_SETUP_FAILED: {
    message: 'Setting up the training failed at "{command}" ({problem}):\n{lines}',
    fix: 'see to what the last lines say (network, python3 with venv, g++), and run "npx nx-impulse setup training" again',
  },
  IMP_TRAINING_PLATFORM: {
    message: 'There is no libtensorflow for {platform} that can be set up here.',
    fix: 'train dense models, which need none, or train on one of: {known}; a dev container is one ("npx nx g nx-impulse:devcontainer")',
  },
  IMP_TRAIN_EMPTY: { message: 'No window of the train side has a label.', fix: 'check the labels and the shares of dataset.split' },
  IMP_TRAINING_DIVERGED: { message: 'The loss of epoch {epoch} is {loss}: the training diverged.', fix: 'lower learningRate (it was {learningRate})' },
  IMP_LABELS_TOO_FEW: { message: 'A classifier needs two labels; the windows have: {labels}.', fix: 'add recordings of a second class, or learn anomalies' },
  IMP_LABEL_UNTRAINED: {
    message: 'No window of the train side has the label {labels}.',
    fix: 'add recordings, or change dataset.split so that every label is on the train side',
  },
  IMP_ANOMALY_LABEL: { message: '"{learn}" cannot take "{label}" of its parameter "{parameter}": {problem}.', fix: '{advice}' },
  IMP_MIXTURE_WINDOWS: {
    message: 'A mixture of {components} components needs as many normal windows on the train side; there are {windows}.',
    fix: 'lower components, or record more',
  },
  IMP_FEATURES_CONSTANT: {
    message: 'None of the {features} features changes in the {windows} normal windows of the train side: there is nothing to learn.',
    fix: 'look at the recordings in the report, and at the parameters of the DSP block',
  },
  IMP_LEARN_OPTION_IDLE: { message: '"{option}" of "{learn}" can have no effect: {problem}.', fix: 'leave it out' },
  IMP_LABEL_NOT_A_NUMBER: { message: 'A regression needs numbers as labels; one is "{label}".', fix: 'label recordings with numbers, or use a classifier' },
  IMP_LAYER_UNSUPPORTED: { message: 'The layer "{layer}" ({type}) cannot be exported: {problem}.', fix: 'build the model from layers that can' },
  IMP_LEARN_NO_ENTRY: { message: 'The learn block at {folder} has no code.', fix: 'add one of {entries}' },
  IMP_LEARN_NO_MODEL: { message: 'The block of {id} left no model.', fix: 'let it write one of: {known}' },
  IMP_LEARN_ENTRY_INVALID: { message: '{file} is no learn block.', fix: 'export engine, task and build as blocks/template-learn does' },
  IMP_MODEL_FILE_MISSING: { message: 'There is no model at {file}.', fix: 'correct the path; it is relative to the folder of impulse.yaml' },
  IMP_MODEL_CLASS_UNKNOWN: {
    message: 'The model of "{learn}" tells class {class}, but the labels of training are, from 0: {labels}.',
    fix: 'train it on labels numbered in this order, from 0, or give its classes names',
  },
  IMP_BASE_LAYER_UNKNOWN: { message: 'The base {file} has no layer "{layer}".', fix: 'name one by its number, its operator or its tensor; near are: {known}' },
  IMP_BASE_LAYER_SEVERAL: { message: '"{layer}" names several operators of the base {file}: {numbers}.', fix: 'write the number of one' },
  IMP_BASE_LAYER_UNFIT: { message: 'Nothing can stand on "{layer}" of the base {file}: {problem}.', fix: 'name another layer; the last ones are: {known}' },
  IMP_BASE_NO_DENSE: { message: 'The base {file} has no fully connected layer to cut it before.', fix: 'name the layer to stand on; the last ones are: {known}' },
  IMP_BASE_INPUT_MISMATCH: {
    message: 'The base {file} of "{learn}" takes {input} ({count} values), but its DSP blocks give {features} features.',
    fix: 'set the DSP block to what the base was trained with, or name a base for these features',
  },
  IMP_BASE_INVALID: { message: 'The base {file} cannot be used: {problem}.', fix: 'name a whole .tflite file with one input that is all float32 or all int8 up to that layer' },
  IMP_TREES_INVALID: { message: '{file} is no ensemble of trees that can be compiled: {problem}.', fix: 'compare it with schemas/trees.schema.json' },
  IMP_LINEAR_INVALID: { message: '{file} is no linear model that can be compiled: {problem}.', fix: 'compare it with schemas/linear.schema.json' },
  IMP_TREES_TOO_LARGE: {
    message: '{what} needs {needs}; the compiled form has room for {room}.',
    fix: 'train with fewer leaves: a smaller max_depth or max_leaf_nodes, a larger min_samples_leaf',
  },
  IMP_QUANTIZE_OPERATOR: { message: 'Operator {index} {operator} cannot be quantized.', fix: 'bring an int8 model, or a float one of: {known}' },
  // command line
  IMP_COMMAND_UNKNOWN: { message: 'There is no command "{command}".', fix: '{advice}' },
  IMP_OPTION_UNKNOWN: { message: 'There is no option {option}.', fix: '{advice}' },
  IMP_OPTION_VALUE: { message: '{problem}.', fix: 'see: nx-impulse {command} --help' },
  IMP_ARGUMENT_MISSING: { message: '"{command}" needs {name}.', fix: 'see: nx-impulse {command} --help' },
  IMP_ARGUMENT_EXTRA: { message: '"{command}" does not know what to do with "{argument}".', fix: 'leave it out; see: nx-impulse {command} --help' },
  IMP_PATH_REFUSED: { message: '{path} cannot be used: {problem}.', fix: 'check the path and its rights' },
  IMP_DISK_FULL: {
    message: 'There is no space left on the disk ({operation}).',
    fix: 'free some, such as by "npx nx-impulse gc", and run it again: what was done is kept; NX_IMPULSE_CACHE moves the cache to another disk',
  },
  // steps and runners
  IMP_STEP_UNKNOWN: { message: 'Unknown step "{step}".', fix: 'known steps: {known}' },
  IMP_PLAN_UNKNOWN: { message: 'The impulse has no step "{id}".', fix: 'its steps: {known}' },
  IMP_ENVELOPE_INVALID: { message: '{path} is no envelope of a step: {problem}', fix: 'compare it with schemas/step-run.schema.json' },
  IMP_OUTPUT_USED: { message: 'The output folder {folder} is not empty.', fix: 'remove it, or name another folder as "output" in step-run.json' },
  IMP_INPUT_CHANGED: { message: 'Files that {id} reads were changed while it ran; its result was not kept.', fix: 'run it again' },
  IMP_PROJECT_DUPLICATE: {
    message: 'The name "{name}" of {file} is taken by {other}.',
    fix: 'give one of the two another name; until then this impulse has no tasks but validate',
  },
  IMP_MANIFEST_EXISTS: { message: '{file} exists already.', fix: 'remove it first, or name another directory' },
  IMP_RECORDINGS_NONE: {
    message: 'No wav, csv, json, cbor, png or jpg recording that can be read lies below {folder}.',
    fix: 'name the folder of the recordings by --data; for other formats write impulse.yaml by hand',
  },
  IMP_RECORDINGS_RATE: {
    message: 'The recordings below {folder} have no time column that would tell their rate.',
    fix: 'give the rate in Hz, such as --frequency=62.5',
  },
  IMP_FOLDER_MISSING: { message: 'There is no folder {folder}.', fix: 'name one that exists' },
  IMP_FOLDER_USED: { message: 'The folder {folder} is not empty.', fix: 'name another directory' },
  IMP_STORE_BUSY: { message: 'Steps are running that use the store in {folder}.', fix: 'collect garbage when they are done' },
  IMP_STEP_DIED: {
    message: '{id} ended before its work was done ({death}).\n{lines}',
    fix: 'see to what the last lines say; repeat it alone by "{command}"',
  },
  IMP_STEP_MEMORY: {
    message: '{id} ran out of memory ({death}).\n{lines}',
    fix: 'give it more ("memory" of runner in the manifest), or give it less to do at once; repeat it alone by "{command}"',
  },
  IMP_STEP_TIMEOUT: { message: '{id} took too long ({death}).\n{lines}', fix: 'raise "timeout" of runner in the manifest; repeat it alone by "{command}"' },
  IMP_STEP_CANCELLED: { message: '{id} was cancelled.', fix: 'run it again: what was done already is kept' },
  IMP_STEP_NOT_RUNNING: { message: 'No running step is called "{step}".', fix: 'see "nx-impulse ps"' },
  IMP_STEP_AMBIGUOUS: { message: '"{word}" may mean several running steps: {known}.', fix: 'name one of them, or its key' },
  IMP_LOG_NONE: { message: 'There is no log of {step}.', fix: 'run it; logs of results that other machines made are there' },
  IMP_STEP_LOST: {
    message: '{id} vanished while it worked ({death}).\n{lines}',
    fix: 'somebody or something outside ended it, mostly for want of memory; run it again, or repeat it alone by "{command}"',
  },
  IMP_STEP_UNSCHEDULABLE: { message: 'The runner {engine} cannot give {id} what it asks for: {death}.', fix: 'ask for less under runner in the manifest, or name another runner' },
  IMP_IMAGE_MISSING: { message: 'The image of {id} is not there: {death}.', fix: 'correct its name, log in to its registry by "docker login", or build it' },
  IMP_IMAGE_BASE_MISSING: {
    message: 'The image {image}, which {name} is built on, is neither here nor to be had: {problem}',
    fix: 'correct its name, log in to its registry by "docker login", or name another base',
  },
  IMP_IMAGE_BUILD_FAILED: { message: 'The image of {name} cannot be built ({problem}).\n{lines}', fix: 'correct the Dockerfile where the last lines point to' },
  IMP_DOCKER_UNREACHABLE: {
    message: 'No Docker daemon answers on {host}: {problem}',
    fix: 'start it (it may need root, or your user in the group docker), name it in DOCKER_HOST, or use "--runner local"',
  },
  IMP_CA_BUNDLE_MISSING: { message: 'The certificates {file}, which IMPULSE_CA_BUNDLE names, cannot be read: {problem}', fix: 'name a file in PEM format' },
  IMP_RUNNER_UNKNOWN: { message: 'There is no runner "{runner}".', fix: '{advice}' },
  IMP_BLOCK_NO_SOURCES: {
    message: 'The block "{block}" has no C++ "sources", and only those can be called here.',
    fix: 'add C++ beside its container; or, where a learn block alters recordings, set all of its "augment" that does so (noise, shift, gain, speed, microphone) to none or 0',
  },
  IMP_BLOCK_NO_IMAGE: { message: 'The block at {folder} has no Dockerfile, and its block.json names no image.', fix: 'add one of the two' },
  IMP_TRANSFORM_EMPTY: { message: '{id} left no file of {count}.', fix: 'let it write files below its output folder; look at what it prints by "npx nx-impulse block run"' },
  IMP_TRANSFORM_STORE: {
    message: '{id} has the parameter "{parameter}", a {store} of Edge Impulse, and there is none here. {problem}',
    fix: 'take a block that gets its files by --in-file or --in-directory; name those by "path"',
  },
  IMP_TRANSFORM_CLASH: {
    message: 'Two runs of {id} wrote a file of the same name: {file}.',
    fix: 'let the block name its files after its input, or leave "map" out',
  },
  IMP_TRANSFORM_METADATA: { message: '{id} left a {file} that cannot be read: {problem}.', fix: 'write it as JSON' },
  IMP_LABELS_NOT_WRITTEN: { message: '{id} wrote no labels.', fix: 'let it write labels.csv or labels.json into its output folder' },
  IMP_BLOCK_FAILED: { message: '{id} failed: {problem}.\n{lines}', fix: 'see to what it says; repeat it alone by "{command}"' },
  IMP_BLOCK_RESULT: {
    message: '{id} ended well but left no proper result: {problem}.\n{lines}',
    fix: 'let it write what its contract asks for (blocks/README.md), below its output folder alone; repeat it alone by "{command}"',
  },
  IMP_BLOCK_TOO_MUCH: {
    message: '{id} was ended because it wrote more than {limitBytes} bytes.\n{lines}',
    fix: 'let it write less, or raise the variable IMPULSE_BLOCK_DISK_BYTES; repeat it alone by "{command}"',
  },
  IMP_BLOCK_SILENT: {
    message: '{id} gave no answer to {path} within {seconds} s.\n{lines}',
    fix: 'let it listen on 0.0.0.0 and the port of the variable PORT, and answer sooner; repeat it alone by "{command}"',
  },
  IMP_BLOCK_ANSWER: {
    message: '{id} gave no proper answer to {path}: {problem}.\n{lines}',
    fix: 'correct the block; repeat it alone by "{command}"',
  },
  // workbench
  IMP_BLOCK_SETTING: { message: '--set {setting} is no "name=value".', fix: 'write it as in --set "rate=16 kHz"' },
  IMP_BLOCK_INPUT: { message: 'There is nothing at {input} that this block can take.', fix: 'name a file or a folder that holds recordings' },
  IMP_BLOCK_UNUSED: { message: '{manifest} has no such use of the block {block}.', fix: '{advice}' },
  IMP_BLOCK_RATE: { message: '{file} does not tell its sampling rate.', fix: 'give it, such as --frequency "100 Hz"' },
  IMP_BLOCK_NOT_ALONE: { message: '{what} cannot be tried alone.', fix: 'use it in an impulse, and run that: npx nx-impulse run' },
  IMP_TEMPLATE_UNKNOWN: { message: 'There is no template of {asked}.', fix: 'there are: {known}' },
  IMP_STEP_CRASHED: { message: '{id} failed in a way that it did not foresee:\n{problem}', fix: 'repeat it alone by "{command}", and report it' },
  // remote cache
  IMP_REMOTE_ADDRESS: {
    message: 'The address of the remote cache cannot be used: {problem}.',
    fix: 'write s3://bucket/prefix or http(s)://host as NX_IMPULSE_REMOTE, or as "remote" among the options of nx-impulse in nx.json',
  },
  IMP_REMOTE_AWAY: { message: 'The remote cache {place} {problem}; the run goes on without it.', fix: 'start it, or set NX_IMPULSE_REMOTE to nothing' },
  IMP_REMOTE_REFUSED: {
    message: 'The remote cache {place} {problem}; what it refuses stays on this machine.',
    fix: 'correct NX_IMPULSE_REMOTE_TOKEN, or the credentials of an s3:// address',
  },
  IMP_REMOTE_WRONG: { message: 'The remote cache {place} {problem}; the step runs here instead.', fix: 'none is needed, unless it comes back: then look at the disk of the remote' },
  IMP_SERVER_STORE: { message: 'The server needs either --folder or --remote.', fix: 'name the folder that holds the cache, or an s3:// address' },
  IMP_SERVER_TOKEN: {
    message: 'The server has no {kind} token: {problem}.',
    fix: 'set {variable}, or write the token into a file and name the file by --{kind}-token',
  },
  IMP_SERVER_ADDRESS: { message: 'The server cannot listen at {address}: {problem}.', fix: 'choose another --port or --host' },
  // objects of buckets
  IMP_S3_ADDRESS: { message: '"{address}" is no address of objects: {problem}.', fix: 'write it as s3://bucket/folder/**/*.wav' },
  IMP_S3_NONE: {
    message: 'No object matches "{glob}"; below "{prefix}" there are {count}.',
    fix: 'correct the address: its folders, their case, the ending',
  },
  IMP_S3_AWAY: { message: '{place} {problem}.', fix: '{advice}' },
  IMP_S3_REFUSED: {
    message: '{place} {problem}.',
    fix: 'give credentials as to any tool of AWS, or name a profile by "s3: { profile: ... }", with the right to list and to get there; check bucket and region',
  },
  IMP_S3_WRONG: { message: '{place} {problem}; nothing of that was kept.', fix: 'run it again; where it comes back, look at the server' },
  IMP_S3_KEY: { message: 'The object "{file}" can be no file: {problem}.', fix: 'give it another key, or narrow "path" to the others' },
  IMP_S3_OFFLINE: {
    message: '"{glob}" cannot be had, since NX_IMPULSE_OFFLINE is set: {problem}.',
    fix: 'run it once with a connection, and without that variable',
  },
  // native code
  IMP_COMPILER_MISSING: {
    message: 'No C++ compiler found (tried {tried}).',
    fix: 'install one, such as "sudo apt-get install g++", or name yours in the environment variable CXX',
  },
  IMP_COMPILE_FAILED: { message: 'The C++ of "{name}" does not compile:\n{problem}', fix: 'correct the first error that the compiler names' },
  IMP_SOURCE_MISSING: { message: 'The C++ file {file} does not exist.', fix: 'correct "sources" of block.json or add the file' },
  IMP_INCLUDE_MISSING: {
    message: '{file} includes "{include}", which is neither beside it nor in sdk-cpp.',
    fix: 'correct the include; system headers are written in angle brackets',
  },
  IMP_BLOCK_REFUSED: { message: 'Block "{block}": {problem}', fix: 'change the parameters of the block in impulse.yaml' },
  IMP_BLOCK_LEVELS: {
    message: 'Block "{block}" says "levels", but its plan has {floats} floats, and no {levels} levels at their beginning.',
    fix: 'let its configure() write them first, or take "levels" out of its block.json',
  },
  IMP_WINDOW_REFUSED: {
    message: 'Block "{block}" refuses the window that starts at time step {start}: {problem} (status {status}).',
    fix: 'repair or remove the recording',
  },
  // features
  IMP_FEATURES_REFUSED: {
    message: '"{file}" holds {problem} in the window that starts at {startMs} ms.',
    fix: 'repair or remove the recording; device and host refuse such windows alike',
  },
  // data
  IMP_DATA_NONE: { message: 'No file matches "{pattern}".', fix: 'correct "path" of the source; it is relative to the folder of impulse.yaml, with / between folders' },
  IMP_DATA_ALL_BROKEN: {
    message: 'None of the {count} files could be used; the first, "{file}": {reason}',
    fix: 'repair that file first; dataset.json lists every file with its reason',
  },
  IMP_FILE_EMPTY: { message: '"{file}" is empty.', fix: 'record it again or remove it' },
  IMP_FILE_POINTER: { message: '"{file}" is a {kind} pointer, not the recording itself.', fix: 'run "{command}" to fetch the recordings' },
  IMP_FORMAT_UNKNOWN: { message: '"{file}" has no format that can be read.', fix: 'readable are {known}; narrow "path" of the source to these' },
  IMP_RECORDING_BROKEN: { message: '"{file}" cannot be used: {problem}.', fix: 'repair or remove the file' },
  IMP_RATE_MISMATCH: {
    message: '"{file}" was recorded at {foundHz} Hz, but the input block expects {wantedHz} Hz.',
    fix: 'set "input.frequency: {foundHz} Hz", or "resample: true" on the source',
  },
  IMP_CHANNEL_MISSING: { message: '"{file}" has no channel {channel}; it has {channels}.', fix: 'correct "channels" of the source, which counts from 1' },
  IMP_BOXES_FILE: { message: 'The boxes in "{file}" cannot be used: {problem}.', fix: 'correct the file, or "boxes" of the source' },
  IMP_BOX_INVALID: { message: 'The box of "{label}" ({box}) in "{file}" cannot be used: {problem}.', fix: 'correct the box: left and upper edge, width and height in pixels' },
  IMP_RELABEL_UNKNOWN: { message: 'No recording of {source} has the label "{label}" that "relabel" names.', fix: 'its labels are {known}; correct "relabel" of the source' },
  IMP_IMAGE_SIZE: {
    message: '"{file}" has {found} pixels, but the input is an image of {wanted}.',
    fix: 'add "resize: fit-short" (or squash, fit-long) to the source, or set input.image to {found}',
  },
  IMP_IMAGE_INPUT: {
    message: '"{file}" is a picture, but the input is a window of {axes} over time.',
    fix: 'write input: { image: { width: {width}, height: {height} } }, or narrow "path" of the source',
  },
  IMP_CSV_COLUMN: { message: '"{file}" has no column "{column}".', fix: 'its columns are {known}; correct "csv" of the source' },
  IMP_SIGNATURE_WRONG: {
    message: 'The signature of "{file}" is wrong: {problem}.',
    fix: 'correct "hmacKey" of the source, or leave it out to accept recordings unchecked',
  },
  IMP_HMAC_KEY_MISSING: { message: 'The environment variable {name}, which "hmacKey" names, is not set.', fix: 'set it to the HMAC key of the project' },
  IMP_AXES_MISMATCH: {
    message: '"{file}" has {found}, but the input block expects the axes {wanted}.',
    fix: 'set "input.axes" to what the recordings hold',
  },
  IMP_LABEL_MISSING: { message: 'No label for "{file}": {problem}.', fix: 'correct "label" of the source, or the name of the file' },
  IMP_SENSOR_AXES: {
    message: 'The sensors have the axes {found}, but "input.axes" is {wanted}.',
    fix: 'let each axis of the input be one of one sensor',
  },
  IMP_SENSOR_MISSING: { message: '"{file}" has no file of the sensor "{sensor}" ({pattern}) beside it.', fix: 'add that file, or narrow "path" of the source' },
  IMP_SENSOR_UNKNOWN: { message: '"{file}" is of no sensor of its source; known are {known}.', fix: 'correct "file" of the sensor, or narrow "path" of the source' },
  IMP_LABELS_FILE: { message: 'The labels file "{file}" cannot be used: {problem}.', fix: 'give it a file and a label for each recording' },
  IMP_SYNTHETIC_ENTRY: {
    message: 'The synthetic block in {folder} cannot be loaded: {problem}.',
    fix: 'let index.js (or index.ts) in that folder export generate(request)',
  },
  IMP_ESPEAK_MISSING: {
    message: 'The speech block needs espeak-ng, which is not installed.',
    fix: 'run "npx nx-impulse setup speech" or "sudo apt-get install -y espeak-ng" (macOS: "brew install espeak-ng"), or replace the source by "path:" to recordings of your own',
  },
  IMP_ESPEAK_FAILED: {
    message: 'espeak-ng cannot say "{text}" in the voice {voice}: {problem}.',
    fix: 'choose other "accents" of the speech block; "espeak-ng --voices" lists them',
  },
  IMP_DATASET_BROKEN: { message: 'The dataset in {folder} is broken: {problem}.', fix: 'run ingest again' },
  IMP_FEATURES_FORMAT: { message: '"{file}" cannot be read as features: {problem}.', fix: 'run the features step again' },
  IMP_WINDOW_TOO_LONG: {
    message: 'The window of {windowMs} ms is longer than every recording; the longest, "{file}", has {longestMs} ms.',
    fix: 'set "input.window" to {longestMs} ms or less',
  },
  IMP_SPLIT_FIELD: {
    message: 'The split groups by "{field}", which no recording has.',
    fix: 'known fields: {known}; name it in the pattern of the source, such as "{label}_{speaker}.wav"',
  },
  IMP_SPLIT_HOLD: { message: 'The split holds out "{value}", but no recording has that {field}.', fix: 'known values: {known}' },
  IMP_SPLIT_STRADDLES: {
    message: 'The {field} "{value}" has recordings fixed to {sides}.',
    fix: 'give all of them one side, or group by another field',
  },
  IMP_SPLIT_EMPTY: {
    message: 'The {side} side of the split gets none of the {samples} recordings (grouped by: {field}).',
    fix: 'add recordings or groups, change the shares of "dataset.split", or set the share of that side to 0 %',
  },
  // models
  IMP_MODEL_MISSING: { message: 'There is no model at {file}.', fix: 'name a .tflite file' },
  IMP_MODEL_NAME: { message: '"{name}" cannot be the prefix of C symbols.', fix: 'use lower case letters, digits and underscores, a letter first' },
  IMP_GOAL_UNKNOWN: { message: '"{goal}" is nothing to optimize for.', fix: 'known goals: {known}' },
  IMP_ARCH_UNKNOWN: { message: 'There are no kernels for "{arch}".', fix: 'known instruction sets: {known}' },
  IMP_MODEL_INVALID: { message: 'The file is no usable .tflite model: {problem}.', fix: 'export the model again; the file may have been cut short by a download or by git-lfs' },
  IMP_MODEL_OPERATOR: {
    message: 'Operator {index} is {operator} (version {version}; inputs: {inputs}; outputs: {outputs}), which the compiler does not know.',
    fix: 'replace it in the model, or add it: one file {file}, its kernel in sdk-cpp/nn and a row in plugin/compiler/ops/index.ts',
  },
  IMP_MODEL_OUTSIDE: { message: 'Operator {index} is {operator}, {what}, which no compiled model has.', fix: '{way}' },
  IMP_MODEL_UNSUPPORTED: {
    message: 'Operator {index}, {operator} (version {version}; inputs: {inputs}; outputs: {outputs}), asks for {problem}.',
    fix: 'export the model as full int8 or float32 with that part changed, or extend the operator in plugin/compiler/ops',
  },
  IMP_HOP_UNFIT: {
    message: 'The model cannot be fed in hops of {hop} along axis {axis}: {problem}.',
    fix: 'name the axis of the input that is time, and fewer of its columns than a window has: --streaming hop=1,axis=1',
  },
  IMP_STREAMING_UNKNOWN: {
    message: '--streaming "{text}" does not say what is new in each window.',
    fix: 'name the columns of a hop and the axis of time: --streaming hop=1,axis=1',
  },
  IMP_MODEL_STILL: {
    message: 'Nothing of the model slides with its input: operator {index}, {operator}, does not, because {reason}.',
    fix: 'take a hop that is a multiple of the strides along time, or run the model on whole windows',
  },
  // setup
  IMP_SETUP_UNKNOWN: { message: 'There is nothing called "{name}" to set up.', fix: 'name one of {known}, or nothing for all' },
  IMP_PLATFORM_UNSUPPORTED: {
    message: 'Steps run on Linux and macOS, and this is {platform}.',
    fix: 'write a dev container by "npx nx g nx-impulse:devcontainer" and open the workspace in it',
  },
  IMP_SETUP_NO_APT: {
    message: '{what} needs what Debian has as {packages}, and there is no apt-get here.',
    fix: 'install the same tools in your own way, or work in a dev container: "npx nx g nx-impulse:devcontainer" writes one',
  },
  IMP_SETUP_NOT_ALLOWED: {
    message: '{what} needs packages that may not be installed from here.',
    fix: 'run "{command}", or install the same tools in your own way',
  },
  IMP_SETUP_FAILED: {
    message: '{what}: "{command}" failed.\n{lines}',
    fix: 'repair what it says and run the same command again',
  },
  // budget
  IMP_BUDGET_BROKEN: {
    message: 'The impulse breaks its budget on {target}:\n  {figures}',
    fix: 'make the impulse smaller as the lines above say, or change "budget" in impulse.yaml',
  },
  // comparing
  IMP_GIT_MISSING: { message: '{folder} lies in no git repository.', fix: 'compare needs the earlier state of the manifest from git: commit it first' },
  IMP_GIT_REF: { message: 'git cannot check "{ref}" out: {problem}', fix: 'name a branch, tag or commit that "git log" shows' },
  // targets and emulator
  IMP_TARGET_INVALID: { message: 'The target in {file} is not valid: {problem}', fix: 'see targets/template/target.json for a whole one' },
  IMP_POINTS_MISSING: {
    message: 'There is no points.json in {folder}, so there is nothing to fit to.',
    fix: 'put published or measured times with their instruction counts there: see schemas/points.schema.json',
  },
  IMP_POINTS_INVALID: { message: 'The points in {file} are not valid: {problem}', fix: 'see schemas/points.schema.json, and targets/stm32l4r5/points.json' },
  IMP_LOG_MISSING: { message: 'There is no log {file}.', fix: 'capture what benchmark_main.cpp of the C++ library prints on the board into this file' },
  IMP_LOG_INVALID: {
    message: '{file}:{line}: {problem}.',
    fix: 'capture the output of benchmark_main.cpp whole, from "impulse-benchmark 1" to "end"; blocks/deploy/cpp-library says what its lines are',
  },
  IMP_LOG_OTHER: {
    message: 'The log {file} is not of the library in {folder}: {problem}.',
    fix: 'give --library the folder of the archive whose benchmark printed this log',
  },
  IMP_LIBRARY_INVALID: {
    message: 'There is no C++ library with a benchmark in {folder}.',
    fix: 'unpack the archive of the deploy format "cpp-library" and name the folder that holds README.md and benchmark/benchmark_main.cpp',
  },
  IMP_TARGET_UNFITTED: {
    message: 'The target "{target}" has no clock, or its core {core} no cycle model: times cannot be compared with it.',
    fix: 'give target.json a clockHz, and name a core that has a cycles.json',
  },
  IMP_CORE_UNKNOWN: { message: 'Unknown core "{core}".', fix: 'name a folder of {folder}, or add one' },
  IMP_CORE_UNEMULATED: { message: 'Nothing can be built or run for the core {core} here.', fix: 'name a target whose core is emulated: see targets/README.md' },
  IMP_EMULATOR_MISSING: {
    message: 'The cross compiler arm-none-eabi-gcc or the emulator qemu-system-arm is not installed.',
    fix: 'run "npx nx-impulse setup emulator"',
  },
  IMP_IMAGE_LINK: { message: '{what} does not build for the emulated core:\n{problem}', fix: 'correct the first error that the tool names' },
  IMP_IMAGE_RUN: { message: 'The program failed on the emulated core: {problem}', fix: 'run its host build under a debugger or sanitizer' },
  IMP_COUNTING_WRONG: {
    message: 'The emulator does not count a loop of known content rightly: {problem}.',
    fix: 'this QEMU is not supported yet: install the one that "npx nx-impulse setup emulator" names, and report its version',
  },
  // the whole impulse
  IMP_DATASET_MIXED: {
    message: '{file} holds {dtype} values, unlike {first}: a device has one kind of sensor values.',
    fix: 'convert the recordings to one format',
  },
  IMP_MODEL_INPUT_MISMATCH: {
    message: 'The model of "{learn}" takes {input} values in its one input, but its DSP blocks give {features} features.',
    fix: 'change the DSP parameters until both agree, or bring a model for these features',
  },
  IMP_MODEL_OUTPUT_MISMATCH: {
    message: 'The model of "{learn}" gives {output} values, but there are {labels} labels.',
    fix: 'list the labels of the model in its order: labels: [...]',
  },
  IMP_MODEL_DTYPE: {
    message: 'Tensor "{tensor}" of the model of "{learn}" is {dtype}.',
    fix: 'convert the model with int8, uint8 or float32 inputs and outputs',
  },
  IMP_FEATURES_DIFFER: {
    message: 'Feature {feature} of {file} is {got} in the compiled impulse, but {wanted} in the features artefact.',
    fix: 'a DSP block must give the same bits in every build: look for static memory, libm calls or reads behind its buffers',
  },
  IMP_POSTPROCESS_NO_CLASSES: {
    message: 'Post-processing "{block}" smooths the scores of a classifier, and the impulse has none.',
    fix: 'remove "postprocess" or add a classifier below "learn"',
  },
  IMP_DEPLOY_UNSUPPORTED: { message: 'The format "{format}" cannot carry this impulse: {problem}.', fix: '{advice}' },
} as const satisfies Record<string, ErrorRow>;

/** A code of the table. */
export type ErrorCode = keyof typeof ERRORS;
/** Values for the places in braces of a row's texts. */
export type ErrorDetails = Record<string, string | number>;

/** An error meant for the user: code, what is wrong, how to fix it and, where there is one, the place in a file. */
export class ImpulseError extends Error {
  readonly fix: string;

  constructor(
    readonly code: ErrorCode,
    readonly details: ErrorDetails = {},
    readonly span?: SourceSpan,
  ) {
    super(fill(ERRORS[code].message, details));
    this.name = 'ImpulseError';
    this.fix = fill(ERRORS[code].fix, details);
  }
}

/** Several errors found in one pass, in order of position. */
export class ImpulseErrors extends Error {
  constructor(readonly errors: readonly ImpulseError[]) {
    super(errors.map((error) => `${error.code}: ${error.message}`).join('\n'));
    this.name = 'ImpulseErrors';
  }
}

function fill(template: string, details: ErrorDetails): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => (name in details ? shorten(String(details[name])) : whole));
}

/** Names and values come from files, and may be of any length; twenty lines of a tool's output are shorter than this. */
const LONGEST_DETAIL = 6000;

function shorten(detail: string): string {
  return detail.length > LONGEST_DETAIL ? `${detail.slice(0, LONGEST_DETAIL)}...` : detail;
}
