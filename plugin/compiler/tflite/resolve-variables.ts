import { ImpulseError } from '../../errors';
import { refuseDamage, type TfliteModel, type TfliteOperator, type TfliteSubgraph, type TfliteTensor } from './read-flatbuffer';

/** Code of schema enum `TensorType` for a handle of a variable. */
const RESOURCE = 13;

/** Operators that become tensors, and one that fills them once. */
const GONE = ['VAR_HANDLE', 'CALL_ONCE'];

/**
 * Resource variables, in which streaming models keep what they have heard, as tensors that the model keeps between two runs: every handle
 * of a variable is that tensor, and READ_VARIABLE and ASSIGN_VARIABLE copy from and to it. What CALL_ONCE assigns is there from the start.
 */
export function resolveVariables(model: TfliteModel): TfliteModel {
  const nameOf = ({ opcode }: TfliteOperator): string => model.operatorCodes[opcode]?.name ?? '';
  const handles = findHandles(model, nameOf);
  if (handles.size === 0) return model;
  const initial = readInitialValues(model, nameOf);
  const tensors = [...model.tensors];
  const homes = new Map<string, number>();
  for (const [id, name] of handles) {
    if (!homes.has(name)) homes.set(name, id);
    tensors[id] = toVariable(name, findValue(model, handles, name, nameOf), initial.get(name));
  }
  const replace = (id: number): number => homes.get(handles.get(id) ?? '') ?? id;
  const operators = model.operators
    .filter((operator) => !GONE.includes(nameOf(operator)))
    .map((operator) => ({ ...operator, inputs: operator.inputs.map(replace) }));
  return { ...model, tensors, operators };
}

/** Handles by their tensors: the name of a variable, which several handles may have. */
function findHandles({ tensors, operators }: TfliteSubgraph, nameOf: (operator: TfliteOperator) => string): Map<number, string> {
  const handles = new Map<number, string>();
  for (const operator of operators.filter((found) => nameOf(found) === 'VAR_HANDLE')) {
    const [id] = operator.outputs;
    if (tensors[id]?.type !== RESOURCE) refuse(`operator ${operator.index}, VAR_HANDLE, gives no handle`);
    handles.set(id, refuseDamage(() => `${operator.options?.text(0) ?? ''}/${operator.options?.text(1) ?? ''}`));
  }
  return handles;
}

/** The tensor that is read from a variable or written to it: it has the shape and type, which a handle has not. */
function findValue(
  { tensors, operators }: TfliteModel, handles: Map<number, string>, name: string, nameOf: (operator: TfliteOperator) => string,
): TfliteTensor {
  for (const operator of operators.filter(({ inputs }) => handles.get(inputs[0]) === name)) {
    if (nameOf(operator) === 'READ_VARIABLE' && tensors[operator.outputs[0]]) return tensors[operator.outputs[0]];
    if (nameOf(operator) === 'ASSIGN_VARIABLE' && tensors[operator.inputs[1]]) return tensors[operator.inputs[1]];
  }
  return refuse(`the variable "${name}" is neither read nor assigned`);
}

function toVariable(name: string, value: TfliteTensor, initial: Uint8Array | undefined): TfliteTensor {
  return { ...value, name: name.replace(/^\//, ''), data: new Uint8Array(0), shapeSignature: [], isVariable: true, ...(initial ? { initial } : {}) };
}

/** What the subgraphs of CALL_ONCE assign. */
function readInitialValues(model: TfliteModel, nameOf: (operator: TfliteOperator) => string): Map<string, Uint8Array> {
  const values = new Map<string, Uint8Array>();
  for (const operator of model.operators.filter((found) => nameOf(found) === 'CALL_ONCE')) {
    const index = refuseDamage(() => operator.options?.int32(0, 0) ?? 0);
    const subgraph = model.subgraph(index) ?? refuse(`operator ${operator.index}, CALL_ONCE, names subgraph ${index}`);
    const handles = findHandles(subgraph, nameOf);
    for (const step of subgraph.operators.filter((found) => nameOf(found) !== 'VAR_HANDLE')) {
      const [name, value] = [handles.get(step.inputs[0]), subgraph.tensors[step.inputs[1]] as TfliteTensor | undefined];
      if (nameOf(step) !== 'ASSIGN_VARIABLE' || name === undefined || !value || value.data.length === 0) {
        const what = `a first value of a variable that is computed (${nameOf(step)} in subgraph ${index})`;
        throw new ImpulseError('IMP_MODEL_OUTSIDE', { index: operator.index, operator: 'CALL_ONCE', what, way: 'assign constants' });
      }
      values.set(name, value.data);
    }
  }
  return values;
}

function refuse(problem: string): never {
  throw new ImpulseError('IMP_MODEL_INVALID', { problem });
}
