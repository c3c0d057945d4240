/** Figures of models without classes, in the order in which they are shown: their member in `evaluation.json`, and what people call them. */
export const SCORE_NAMES = {
  auc: 'area under the ROC curve (AUC)',
  detected: 'share of anomalies that are detected',
  falseAlarms: 'share of normal windows that are false alarms',
  meanScore: 'mean anomaly score',
  meanAbsoluteError: 'mean absolute error',
  rootMeanSquareError: 'root mean square error',
};
