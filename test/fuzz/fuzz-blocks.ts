import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { includeClosure, includeFolders, isTranslationUnit } from '../../plugin/native/include-closure';
import { readBlockSources } from '../../plugin/native';
import { assetRoot } from '../../plugin/paths';

const CLANG = ['clang++', 'clang++-19', 'clang++-18', 'clang++-17', 'clang++-16', 'clang++-15', 'clang++-14'];
const SANITIZERS = ['-fsanitize=fuzzer,address,undefined,float-cast-overflow', '-fno-sanitize-recover=all'];

/** The part of a parameter's schema that says which values there are. */
interface ParameterSchema {
  type?: string;
  enum?: (string | number)[];
  minimum?: number;
  exclusiveMinimum?: number;
  maximum?: number;
}

/** A clang that has libFuzzer, or undefined. */
export function findFuzzingClang(): string | undefined {
  const source = 'extern "C" int LLVMFuzzerTestOneInput(const unsigned char *, unsigned long) { return 0; }';
  return CLANG.find((command) => spawnSync(command, ['-x', 'c++', '-', ...SANITIZERS, '-o', '/dev/null'], { input: source }).status === 0);
}

/** Builds the program that fuzzes the DSP blocks in `folder`, and returns its path. */
export function buildBlockFuzzer(clang: string, folder: string): string {
  mkdirSync(folder, { recursive: true });
  const blocks = join(assetRoot, 'blocks', 'dsp');
  const folders = readdirSync(blocks, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => join(blocks, name));
  writeFileSync(join(folder, 'fuzz_table.h'), writeTable(folders.filter((one) => readBlockSources(one).sources.length > 0)));
  const sources = folders.map((one) => readBlockSources(one)).flatMap((block) => [...block.sources, ...block.hostSources]);
  const files = includeClosure(sources).map(({ path }) => path).filter(isTranslationUnit);
  const includes = [folder, join(assetRoot, 'sdk-cpp', 'test'), ...includeFolders()].flatMap((path) => ['-I', path]);
  const program = join(folder, 'fuzz-blocks');
  const harness = join(assetRoot, 'sdk-cpp', 'test', 'fuzz_blocks.cpp');
  execFileSync(clang, ['-std=c++11', '-O1', '-g', ...SANITIZERS, ...includes, harness, ...files, '-o', program], { stdio: 'pipe' });
  return program;
}

/** Runs so many cases; where one fails, its report becomes part of the error, and its bytes stay in `folder`. @returns edges that were reached */
export function runFuzzer(program: string, folder: string, runs: number, seed: number): number {
  const options = [`-runs=${runs}`, `-seed=${seed}`, '-max_len=2048', '-len_control=0', '-timeout=30', '-rss_limit_mb=2048', `-artifact_prefix=${folder}/`];
  const { status, stderr } = spawnSync(program, options, { encoding: 'utf8', maxBuffer: 64 << 20 });
  if (status !== 0) throw new Error(`${stderr.slice(-6000)}\nits bytes lie in ${folder}`);
  return Math.max(...[...stderr.matchAll(/ cov: (\d+)/g)].map(([, edges]) => Number(edges)));
}

function writeTable(folders: readonly string[]): string {
  const blocks = folders.map((folder) => JSON.parse(readFileSync(join(folder, 'block.json'), 'utf8'))).map(({ id, parameters }, index) => {
    const symbol = id.replaceAll('-', '_');
    const text = readBlockSources(folders[index]!).sources.map((source) => readFileSync(source, 'utf8')).join('\n');
    const slices = listFunctions(text, 'slice');
    const forms = listFunctions(text, 'extract').sort((a, b) => Number(b === symbol) - Number(a === symbol));
    const declared = [['configure', symbol], ...forms.map((form) => ['extract', form]), ...slices.map((form) => ['slice', form])];
    const listed = forms.map((form) => `{"${form}", ${form}_extract, ${slices.includes(form) ? `${form}_slice` : 'nullptr'}}`);
    const rows = Object.entries(parameters.properties as Record<string, ParameterSchema>).map(([name, schema]) => `    ${writeRange(name, schema)},`);
    return {
      declarations: declared.map(([name, form]) => `extern "C" std::remove_pointer<impulse_${name}_fn>::type ${form}_${name};`),
      row: `  {"${id}", ${symbol}_configure, {${listed.join(', ')}}, {\n${rows.join('\n')}\n  }},`,
    };
  });
  const rows = blocks.map(({ row }) => row).join('\n');
  return `#include <type_traits>\n${blocks.flatMap(({ declarations }) => declarations).join('\n')}\nstatic const FuzzedBlock kBlocks[] = {\n${rows}\n};\n`;
}

/** What begins the names of a block's functions of one kind: `mfcc`, `mfcc_q15`. */
function listFunctions(text: string, kind: string): string[] {
  return [...text.matchAll(new RegExp(`^extern "C" int32_t (\\w+)_${kind}\\(`, 'gm'))].map(([, form]) => form!);
}

/** Where the schema names no limit, any number is one. */
function writeRange(name: string, { type, enum: values, minimum, exclusiveMinimum, maximum }: ParameterSchema): string {
  if (type === 'boolean') return `{"${name}", true, 0.0, 1.0, {}}`;
  if (values?.some((value) => typeof value === 'string')) return `{"${name}", false, 0.0, 0.0, {${values.map((value) => JSON.stringify(value)).join(', ')}}}`;
  const least = minimum ?? (exclusiveMinimum === undefined ? -1e308 : exclusiveMinimum + 1e-300);
  const [from, to] = values ? [Math.min(...values.map(Number)), Math.max(...values.map(Number))] : [least, maximum ?? 1e308];
  return `{"${name}", ${type === 'integer' || values !== undefined}, ${from.toExponential()}, ${to.toExponential()}, {}}`;
}
