# SPDX-License-Identifier: GPL-3.0-or-later
"""Small changes of Swift sources, each behind a switch, so that one build holds them all.

A change asks `mutantIs(17)`, which is true where the environment says `DCOPT_MUTANT=17`. Operators become
operators of their own that ask; numbers, booleans and texts become `(mutantIs(17) ? … : …)`; a call that
is dropped stands in an `if`. A line has at most one change, so what the compiler says of a line is said
of one change.
"""
import hashlib
import re

PRECEDENCE = {"<": "Comparison", "<=": "Comparison", ">": "Comparison", ">=": "Comparison",
              "==": "Comparison", "!=": "Comparison", "+": "Addition", "-": "Addition",
              "*": "Multiplication", "&&": "LogicalConjunction", "||": "LogicalDisjunction"}
TURNED = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "==", "+": "-", "-": "+",
          "*": "+", "&&": "||", "||": "&&", "lower": "upper", "upper": "lower",
          "minimize": "maximize", "maximize": "minimize", "min": "max", "max": "min",
          "true": "false", "false": "true"}
NEEDS = {"Comparison": "Comparable", "Addition": "MutantSum", "Multiplication": "MutantSum"}
KINDS = {"Comparison": "comparison", "Addition": "sign", "Multiplication": "sign"}
# What only gives memory back, or asks for it beforehand, is left alone.
MEMORY = re.compile(r"\b(deallocate|deinitialize|reserveCapacity)\(")
# What stands at the head of a line that is no call, or that cannot be left out.
KEYWORDS = re.compile(
    r"(return|let|var|guard|if|for|while|case|default|throw|switch|else|do|catch|defer|repeat|func|init|"
    r"static|private|public|package|struct|enum|class|extension|import|subscript|typealias|where|super|"
    r"fatalError|precondition|preconditionFailure|assert|mutating|indirect|final)\b|[@#.}\])]")
CALL = re.compile(r"(try[?!]? )?[\w.$\[\]!? ]+\(.*\)$")
ASSIGNMENT = re.compile(r"[\w.$\[\]!?, +\-]+ [-+*/|]?= .*[^,{(&|=+\-*/]$")
CONTINUES = re.compile(r"([,(=+\-*/&|?:\[]|\breturn|->)$")


def string_end(text, at):
    """Where the string that begins at a quote, or at its #, ends."""
    hashes = 0
    while text[at] == "#":
        hashes, at = hashes + 1, at + 1
    quotes = '"""' if text.startswith('"""', at) else '"'
    closing, escape = quotes + "#" * hashes, "\\" + "#" * hashes
    at += len(quotes)
    while not text.startswith(closing, at):
        if text.startswith(escape + "(", at):
            depth, at = 1, at + len(escape) + 1
            while depth:
                if text[at] == '"':
                    at = string_end(text, at)
                    continue
                depth += {"(": 1, ")": -1}.get(text[at], 0)
                at += 1
        elif text.startswith(escape, at):
            at += len(escape) + 1
        else:
            at += 1
    return at + len(closing)


def masked(text):
    """The text with the insides of strings and comments blanked out, and the places of plain strings.

    A string begins and ends with its quotes, which stay; code within an interpolation is part of it.
    """
    out, strings, k = list(text), [], 0
    while k < len(text):
        inner = 0
        if text.startswith("//", k):
            end = text.find("\n", k)
            end = len(text) if end < 0 else end
        elif text.startswith("/*", k):
            end = text.index("*/", k) + 2
        elif text[k] == '"' or re.match(r'#+"', text[k:k + 8]):
            end, inner = string_end(text, k), 1
            if text[k] == '"' and "\n" not in text[k:end] and end - k > 2:
                strings.append((k, end))
        elif text[k] == "`":
            end = text.index("`", k + 1) + 1
        else:
            k += 1
            continue
        for at in range(k + inner, end - inner):
            if out[at] != "\n":
                out[at] = " "
        k = end
    return "".join(out), strings


class Change:
    """One change within a line.

    `shown` is what it amounts to, `code` of a number what replaces that part of the line, and `helper` of
    a number the declarations that it leans on.
    """

    def __init__(self, kind, begin, end, shown, code, helper=None):
        self.kind, self.begin, self.end = kind, begin, end
        self.shown, self.code, self.helper = shown, code, helper


def operator_name(number):
    return "\u25ca" + "".join(chr(0x2500 + int(digit, 16)) for digit in "%x" % number)


