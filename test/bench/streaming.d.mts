/** What a window, a hop, and a hop with its front end cost; see streaming.mjs. */
export function measureStreaming(dist: string, folder: string): Promise<Record<string, Record<'cycles' | 'instructions' | 'ramBytes' | 'flashBytes', number>>>;
