import { drawConfusion } from '../charts/confusion-table';
import { drawLineChart, type Line } from '../charts/line-chart';
import { html, type Markup } from '../escape';
import { formatPercent } from '../format-figures';
import type { Epoch, ModelPart } from '../report';

/** Accuracy on every side, confusions, classes and curves of one learn block. */
export function drawModel(model: ModelPart): Markup {
  return html`<h2>Model: ${model.learn} <small>${model.block}</small></h2>
${model.base && html`<p class="base">${describeBase(model.base)}</p>`}
${model.accuracy && drawAccuracy(model.accuracy)}${model.scores && drawScores(model.scores)}
${model.confusion && html`<div class="confusions">${drawConfusion('Confusion on the test split (int8; rows: truth)', model.confusion.labels, model.confusion.test)}${drawConfusion('Confusion on the training split (int8)', model.confusion.labels, model.confusion.train)}</div>`}
${model.perClass && drawClasses(model.perClass)}
${model.anomalies && drawAnomalies(model.anomalies)}
${model.history.length > 1 && html`<div class="grid2" style="margin-top:20px">${drawCurves(model.history)}</div>`}`;
}

/** What a head stands on, and what its float32 figures are then. */
export function describeBase({ file, layer, format }: NonNullable<ModelPart['base']>): string {
  const said = format === 'int8' ? ', which is int8: the float32 figures are of a float32 head on it' : '';
  return `Stands on ${file} up to ${layer}${said}.`;
}

function drawAccuracy(accuracy: NonNullable<ModelPart['accuracy']>): Markup {
  const row = (format: 'int8' | 'float32') =>
    html`<tr data-format="${format}"><th scope="row">${format}</th>${(['train', 'validation', 'test'] as const).map((side) => html`<td class="n" data-side="${side}">${formatPercent(accuracy[format]?.[side])}</td>`)}</tr>`;
  return html`<div class="scroll"><table class="accuracy"><thead><tr><th>accuracy</th><th class="n">train</th><th class="n">validation</th><th class="n">test</th></tr></thead><tbody>${row('int8')}${accuracy.float32 && row('float32')}</tbody></table></div>`;
}

function drawScores(scores: NonNullable<ModelPart['scores']>): Markup {
  const figure = (value: number | undefined) => (value === undefined ? '–' : value.toPrecision(4));
  return html`<div class="scroll"><table><thead><tr><th>test split</th><th class="n">int8</th><th class="n">float32</th></tr></thead><tbody>${scores.map((score) => html`<tr><th scope="row">${score.name}</th><td class="n">${figure(score.int8)}</td><td class="n">${figure(score.float32)}</td></tr>`)}</tbody></table></div>`;
}

function drawAnomalies({ labels, curves }: NonNullable<ModelPart['anomalies']>): Markup {
  const rows = labels.map(
    (row) => html`<tr data-label="${row.label}" data-side="${row.side}"><th scope="row">${row.label}</th><td>${row.side}</td><td>${ROLES[row.role]}</td><td class="n">${row.windows}</td><td class="n">${formatPercent(row.anomalous)}</td><td class="n">${row.auc === undefined ? '–' : row.auc.toFixed(4)}</td></tr>`,
  );
  const lines = curves.map(({ side, points }) => ({ name: side, points: points.map(({ falseAlarms, detected }) => ({ x: falseAlarms, y: detected })) }));
  return html`<div class="scroll" style="margin-top:20px"><table class="anomalies"><thead><tr><th>label</th><th>side</th><th>taken for</th><th class="n">windows</th><th class="n">above the threshold</th><th class="n">AUC</th></tr></thead><tbody>${rows}</tbody></table></div>
${lines.length > 0 && html`<div style="margin-top:20px; max-width:520px">${drawLineChart('Share of anomalies detected, over the share of false alarms (ROC, int8)', 'false alarms', lines, [0, 1])}</div>`}`;
}

const ROLES = { normal: 'normal', tune: 'anomaly, chose the threshold', report: 'anomaly, chose nothing' };

function drawClasses(classes: NonNullable<ModelPart['perClass']>): Markup {
  const rows = classes.map(
    (row) => html`<tr><th scope="row">${row.label}</th><td class="n">${formatPercent(row.precision)}</td><td class="n">${formatPercent(row.recall)}</td><td class="n">${formatPercent(row.f1)}</td><td class="n">${row.windows}</td></tr>`,
  );
  return html`<details><summary>Precision and recall per class</summary><div class="scroll"><table><thead><tr><th>label</th><th class="n">precision</th><th class="n">recall</th><th class="n">F1</th><th class="n">windows</th></tr></thead><tbody>${rows}</tbody></table></div></details>`;
}

function drawCurves(history: readonly Epoch[]): Markup {
  const pick = (name: string, key: 'trainLoss' | 'validationLoss' | 'trainAccuracy' | 'validationAccuracy'): Line => ({
    name,
    points: history.filter((epoch) => epoch[key] !== undefined).map((epoch) => ({ x: epoch.epoch, y: epoch[key] as number })),
  });
  const loss = [pick('train', 'trainLoss'), pick('validation', 'validationLoss')].filter((line) => line.points.length > 0);
  const accuracy = [pick('train', 'trainAccuracy'), pick('validation', 'validationAccuracy')].filter((line) => line.points.length > 0);
  return html`${loss.length > 0 && drawLineChart('Loss', 'epoch', loss)}${accuracy.length > 0 && drawLineChart('Accuracy while training (float32)', 'epoch', accuracy, [0, 1])}`;
}
