import type { StepRow } from '../graph/step-plan';
import { budget } from './budget';
import { compile } from './compile';
import { deploy } from './deploy';
import { estimate } from './estimate';
import { evaluate } from './evaluate';
import { features } from './features';
import { fetch } from './fetch';
import { ingest } from './ingest';
import { quantize } from './quantize';
import { report } from './report';
import { split } from './split';
import { train } from './train';
import { transform } from './transform';

/** Every step, in the order of the data. A row is the only registration. */
export const STEPS: readonly StepRow[] = [
  ...[fetch, transform, ingest, split, features, train, quantize, evaluate],
  ...[compile, estimate, deploy, budget, report],
];
