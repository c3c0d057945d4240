/** What differs between the two ways to feed an impulse slice by slice. */
interface PushForm {
  /** C prefix of the impulse. */
  prefix: string;
  /** A statement before anything else, with what it needs. */
  restart: string;
  /** C++ behind `taken`: what else a slice must not cross. */
  limit?: string;
  /** C++ behind each slice. */
  behind?: string;
  /** Call that runs the models on a whole window. */
  run: string;
}

/** `push_samples` of an impulse that is fed by slices: none crosses the end of a window, and none is longer than a stride. */
export function emitPush({ prefix, restart, limit = '', behind = '', run }: PushForm): string {
  const macro = prefix.toUpperCase();
  return `int32_t ${prefix}_push_samples(const ${prefix}_value *values, int32_t steps, ${prefix}_result *result) {
${restart}  while (steps > 0) {
    int32_t taken = steps < steps_to_window ? steps : steps_to_window;
${limit}    if (taken > ${macro}_STRIDE_LENGTH) taken = ${macro}_STRIDE_LENGTH;
    const int32_t sliced = slice(values, taken);
    if (sliced != IMPULSE_OK && sliced != IMPULSE_PENDING) return sliced;
    values += taken * ${macro}_AXES;
    steps -= taken;
    steps_to_window -= taken;
${behind}    if (steps_to_window > 0) continue;
    steps_to_window = ${macro}_STRIDE_LENGTH;
    status = ${run};
    if (status == IMPULSE_OK) status = ${prefix}_decide(result);
    if (status != IMPULSE_OK) return status;
  }
  return status;
}
`;
}
