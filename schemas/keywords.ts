import type { ErrorObject } from 'ajv';
import { type Comparison, parseQuantity } from './units';

type KeywordFunction = {
  (unit: string, data: unknown, schema?: Record<string, any>, context?: any): boolean;
  errors?: Partial<ErrorObject>[];
};

/** Checks `x-not-built`: a part that is planned is always refused. */
export function isBuilt(notBuilt: boolean): boolean {
  return !notBuilt;
}

/** Checks `x-unit`, and puts the number in the place of the text. */
export const resolveQuantity: KeywordFunction = (unit, data, schema = {}, context) => {
  const result =
    typeof data === 'string' ? parseQuantity(data, unit, schema['x-comparison'] as Comparison | undefined) : { problem: 'not-text' };
  const limit = typeof result === 'number' ? brokenLimit(result, schema) : undefined;
  if (typeof result !== 'number') return refuse({ keyword: 'x-unit', params: { unit, ...result }, parentSchema: schema, data });
  if (limit) return refuse({ keyword: limit, params: { limit: schema[limit] }, parentSchema: schema, data });
  context.parentData[context.parentDataProperty] = result;
  return true;
};

function refuse(error: Partial<ErrorObject>): boolean {
  resolveQuantity.errors = [error];
  return false;
}

function brokenLimit(value: number, schema: Record<string, any>): string | undefined {
  if (value < (schema.minimum ?? -Infinity)) return 'minimum';
  if (value > (schema.maximum ?? Infinity)) return 'maximum';
  if (value <= (schema.exclusiveMinimum ?? -Infinity)) return 'exclusiveMinimum';
  if (value >= (schema.exclusiveMaximum ?? Infinity)) return 'exclusiveMaximum';
  return undefined;
}
