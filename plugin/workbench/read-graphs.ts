import type { Graph } from './trial';

/** A graph as Edge Impulse's servers answer it: `X` holds the lines, `y` their common axis. */
interface ServerGraph {
  name?: unknown;
  type?: unknown;
  image?: unknown;
  imageMimeType?: unknown;
  X?: Record<string, unknown>;
  y?: unknown;
  axisLabels?: { X?: unknown; y?: unknown };
}

/** Pictures that browsers show and that run nothing; a type that a block makes up is none. */
const PICTURES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/svg+xml'];

/** The graphs of an answer of `/run`; what has no known form is left out. */
export function readGraphs(graphs: unknown): Graph[] {
  return Array.isArray(graphs) ? graphs.flatMap((graph: ServerGraph | null) => (graph ? readGraph(graph) : [])) : [];
}

function readGraph({ name, type, image, imageMimeType, X = {}, y, axisLabels }: ServerGraph): Graph[] {
  const title = String(name ?? 'graph');
  if (type === 'image' || typeof image === 'string') {
    const kind = String(imageMimeType ?? 'image/png');
    const isPicture = typeof image === 'string' && PICTURES.includes(kind) && /^[A-Za-z0-9+/=\s]+$/.test(image);
    return isPicture ? [{ name: title, image: `data:${kind};base64,${image.replace(/\s/g, '')}`, lines: [] }] : [];
  }
  const lines = Object.entries(X).map(([line, values]) => ({ name: line, points: readPoints(values, y) }));
  const drawn = lines.filter(({ points }) => points.length > 0);
  const names = { ...nameAxis('xName', axisLabels?.X), ...nameAxis('yName', axisLabels?.y) };
  return drawn.length > 0 ? [{ name: title, ...names, lines: drawn }] : [];
}

function readPoints(values: unknown, axis: unknown): { x: number; y: number }[] {
  if (!Array.isArray(values)) return [];
  const places: unknown[] = Array.isArray(axis) && axis.length === values.length ? axis : values.map((_, index) => index);
  const points = values.map((value, index) => ({ x: Number(places[index]), y: Number(value ?? NaN) }));
  return points.filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y));
}

function nameAxis(key: 'xName' | 'yName', label: unknown): Partial<Graph> {
  return typeof label === 'string' ? { [key]: label } : {};
}
