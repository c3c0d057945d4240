"""Counts what an image executes between its markers, by other means than our plugin: Unicorn steps through it, Capstone says what each instruction is.

Standard input: {"image": path of an ELF for Cortex-M, "input": path of what emulator_read() delivers, "core": name of Unicorn's model of the core}.
Standard output: {"stretches": [counts by class], "output": hex of what emulator_write() got}; the classes are those of sdk-cpp/emulator/instruction_class.h.
"""
import array
import json
import struct
import sys

import capstone
import numpy as np
import unicorn
from unicorn import arm_const

from instruction_kinds import kind_of, words_of

SYS_OPEN, SYS_WRITE0, SYS_WRITE, SYS_READ, SYS_EXIT_EXTENDED = 0x01, 0x04, 0x05, 0x06, 0x20
STACK_TOP = 0x20400000
SYSTEM_SPACE = 0xE000E000


def read_elf(data):
    """(segments as (address, bytes), symbols by name) of a 32-bit little-endian file."""
    program, sections = struct.unpack_from("<II", data, 28)
    program_size, program_count, section_size, section_count = struct.unpack_from("<HHHH", data, 42)
    segments = []
    for at in range(program_count):
        kind, offset, _, physical, stored, _ = struct.unpack_from("<IIIIII", data, program + at * program_size)
        if kind == 1 and stored:
            segments.append((physical, data[offset:offset + stored]))
    headers = [struct.unpack_from("<10I", data, sections + at * section_size) for at in range(section_count)]
    symbols = {}
    for header in headers:
        if header[1] != 2:
            continue
        names = headers[header[6]][4]
        for at in range(header[4], header[4] + header[5], 16):
            name, value = struct.unpack_from("<II", data, at)
            end = data.index(0, names + name)
            symbols[data[names + name:end].decode()] = value & ~1
    return segments, symbols


class Machine:
    """A core with flash at 0 and RAM at 0x20000000, whose semihosting calls are answered here."""

    def __init__(self, image, given, core):
        segments, symbols = read_elf(image)
        self.uc = unicorn.Uc(unicorn.UC_ARCH_ARM, unicorn.UC_MODE_THUMB | unicorn.UC_MODE_MCLASS)
        self.uc.ctl_set_cpu_model(getattr(arm_const, core))
        for base, size in ((0, 0x400000), (0x20000000, 0x400000), (SYSTEM_SPACE, 0x1000)):
            self.uc.mem_map(base, size)
        for address, content in segments:
            self.uc.mem_write(address, content)
        self.given, self.taken, self.files = given, 0, []
        self.output = b""
        self.trace, self.stretches = None, []
        self.stops = {symbols["emulator_semihost"]: self.semihost, symbols["emulator_begin"]: self.begin, symbols["emulator_end"]: self.end}
        for address in self.stops:
            self.uc.hook_add(unicorn.UC_HOOK_CODE, lambda uc, *_: uc.emu_stop(), begin=address, end=address)
        self.uc.hook_add(unicorn.UC_HOOK_CODE, self.on_code)
        self.running = True
        self.start = symbols["emulator_reset"]

    def on_code(self, _, address, size, __):
        if self.trace is not None and address not in self.stops:
            self.trace.append(address)

    def run(self):
        self.uc.reg_write(arm_const.UC_ARM_REG_SP, STACK_TOP)
        address = self.start
        while self.running:
            self.uc.emu_start(address | 1, 0xFFFFFFFE)
            stop = self.uc.reg_read(arm_const.UC_ARM_REG_PC) & ~1
            if stop not in self.stops:
                raise RuntimeError(f"stopped at {stop:#x}")
            self.stops[stop]()
            address = self.uc.reg_read(arm_const.UC_ARM_REG_LR) & ~1
        return self.stretches

    def begin(self):
        self.trace = array.array("I")

    def end(self):
        self.stretches.append(np.array(self.trace, dtype=np.uint32))
        self.trace = None

    def semihost(self):
        operation = self.uc.reg_read(arm_const.UC_ARM_REG_R0)
        block = self.uc.reg_read(arm_const.UC_ARM_REG_R1)
        self.uc.reg_write(arm_const.UC_ARM_REG_R0, self.answer(operation, block))

    def answer(self, operation, block):
        if operation == SYS_EXIT_EXTENDED:
            self.running = False
            return 0
        if operation == SYS_WRITE0:
            raise RuntimeError("the program reports a fault")
        first, second, third = struct.unpack("<III", self.uc.mem_read(block, 12))
        if operation == SYS_OPEN:
            self.files.append(bytes(self.uc.mem_read(first, third)).decode())
            return len(self.files)
        if operation == SYS_READ:
            part = self.given[self.taken:self.taken + third]
            self.taken += len(part)
            self.uc.mem_write(second, part)
            return third - len(part)
        if self.files[first - 1] == "output.bin":
            self.output += bytes(self.uc.mem_read(second, third))
        return 0


