"""Classes of instructions by what Capstone calls them: a second opinion on sdk-cpp/emulator/instruction_class.cpp, which reads their bits."""
import re

PC = "pc"

KINDS = [
    ("it", r"it[te]*"),
    ("table_branch", r"tb[bh]"),
    ("div", r"[su]div"),
    ("load_multi", r"ldm(ia|db|ea|fd)?|pop|ldrd"),
    ("store_multi", r"stm(ia|db|ea|fd)?|push|strd"),
    ("load", r"ldr(b|h|sb|sh|t|bt|ht|ex|exb|exh)?"),
    ("store", r"str(b|h|t|bt|ht|ex|exb|exh)?"),
    ("simd_mac", r"sml[as]l?dx?|smu[as]dx?"),
    ("mac_long", r"[su]mlal|umaal|smlal[bt][bt]"),
    ("mul_long", r"[su]mull"),
    ("mac", r"ml[as]|smla[bt][bt]|smlaw[bt]|smml[as]r?"),
    ("mul", r"mul|smul[bt][bt]|smulw[bt]|smmulr?"),
    ("simd", r"[su]xt(ab|b)16|[su]h?(add|sub)(8|16)|[su]h?(asx|sax)|uq(add|sub)(8|16)|uq(asx|sax)|q(add|sub)(8|16)?|q(asx|sax)|qd(add|sub)|sel|usada?8"),
    ("vldst", r"vldr|vstr|vldm\w*|vstm\w*|vpush|vpop"),
    ("vfp_div", r"vdiv|vsqrt"),
    ("vfp_mac", r"vn?ml[as]|vfn?m[as]"),
    ("branch_cond", r"cbn?z"),
    ("sys", r"dmb|dsb|isb|mrs|msr|svc|bkpt|cps\w*"),
    ("vfp", r"v\w+"),
]
PATTERNS = [(kind, re.compile(pattern)) for kind, pattern in KINDS]
CONDITIONS = "eq ne hs lo mi pl vs vc hi ls ge lt gt le".split()


def name_of(instruction):
    """The mnemonic without width, types and condition."""
    name = instruction.mnemonic.split(".")[0]
    condition = instruction.cc - 1
    suffix = CONDITIONS[condition] if 0 <= condition < len(CONDITIONS) else ""
    return name[:-len(suffix)] if suffix and name.endswith(suffix) else name


def kind_of(instruction):
    name = name_of(instruction)
    if name == "b":
        # inside an IT block the encoding is that without a condition
        conditional = instruction.mnemonic.split(".")[0] != "b"
        return "branch_cond" if conditional and is_conditional_encoding(instruction) else "branch"
    if name in ("bl", "bx", "blx"):
        return "branch"
    for kind, pattern in PATTERNS:
        if pattern.fullmatch(name):
            return kind
    return "branch" if writes_pc(instruction, name) else "alu"


def is_conditional_encoding(instruction):
    first = instruction.bytes[0] | instruction.bytes[1] << 8
    if instruction.size == 2:
        return first >> 12 == 0xD
    second = instruction.bytes[2] | instruction.bytes[3] << 8
    return not second & 0x1000


def writes_pc(instruction, name):
    return name in ("mov", "add") and instruction.size == 2 and instruction.op_str.startswith(PC + ",")


def words_of(instruction, kind):
    """32-bit words that an instruction of several moves; single loads and stores of integers: none."""
    if kind not in ("load_multi", "store_multi", "vldst"):
        return 0
    name = name_of(instruction)
    if name in ("ldrd", "strd"):
        return 2
    if name in ("vldr", "vstr"):
        return 2 if instruction.reg_name(instruction.operands[0].reg).startswith("d") else 1
    registers = re.search(r"\{(.*)\}", instruction.op_str).group(1).split(",")
    return sum(2 if register.strip().startswith("d") else 1 for register in registers)
