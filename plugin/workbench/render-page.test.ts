import { describe, expect, it } from 'vitest';
import { openBlock } from './open-block';
import { renderPage } from './render-page';
import type { WindowTrial } from './trial';

const trial: WindowTrial = { kind: 'window', window: '<b>.wav: the first 1000 ms', shape: [2, 3], features: [1, 2, 3, 4, 5, 6], graphs: [] };

describe('renderPage', () => {
  it('draws a matrix of features as a map, and a list as a line', () => {
    const map = renderPage(openBlock('mfcc'), trial);
    expect(map.match(/<rect class="bar"/g)).toHaveLength(6);
    expect(map).toContain('2 frames from left to right, 3 columns from the bottom up');
    expect(renderPage(openBlock('mfcc'), { ...trial, shape: [6] })).toContain('<polyline points=');
  });

  it('draws the graphs of a server: lines as such, pictures as data', () => {
    const lines = [{ name: 'x', points: [{ x: 0, y: -1 }, { x: 1, y: 1 }] }];
    const page = renderPage(openBlock('mfcc'), { ...trial, graphs: [{ name: 'Jerk', xName: 'ms', lines }, { name: 'Map', image: 'data:image/png;base64,iVBORw0K', lines: [] }] });
    expect(page).toContain('<figcaption>Jerk</figcaption>');
    expect(page).toContain('<img alt="Map" src="data:image/png;base64,iVBORw0K">');
  });

  it('shows names of files as text', () => {
    expect(renderPage(openBlock('mfcc'), trial)).toContain('&lt;b&gt;.wav');
  });
});
