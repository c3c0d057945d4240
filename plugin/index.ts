/** What Nx and other programs may import from `nx-impulse`. */
export const name = 'nx-impulse';
export { createDependencies } from './nx/create-dependencies';
export { createNodes } from './nx/create-nodes';
export { createNodes as createNodesV2 } from './nx/create-nodes';
export { readManifest } from './manifest/read-manifest';
export { planSteps } from './graph/plan-steps';
