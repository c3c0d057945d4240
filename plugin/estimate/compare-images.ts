import type { Image } from './link-image';

/** What an image holds more than its base: the cost of what was added. */
export interface ImageCosts {
  flashBytes: number;
  /** Without stack. */
  staticRamBytes: number;
  /** By object file or library member, as the map names them; the largest first. Sums up to the two figures above. */
  parts: { object: string; flashBytes: number; ramBytes: number }[];
}

/** Subtracts the base image, which holds start-up and the report loop. */
export function compareImages(image: Image, base: Image): ImageCosts {
  const parts = new Map<string, { object: string; flashBytes: number; ramBytes: number }>();
  for (const [source, sign] of [[image, 1], [base, -1]] as const) {
    const sections = new Map(source.sections.map((section) => [section.name, section]));
    for (const { section, object, bytes } of source.pieces) {
      const { loaded, writable } = sections.get(section) ?? { loaded: false, writable: false };
      const part = parts.get(object) ?? { object, flashBytes: 0, ramBytes: 0 };
      parts.set(object, part);
      if (loaded) part.flashBytes += sign * bytes;
      if (writable) part.ramBytes += sign * bytes;
    }
  }
  const changed = [...parts.values()].filter((part) => part.flashBytes !== 0 || part.ramBytes !== 0);
  changed.sort((a, b) => b.flashBytes + b.ramBytes - a.flashBytes - a.ramBytes || (a.object < b.object ? -1 : 1));
  return { flashBytes: image.flashBytes - base.flashBytes, staticRamBytes: image.staticRamBytes - base.staticRamBytes, parts: changed };
}
