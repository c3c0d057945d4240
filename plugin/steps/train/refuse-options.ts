import { ImpulseError } from '../../errors';

/** Refuses keys of a learn block that would have no effect, rather than leave someone to wonder. @throws IMP_LEARN_OPTION_IDLE */
export function refuseOptions(learn: Record<string, unknown>, options: readonly string[], problem: string): void {
  const option = options.find((name) => learn[name] !== undefined);
  if (option !== undefined) throw new ImpulseError('IMP_LEARN_OPTION_IDLE', { option, learn: String(learn.name), problem });
}
