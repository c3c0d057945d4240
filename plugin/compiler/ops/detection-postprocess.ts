import { elementCount } from '../ir/graph';
import { checkRank, firstProblem } from './checks';
import type { Node, Operator } from './operator';

/** TFLite's name of this custom operator. */
export const DETECTION = 'CUSTOM TFLite_Detection_PostProcess';

/** Boxes are numbered by 16 bits. */
const MOST_BOXES = 65535;
const COORDINATES = 4;

/** TFLite_Detection_PostProcess: box codes `[1, boxes, 4+]`, scores `[1, boxes, classes (+ 1)]`, anchors `[boxes, 4]` -> boxes, classes, scores, count. */
export const detectionPostprocess: Operator = {
  options: {},
  customOptions: {
    maxDetections: { key: 'max_detections' },
    classesOfBox: { key: 'max_classes_per_detection' },
    detectionsOfClass: { key: 'detections_per_class', fallback: 100 },
    isRegular: { key: 'use_regular_nms', fallback: 0 },
    scoreThreshold: { key: 'nms_score_threshold' },
    overlapThreshold: { key: 'nms_iou_threshold' },
    classes: { key: 'num_classes' },
    yScale: { key: 'y_scale' },
    xScale: { key: 'x_scale' },
    hScale: { key: 'h_scale' },
    wScale: { key: 'w_scale' },
  },

  infer({ options }) {
    const most = options.maxDetections as number;
    return [[1, most, COORDINATES], [1, most], [1, most], [1]];
  },

  check(node) {
    const [codes, scores, anchors] = node.inputs;
    const { classes, maxDetections, classesOfBox, detectionsOfClass, overlapThreshold, isRegular } = readNumbers(node);
    const found = [...node.inputs, ...node.outputs].map((tensor) => tensor?.dtype);
    return (
      firstProblem(
        (found.length !== 7 || found.some((dtype) => dtype !== 'float32')) && `tensors of the types ${found.join(', ')} (three and four, of float32)`,
        checkRank(codes, 3, 'box codes'), checkRank(scores, 3, 'scores'), checkRank(anchors, 2, 'anchors'),
      ) ??
      firstProblem(
        (codes!.shape[0] !== 1 || scores!.shape[0] !== 1) && 'more than one image at once',
        codes!.shape[2] < COORDINATES && `codes of ${codes!.shape[2]} numbers`,
        (scores!.shape[1] !== codes!.shape[1] || anchors!.shape[0] !== codes!.shape[1] || anchors!.shape[1] !== COORDINATES) &&
          `${scores!.shape[1]} scores and anchors of ${anchors!.shape.join('x')} for ${codes!.shape[1]} boxes`,
        codes!.shape[1] > MOST_BOXES && `${codes!.shape[1]} boxes; the kernel numbers ${MOST_BOXES}`,
        ![classes, classes + 1].includes(scores!.shape[2]) && `${scores!.shape[2]} scores a box for ${classes} classes`,
        !isRegular && classesOfBox !== 1 && `${classesOfBox} classes of one box`,
        !(maxDetections >= 1 && detectionsOfClass >= 1) && `${maxDetections} detections, ${detectionsOfClass} of a class`,
        !(overlapThreshold > 0 && overlapThreshold <= 1) && `an overlap of ${overlapThreshold} at most`,
      )
    );
  },

  lower(node) {
    const [codes, scores, anchors] = node.inputs;
    const { classes, maxDetections, detectionsOfClass, isRegular, ...numbers } = readNumbers(node);
    const boxes = codes!.shape[1];
    const float = (value: number): { float32: number } => ({ float32: value });
    return {
      kernel: 'detection_postprocess',
      note: `${boxes} boxes of ${classes} classes, ${isRegular ? 'suppressed class by class' : 'suppressed at once'}`,
      constants: {
        boxes, code_size: codes!.shape[2], classes, background: scores!.shape[2] - classes, max_detections: maxDetections,
        most_of_class: isRegular ? detectionsOfClass : maxDetections, regular: isRegular ? 1 : 0,
        score_threshold: float(numbers.scoreThreshold), overlap_threshold: float(numbers.overlapThreshold),
        y_scale: float(numbers.yScale), x_scale: float(numbers.xScale), h_scale: float(numbers.hScale), w_scale: float(numbers.wScale),
      },
      args: [
        { tensor: codes! }, { tensor: scores! }, { tensor: anchors! }, ...node.outputs.map((tensor) => ({ tensor })),
        { scratchBytes: boxes * (COORDINATES * 4 + 2 + (isRegular ? 0 : 4)) },
      ],
    };
  },

  macs: (node) => elementCount(node.inputs[0]!.shape),
};

function readNumbers({ options }: Node): Record<string, number> {
  return options as Record<string, number>;
}
