"""Packs a compiled impulse as a CMake project: a deploy block of nx-impulse, without any code of it. Called as: pack.py step-run.json"""
import json
import sys
import zipfile
from pathlib import Path

CMAKE = """cmake_minimum_required(VERSION 3.10)
project(@prefix@ LANGUAGES CXX)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()
set(CMAKE_CXX_STANDARD 11)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)

add_library(@prefix@ STATIC
@sources@)
target_include_directories(@prefix@ PUBLIC impulse)
"""

CMAKE_EXAMPLE = """
add_executable(say example/say.cpp)
target_link_libraries(say PRIVATE @prefix@)
"""

SAY = """// Says what the impulse makes of one window of raw values: ./say < window.txt
#include <stdio.h>

#include "@prefix@_impulse.h"

static @prefix@_value window[@PREFIX@_WINDOW_LENGTH * @PREFIX@_AXES];
static @prefix@_result result;

int main() {
  for (@prefix@_value &value : window) {
    float number = 0.0f;
    if (scanf("%f", &number) != 1) break;  // what is missing is silence
    value = static_cast<@prefix@_value>(number);
  }
  int32_t status = @prefix@_init_impulse();
  if (status == IMPULSE_OK) status = @prefix@_run_impulse(window, &result);
  if (status != IMPULSE_OK) {
    fprintf(stderr, "%s\\n", impulse_status_text(status));
    return 1;
  }
@prints@  return 0;
}
"""

PRINT_CLASS = """  {
    int best = 0;
    for (int i = 1; i < @SYMBOL@_COUNT; i++) {
      if (result.@member@[i] > result.@member@[best]) best = i;
    }
    printf("@name@ %s %.6f\\n", @symbol@_labels[best], static_cast<double>(result.@member@[best]));
  }
"""

PRINT_VALUE = """  for (int i = 0; i < @SYMBOL@_COUNT; i++) printf("@name@ %.6f\\n", static_cast<double>(result.@member@[i]));
"""

PRINT_ANOMALY = """  printf("@name@ %.6f\\n", static_cast<double>(result.@member@));
"""

PRINTS = {"classes": PRINT_CLASS, "value": PRINT_VALUE, "anomaly": PRINT_ANOMALY}

README = """# @name@ for @target@

```sh
cmake -B build && cmake --build build
@say@```

A window is @length@ steps at @hertz@ Hz of: @axes@. The code is yours, without condition.
"""

SUPPLIED = """
The features of @blocks@ have no C++: write the functions that impulse/@prefix@_impulse.h names for them.
"""


def fill(template, **words):
    for word, text in words.items():
        template = template.replace(f"@{word}@", str(text))
    return template


def print_learn(prefix, learn):
    symbol = f"{prefix}_{learn['name'].replace('-', '_')}"
    words = {"name": learn["name"], "member": learn["member"], "symbol": symbol, "SYMBOL": symbol.upper()}
    return fill(PRINTS[learn["result"]], **words)


def lay_out(compiled, impulse, example):
    """Every file of the project by its path."""
    facts = json.loads((compiled / "compile.json").read_text())
    prefix = facts["prefix"]
    supplied = [dsp["name"] for dsp in facts["dsp"] if dsp.get("supplied")]
    example = example and not supplied  # it would not link
    files = {f"impulse/{path.name}": path.read_text() for path in (compiled / "int8").iterdir()}
    sources = "\n".join(f"  {name}" for name in sorted(files) if name.endswith(".cpp"))
    files["CMakeLists.txt"] = fill(CMAKE + (CMAKE_EXAMPLE if example else ""), prefix=prefix, sources=sources)
    if example:
        prints = "".join(print_learn(prefix, learn) for learn in facts["learn"])
        files["example/say.cpp"] = fill(SAY, prefix=prefix, PREFIX=prefix.upper(), prints=prints)
    said = {"name": impulse["name"], "target": impulse["target"]["title"], "axes": ", ".join(facts["axes"])}
    run = "build/say < window.txt    # its values as text\n" if example else ""
    files["README.md"] = fill(README, **said, length=facts["windowLength"], hertz=facts["frequencyHz"], say=run)
    if supplied:
        files["README.md"] += fill(SUPPLIED, blocks=", ".join(supplied), prefix=prefix)
    return {f"{prefix}/{name}": text for name, text in files.items()}


def write_zip(path, files):
    """Sorted, and with the date at which ZIP's calendar begins: the same files give the same bytes."""
    with zipfile.ZipFile(path, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name], zipfile.ZIP_DEFLATED)


def main(envelope):
    run = json.loads(envelope.read_text())
    compiled, impulse = (Path(run["inputs"][role]) for role in ("compile", "impulse"))
    files = lay_out(compiled, json.loads((impulse / "impulse.json").read_text()), run["params"]["example"])
    write_zip(Path(run["output"]) / "project.zip", files)


if __name__ == "__main__":
    envelope = Path(sys.argv[1])
    result = {"apiVersion": "impulse-step/v1"}
    try:
        main(envelope)
        result.update(status="ok")
    except Exception as problem:  # every failure belongs into the result, in words
        result.update(status="failed", errors=[{"message": str(problem)}])
    (envelope.parent / "step-result.json").write_text(json.dumps(result))
    sys.exit(0 if result["status"] == "ok" else 1)