class Decoder:
    """Instructions of the image by address, each decoded once."""

    def __init__(self, uc):
        self.uc, self.known = uc, {}
        self.capstone = capstone.Cs(capstone.CS_ARCH_ARM, capstone.CS_MODE_THUMB | capstone.CS_MODE_MCLASS)
        self.capstone.detail = True

    def at(self, address):
        if address not in self.known:
            self.known[address] = next(self.capstone.disasm(bytes(self.uc.mem_read(address, 4)), address))
        return self.known[address]


def add_skipped(trace, decoder):
    """The trace with what failed conditions of IT blocks skipped, which Unicorn does not show and our plugin counts; and how many these are."""
    pieces, begin, skipped = [], 0, 0
    blocks = [place for place in np.unique(trace) if kind_of(decoder.at(int(place))) == "it"]
    for at in np.flatnonzero(np.isin(trace, blocks)):
        it = decoder.at(int(trace[at]))
        pieces.append(trace[begin:at + 1])
        begin, place = at + 1, it.address + it.size
        for _ in it.mnemonic[1:]:
            inner = decoder.at(place)
            if begin < len(trace) and trace[begin] == place:
                begin += 1
            else:
                skipped += 1
            pieces.append(np.array([place], dtype=np.uint32))
            place += inner.size
    return np.concatenate(pieces + [trace[begin:]]), skipped


def count(trace, decoder):
    """What one stretch executed, by class; `pair`: loads straight behind a load; `taken`: instructions that are not followed by the next one in memory."""
    trace, skipped = add_skipped(trace, decoder)
    counts = {"total": len(trace), "skipped": skipped}
    places, where, executed = np.unique(trace, return_inverse=True, return_counts=True)
    decoded = [decoder.at(int(place)) for place in places]
    kinds = [kind_of(instruction) for instruction in decoded]
    for instruction, kind, times in zip(decoded, kinds, executed):
        counts[kind] = counts.get(kind, 0) + int(times)
        counts["words"] = counts.get("words", 0) + words_of(instruction, kind) * int(times)
    sizes = np.array([instruction.size for instruction in decoded], dtype=np.int64)
    straight = trace[:-1].astype(np.int64) + sizes[where[:-1]] == trace[1:]
    is_load = np.array([kind == "load" for kind in kinds])[where]
    counts["taken"] = int(np.count_nonzero(~straight))
    counts["pair"] = int(np.count_nonzero(straight & is_load[:-1] & is_load[1:]))
    return counts


def main():
    job = json.load(sys.stdin)
    with open(job["image"], "rb") as file:
        image = file.read()
    with open(job["input"], "rb") as file:
        given = file.read()
    machine = Machine(image, given, job["core"])
    traces = machine.run()
    decoder = Decoder(machine.uc)
    print(json.dumps({"stretches": [count(trace, decoder) for trace in traces], "output": machine.output.hex()}))


main()
