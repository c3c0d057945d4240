"""The contract of Edge Impulse's DSP blocks: GET /parameters, POST /run (one window), POST /batch (many)."""
import json
import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from dsp import generate_features

with open(os.path.join(os.path.dirname(__file__), "block.json")) as file:
    BLOCK = json.load(file)


def describe():
    items = [{"param": name} for name in BLOCK["parameters"]["properties"]]
    info = {"title": BLOCK["title"], "name": BLOCK["title"], "cppType": "python_dsp", "latestImplementationVersion": 1}
    return {"version": 1, "type": "dsp", "info": info, "parameters": [{"group": "All", "items": items}]}


def extract(body, raw_data, draw_graphs):
    return generate_features(raw_data, body["axes"], body["sampling_freq"], draw_graphs, **body["params"])


def run(body):
    return {"success": True, **extract(body, body["features"], body.get("draw_graphs", False))}


def batch(body):
    answers = [extract(body, raw_data, False) for raw_data in body["features"]]
    shared = {name: answers[0][name] for name in ("labels", "output_config")}
    return {"success": True, "features": [answer["features"] for answer in answers], **shared}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.answer(describe() if self.path == "/parameters" else {"title": BLOCK["title"]})

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        work = {"/run": run, "/batch": batch}.get(self.path)
        if work is None:
            return self.send_error(404)
        try:
            self.answer(work(json.loads(body)))
        except Exception as error:  # whatever it is, whoever asked is told
            print(f"{self.path}: {error!r}")
            self.answer({"success": False, "error": str(error)})

    def answer(self, value):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(value).encode())

    def log_message(self, *_):
        pass


if __name__ == "__main__":
    ThreadingHTTPServer((os.environ.get("HOST", "0.0.0.0"), int(os.environ.get("PORT", "4446"))), Handler).serve_forever()
