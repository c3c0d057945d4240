/**
 * A custom DSP block as Edge Impulse's users have it: `parameters.json`, a Dockerfile and a Python server, no `block.json`. Statistics of
 * each axis. Where the first value of a window is above `refuse-above` it is refused; above `die-above` the program ends.
 */
export const EDGE_IMPULSE_DSP: Record<string, string> = {
  'parameters.json': JSON.stringify({
    version: 1,
    type: 'dsp',
    info: {
      title: 'Statistics', author: 'A user', description: 'Statistics of each axis', name: 'Statistics', cppType: 'custom_statistics',
      preferConvolution: false, latestImplementationVersion: 2, hasImplementationVersion: true,
    },
    parameters: [
      { group: 'Scaling', items: [{ name: 'Scale axes', value: 1, type: 'float', param: 'scale-axes', help: 'Multiplies all values' }] },
      {
        group: 'Faults',
        items: [
          { name: 'Refuse above', value: 1e9, type: 'float', param: 'refuse-above' },
          { name: 'Die above', value: 1e9, type: 'float', param: 'die-above' },
        ],
      },
    ],
  }),
  Dockerfile: `FROM debian:12-slim
RUN apt-get update \\
 && apt-get install -y --no-install-recommends python3-numpy \\
 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY . ./
EXPOSE 4446
ENTRYPOINT ["python3", "-u", "dsp-server.py"]
`,
  'dsp.py': `import os
import numpy as np

def generate_features(implementation_version, draw_graphs, raw_data, axes, sampling_freq, scale_axes, refuse_above, die_above):
    assert implementation_version == 2 and sampling_freq == 62.5
    if raw_data[0] > die_above:
        print('out of memory, or so', flush=True)
        os._exit(9)
    if raw_data[0] > refuse_above:
        raise ValueError('the first value is too large')
    window = (raw_data * scale_axes).reshape(-1, len(axes))
    steps = np.diff(window, axis=0)
    parts = [window.mean(0), window.std(0), window.min(0), window.max(0), np.abs(steps).mean(0), steps.std(0)]
    return {'features': np.concatenate(parts), 'graphs': [], 'fft_used': [],
            'output_config': {'type': 'flat', 'shape': {'width': 6 * len(axes)}}}
`,
  'dsp-server.py': `import json, os
from http.server import HTTPServer, BaseHTTPRequestHandler
from socketserver import ThreadingMixIn
import numpy as np
from dsp import generate_features

def features_of(body, values):
    answer = generate_features(body['implementation_version'], body['draw_graphs'], np.array(values), body['axes'],
                               body['sampling_freq'], **body['params'])
    return {**answer, 'features': answer['features'].tolist()}

class Handler(BaseHTTPRequestHandler):
    def reply(self, text, kind='application/json'):
        self.send_response(200)
        self.send_header('Content-Type', kind)
        self.end_headers()
        self.wfile.write(text.encode())

    def do_GET(self):
        if self.path == '/parameters':
            self.reply(open('parameters.json').read())
        else:
            self.reply('Statistics by A user', 'text/plain')

    def do_POST(self):
        try:
            body = json.loads(self.rfile.read(int(self.headers.get('Content-Length'))).decode('utf-8'))
            if self.path == '/run':
                self.reply(json.dumps(features_of(body, body['features'])))
            else:
                answers = [features_of(body, values) for values in body['features']]
                self.reply(json.dumps({'success': True, 'features': [one['features'] for one in answers], 'labels': [],
                                       'output_config': answers[0]['output_config'], 'state': None}))
        except Exception as error:
            self.reply(json.dumps({'success': False, 'error': str(error)}))

class Server(ThreadingMixIn, HTTPServer):
    pass

Server((os.environ.get('HOST', '0.0.0.0'), int(os.environ.get('PORT', 4446))), Handler).serve_forever()
`,
};
