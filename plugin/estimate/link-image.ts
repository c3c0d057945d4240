import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileSources, runBuildTool, type SourcesRequest } from './compile-sources';
import { readElf, type Elf } from './read-elf';
import { dropDebugSections, readMap, type MapPiece } from './read-map';
import { emulatorFolder, toolchainOf } from './toolchain';

/** A program for a core. One of its sources defines `emulator_main()` (`sdk-cpp/emulator/emulator.h`). */
export interface ImageRequest extends SourcesRequest {
  /** Compiled already, by `compileSources`. */
  objects?: readonly string[];
}

/** A linked program and what its tools tell of it. */
export interface Image extends Elf {
  /** Absolute paths. */
  elf: string;
  map: string;
  pieces: MapPiece[];
  /** Sums of the allocated sections: what is in the image, and what is written at run time (without the stack). */
  flashBytes: number;
  staticRamBytes: number;
}

/**
 * Compiles and links a program; its folder then holds `image.elf` and `image.map`.
 * @throws ImpulseError IMP_EMULATOR_MISSING, IMP_COMPILER_MISSING, IMP_IMAGE_LINK with the tool's own words
 */
export async function linkImage(request: ImageRequest): Promise<Image> {
  const { core, output, sources, includes = [], objects = [] } = request;
  const toolchain = toolchainOf(core);
  const runtime = toolchain.runtime.map((name) => join(emulatorFolder, name));
  const own = await compileSources({ ...request, sources: [...runtime, ...sources], includes: [emulatorFolder, ...includes] });
  const elf = join(output, 'image.elf');
  const map = join(output, 'image.map');
  const options = ['-Wl,--gc-sections', '-Wl,-z,noexecstack', `-Wl,-Map=${map}`, ...toolchain.linkFlags];
  await runBuildTool(toolchain.compiler, [...core.flags, ...options, ...own, ...objects, '-lm', '-o', elf], 'image.elf');
  writeFileSync(map, dropDebugSections(readFileSync(map, 'utf8')));
  return describeImage(elf, map);
}

/** Reads what was linked. */
function describeImage(elf: string, map: string): Image {
  const { sections, symbols } = readElf(readFileSync(elf));
  const sum = (wanted: typeof sections) => wanted.reduce((bytes, section) => bytes + section.bytes, 0);
  return {
    elf,
    map,
    sections,
    symbols,
    pieces: readMap(readFileSync(map, 'utf8')),
    flashBytes: sum(sections.filter((section) => section.loaded)),
    staticRamBytes: sum(sections.filter((section) => section.writable)),
  };
}
