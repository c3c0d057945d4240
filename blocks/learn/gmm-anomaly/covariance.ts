/** Windows as a mixture sees them: normalised, row by row. */
export interface Points {
  /** `[count, width]` */
  values: Float64Array;
  width: number;
}

/**
 * How the spread of a component is kept. Its root `R` turns the difference `d` of a point to the mean into one whose squared length is
 * the Mahalanobis distance: `|R d|^2 = d' S^-1 d`, with `S` the covariance.
 */
export interface Covariance {
  /** Numbers of one root. */
  rootSize(width: number): number;
  /**
   * Writes the root of the covariance of points around `mean`.
   * @param shares of the component in each point; they sum up to `weight`
   * @param regularisation added to each variance
   */
  writeRoot(points: Points, shares: Float64Array, weight: number, mean: Float64Array, regularisation: number, root: Float64Array): void;
  /** The numbers of a root whose product is its determinant: `|S|^(-1/2)`. */
  diagonal(root: Float64Array, width: number): number[];
  squaredDistance(difference: Float64Array, root: Float64Array): number;
}

/** A variance for each feature alone: the root is `1 / deviation` for each. */
const diagonal: Covariance = {
  rootSize: (width) => width,
  writeRoot({ values, width }, shares, weight, mean, regularisation, root) {
    root.fill(0);
    shares.forEach((share, row) => {
      for (let i = 0; i < width; i++) {
        const difference = values[row * width + i] - mean[i];
        root[i] += share * difference * difference;
      }
    });
    for (let i = 0; i < width; i++) root[i] = 1 / Math.sqrt(root[i] / weight + regularisation);
  },
  diagonal: (root) => [...root],
  squaredDistance(difference, root) {
    let sum = 0;
    for (let i = 0; i < difference.length; i++) sum += difference[i] * root[i] * difference[i] * root[i];
    return sum;
  },
};

/** Variances and covariances: the root is the inverse of the lower Cholesky factor, its rows packed behind one another. */
const full: Covariance = {
  rootSize: (width) => (width * (width + 1)) / 2,
  writeRoot({ values, width }, shares, weight, mean, regularisation, root) {
    root.fill(0);
    const difference = new Float64Array(width);
    shares.forEach((share, row) => {
      if (share === 0) return;
      for (let i = 0; i < width; i++) difference[i] = values[row * width + i] - mean[i];
      for (let i = 0, at = 0; i < width; i++) {
        const scaled = share * difference[i];
        for (let j = 0; j <= i; j++, at++) root[at] += scaled * difference[j];
      }
    });
    for (let i = 0, at = 0; i < width; i++) {
      for (let j = 0; j <= i; j++, at++) root[at] = root[at] / weight + (j === i ? regularisation : 0);
    }
    factorise(root, width);
    invert(root, width);
  },
  diagonal: (root, width) => Array.from({ length: width }, (_, i) => root[place(i, i)]),
  squaredDistance(difference, root) {
    let sum = 0;
    for (let i = 0, at = 0; i < difference.length; i++) {
      let turned = 0;
      for (let j = 0; j <= i; j++, at++) turned += root[at] * difference[j];
      sum += turned * turned;
    }
    return sum;
  },
};

/** The forms of covariance by the name that a manifest calls them. */
export const COVARIANCES = { diagonal, full } satisfies Record<string, Covariance>;

/** Where a packed lower triangle keeps row `i`, column `j <= i`. */
function place(i: number, j: number): number {
  return (i * (i + 1)) / 2 + j;
}

/** Cholesky's factor `L` of `A = L L'`, in place. The regularisation keeps `A` positive definite. */
function factorise(matrix: Float64Array, width: number): void {
  for (let i = 0; i < width; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[place(i, j)];
      for (let k = 0; k < j; k++) sum -= matrix[place(i, k)] * matrix[place(j, k)];
      matrix[place(i, j)] = i === j ? Math.sqrt(sum) : sum / matrix[place(j, j)];
    }
  }
}

/** The inverse of a lower triangle, in place, column by column: a column reads none of those before it. */
function invert(lower: Float64Array, width: number): void {
  for (let j = 0; j < width; j++) {
    const reciprocal = 1 / lower[place(j, j)];
    for (let i = j + 1; i < width; i++) {
      let sum = lower[place(i, j)] * reciprocal;
      for (let k = j + 1; k < i; k++) sum += lower[place(i, k)] * lower[place(k, j)];
      lower[place(i, j)] = -sum / lower[place(i, i)];
    }
    lower[place(j, j)] = reciprocal;
  }
}