def binary(operator):
    """The declaration of an operator that is `operator`, or what it is turned into."""
    group, turned = PRECEDENCE[operator], TURNED[operator]

    def helper(number):
        name = operator_name(number)
        head = "infix operator %s: %sPrecedence\n@usableFromInline\n" % (name, group)
        if group.startswith("Logical"):
            return head + (
                "func %s(a: Bool, b: @autoclosure () throws -> Bool) rethrows -> Bool {\n"
                "  mutantIs(%d) ? try a %s b() : try a %s b()\n}\n" % (name, number, turned, operator))
        needs = "Equatable" if operator in ("==", "!=") else NEEDS[group]
        result = "Bool" if group == "Comparison" else "T"
        return head + ("func %s<T: %s>(a: T, b: T) -> %s { mutantIs(%d) ? a %s b : a %s b }\n"
                       % (name, needs, result, number, turned, operator))
    return helper


def negation(number):
    name = operator_name(number)
    return ("prefix operator %s\n@usableFromInline\nprefix func %s<T: MutantSigned>(a: T) -> T "
            "{ mutantIs(%d) ? a : -a }\n" % (name, name, number))


def end_function(name):
    """The declarations of a `min` or `max` of two or three that may be the other one."""
    def helper(number):
        said = ""
        for letters in ("ab", "abc"):
            given = ", ".join(letters)
            said += ("@usableFromInline\nfunc mutant%s%d<T: Comparable>(%s) -> T "
                     "{ mutantIs(%d) ? Swift.%s(%s) : Swift.%s(%s) }\n" % (
                         name, number, ", ".join("_ %s: T" % letter for letter in letters), number,
                         TURNED[name], given, name, given))
        return said
    return helper


def choice(turned, plain):
    return lambda number: "(mutantIs(%d) ? %s : %s)" % (number, turned, plain)


def changes_of_line(line, mask, strings):
    """All changes of a line but a statement that is dropped; `strings` are places in it."""
    bare = mask.strip()
    declares = re.match(r"(\w+ )*(func|init|subscript|struct|enum|class|extension|protocol|associatedtype|"
                        r"typealias)\b", bare)
    if not bare or declares or bare.startswith(("import", "#", "@", "case .", "case let", "default")):
        return []
    pattern = re.match(r"\s*case\b.*?:", mask)
    start = pattern.end() if pattern else 0
    return [change for change in [*operators(mask), *values(mask), *ends(mask), *texts(line, strings)]
            if change.begin >= start]


def operators(mask):
    isGeneric = "->" in mask or re.search(r"\w<[\w.\[\]: ,?]+>", mask)
    for match in re.finditer(r" (<=|>=|==|!=|<|>|\+|-|\*|&&|\|\|) ", mask):
        operator = match.group(1)
        if not (isGeneric and operator in "<>"):
            yield Change(KINDS.get(PRECEDENCE[operator], "logic"), match.start(1), match.end(1),
                         TURNED[operator], operator_name, binary(operator))
    for match in re.finditer(r"(?<=[ (\[])-(?=[A-Za-z_(])", mask):
        yield Change("sign", match.start(), match.end(), "", operator_name, negation)


def values(mask):
    for match in re.finditer(r"\b(true|false)\b", mask):
        turned = TURNED[match.group()]
        yield Change("boolean", match.start(), match.end(), turned, choice(turned, match.group()))
    for match in re.finditer(r"(?<=[\w)\]?!])\.(is[A-Z]\w*|has[A-Z]\w*)(?![\w(:])", mask):
        yield Change("boolean", match.end(), match.end(), " == false",
                     lambda number: ".mutant(%d)" % number)
    for match in re.finditer(r"(?<![\w.$#>])\d[\d_]*(\.\d+)?(?![\w.])", mask):
        turned = another(match.group().replace("_", ""))
        isCode = re.search(r"ExitCode\($|exit\($", mask[:match.start()])
        yield Change("exit code" if isCode else "constant", match.start(), match.end(), turned,
                     choice(turned, match.group()))
    for match in re.finditer(r"\.\.<([a-z]\w*(\.\w+)*)(?![\w(\[.])", mask):
        yield Change("range", match.start(1), match.end(1), match.group(1) + " - 1",
                     lambda number, name=match.group(1): "mutantLess(%d, %s)" % (number, name))


def another(digits):
    """One more; 1 where the number is so large that one more is none."""
    if "." in digits:
        return str(float(digits) + 1)
    return str(int(digits) + 1) if int(digits) < 10 else "1"


def base_start(mask, at):
    """Where the expression begins whose member is named at a point."""
    depth = 0
    while at > 0:
        character = mask[at - 1]
        if character in ")]":
            depth += 1
        elif character in "([" and depth:
            depth -= 1
        elif not depth and not (character.isalnum() or character in "_.$!?"):
            break
        at -= 1
    return at


def ends(mask):
    for match in re.finditer(r"(?<![\w.])(min|max)\(", mask):
        name = match.group(1)
        yield Change("end", match.start(), match.end() - 1, TURNED[name],
                     lambda number, name=name: "mutant%s%d" % (name, number), end_function(name))
    for match in re.finditer(r"\.(lower|upper|minimize|maximize)\b(?!\()", mask):
        word = match.group(1)
        begin = base_start(mask, match.start())
        base = mask[begin:match.start()]
        yield Change("end", begin, match.end(), base + "." + TURNED[word],
                     choice(base + "." + TURNED[word], base + "." + word))
    for match in re.finditer(r"(?<![\w.])(continue|break)$", mask.rstrip()):
        yield Change("dropped", match.start(), match.end(), "",
                     lambda number, word=match.group(1): "if !mutantIs(%d) { %s }" % (number, word))


