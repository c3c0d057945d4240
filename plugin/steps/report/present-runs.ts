import type { PresentRuns } from '../../graph/step-plan';
import { readJson } from '../read-json';
import type { Report } from './report';
import { writeReport } from './write-report';

/** The report with the runs that it is made of: they differ from machine to machine, and the artefact may not. */
export const present: PresentRuns = (artefact, runs) => writeReport({ ...readJson<Report>(artefact, 'report.json'), runs: [...runs] });
