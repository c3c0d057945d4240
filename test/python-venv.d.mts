export function makeVenv(cache: string, requirements: string): string;