def texts(line, strings):
    for begin, end in strings:
        yield Change("text", begin, end, '""', choice('""', line[begin:end]))


def is_balanced(mask):
    depth = 0
    for character in mask:
        depth += {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}.get(character, 0)
        if depth < 0:
            return False
    return depth == 0


def dropped_statements(lines, masks):
    """Whole statements of one line: a call, or a value that is set."""
    stack, before = [], ""
    for k, mask in enumerate(masks):
        bare = mask.strip()
        follows = next((m.strip() for m in masks[k + 1:] if m.strip()), "")
        isWhole = stack and stack[-1] == "{" and is_balanced(mask) and not CONTINUES.search(before) \
            and not re.match(r"[.?:+\-*/=<>&|,{\])]", follows)
        if bare and isWhole and not KEYWORDS.match(bare) and not MEMORY.search(bare) and (CALL.match(bare) or ASSIGNMENT.match(bare)):
            text = lines[k].strip()
            begin = lines[k].index(text)
            yield k, Change("dropped", begin, begin + len(text), "",
                            lambda number, text=text: "if !mutantIs(%d) { %s }" % (number, text))
        for character in mask:
            if character in "([{":
                stack.append(character)
            elif character in ")]}" and stack:
                stack.pop()
        before = bare or before


def candidates(path, text):
    """Every change of a file: dictionaries with `file`, `line`, `kind`, `was`, `is` and `change`."""
    mask, strings = masked(text)
    lines, masks, starts = text.split("\n"), mask.split("\n"), [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    found = list(dropped_statements(lines, masks))
    for k, line in enumerate(lines):
        inside = [(b - starts[k], e - starts[k]) for b, e in strings if starts[k] <= b < starts[k + 1]]
        found += [(k, change) for change in changes_of_line(line, masks[k], inside)]
    for k, change in found:
        turned = lines[k][:change.begin] + change.shown + lines[k][change.end:]
        yield {"file": path, "line": k + 1, "kind": change.kind, "was": lines[k].strip(),
               "is": turned.strip(), "change": change}


def mark(mutant):
    """A number in hexadecimal digits that stays as it is while the line does."""
    said = "\0".join([mutant["file"], mutant["was"], mutant["is"]])
    return hashlib.sha256(said.encode()).hexdigest()


SUPPORT = """\
// Written by Tests/Campaigns/mutants.py.
%(imported)simport Glibc

@usableFromInline let mutantOn: Int = getenv("DCOPT_MUTANT").flatMap { Int(String(cString: $0)) } ?? 0
/// A byte a mutant, set where a test comes by it.
@usableFromInline nonisolated(unsafe) let mutantTrace: UnsafeMutablePointer<UInt8>? = {
  guard let name = getenv("DCOPT_MUTANT_TRACE") else { return nil }
  let file = open(name, O_RDWR)
  guard file >= 0, let memory = mmap(nil, %(size)d, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0),
    memory != MAP_FAILED
  else { return nil }
  close(file)
  return memory.assumingMemoryBound(to: UInt8.self)
}()

@usableFromInline
func mutantIs(_ number: Int) -> Bool {
  if let mutantTrace { mutantTrace[number] = 1 }
  return mutantOn == number
}

@usableFromInline
func mutantLess<T: Strideable>(_ number: Int, _ end: T) -> T where T.Stride == Int {
  mutantIs(number) ? end.advanced(by: -1) : end
}

extension Bool {
  @usableFromInline func mutant(_ number: Int) -> Bool { mutantIs(number) ? !self : self }
}

@usableFromInline
protocol MutantSum {
  static func + (a: Self, b: Self) -> Self
  static func - (a: Self, b: Self) -> Self
  static func * (a: Self, b: Self) -> Self
}
@usableFromInline
protocol MutantSigned {
  static prefix func - (a: Self) -> Self
}
"""


def support(size, hasFractions, isTheirs):
    """The file that the changes of a target lean on; `isTheirs` where the fractions are its own."""
    signed = ["Int", "Double", "Int32", "Int64", "Int128"] + ["Rational"] * hasFractions
    unsigned = ["UInt", "UInt8", "UInt32", "UInt64", "UInt16"]
    imported = "import ExactNumbers\n" if hasFractions and not isTheirs else ""
    said = SUPPORT % {"size": size, "imported": imported}
    said += "".join("extension %s: MutantSum {}\n" % name for name in signed + unsigned)
    return said + "".join("extension %s: MutantSigned {}\n" % name for name in signed)
