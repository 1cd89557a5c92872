# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the corpus of bad specs beside this script: NAME.json and expected.json.

In the texts below the character ‹ stands where a diagnostic is expected. It is
left out of the file, and the n-th ‹ is the place of the n-th diagnostic of the
case. The n-th › is left out too; its place, LINE:COLUMN, is what {n} becomes
in the words of that case. Lone surrogates \\udc80 ... \\udcff become raw bytes.

    python3 make.py            check the cases, then write the files
    python3 make.py --check    write nothing; fail if a file would change
"""
import json
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
HIT, REF = "‹", "›"
CASES = {}

# kind=json files that Python's json takes and dcopt must refuse.
STRICTER = {
    "json-number-1e999", "json-number-minus-1e999", "json-number-just-too-large",
    "json-number-400-digits", "json-number-1e-400", "json-number-2e-324",
    "json-number-minus-1e-400",
    "json-surrogate-high", "json-surrogate-low", "json-surrogate-high-then-letter",
    "json-surrogate-high-twice", "json-surrogate-swapped", "json-surrogate-in-key",
}


def build(name, text, diagnostics):
    assert name not in CASES, name
    places, refs, out = [], [], []
    line = column = 1
    for c in text:
        if c == HIT:
            places.append((line, column))
        elif c == REF:
            refs.append("%d:%d" % (line, column))
        else:
            out.append(c)
            line, column = (line + 1, 1) if c == "\n" else (line, column + 1)
    assert len(places) == len(diagnostics), (name, len(places), len(diagnostics))
    found = []
    for (l, c), (at, severity, kind, words) in zip(places, diagnostics):
        for i, ref in enumerate(refs):
            words = [w.replace("{%d}" % i, ref) for w in words]
        assert all(w == w.lower() for w in words), (name, words)
        found.append({"line": l, "column": c, "at": at, "severity": severity,
                      "kind": kind, "mentions": list(words)})
    CASES[name] = ("".join(out).encode("utf-8", "surrogateescape"), found)


def E(at, *words):
    return (at, "error", "spec", words)


def W(at, *words):
    return (at, "warning", "spec", words)


def J(name, text, *words):
    """Text that is no JSON."""
    build("json-" + name, text, [("", "error", "json", words)])


def S(name, text, *diagnostics):
    """JSON that is no spec."""
    build("spec-" + name, text.lstrip("\n"), diagnostics)


def M(name, text, *diagnostics):
    """Errors and warnings in one file."""
    build("mixed-" + name, text.lstrip("\n"), diagnostics)


def N(name, text, *diagnostics):
    """A good spec with warnings."""
    build("warn-" + name, text.lstrip("\n"), diagnostics)


# ---------------------------------------------------------------- no JSON: ends
J("empty", "‹")
J("blank", " \t ‹")
J("blank-lines", "\n\r\n  \n‹")
J("end-after-brace", "{‹")
J("end-after-key", '{"title"‹')
J("end-after-colon", '{"title":‹')
J("end-after-value", '{"dcopt": 1‹')
J("end-after-comma", '{"dcopt": 1, ‹')
J("end-after-newline", '{\n  "dcopt": 1\n‹')
J("end-after-crlf", '{\r\n  "dcopt": 1\r\n‹')
J("end-inside", '{\n  "resources": {"cpu": {"cost": 1}},\n  "minimize": ["cost"‹')
J("end-inside-list", '{"resources": {"cpu": {"cost": 1}}, "minimize": ["cost",‹')
J("end-deep", "[" * 2000 + "‹")
J("end-deep-objects", '{"a":' * 2000 + "‹")
J("end-deep-lines", "[\n" * 2000 + "‹")

# ------------------------------------------------------------ no JSON: structure
GOOD = '{"resources": {"cpu": {"cost": 1}}, "minimize": "cost"}'
J("trailing-word", GOOD + "\n  ‹done\n")
J("trailing-object", GOOD + " ‹{}")
J("trailing-brace", GOOD + "‹}\n")
J("trailing-comma-after-root", GOOD + "‹,\n")
J("trailing-nul", GOOD + "\n‹\x00")
J("trailing-lines", GOOD + "\n‹" + GOOD + "\n")
J("trailing-after-bad-root", "1 ‹2")
J("comma-before-brace", '{\n  "resources": {"cpu": {"cost": 1}},\n  "minimize": "cost",\n‹}\n')
J("comma-before-brace-inner", '{"resources": {"cpu": {"cost": 1, ‹}}, "minimize": "cost"}')
J("comma-before-bracket", '{"resources": {"cpu": {"cost": 1}}, "minimize": ["cost",‹]}')
J("comma-only", '{"resources": {"cpu": {‹,}}, "minimize": "units"}')
J("comma-first-in-list", '{"resources": {"cpu": {"cost": 1}}, "minimize": [‹, "cost"]}')
J("comma-twice", '{"resources": {"cpu": {"cost": 1}},‹, "minimize": "cost"}')
J("comma-twice-in-list", '{"resources": {"cpu": {"cost": 1}}, "minimize": ["cost",‹,"cost"]}')
J("comma-missing", '{\n  "resources": {"cpu": {"cost": 1}}\n  ‹"minimize": "cost"\n}\n')
J("comma-missing-in-list", '{"resources": {"cpu": {"cost": 1, "b": 2}}, "minimize": ["cost" ‹"b"]}')
J("comma-semicolon", '{"resources": {"cpu": {"cost": 1}}‹; "minimize": "cost"}')
J("comma-fullwidth", '{"resources": {"cpu": {"cost": 1}}‹， "minimize": "cost"}')
J("colon-missing", '{"resources": {"cpu": {"cost" ‹1}}, "minimize": "cost"}')
J("colon-missing-object", '{"resources" ‹{"cpu": {"cost": 1}}, "minimize": "cost"}')
J("colon-comma", '{"resources": {"cpu": {"cost"‹, 1}}, "minimize": "cost"}')
J("colon-equals-sign", '{"resources": {"cpu": {"cost" ‹= 1}}, "minimize": "cost"}')
J("colon-twice", '{"resources": {"cpu": {"cost":‹: 1}}, "minimize": "cost"}')
J("value-missing-brace", '{"resources": {"cpu": {"cost": ‹}}, "minimize": "cost"}')
J("value-missing-comma", '{"resources": {"cpu": {"cost": ‹, "b": 1}}, "minimize": "cost"}')
J("value-missing-key-only", '{"resources": {"cpu": {"cost"‹}}, "minimize": "cost"}')
J("bracket-for-brace", '{"resources": {"cpu": {"cost": 1‹]}, "minimize": "cost"}')
J("brace-for-bracket", '{"resources": {"cpu": {"cost": 1}}, "minimize": ["cost"‹}')
J("colon-in-list", '{"resources": {"cpu": {"cost": 1}}, "minimize": ["cost"‹: 1]}')
J("key-bare", '{\n  "dcopt": 1,\n  ‹resources: {"cpu": {"cost": 1}},\n  "minimize": "cost"\n}\n')
J("key-bare-first", "{‹dcopt: 1}")
J("key-number", '{"resources": {‹1: {"cost": 1}}, "minimize": "cost"}')
J("key-null", '{"resources": {‹null: {"cost": 1}}, "minimize": "cost"}')
J("key-list", '{"resources": {‹[]: {"cost": 1}}, "minimize": "cost"}')
J("quotes-single-key", "{‹'dcopt': 1}")
J("quotes-single-value", '{"title": ‹\'x\', "resources": {"cpu": {}}, "minimize": "units"}')
J("quotes-curly", '{‹“dcopt”: 1}')
J("quotes-backtick", '{"title": ‹`x`}')
J("comment-line", '{\n  ‹// what we have\n  "resources": {"cpu": {"cost": 1}},\n  "minimize": "cost"\n}\n')
J("comment-block", '{"resources": {"cpu": {"cost": 1 ‹/* euro */}}, "minimize": "cost"}')
J("comment-hash", "‹# spec\n" + GOOD + "\n")
J("comment-after", GOOD + " ‹// done\n")
J("comment-for-value", '{"resources": {"cpu": {"cost": ‹/**/ 1}}, "minimize": "cost"}')
J("word", "‹hello")
J("yaml", "‹resources:\n  cpu:\n    cost: 1\n")
J("toml", '[‹resources.cpu]\ncost = 1\n')

# -------------------------------------------------- no JSON: blanks and encoding
J("bom-only", "‹\ufeff")
J("bom-inside", '{"dcopt":‹\ufeff 1}')
J("bom-at-end", GOOD + "\n‹\ufeff")
J("utf16-le-bom", "‹\udcff\udcfe{\x00}\x00")
J("utf16-be-bom", "‹\udcfe\udcff\x00{\x00}")
J("utf16-le", "{‹\x00}\x00")
J("utf16-be", "‹\x00{\x00}")
J("blank-nbsp", '{"dcopt":‹\u00a01}')
J("blank-form-feed", '{‹\x0c"dcopt": 1}')
J("blank-vertical-tab", '{"dcopt": 1‹\x0b}')
J("blank-line-separator", '{"dcopt": 1,‹\u2028"title": "x"}')
J("blank-next-line", '{"dcopt": 1,‹\u0085"title": "x"}')
J("blank-ideographic", '{"dcopt":‹\u30001}')
J("blank-delete", '{"dcopt": ‹\x7f1}')
J("utf8-ff", '{"title": "a‹\udcff", "resources": {"cpu": {"cost": 1}}, "minimize": "cost"}')
J("utf8-continuation", '{"title": "é‹\udc80"}')
J("utf8-overlong", '{"title": "‹\udcc0\udcaf"}')
J("utf8-overlong-3", '{"title": "‹\udce0\udc80\udcaf"}')
J("utf8-surrogate", '{"title": "x‹\udced\udca0\udc80"}')
J("utf8-beyond", '{"title": "x‹\udcf4\udc90\udc80\udc80"}')
J("utf8-f5", '{"title": "x‹\udcf5\udc80\udc80\udc80"}')
J("utf8-cut-short", '{"title": "€‹\udce2\udc82"}')
J("utf8-cut-at-end", GOOD + "\n‹\udcf0\udc9f")
J("utf8-latin1-key", '{\n  "resources": {"c‹\udce9": {"cost": 1}},\n  "minimize": "cost"\n}\n')
J("utf8-outside-string", '{"dcopt": ‹\udcff}')
J("utf8-second-line", '{"title": "ünï 🚀",\r\n\t"model": "‹\udcfe"}')

# --------------------------------------------------------------- no JSON: strings
J("string-open-value", '{"title": ‹"fleet')
J("string-open-key", '{‹"tit')
J("string-open-quote-only", '{‹"')
J("string-open-escaped-quote", '{"title": ‹"fleet\\"}')
J("string-open-rest", '{\n  "title": ‹"fleet, resources: {}}')
J("string-open-unicode", '{"ñ": 1, "🚀": ‹"日本')
J("string-newline", '{\n  "title": "fleet‹\n  ,"dcopt": 1}\n')
J("string-crlf", '{\r\n  "title": "fleet‹\r\n  ,"dcopt": 1}\r\n')
J("string-tab", '{"title": "a‹\tb"}')
J("string-nul", '{"title": "a‹\x00b"}')
J("string-unit-separator", '{"title": "‹\x1f"}')
J("string-tab-in-key", '{"ti‹\ttle": "b"}')
J("escape-x", r'{"title": "ab‹\x41"}')
J("escape-single-quote", r'{"title": "it‹\'s"}')
J("escape-capital-u", r'{"title": "‹\U0041"}')
J("escape-zero", r'{"title": "‹\0"}')
J("escape-space", '{"title": "a‹\\ b"}')
J("escape-newline", '{"title": "a‹\\\nb"}')
J("escape-unicode", '{"title": "é‹\\é"}')
J("escape-u-short", r'{"title": "‹\u12"}')
J("escape-u-none", r'{"title": "‹\u"}')
J("escape-u-letter", r'{"title": "‹\u12G4"}')
J("escape-u-sign", r'{"title": "‹\u+123"}')
J("escape-u-braces", r'{"title": "‹\u{1F680}"}')
J("escape-second", r'{"title": "\n\t\\‹\q"}')
J("escape-in-key", r'{"ti‹\zle": 1}')
J("surrogate-high", r'{"title": "a‹\ud800"}')
J("surrogate-low", r'{"title": "a‹\udc00b"}')
J("surrogate-high-then-letter", r'{"title": "‹\ud83d\u0041"}')
J("surrogate-high-twice", r'{"title": "‹\ud83d\ud83d\ude80"}')
J("surrogate-swapped", r'{"title": "\ud83d\ude80‹\ude80\ud83d"}')
J("surrogate-in-key", r'{"resources": {"c‹\uD800": {"cost": 1}}, "minimize": "cost"}')

# ---------------------------------------------------- no JSON: numbers and words
for name, text, words in [
    ("01", "01", ()), ("00", "00", ()), ("minus-01", "-01", ()), ("1-dot", "1.", ()),
    ("1-dot-e5", "1.e5", ()), ("dot-5", ".5", ()), ("minus-dot-5", "-.5", ()),
    ("plus-1", "+1", ()), ("1e", "1e", ()), ("1e-plus", "1e+", ()), ("1e-minus", "2.5E-", ()),
    ("minus", "-", ()), ("minus-minus", "--1", ()), ("minus-letter", "-a", ()),
    ("fullwidth", "１", ()), ("minus-sign", "−1", ()),
    ("1e999", "1e999", ("1e999",)), ("minus-1e999", "-1e999", ("1e999",)),
    ("just-too-large", "1.7976931348623159e308", ()), ("400-digits", "9" * 400, ()),
    ("1e-400", "1e-400", ("1e-400",)), ("minus-1e-400", "-1e-400", ("1e-400",)),
    ("2e-324", "2e-324", ()),
]:
    J("number-" + name, '{"resources": {"cpu": {"cost": ‹%s}}, "minimize": "cost"}\n' % text, *words)
for name, text in [("nan", "NaN"), ("infinity", "Infinity"), ("minus-infinity", "-Infinity"),
                   ("inf", "inf"), ("nul", "nul"), ("true-capital", "True"), ("tru", "tru"),
                   ("null-capital", "NULL"), ("none", "None"), ("undefined", "undefined"), ("yes", "yes")]:
    J("word-" + name, '{"resources": {"cpu": {"cost": 1, "integer": ‹%s}}, "minimize": "cost"}\n' % text)
J("number-at-end", "{\"dcopt\": ‹-")
J("number-after-unicode", '{"título": "ñandú 🚀👩‍🔬 e\u0301", "x": ‹01}')
J("number-after-crlf-and-tabs", '{\r\n\t"dcopt": 1,\r\n\t\t"title":\t"x",\t"budget": ‹1.}\r\n')
J("first-error-only", '{"a": ‹01, b: [1,], \'c\': "\\x"')
J("error-after-spec-errors", '{"dcopt": 7, "resource": 1, "dcopt": 2, "minimize": ‹}')

# ------------------------------------------------------------------- spec: root
S("root-list", "‹[]\n", E("", "object", "list"))
S("root-list-deep", "‹" + "[" * 400 + "]" * 400 + "\n", E("", "object", "list"))
S("root-list-of-specs", "\t\n‹[" + GOOD + "]\n", E("", "object", "list"))
S("root-string", '\t‹"resources"\n', E("", "object", "string"))
S("root-number", "\r\n\r\n  ‹1\r\n", E("", "object", "number"))
S("root-null", "‹null", E("", "object", "null"))
S("root-true", " ‹true ", E("", "object", "true"))
S("root-empty-object", "‹‹{}\n", E("", "resources"), E("", "maximize", "minimize"))

B = '"resources": {"cpu": {"cost": 1}, "gpu": {"cost": 10}}'
O = '"minimize": "cost"'
TAIL = B + ", " + O


def top(name, text, *diagnostics):
    S(name, "{" + text + ", " + TAIL + "}\n", *diagnostics)


# ---------------------------------------------------------------- spec: top level
S("top-unknown-resource", "{\n  " + B + ",\n  ‹\"resource\": {\"tpu\": 5},\n  " + O + "\n}\n",
  E("/resource", "resource", "resources"))
top("top-unknown-demandd", '‹"demandd": 5', E("/demandd", "demandd", "demand"))
top("top-unknown-budgts", '‹"budgts": {"cost": "x"}', E("/budgts", "budgts", "budgets"))
top("top-unknown-maximise", '‹"maximise": "cost"', E("/maximise", "maximise", "maximize"))
top("top-unknown-minimise", '‹"minimise": "cost"', E("/minimise", "minimise", "minimize"))
top("top-unknown-constraint", '‹"constraint": {}', E("/constraint", "constraint", "constraints"))
top("top-unknown-modl", '‹"modl": "energy"', E("/modl", "modl", "model"))
top("top-unknown-dcop", '‹"dcop": 2', E("/dcop", "dcop", "dcopt"))
top("top-unknown-schema", '‹"schema": "x"', E("/schema", "schema", "$schema"))
top("top-unknown-titles", '‹"titles": 1', E("/titles", "titles", "title"))
top("top-unknown-far", '‹"hello": [1, {"max": "x"}]', E("/hello", "hello"))
top("top-unknown-empty", '‹"": 1', E("/"))
top("top-unknown-capital", '‹"Resources": {}', E("/Resources", "resources"))
top("top-unknown-slash", '‹"a/b~c": {}', E("/a~1b~0c"))
top("top-unknown-huge", '‹"' + "k" * 20000 + '": 1', E("/" + "k" * 20000))
top("top-misplaced-max", '‹"max": 1', E("/max", "max"))
top("top-misplaced-terms", '‹"terms": {"cpu": 1}', E("/terms", "terms"))
top("top-misplaced-cost", '‹"cost": 1', E("/cost", "cost"))
top("top-two-unknown", '‹"budgget": 1, ‹"demnds": {}', E("/budgget", "budgget", "budget"),
    E("/demnds", "demnds", "demands"))
S("top-unknown-last", "{" + TAIL + ', ‹"constrants": 1}', E("/constrants", "constrants", "constraints"))
S("top-duplicate-resources", '{›' + B + ", ‹" + B + ", " + O + "}\n",
  E("/resources", "resources", "{0}"))
S("top-duplicate-minimize", '{\n  ' + B + ',\n  ›"minimize": "cost",\n  ‹"minimize": "cost"\n}\n',
  E("/minimize", "minimize", "{0}"))
S("top-duplicate-title", '{\n  ›"title": "a",\n\t"dcopt": 1,\n\t‹"title": "a",\n  ' + TAIL + "\n}\n",
  E("/title", "title", "{0}"))
S("top-duplicate-by-escape", '{›"title": "a", ' + r'‹"\u0074itle": "b", ' + TAIL + "}",
  E("/title", "title", "{0}"))
S("top-duplicate-thrice", '{›"title": "a", ‹"title": "b", ‹"title": "c", ' + TAIL + "}",
  E("/title", "title", "{0}"), E("/title", "title"))

top("dcopt-2", '"dcopt": ‹2', E("/dcopt", "1", "2"))
top("dcopt-0", '"dcopt": ‹0', E("/dcopt", "1", "0"))
top("dcopt-minus-1", '"dcopt": ‹-1', E("/dcopt", "1"))
top("dcopt-fraction", '"dcopt": ‹1.5', E("/dcopt", "1"))
top("dcopt-nearly-1", '"dcopt": ‹1.00000000000000000001', E("/dcopt", "1"))
top("dcopt-string", '"dcopt": ‹"1"', E("/dcopt", "1", "string"))
top("dcopt-null", '"dcopt": ‹null', E("/dcopt", "1", "null"))
top("dcopt-true", '"dcopt": ‹true', E("/dcopt", "1", "true"))
top("dcopt-list", '"dcopt": ‹[1]', E("/dcopt", "1", "list"))
top("title-number", '"title": ‹5', E("/title", "string", "number"))
top("title-null", '"title": ‹null', E("/title", "string", "null"))
top("title-object", '"title": ‹{"en": "x"}', E("/title", "string", "object"))
top("title-false", '"title" : ‹false', E("/title", "string", "false"))
top("schema-number", '"$schema": ‹1', E("/$schema", "string", "number"))
top("schema-list", '"$schema": ‹["x"]', E("/$schema", "string", "list"))
top("model-alocation", '"model": ‹"alocation"', E("/model", "alocation", "allocation"))
top("model-enery", '"model": ‹"enery"', E("/model", "enery", "energy"))
top("model-secrity", '"model": ‹"secrity"', E("/model", "secrity", "security"))
top("model-far", '"model": ‹"linear"', E("/model", "linear"))
top("model-capital", '"model": ‹"Energy"', E("/model", "energy"))
top("model-empty", '"model": ‹""', E("/model"))
top("model-number", '"model": ‹3', E("/model", "number"))
top("model-list", '"model": ‹["energy"]', E("/model", "list"))
top("model-null", '"model": ‹null', E("/model", "null"))
top("model-wrong-with-demand", '"demand": 5, "model": ‹"energie"', E("/model", "energie"))

# ---------------------------------------------------------------- spec: resources
S("resources-missing", '‹{"minimize": "cost"}', E("", "resources"))
S("resources-missing-later-line", '\n\t ‹{\n  "title": "x",\n  "budgets": {"nobody": 5},\n  "maximize": ["some", "thing"]\n}\n',
  E("", "resources"))
S("resources-empty", '{"resources": ‹{}, "minimize": "units"}', E("/resources", "resource"))
S("resources-empty-spaced", '{\n  "resources":\n    ‹{\n    },\n  "minimize": "units"\n}\n', E("/resources", "resource"))
S("resources-list", '{"resources": ‹[{"name": "cpu", "cost": 1}], "minimize": "cost"}', E("/resources", "object", "list"))
S("resources-string", '{"resources": ‹"cpu", "minimize": "cost"}', E("/resources", "object", "string", "cpu"))
S("resources-null", '{"resources": ‹null, "budgets": {"cost": 1}, "minimize": {"cost": 1, "energy": 2}}',
  E("/resources", "object", "null"))
S("resources-number", '{"resources": ‹4, "constraints": {"c": {"terms": {"cpu": 1}, "max": 1}}, "minimize": "cost"}',
  E("/resources", "object", "number"))


def res(name, text, *diagnostics):
    S("resource-" + name, '{\n  "resources": {\n    "gpu": {"cost": 10, "max": 300},\n    '
      + text + '\n  },\n  "minimize": "cost"\n}\n', *diagnostics)


res("number", '"cpu": ‹5', E("/resources/cpu", "object", "number"))
res("string", '"cpu": ‹"5"', E("/resources/cpu", "object", "string"))
res("null", '"cpu": ‹null', E("/resources/cpu", "object", "null"))
res("list", '"cpu": ‹[1, 2]', E("/resources/cpu", "object", "list"))
res("true", '"cpu": ‹true', E("/resources/cpu", "object", "true"))
res("name-empty", '‹"": {"cost": 1}', E("/resources/"))
res("duplicate", '›"cpu": {"cost": 1},\n    ‹"cpu": {"cost": 1}', E("/resources/cpu", "cpu", "{0}"))
res("duplicate-same-line", '›"cpu": {"cost": 1}, "tpu": {"cost": 1}, ‹"cpu": {"cost": 1}',
    E("/resources/cpu", "cpu", "{0}"))
res("duplicate-by-escape", r'›"c\u0070u": {"cost": 1}, ‹"cpu": {"cost": 1}', E("/resources/cpu", "cpu", "{0}"))
res("units", '"cpu": {"cost": 1, ‹"units": 2}', E("/resources/cpu/units", "units"))
res("units-only", '"cpu": {‹"units": 1}', E("/resources/cpu/units", "units"))
res("min-string", '"cpu": {"cost": 1, "min": ‹"4"}', E("/resources/cpu/min", "number", "string", "4"))
res("min-null", '"cpu": {"cost": 1, "min": ‹null}', E("/resources/cpu/min", "number", "null"))
res("min-false", '"cpu": {"cost": 1, "min": ‹false}', E("/resources/cpu/min", "number", "false"))
res("max-string", '"cpu": {"cost": 1, "max": ‹"300"}', E("/resources/cpu/max", "number", "string", "300"))
res("max-object", '"cpu": {"cost": 1, "max": ‹{"min": 1}}', E("/resources/cpu/max", "number", "object"))
res("max-list", '"cpu": {"cost": 1, "max": ‹[3, 4]}', E("/resources/cpu/max", "number", "list"))
res("max-null", '"cpu": {"cost": 1, "max": ‹null}', E("/resources/cpu/max", "number", "null"))
res("min-above-max", '"cpu": {"cost": 1, "min": 7, "max": ‹4}', E("/resources/cpu/max", "7", "4"))
res("min-above-max-reversed", '"cpu": {"max": ‹4, "cost": 1, "min": 7}', E("/resources/cpu/max", "7", "4"))
res("min-above-max-negative", '"cpu": {"min": -5, "max": ‹-9, "cost": 1}', E("/resources/cpu/max", "-5", "-9"))
res("min-above-max-integer", '"cpu": {"integer": true, "min": 3, "max": ‹2, "cost": 1}', E("/resources/cpu/max", "3", "2"))
res("min-above-max-decimals", '"cpu": {"min": 0.3, "max": ‹0.25, "cost": 1}', E("/resources/cpu/max", "0.3", "0.25"))
res("min-above-max-by-text", '"cpu": {"min": 0.30000000000000001, "max": ‹0.3, "cost": 1}', E("/resources/cpu/max", "0.3"))
res("max-negative", '"cpu": {"cost": 1, "max": ‹-3}', E("/resources/cpu/max", "-3"))
res("max-negative-first", '"cpu": {"max": ‹-0.5, "cost": 1}', E("/resources/cpu/max", "-0.5"))
res("integer-number", '"cpu": {"cost": 1, "integer": ‹1}', E("/resources/cpu/integer", "true or false", "number"))
res("integer-string", '"cpu": {"cost": 1, "integer": ‹"yes"}', E("/resources/cpu/integer", "true or false", "string", "yes"))
res("integer-string-true", '"cpu": {"cost": 1, "integer": ‹"true"}', E("/resources/cpu/integer", "true or false", "string"))
res("integer-null", '"cpu": {"cost": 1, "integer": ‹null}', E("/resources/cpu/integer", "true or false", "null"))
res("integer-list", '"cpu": {"cost": 1, "integer": ‹[]}', E("/resources/cpu/integer", "true or false", "list"))
res("integer-object", '"cpu": {"cost": 1, "integer": ‹{}}', E("/resources/cpu/integer", "true or false", "object"))
res("attribute-string", '"cpu": {"cost": ‹"1"}', E("/resources/cpu/cost", "number", "string"))
res("attribute-string-word", '"cpu": {"cost": ‹"free"}', E("/resources/cpu/cost", "number", "string", "free"))
res("attribute-null", '"cpu": {"cost": ‹null}', E("/resources/cpu/cost", "number", "null"))
res("attribute-list", '"cpu": {"cost": ‹[1]}', E("/resources/cpu/cost", "number", "list"))
res("attribute-object", '"cpu": {"cost": ‹{"value": 1}}', E("/resources/cpu/cost", "number", "object"))
res("attribute-true", '"cpu": {"cost": ‹true}', E("/resources/cpu/cost", "number", "true"))
res("attribute-deep", '"cpu": {"cost": ‹' + "[" * 300 + "1" + "]" * 300 + "}", E("/resources/cpu/cost", "number", "list"))
res("attribute-empty", '"cpu": {"cost": 1, ‹"": 2}', E("/resources/cpu/"))
res("attribute-duplicate", '"cpu": {›"cost": 1, ‹"cost": 2}', E("/resources/cpu/cost", "cost", "{0}"))
res("max-duplicate", '"cpu": {›"max": 1, "cost": 1,\n      ‹"max": 2}', E("/resources/cpu/max", "max", "{0}"))
res("integer-duplicate", '"cpu": {›"integer": true, ‹"integer": true, "cost": 1}', E("/resources/cpu/integer", "integer", "{0}"))
res("two-wrong", '"cpu": {"cost": ‹"1", "max": ‹"2"}', E("/resources/cpu/cost", "number", "string"),
    E("/resources/cpu/max", "number", "string"))
res("wrong-type-no-comparison", '"cpu": {"cost": 1, "min": ‹"9", "max": 4}', E("/resources/cpu/min", "number", "string", "9"))
res("pointer-escapes", '"a/b~c": {"cost": ‹null}', E("/resources/a~1b~0c/cost", "number", "null"))
res("pointer-tilde-one", '"~1": {"cost": ‹null}', E("/resources/~01/cost", "number", "null"))
res("name-with-quote", r'"a\"b\\c": {"cost": ‹null}', E('/resources/a"b\\c/cost', "number", "null"))
res("name-by-escape", r'"\u00e9\ud83d\ude80": {"cost": ‹null}', E("/resources/é🚀/cost", "number", "null"))
res("name-percent", '"50% off #1 ?": {"cost": ‹null}', E("/resources/50% off #1 ?/cost", "number", "null"))

# ------------------------------------------------------------ spec: demands, budgets
for sec, one in (("demands", "demand"), ("budgets", "budget")):
    def sect(name, text, *diagnostics, sec=sec):
        S(sec + "-" + name, '{\n  "resources": {"cpu": {"cost": 1, "compute": 2}, "gpu": {"cost": 10, "compute": 30}},\n  "'
          + sec + '": ' + text + ',\n  "minimize": ["cost", "compute"]\n}\n', *diagnostics)
    P = "/" + sec
    sect("number", "‹5", E(P, "object", "number"))
    sect("list", '‹[{"compute": 1}]', E(P, "object", "list"))
    sect("null", "‹null", E(P, "object", "null"))
    sect("value-string", '{"compute": ‹"1000"}', E(P + "/compute", "number", "string", "1000"))
    sect("value-null", '{"compute": ‹null}', E(P + "/compute", "number", "null"))
    sect("value-true", '{"compute": ‹true}', E(P + "/compute", "number", "true"))
    sect("value-list", '{"compute": ‹[1]}', E(P + "/compute", "number", "list"))
    sect("range-empty", '{"compute": ‹{}}', E(P + "/compute", "min", "max"))
    sect("range-min-string", '{"compute": {"min": ‹"5"}}', E(P + "/compute/min", "number", "string", "5"))
    sect("range-max-null", '{"compute": {"min": 5, "max": ‹null}}', E(P + "/compute/max", "number", "null"))
    sect("range-crossed", '{"compute": {"min": 5, "max": ‹3}}', E(P + "/compute/max", "5", "3"))
    sect("range-crossed-reversed", '{"compute": {"max": ‹3, "min": 5}}', E(P + "/compute/max", "5", "3"))
    sect("range-unknown", '{"compute": {"min": 5, ‹"mex": 7}}', E(P + "/compute/mex", "mex", "max"))
    sect("range-equals", '{"compute": {"min": 5, ‹"equals": 5}}', E(P + "/compute/equals", "equals"))
    sect("range-duplicate", '{"compute": {›"min": 5, ‹"min": 5}}', E(P + "/compute/min", "min", "{0}"))
    sect("unknown-near", '{‹"compite": 5}', E(P + "/compite", "compite", "compute"))
    sect("unknown-far", '{"units": 1, ‹"bandwidth": 5}', E(P + "/bandwidth", "bandwidth"))
    sect("resource-name", '{‹"gpu": 5}', E(P + "/gpu", "gpu"))
    sect("reserved-name", '{‹"integer": 1}', E(P + "/integer", "integer"))
    sect("name-empty", '{‹"": 1}', E(P + "/"))
    sect("duplicate", '{›"compute": 5,\n    ‹"compute": 5}', E(P + "/compute", "compute", "{0}"))
    top(one + "-without-model", '‹"%s": 5' % one, E("/" + one, one, "model"))

top("demand-and-budget-without-model", '‹"demand": 5, ‹"budget": {"max": 3}',
    E("/demand", "demand", "model"), E("/budget", "budget", "model"))

ENERGY = '"resources": {"CPU": {"energy": 8, "time": 2}, "GPU": {"energy": 10, "time": 5}}'
ALLOC = '"resources": {"cpu": {"cost": 8, "efficiency": 2}, "gpu": {"cost": 10, "efficiency": 5}}'
SECUR = '"resources": {"firewall": {"cost": 8, "security": 2}, "ids": {"cost": 10, "security": 5}}'


def model(name, kind, text, *diagnostics):
    body = {"energy": ENERGY, "allocation": ALLOC, "security": SECUR}[kind]
    S("model-" + name, '{\n  "model": "' + kind + '",\n  ' + body + ",\n  " + text + "\n}\n", *diagnostics)


model("demand-string", "energy", '"demand": ‹"500"', E("/demand", "number", "string", "500"))
model("demand-null", "energy", '"demand": ‹null', E("/demand", "number", "null"))
model("demand-list", "energy", '"demand": ‹[500]', E("/demand", "number", "list"))
model("demand-false", "energy", '"demand": ‹false', E("/demand", "number", "false"))
model("budget-string", "energy", '"budget": ‹"1000"', E("/budget", "number", "string", "1000"))
model("demand-range-empty", "energy", '"demand": ‹{}', E("/demand", "min", "max"))
model("demand-range-crossed", "energy", '"demand": {"min": 500, "max": ‹400}', E("/demand/max", "500", "400"))
model("budget-range-unknown", "energy", '"budget": {"max": 500, ‹"mim": 4}', E("/budget/mim", "mim", "min"))
model("budget-range-string", "energy", '"budget": {"max": ‹"lots"}', E("/budget/max", "number", "string", "lots"))
model("demand-duplicate", "energy", '›"demand": 5,\n  ‹"demand": 5', E("/demand", "demand", "{0}"))
model("energy-demand-twice", "energy", '"demand": 500,\n  "demands": {"energy": 1, ‹"time": 400}', E("/demands/time", "time", "demand"))
model("energy-budget-twice", "energy", '"budget": 500,\n  "budgets": {‹"energy": 400, "time": 9}', E("/budgets/energy", "energy", "budget"))
model("allocation-demand-twice", "allocation", '"demand": 5, "budget": 9, "demands": {"cost": 2, ‹"efficiency": {"min": 4}}',
      E("/demands/efficiency", "efficiency", "demand"))
model("allocation-budget-twice", "allocation", '"demand": 5, "budget": 9, "budgets": {‹"cost": 8}',
      E("/budgets/cost", "cost", "budget"))
model("security-demand-twice", "security", '"demand": 5, "demands": {‹"security": 8}', E("/demands/security", "security", "demand"))
model("security-budget-twice", "security", '"demand": 5, "budget": 90, "budgets": {"security": 70, ‹"cost": 8}',
      E("/budgets/cost", "cost", "budget"))
model("both-twice", "energy", '"demand": 5, "budget": 50, "demands": {‹"time": 8}, "budgets": {‹"energy": 80}',
      E("/demands/time", "time", "demand"), E("/budgets/energy", "energy", "budget"))
model("both-objectives", "energy", '"maximize": ["energy", "time"], ‹"minimize": ["energy", "time"]',
      E("/minimize", "maximize", "minimize"))
model("own-objective-unknown", "energy", '"demand": 5, "budget": 50, "minimize": ‹"enerby"', E("/minimize", "enerby", "energy"))

# -------------------------------------------------------------- spec: constraints


def con(name, text, *diagnostics):
    S("constraint-" + name, '{\n  "resources": {"cpu": {"cost": 1}, "gpu": {"cost": 10}},\n  "constraints": {'
      + text + '},\n  "minimize": "cost"\n}\n', *diagnostics)


top("constraints-list", '"constraints": ‹[]', E("/constraints", "object", "list"))
top("constraints-number", '"constraints": ‹0', E("/constraints", "object", "number"))
top("constraints-null", '"constraints": ‹null', E("/constraints", "object", "null"))
con("number", '"c": ‹5', E("/constraints/c", "object", "number"))
con("string", '"c": ‹"gpu <= cpu"', E("/constraints/c", "object", "string"))
con("null", '"c": ‹null', E("/constraints/c", "object", "null"))
con("duplicate", '›"c": {"terms": {"gpu": 1}, "max": 5}, ‹"c": {"terms": {"gpu": 1}, "max": 5}', E("/constraints/c", "{0}"))
con("terms-missing", '"c": ‹{"max": 5}', E("/constraints/c", "terms"))
con("terms-empty", '"c": {"terms": ‹{}, "max": 5}', E("/constraints/c/terms"))
con("terms-list", '"c": {"terms": ‹["gpu"], "max": 5}', E("/constraints/c/terms", "object", "list"))
con("terms-string", '"c": {"terms": ‹"gpu", "max": 5}', E("/constraints/c/terms", "object", "string", "gpu"))
con("terms-null", '"c": {"max": 5, "terms": ‹null}', E("/constraints/c/terms", "object", "null"))
con("term-string", '"c": {"terms": {"gpu": ‹"1"}, "max": 5}', E("/constraints/c/terms/gpu", "number", "string"))
con("term-null", '"c": {"terms": {"gpu": ‹null, "cpu": 1}, "max": 5}', E("/constraints/c/terms/gpu", "number", "null"))
con("term-object", '"c": {"terms": {"cpu": 1, "cost": ‹{}}, "max": 5}', E("/constraints/c/terms/cost", "number", "object"))
con("term-true", '"c": {"terms": {"units": ‹true}, "max": 5}', E("/constraints/c/terms/units", "number", "true"))
con("term-unknown-resource", '"c": {"terms": {"cpu": 1, ‹"gpi": 1}, "max": 5}', E("/constraints/c/terms/gpi", "gpi", "gpu"))
con("term-unknown-attribute", '"c": {"terms": {"cpu": 1, ‹"coat": 1}, "max": 5}', E("/constraints/c/terms/coat", "coat", "cost"))
con("term-unknown-far", '"c": {"terms": {‹"humidity": 1}, "max": 5}', E("/constraints/c/terms/humidity", "humidity"))
con("term-unknown-empty", '"c": {"terms": {‹"": 1}, "max": 5}', E("/constraints/c/terms/"))
con("term-reserved", '"c": {"terms": {‹"integer": 1}, "max": 5}', E("/constraints/c/terms/integer", "integer"))
con("term-duplicate", '"c": {"terms": {›"gpu": 1, ‹"gpu": 1}, "max": 5}', E("/constraints/c/terms/gpu", "gpu", "{0}"))
con("bound-missing", '"c": ‹{"terms": {"gpu": 1}}', E("/constraints/c", "min", "max", "equals"))
con("bound-string", '"c": {"terms": {"gpu": 1}, "max": ‹"5"}', E("/constraints/c/max", "number", "string", "5"))
con("bound-null", '"c": {"terms": {"gpu": 1}, "equals": ‹null}', E("/constraints/c/equals", "number", "null"))
con("bound-list", '"c": {"min": ‹[1], "terms": {"gpu": 1}}', E("/constraints/c/min", "number", "list"))
con("bound-duplicate", '"c": {"terms": {"gpu": 1}, ›"max": 1, ‹"max": 1}', E("/constraints/c/max", "max", "{0}"))
con("equals-after-min", '"c": {"terms": {"gpu": 1}, "min": 2, ‹"equals": 2}', E("/constraints/c/equals", "equals", "min"))
con("equals-after-max", '"c": {"terms": {"gpu": 1}, "max": 2, ‹"equals": 2}', E("/constraints/c/equals", "equals", "max"))
con("min-after-equals", '"c": {"equals": 2, "terms": {"gpu": 1}, ‹"min": 2}', E("/constraints/c/min", "equals", "min"))
con("max-after-equals", '"c": {"equals": 2, ‹"max": 2, "terms": {"gpu": 1}}', E("/constraints/c/max", "equals", "max"))
con("key-unknown-equal", '"c": {"terms": {"gpu": 1}, "max": 2, ‹"equal": 2}', E("/constraints/c/equal", "equal", "equals"))
con("key-unknown-term", '"c": {"terms": {"gpu": 1}, "max": 2, ‹"term": {}}', E("/constraints/c/term", "term", "terms"))
con("key-unknown-mex", '"c": {‹"mex": 1, "terms": {"gpu": 1}, "max": 2}', E("/constraints/c/mex", "mex", "max"))
con("key-misplaced", '"c": {"terms": {"gpu": 1}, "max": 2, ‹"integer": true}', E("/constraints/c/integer", "integer"))
con("key-resource", '"c": {"terms": {"gpu": 1}, "max": 2, ‹"gpu": 1}', E("/constraints/c/gpu", "gpu"))
con("name-with-slash", '"cpu/gpu": {"terms": {"gpu": 1}, "max": ‹"x"}', E("/constraints/cpu~1gpu/max", "number", "string", "x"))
con("second-only", '"a": {"terms": {"gpu": 1}, "max": 2},\n    "b": ‹{"terms": {"cost": 1}},\n    "c": {"terms": {"units": 1}, "min": 2}',
    E("/constraints/b", "min", "max", "equals"))
S("constraint-term-both", '{"resources": {"power": {"cost": 1}, "gpu": {"cost": 9, "power": 3}}, "constraints": '
  '{"c": {"terms": {"gpu": 1, ‹"power": 2}, "max": 5}}, "minimize": ["cost", "power"]}', E("/constraints/c/terms/power", "power"))

# ---------------------------------------------------------------- spec: objective


def obj(name, text, *diagnostics):
    S("objective-" + name, '{\n  "resources": {"cpu": {"cost": 1, "speed": 3}, "gpu": {"cost": 10, "speed": 44}},\n'
      '  "demands": {"speed": 9},\n  "budgets": {"cost": 1000}' + text + "\n}\n", *diagnostics)


S("objective-missing", '‹{\n  "resources": {"cpu": {"cost": 1}},\n  "budgets": {"cost": 5}\n}\n', E("", "maximize", "minimize"))
S("objective-missing-no-attributes", '  ‹{"resources": {"cpu": {}}}\n', E("", "maximize", "minimize"))
obj("both", ',\n  "maximize": "speed",\n  ‹"minimize": "cost"', E("/minimize", "maximize", "minimize"))
obj("both-reversed", ',\n  "minimize": "cost",\n  "title": "x", ‹"maximize": "speed"', E("/maximize", "maximize", "minimize"))
obj("number", ',\n  "minimize": ‹5', E("/minimize", "number"))
obj("null", ',\n  "minimize": ‹null', E("/minimize", "null"))
obj("true", ',\n  "maximize": ‹true', E("/maximize", "true"))
obj("list-empty", ',\n  "minimize": ‹[]', E("/minimize"))
obj("object-empty", ',\n  "maximize": ‹{ }', E("/maximize"))
obj("unknown-near", ',\n  "minimize": ‹"cast"', E("/minimize", "cast", "cost"))
obj("unknown-far", ',\n  "minimize": ‹"latitude"', E("/minimize", "latitude"))
obj("unknown-empty", ',\n  "minimize": ‹""', E("/minimize"))
obj("unknown-resource", ',\n  "maximize": ‹"gpu"', E("/maximize", "gpu"))
obj("unknown-reserved", ',\n  "maximize": ‹"max"', E("/maximize", "max"))
obj("unknown-capital", ',\n  "minimize": ‹"Cost"', E("/minimize", "cost"))
obj("unknown-unit", ',\n  "minimize": ‹"unit"', E("/minimize", "unit"))
obj("list-unknown-first", ',\n  "minimize": [‹"cast", "speed"]', E("/minimize/0", "cast", "cost"))
obj("list-unknown-last", ',\n  "minimize": [\n    "cost",\n    "units",\n    ‹"spead"\n  ]', E("/minimize/2", "spead", "speed"))
obj("list-number", ',\n  "minimize": ["cost", ‹5]', E("/minimize/1", "number"))
obj("list-null", ',\n  "minimize": [‹null, "cost"]', E("/minimize/0", "null"))
obj("list-list", ',\n  "minimize": ["cost", ‹["speed"]]', E("/minimize/1", "list"))
obj("list-object", ',\n  "minimize": ["cost", ‹{"speed": 2}]', E("/minimize/1", "object"))
obj("list-repeated", ',\n  "minimize": ["cost", "speed", ‹"cost"]', E("/minimize/2", "cost"))
obj("list-repeated-by-escape", r', "maximize": ["speed", ‹"spe\u0065d"]', E("/maximize/1", "speed"))
obj("list-repeated-units", ', "maximize": ["units", ‹"units"]', E("/maximize/1", "units"))
obj("weight-string", ',\n  "minimize": {"cost": ‹"2"}', E("/minimize/cost", "number", "string", "2"))
obj("weight-null", ',\n  "minimize": {"cost": 1, "speed": ‹null}', E("/minimize/speed", "number", "null"))
obj("weight-object", ',\n  "minimize": {"cost": ‹{"weight": 1}}', E("/minimize/cost", "number", "object"))
obj("weight-true", ',\n  "minimize": {"cost": ‹true}', E("/minimize/cost", "number", "true"))
obj("weight-unknown-near", ',\n  "minimize": {"cost": 1, ‹"spead": 2}', E("/minimize/spead", "spead", "speed"))
obj("weight-unknown-far", ',\n  "minimize": {‹"latitude": 2}', E("/minimize/latitude", "latitude"))
obj("weight-resource", ',\n  "minimize": {‹"cpu": 2}', E("/minimize/cpu", "cpu"))
obj("weight-duplicate", ',\n  "minimize": {›"cost": 1, "speed": 1, ‹"cost": 1}', E("/minimize/cost", "cost", "{0}"))
obj("slash-name", ',\n  "minimize": {"cost": 1, ‹"latitude/longitude~": 2}', E("/minimize/latitude~1longitude~0"))

# ------------------------------------------------------------------ spec: periods
PB = '"resources": {"cpu": {"cost": 1, "speed": 2, "max": 9}, "gpu": {"cost": 10, "speed": 3}}'


def per(name, text, *diagnostics):
    S("periods-" + name, '{\n  "periods": 3,\n  ' + text + "\n}\n", *diagnostics)


def perres(name, text, *diagnostics):
    per("resource-" + name, '"resources": {"gpu": {"cost": 10}, "cpu": {"cost": 1, ' + text + '}},\n  "minimize": "cost"', *diagnostics)


def perdem(name, text, *diagnostics):
    per("demands-" + name, PB + ',\n  "demands": {' + text + '},\n  "minimize": ["cost", "speed"]', *diagnostics)


def percon(name, text, *diagnostics):
    per("constraints-" + name, PB + ',\n  "constraints": {"c": {' + text + '}},\n  "minimize": ["cost", "speed"]', *diagnostics)


for name, text, words in [
    ("0", "0", ("0",)), ("minus-1", "-1", ("-1",)), ("fraction", "1.5", ("1.5",)), ("string", '"24"', ("string", "24")),
    ("null", "null", ("null",)), ("true", "true", ("true",)), ("object", '{"count": 3}', ("object",)), ("empty", "[]", ()),
    ("nearly-2", "2.0000000000000000001", ()),
]:
    top("periods-" + name, '"periods": ‹' + text, E("/periods", *words))
top("periods-names-number", '"periods": ["mon", ‹2]', E("/periods/1", "name", "number"))
top("periods-names-null", '"periods": [‹null, "tue"]', E("/periods/0", "name", "null"))
top("periods-names-list", '"periods": [‹["mon"], "tue"]', E("/periods/0", "name", "list"))
top("periods-names-repeated", '"periods": ["mon", "tue", ‹"mon"]', E("/periods/2", "mon"))
top("periods-names-repeated-by-escape", r'"periods": ["mon", ‹"m\u006fn"]', E("/periods/1", "mon"))
top("periods-unknown-period", '‹"period": 3', E("/period", "period", "periods"))
S("periods-duplicate", '{›"periods": 3, ‹"periods": 3, ' + TAIL + "}", E("/periods", "periods", "{0}"))
perres("list-short", '"max": ‹[1, 2]', E("/resources/cpu/max", "3", "2"))
perres("list-long", '"max": ‹[1, 2, 3, 4]', E("/resources/cpu/max", "3", "4"))
perres("list-empty", '"min": ‹[]', E("/resources/cpu/min", "3"))
perres("list-one", '"max": ‹[1]', E("/resources/cpu/max", "3", "1"))
perres("list-string", '"max": [1, ‹"2", 3]', E("/resources/cpu/max/1", "number", "string", "2"))
perres("list-null", '"min": [0, 0, ‹null]', E("/resources/cpu/min/2", "number", "null"))
perres("list-list", '"max": [‹[1], 2, 3]', E("/resources/cpu/max/0", "number", "list"))
perres("list-two-wrong", '"max": [‹"1", 2, ‹true]', E("/resources/cpu/max/0", "number", "string"), E("/resources/cpu/max/2", "number", "true"))
perres("list-object", '"max": ‹{"mon": 1}', E("/resources/cpu/max", "number", "object"))
per("attribute-short", '"resources": {"cpu": {"cost": ‹[1, 2]}},\n  "minimize": "cost"', E("/resources/cpu/cost", "3", "2"))
per("attribute-string", '"resources": {"cpu": {"cost": [1, 2, ‹"fast"]}},\n  "minimize": "cost"', E("/resources/cpu/cost/2", "number", "string", "fast"))
perres("integer-list", '"integer": ‹[true, false, true]', E("/resources/cpu/integer", "true or false", "list"))
perres("max-negative", '"max": [1, ‹-2, 3]', E("/resources/cpu/max/1", "-2"))
perres("crossed", '"min": [1, 2, 3], "max": [4, ‹1, 4]', E("/resources/cpu/max/1", "2", "1"))
perres("crossed-constant-min", '"min": 2, "max": [4, 2, ‹1]', E("/resources/cpu/max/2", "2", "1"))
perres("crossed-constant-max", '"min": [1, 7, 3], "max": ‹4', E("/resources/cpu/max", "7", "4"))
perres("ramp-up-negative", '"ramp_up": ‹-1', E("/resources/cpu/ramp_up", "-1"))
perres("ramp-down-negative", '"ramp_down": ‹-0.5', E("/resources/cpu/ramp_down", "-0.5"))
perres("ramp-up-negative-later", '"ramp_up": [1, 0, ‹-1]', E("/resources/cpu/ramp_up/2", "-1"))
perres("ramp-up-string", '"ramp_up": ‹"5"', E("/resources/cpu/ramp_up", "number", "string", "5"))
perres("ramp-down-null", '"ramp_down": ‹null', E("/resources/cpu/ramp_down", "number", "null"))
perres("ramp-down-object", '"ramp_down": ‹{"max": 1}', E("/resources/cpu/ramp_down", "number", "object"))
perres("ramp-up-short", '"ramp_up": ‹[1, 2]', E("/resources/cpu/ramp_up", "3", "2"))
perres("ramp-duplicate", '›"ramp_up": 1, ‹"ramp_up": 1', E("/resources/cpu/ramp_up", "ramp_up", "{0}"))
perres("start-string", '"ramp_up": 1, "start": ‹"4"', E("/resources/cpu/start", "number", "string", "4"))
perres("start-list", '"ramp_up": 1, "start": ‹[1, 2, 3]', E("/resources/cpu/start", "number", "list"))
perres("start-null", '"start": ‹null, "ramp_down": 1', E("/resources/cpu/start", "number", "null"))
perres("buy-number", '"buy": ‹100', E("/resources/cpu/buy", "object", "number"))
perres("buy-string", '"buy": ‹"cost"', E("/resources/cpu/buy", "object", "string", "cost"))
perres("buy-null", '"buy": ‹null', E("/resources/cpu/buy", "object", "null"))
perres("buy-list", '"buy": ‹[1, 2, 3]', E("/resources/cpu/buy", "object", "list"))
perres("buy-true", '"buy": ‹true', E("/resources/cpu/buy", "object", "true"))
perres("buy-value-string", '"buy": {"cost": ‹"100"}', E("/resources/cpu/buy/cost", "number", "string", "100"))
perres("buy-value-object", '"buy": {"cost": ‹{}}', E("/resources/cpu/buy/cost", "number", "object"))
perres("buy-value-short", '"buy": {"cost": ‹[1, 2]}', E("/resources/cpu/buy/cost", "3", "2"))
perres("buy-value-in-list", '"buy": {"cost": [1, ‹false, 2]}', E("/resources/cpu/buy/cost/1", "number", "false"))
perres("buy-units", '"buy": {"cost": 1, ‹"units": 2}', E("/resources/cpu/buy/units", "units"))
perres("buy-name-empty", '"buy": {"cost": 1, ‹"": 2}', E("/resources/cpu/buy/"))
perres("buy-duplicate", '"buy": {›"cost": 1, ‹"cost": 2}', E("/resources/cpu/buy/cost", "cost", "{0}"))
perres("keep-negative", '"buy": {"cost": 1}, "keep": ‹-0.1', E("/resources/cpu/keep", "-0.1"))
perres("keep-string", '"buy": {"cost": 1}, "keep": ‹"all"', E("/resources/cpu/keep", "number", "string", "all"))
perres("keep-null", '"keep": ‹null, "buy": {"cost": 1}', E("/resources/cpu/keep", "number", "null"))
perres("keep-short", '"buy": {"cost": 1}, "keep": ‹[1]', E("/resources/cpu/keep", "3", "1"))
perres("keep-negative-later", '"buy": {"cost": 1}, "keep": [1, ‹-1, 1]', E("/resources/cpu/keep/1", "-1"))
perres("keep-without-buy", '‹"keep": 0.9', E("/resources/cpu/keep", "keep", "buy"))
perres("two-wrong", '"ramp_up": ‹"1", "buy": ‹5, "keep": ‹"x"', E("/resources/cpu/ramp_up", "number", "string"),
       E("/resources/cpu/buy", "object", "number"), E("/resources/cpu/keep", "number", "string"))
perdem("bare-short", '"speed": ‹[5, 6]', E("/demands/speed", "3", "2"))
perdem("bare-string", '"speed": [5, ‹"6", 7]', E("/demands/speed/1", "number", "string", "6"))
perdem("bare-empty", '"speed": ‹[]', E("/demands/speed", "3"))
perdem("min-long", '"speed": {"min": ‹[1, 2, 3, 4]}', E("/demands/speed/min", "3", "4"))
perdem("max-null", '"speed": {"min": 1, "max": [2, ‹null, 2]}', E("/demands/speed/max/1", "number", "null"))
perdem("crossed", '"speed": {"min": [1, 5, 1], "max": [2, ‹4, 2]}', E("/demands/speed/max/1", "5", "4"))
perdem("crossed-constant-max", '"speed": {"min": [1, 5, 6], "max": ‹4}', E("/demands/speed/max", "5", "4"))
perdem("over-unknown", '"speed": {"min": 5, "over": ‹"any"}', E("/demands/speed/over", "all", "any"))
perdem("over-number", '"speed": {"min": 5, "over": ‹3}', E("/demands/speed/over", "all", "number"))
perdem("over-null", '"speed": {"min": 5, "over": ‹null}', E("/demands/speed/over", "all", "null"))
perdem("over-true", '"speed": {"over": ‹true, "min": 5}', E("/demands/speed/over", "all", "true"))
perdem("over-capital", '"speed": {"min": 5, "over": ‹"All"}', E("/demands/speed/over", "all"))
perdem("over-list", '"speed": {"min": ‹[1, 2, 3], "over": "all"}', E("/demands/speed/min", "number", "list"))
perdem("over-list-first", '"speed": {"over": "all", "max": ‹[1, 2, 3], "min": 1}', E("/demands/speed/max", "number", "list"))
perdem("over-only", '"speed": ‹{"over": "all"}', E("/demands/speed", "min", "max"))
perdem("over-misspelled", '"speed": {"min": 5, ‹"ovr": "all"}', E("/demands/speed/ovr", "ovr", "over"))
perdem("over-duplicate", '"speed": {"min": 5, ›"over": "all", ‹"over": "all"}', E("/demands/speed/over", "over", "{0}"))
perdem("over-crossed", '"speed": {"min": 5, "max": ‹4, "over": "all"}', E("/demands/speed/max", "5", "4"))
percon("term-short", '"terms": {"cpu": ‹[1, 2]}, "max": 5', E("/constraints/c/terms/cpu", "3", "2"))
percon("term-string", '"terms": {"cpu": 1, "speed": [1, 2, ‹"3"]}, "max": 5', E("/constraints/c/terms/speed/2", "number", "string", "3"))
percon("bound-long", '"terms": {"cpu": 1}, "max": ‹[5, 5, 5, 5]', E("/constraints/c/max", "3", "4"))
percon("equals-null", '"terms": {"cpu": 1}, "equals": [1, ‹null, 1]', E("/constraints/c/equals/1", "number", "null"))
percon("over", '"terms": {"cpu": 1}, "max": 5, ‹"over": "all"', E("/constraints/c/over", "over"))
percon("crossed", '"terms": {"cpu": 1}, "min": [1, 2, 3], "max": [3, 2, ‹1]', E("/constraints/c/max/2", "3", "1"))
per("objective-weight-list", PB + ',\n  "minimize": {"cost": ‹[1, 2, 3], "speed": 1}', E("/minimize/cost", "number", "list"))
per("budget-short", PB + ',\n  "budgets": {"cost": ‹[1, 2]},\n  "minimize": ["cost", "speed"]', E("/budgets/cost", "3", "2"))
S("periods-named-short", '{"resources": {"cpu": {"cost": ‹[1, 2, 3]}}, "periods": ["mon", "tue"], "minimize": "cost"}',
  E("/resources/cpu/cost", "2", "3"))
S("periods-model-short", '{"model": "energy", "periods": 2, ' + ENERGY + ', "demand": ‹[1, 2, 3], "budget": {"max": ‹[1]}}',
  E("/demand", "2", "3"), E("/budget/max", "2", "1"))
top("periods-absent-over", '"demands": {"cost": {"min": 5, ‹"over": "all"}}', E("/demands/cost/over", "over", "periods"))
top("periods-absent-list", '"budgets": {"cost": {"max": ‹[5, 6]}}', E("/budgets/cost/max", "number", "list"))
M("periods-absent-buy", '{"resources": {"cpu": {"cost": 1, ‹"buy": ‹{"cost": 5}}}, "minimize": "cost"}',
  W("/resources/cpu/buy", "buy", "periods"), E("/resources/cpu/buy", "number", "object"))
top("periods-wrong-no-lengths", '"periods": ‹"three", "budgets": {"cost": [5, 6]}', E("/periods", "string", "three"))

# -------------------------------------------------------------- spec: soft limits
for name, text, words in [
    ("negative", "-1", ("-1",)), ("string", '"5"', ("number", "string", "5")), ("null", "null", ("number", "null")),
    ("true", "true", ("number", "true")), ("object", "{}", ("number", "object")),
]:
    top("penalty-" + name, '"demands": {"cost": {"min": 5, "penalty": ‹' + text + "}}", E("/demands/cost/penalty", *words))
top("penalty-budget", '"budgets": {"cost": {"max": 5, "penalty": ‹"high"}}', E("/budgets/cost/penalty", "number", "string", "high"))
top("penalty-alone", '"budgets": {"cost": ‹{"penalty": 5}}', E("/budgets/cost", "min", "max"))
top("penalty-misspelled", '"demands": {"cost": {"min": 5, ‹"penalti": 5}}', E("/demands/cost/penalti", "penalti", "penalty"))
top("penalty-duplicate", '"demands": {"cost": {"min": 5, ›"penalty": 5, ‹"penalty": 5}}', E("/demands/cost/penalty", "penalty", "{0}"))
top("penalty-crossed", '"demands": {"cost": {"min": 5, "max": ‹4, "penalty": 5}}', E("/demands/cost/max", "5", "4"))
top("penalty-constraint", '"constraints": {"c": {"terms": {"cpu": 1}, "max": 5, ‹"penalty": 2}}', E("/constraints/c/penalty", "penalty"))

# --------------------------------------------------------------- spec: priorities


def prio(name, text, *diagnostics):
    S("priorities-" + name, '{\n  "resources": {"cpu": {"cost": 1, "speed": 3, "max": 5}, "gpu": {"cost": 10, "speed": 44}},\n'
      '  "demands": {"speed": 9},\n  "budgets": {"cost": 1000},\n  ' + text + "\n}\n", *diagnostics)


prio("number", '"priorities": ‹1', E("/priorities", "list", "number"))
prio("string", '"priorities": ‹"cost"', E("/priorities", "list", "string", "cost"))
prio("object", '"priorities": ‹{"minimize": "cost"}', E("/priorities", "list", "object"))
prio("null", '"priorities": ‹null', E("/priorities", "list", "null"))
prio("empty", '"priorities": ‹[]', E("/priorities"))
prio("entry-string", '"priorities": [{"minimize": "cost"}, ‹"speed"]', E("/priorities/1", "object", "string", "speed"))
prio("entry-number", '"priorities": [‹1]', E("/priorities/0", "object", "number"))
prio("entry-null", '"priorities": [‹null, {"minimize": "cost"}]', E("/priorities/0", "object", "null"))
prio("entry-list", '"priorities": [‹["cost"]]', E("/priorities/0", "object", "list"))
prio("entry-empty", '"priorities": [‹{}]', E("/priorities/0", "maximize", "minimize"))
prio("entry-only-within", '"priorities": [‹{"within": 0.1}, {"minimize": "cost"}]', E("/priorities/0", "maximize", "minimize"))
prio("entry-both", '"priorities": [{"minimize": "cost", ‹"maximize": "speed"}]', E("/priorities/0/maximize", "maximize", "minimize"))
prio("entry-unknown", '"priorities": [{"minimize": "cost", ‹"withn": 0.1}]', E("/priorities/0/withn", "withn", "within"))
prio("entry-minimise", '"priorities": [‹{‹"minimise": "cost"}]', E("/priorities/0", "maximize", "minimize"),
     E("/priorities/0/minimise", "minimise", "minimize"))
prio("entry-duplicate", '"priorities": [{›"minimize": "cost", ‹"minimize": "cost"}]', E("/priorities/0/minimize", "minimize", "{0}"))
prio("entry-unknown-attribute", '"priorities": [{"minimize": ‹"cast"}]', E("/priorities/0/minimize", "cast", "cost"))
prio("entry-unknown-in-list", '"priorities": [{"minimize": "cost"}, {"maximize": ["speed", ‹"spead"]}]', E("/priorities/1/maximize/1", "spead", "speed"))
prio("entry-weight-string", '"priorities": [{"minimize": {"cost": ‹"1"}}]', E("/priorities/0/minimize/cost", "number", "string", "1"))
prio("entry-empty-objective", '"priorities": [{"minimize": ‹{}}]', E("/priorities/0/minimize"))
prio("entry-null-objective", '"priorities": [{"minimize": ‹null}]', E("/priorities/0/minimize", "null"))
prio("within-negative", '"priorities": [{"minimize": "cost", "within": ‹-0.1}, {"maximize": "speed"}]', E("/priorities/0/within", "-0.1"))
prio("within-string", '"priorities": [{"minimize": "cost", "within": ‹"2%"}, {"maximize": "speed"}]', E("/priorities/0/within", "number", "string", "2%"))
prio("within-null", '"priorities": [{"within": ‹null, "minimize": "cost"}, {"maximize": "speed"}]', E("/priorities/0/within", "number", "null"))
prio("within-list", '"priorities": [{"minimize": "cost", "within": ‹[0.1]}, {"maximize": "speed"}]', E("/priorities/0/within", "number", "list"))
prio("beside-minimize", '"priorities": [{"minimize": "cost"}],\n  ‹"minimize": "cost"', E("/minimize", "priorities", "minimize"))
prio("beside-minimize-first", '"minimize": "cost",\n  ‹"priorities": [{"minimize": "cost"}]', E("/priorities", "priorities", "minimize"))
prio("beside-maximize", '"priorities": [{"minimize": "cost"}],\n  ‹"maximize": "cost"', E("/maximize", "priorities", "maximize"))
prio("misspelled", '"minimize": "cost", ‹"priority": []', E("/priority", "priority", "priorities"))
prio("within-top", '"minimize": "cost", ‹"within": 0.1', E("/within", "within"))
prio("duplicate", '›"priorities": [{"minimize": "cost"}], ‹"priorities": [{"minimize": "cost"}]', E("/priorities", "priorities", "{0}"))
prio("many", '"priorities": [{"minimize": ‹"cast", "within": ‹-1, ‹"then": 1}, ‹7, ‹{}]', E("/priorities/0/minimize", "cast", "cost"),
     E("/priorities/0/within", "-1"), E("/priorities/0/then", "then"), E("/priorities/1", "object", "number"),
     E("/priorities/2", "maximize", "minimize"))

# ---------------------------------------------------------------- spec: workloads
WB = '"resources": {"gpu": {"cost": 10, "max": 5}, "cpu": {"cost": 1, "max": 5}}'


def wl(name, text, *diagnostics):
    S("workloads-" + name, '{\n  ' + WB + ',\n  "workloads": {' + text + '},\n  "minimize": "cost"\n}\n', *diagnostics)


def job(name, text, *diagnostics):
    wl(name, '"a": {"on": {"gpu": {"tokens": 5}, "cpu": {"tokens": 1}}, "needs": {"tokens": 9}},\n    "b": {' + text + '}', *diagnostics)


ON = '"on": {"gpu": {"tokens": 3}}'
top("workloads-number", '"workloads": ‹5', E("/workloads", "object", "number"))
top("workloads-list", '"workloads": ‹[{"name": "a"}]', E("/workloads", "object", "list"))
top("workloads-null", '"workloads": ‹null', E("/workloads", "object", "null"))
top("workloads-string", '"workloads": ‹"train"', E("/workloads", "object", "string", "train"))
top("workloads-misspelled", '‹"workload": {}', E("/workload", "workload", "workloads"))
wl("one-number", '"a": ‹5', E("/workloads/a", "object", "number"))
wl("one-null", '"a": ‹null', E("/workloads/a", "object", "null"))
wl("one-string", '"a": ‹"gpu"', E("/workloads/a", "object", "string", "gpu"))
wl("one-list", '"a": ‹["gpu"]', E("/workloads/a", "object", "list"))
wl("name-empty", '‹"": {"on": {"gpu": {"cost": 1}}}', E("/workloads/"))
wl("name-duplicate", '›"a": {"on": {"gpu": {"cost": 1}}}, ‹"a": {"on": {"gpu": {"cost": 1}}}', E("/workloads/a", "a", "{0}"))
wl("on-missing", '"a": ‹{}', E("/workloads/a", "on"))
wl("on-missing-with-share", '"a": ‹{"share": 1}', E("/workloads/a", "on"))
job("on-empty", '"on": ‹{}', E("/workloads/b/on"))
job("on-list", '"on": ‹["gpu"]', E("/workloads/b/on", "object", "list"))
job("on-string", '"on": ‹"gpu"', E("/workloads/b/on", "object", "string", "gpu"))
job("on-null", '"on": ‹null', E("/workloads/b/on", "object", "null"))
job("on-unknown-near", '"on": {‹"gpi": {"tokens": 1}}', E("/workloads/b/on/gpi", "gpi", "gpu"))
job("on-unknown-far", '"on": {"gpu": {"tokens": 1}, ‹"mainframe": {"tokens": 1}}', E("/workloads/b/on/mainframe", "mainframe"))
job("on-unknown-attribute-name", '"on": {‹"cost": {"tokens": 1}}', E("/workloads/b/on/cost", "cost"))
job("on-unknown-empty", '"on": {‹"": {"tokens": 1}}', E("/workloads/b/on/"))
job("on-duplicate", '"on": {›"gpu": {"tokens": 1}, ‹"gpu": {"tokens": 1}}', E("/workloads/b/on/gpu", "gpu", "{0}"))
job("figures-number", '"on": {"gpu": ‹5}', E("/workloads/b/on/gpu", "object", "number"))
job("figures-string", '"on": {"gpu": ‹"fast"}', E("/workloads/b/on/gpu", "object", "string", "fast"))
job("figures-null", '"on": {"gpu": {"tokens": 1}, "cpu": ‹null}', E("/workloads/b/on/cpu", "object", "null"))
job("figure-string", '"on": {"gpu": {"tokens": ‹"12"}}', E("/workloads/b/on/gpu/tokens", "number", "string", "12"))
job("figure-null", '"on": {"gpu": {"tokens": ‹null}}', E("/workloads/b/on/gpu/tokens", "number", "null"))
job("figure-list", '"on": {"gpu": {"tokens": ‹[1, 2]}}', E("/workloads/b/on/gpu/tokens", "number", "list"))
job("figure-units", '"on": {"gpu": {"tokens": 1, ‹"units": 2}}', E("/workloads/b/on/gpu/units", "units"))
job("figure-empty", '"on": {"gpu": {"tokens": 1, ‹"": 2}}', E("/workloads/b/on/gpu/"))
job("figure-duplicate", '"on": {"gpu": {›"tokens": 1, ‹"tokens": 1}}', E("/workloads/b/on/gpu/tokens", "tokens", "{0}"))
job("weight-0", ON + ', "weight": ‹0', E("/workloads/b/weight", "0"))
job("weight-negative", ON + ', "weight": ‹-2', E("/workloads/b/weight", "-2"))
job("weight-string", '"weight": ‹"2", ' + ON, E("/workloads/b/weight", "number", "string", "2"))
job("weight-null", ON + ', "weight": ‹null', E("/workloads/b/weight", "number", "null"))
job("weight-list", ON + ', "weight": ‹[1, 2]', E("/workloads/b/weight", "number", "list"))
job("weight-duplicate", ON + ', ›"weight": 1, ‹"weight": 1', E("/workloads/b/weight", "weight", "{0}"))
job("share-negative", ON + ', "share": ‹-1', E("/workloads/b/share", "-1"))
job("share-string", ON + ', "share": ‹"1"', E("/workloads/b/share", "number", "string", "1"))
job("share-null", ON + ', "share": ‹null', E("/workloads/b/share", "number", "null"))
job("share-list", ON + ', "share": ‹[1]', E("/workloads/b/share", "number", "list"))
job("share-object", ON + ', "share": ‹{"max": 1}', E("/workloads/b/share", "number", "object"))
job("needs-number", ON + ', "needs": ‹5', E("/workloads/b/needs", "object", "number"))
job("needs-list", ON + ', "needs": ‹["tokens"]', E("/workloads/b/needs", "object", "list"))
job("needs-null", ON + ', "needs": ‹null', E("/workloads/b/needs", "object", "null"))
job("needs-value-string", ON + ', "needs": {"tokens": ‹"900"}', E("/workloads/b/needs/tokens", "number", "string", "900"))
job("needs-value-null", ON + ', "needs": {"tokens": ‹null}', E("/workloads/b/needs/tokens", "number", "null"))
job("needs-value-list", ON + ', "needs": {"tokens": ‹[1, 2]}', E("/workloads/b/needs/tokens", "number", "list"))
job("needs-range-empty", ON + ', "needs": {"tokens": ‹{}}', E("/workloads/b/needs/tokens", "min", "max"))
job("needs-range-crossed", ON + ', "needs": {"tokens": {"min": 5, "max": ‹4}}', E("/workloads/b/needs/tokens/max", "5", "4"))
job("needs-range-unknown", ON + ', "needs": {"tokens": {"min": 5, ‹"mox": 4}}', E("/workloads/b/needs/tokens/mox", "mox", "max"))
job("needs-over", ON + ', "needs": {"tokens": {"min": 5, ‹"over": "all"}}', E("/workloads/b/needs/tokens/over", "over", "periods"))
job("needs-penalty", ON + ', "needs": {"tokens": {"min": 5, "penalty": ‹-3}}', E("/workloads/b/needs/tokens/penalty", "-3"))
job("needs-unknown-near", ON + ', "needs": {‹"tokenz": 5}', E("/workloads/b/needs/tokenz", "tokenz", "tokens"))
job("needs-unknown-far", ON + ', "needs": {‹"bandwidth": 5}', E("/workloads/b/needs/bandwidth", "bandwidth"))
job("needs-unknown-resource", ON + ', "needs": {‹"gpu": 5}', E("/workloads/b/needs/gpu", "gpu"))
job("needs-name-empty", ON + ', "needs": {‹"": 5}', E("/workloads/b/needs/"))
job("needs-duplicate", ON + ', "needs": {›"tokens": 5, ‹"tokens": 5}', E("/workloads/b/needs/tokens", "tokens", "{0}"))
job("key-need", ON + ', ‹"need": {"tokens": 5}', E("/workloads/b/need", "need", "needs"))
job("key-weigth", ON + ', ‹"weigth": 2', E("/workloads/b/weigth", "weigth", "weight"))
job("key-min", ON + ', ‹"min": 2', E("/workloads/b/min", "min"))
job("key-attribute", ON + ', ‹"tokens": 2', E("/workloads/b/tokens", "tokens"))
job("key-integer", ON + ', ‹"integer": true', E("/workloads/b/integer", "integer"))
job("many", '"weight": ‹0, "share": ‹"1", "on": {"gpu": ‹7, ‹"gqu": {}}, ‹"wants": 1', E("/workloads/b/weight", "0"),
    E("/workloads/b/share", "number", "string"), E("/workloads/b/on/gpu", "object", "number"), E("/workloads/b/on/gqu", "gqu"),
    E("/workloads/b/wants", "wants"))
S("workloads-periods-lengths", '{"periods": 2, ' + WB + ', "workloads": {"a": {"on": {"gpu": {"tokens": ‹[1, 2, 3]}}, '
  '"needs": {"units": ‹[1]}}}, "minimize": ["cost", "tokens"]}', E("/workloads/a/on/gpu/tokens", "2", "3"), E("/workloads/a/needs/units", "2", "1"))
S("workloads-periods-figure", '{"periods": 2, ' + WB + ', "workloads": {"a": {"on": {"gpu": {"tokens": [1, ‹"2"]}}, '
  '"needs": {"units": {"min": 3, "over": "all"}}}}, "minimize": ["cost", "tokens"]}', E("/workloads/a/on/gpu/tokens/1", "number", "string", "2"))

# --------------------------------------------------------------- spec: worst case


def worst(name, text, *diagnostics):
    S("worst-" + name, '{\n  ' + WB + ',\n  "workloads": {"a": {"on": {"gpu": {"tokens": 5}}, "needs": {"tokens": 9}}},\n'
      '  "budgets": {"cost": 40},\n  ' + text + "\n}\n", *diagnostics)


worst("number", '"maximize": {‹"worst": 5}', E("/maximize/worst", "worst"))
worst("null", '"maximize": {"worst": ‹null}', E("/maximize/worst", "name", "attribute", "null"))
worst("list", '"maximize": {"worst": ‹["tokens"]}', E("/maximize/worst", "name", "attribute", "list"))
worst("object", '"maximize": {"worst": ‹{"tokens": 1}}', E("/maximize/worst", "name", "attribute", "object"))
worst("unknown-near", '"maximize": {"worst": ‹"tokenz"}', E("/maximize/worst", "tokenz", "tokens"))
worst("unknown-far", '"maximize": {"worst": ‹"joy"}', E("/maximize/worst", "joy"))
worst("unknown-utilisation", '"minimize": {"worst": ‹"utilisation"}', E("/minimize/worst", "utilisation"))
worst("empty", '"maximize": {"worst": ‹""}', E("/maximize/worst"))
worst("then-unknown", '"maximize": {"worst": "tokens", "then": ‹"nxt"}', E("/maximize/then", "next", "nxt"))
worst("then-true", '"maximize": {"worst": "tokens", "then": ‹true}', E("/maximize/then", "next", "true"))
worst("then-null", '"maximize": {"then": ‹null, "worst": "tokens"}', E("/maximize/then", "next", "null"))
worst("then-list", '"maximize": {"worst": "tokens", "then": ‹["next"]}', E("/maximize/then", "next", "list"))
worst("then-misspelled", '"maximize": {"worst": "tokens", ‹"thn": "next"}', E("/maximize/thn", "thn", "then"))
worst("with-weights", '"maximize": {"worst": "tokens", ‹"cost": 1}', E("/maximize/cost", "cost"))
worst("duplicate", '"maximize": {›"worst": "tokens", ‹"worst": "tokens"}', E("/maximize/worst", "worst", "{0}"))
worst("in-list", '"maximize": ["tokens", ‹{"worst": "tokens"}]', E("/maximize/1", "object"))
worst("utilization-maximized", '"maximize": {"worst": ‹"utilization"}', E("/maximize/worst", "utilization", "minimize"))
worst("in-priorities", '"priorities": [{"maximize": {"worst": ‹"tokenz"}}, {"minimize": {"worst": "tokens", "then": ‹"last"}}]',
      E("/priorities/0/maximize/worst", "tokenz", "tokens"), E("/priorities/1/minimize/then", "next", "last"))
S("worst-without-workloads", '{"resources": {"cpu": {"cost": 1, "max": 4}}, "budgets": {"cost": 3}, "maximize": {"worst": ‹"cost"}}',
  E("/maximize/worst", "workloads"))
S("worst-utilization-no-max", '{"resources": {"cpu": {"cost": 1}}, "budgets": {"cost": 3}, "minimize": {"worst": ‹"utilization"}}',
  E("/minimize/worst", "utilization", "max"))

# --------------------------------------------------------- spec: sites and links


def link(name, text, *diagnostics, res="", work=""):
    S("links-" + name, '{\n  "resources": {"gpu": {"cost": 10, "site": "us"}, "cpu": {"cost": 1, "site": "eu"' + res + '}},\n'
      '  "workloads": {"a": {"site": "eu", "traffic": 2, "on": {"gpu": {"tokens": 5}, "cpu": {"tokens": 1}}, "needs": {"tokens": 9}' + work + '}},\n'
      '  "links": {"up": {"from": "eu", "to": "us", "bandwidth": 100}' + text + '},\n  "minimize": "cost"\n}\n', *diagnostics)


top("links-number", '"links": ‹5', E("/links", "object", "number"))
top("links-list", '"links": ‹[{"from": "eu", "to": "us"}]', E("/links", "object", "list"))
top("links-null", '"links": ‹null', E("/links", "object", "null"))
top("links-misspelled", '‹"link": {}', E("/link", "link", "links"))
D = ', "down": '
link("one-number", D + "‹5", E("/links/down", "object", "number"))
link("one-string", D + '‹"us-eu"', E("/links/down", "object", "string", "us-eu"))
link("one-null", D + "‹null", E("/links/down", "object", "null"))
link("one-list", D + '‹["us", "eu"]', E("/links/down", "object", "list"))
link("from-missing", D + '‹{"to": "eu"}', E("/links/down", "from"))
link("to-missing", D + '‹{"from": "us"}', E("/links/down", "to"))
link("from-number", D + '{"from": ‹1, "to": "eu"}', E("/links/down/from", "name", "site", "number"))
link("to-null", D + '{"from": "us", "to": ‹null}', E("/links/down/to", "name", "site", "null"))
link("to-list", D + '{"from": "us", "to": ‹["eu"]}', E("/links/down/to", "name", "site", "list"))
link("same-sites-twice", ', ‹"other": {"from": "eu", "to": "us"}', E("/links/other", "up", "eu", "us"))
link("to-itself", D + '‹{"from": "us", "to": "us"}', E("/links/down", "site"))
link("bandwidth-negative", D + '{"from": "us", "to": "eu", "bandwidth": ‹-1}', E("/links/down/bandwidth", "-1"))
link("bandwidth-string", D + '{"from": "us", "to": "eu", "bandwidth": ‹"100"}', E("/links/down/bandwidth", "number", "string", "100"))
link("bandwidth-list", D + '{"from": "us", "to": "eu", "bandwidth": ‹[1]}', E("/links/down/bandwidth", "number", "list"))
link("latency-negative", D + '{"from": "us", "to": "eu", "latency": ‹-80}', E("/links/down/latency", "-80"))
link("latency-string", D + '{"from": "us", "to": "eu", "latency": ‹"80ms"}', E("/links/down/latency", "number", "string", "80ms"))
link("latency-null", D + '{"latency": ‹null, "from": "us", "to": "eu"}', E("/links/down/latency", "number", "null"))
link("cost-string", D + '{"from": "us", "to": "eu", "cost": ‹"free"}', E("/links/down/cost", "number", "string", "free"))
link("cost-object", D + '{"from": "us", "to": "eu", "cost": ‹{}}', E("/links/down/cost", "number", "object"))
link("key-bandwith", D + '{"from": "us", "to": "eu", ‹"bandwith": 5}', E("/links/down/bandwith", "bandwith", "bandwidth"))
link("key-energy", D + '{"from": "us", "to": "eu", ‹"energy": 5}', E("/links/down/energy", "energy"))
link("key-duplicate", D + '{›"from": "us", "to": "eu", ‹"from": "us"}', E("/links/down/from", "from", "{0}"))
link("name-duplicate", ', ›"down": {"from": "us", "to": "eu"}, ‹"down": {"from": "us", "to": "eu"}', E("/links/down", "down", "{0}"))
link("name-empty", ', ‹"": {"from": "us", "to": "eu"}', E("/links/"))
link("empty-and-wrong", D + '‹‹{‹"frm": "us", "bandwidth": ‹"x"}', E("/links/down", "from"), E("/links/down", "to"), E("/links/down/frm", "frm", "from"),
     E("/links/down/bandwidth", "number", "string", "x"))
S("links-resource-site-number", '{"resources": {"cpu": {"cost": 1, "site": ‹5}}, "workloads": {"a": {"site": "eu", "on": {"cpu": {"cost": 1}}}}, '
  '"links": {"up": {"from": "eu", "to": "us"}}, "minimize": "cost"}', E("/resources/cpu/site", "name", "site", "number"))
S("links-resource-site-null", '{"resources": {"cpu": {"cost": 1, "site": ‹null}}, "workloads": {"a": {"site": "eu", "on": {"cpu": {"cost": 1}}}}, '
  '"links": {"up": {"from": "eu", "to": "us"}}, "minimize": "cost"}', E("/resources/cpu/site", "name", "site", "null"))
S("links-resource-site-list", '{"resources": {"cpu": {"cost": 1, "site": ‹["eu"]}}, "workloads": {"a": {"site": "eu", "on": {"cpu": {"cost": 1}}}}, '
  '"links": {"up": {"from": "eu", "to": "us"}}, "minimize": "cost"}', E("/resources/cpu/site", "name", "site", "list"))
for name, text, at, words in [
    ("site-number", '"site": ‹5', "site", ("name", "site", "number")), ("site-null", '"site": ‹null', "site", ("name", "site", "null")),
    ("traffic-negative", '"site": "eu", "traffic": ‹-2', "traffic", ("-2",)),
    ("traffic-string", '"site": "eu", "traffic": ‹"2"', "traffic", ("number", "string", "2")),
    ("traffic-null", '"site": "eu", "traffic": ‹null', "traffic", ("number", "null")),
    ("traffic-object", '"site": "eu", "traffic": ‹{"up": 2}', "traffic", ("number", "object")),
    ("latency-string", '"site": "eu", "max_latency": ‹"5"', "max_latency", ("number", "string", "5")),
    ("latency-negative", '"site": "eu", "max_latency": ‹-5', "max_latency", ("-5",)),
    ("latency-list", '"site": "eu", "max_latency": ‹[5]', "max_latency", ("number", "list")),
    ("key-latency", '"site": "eu", ‹"latency": 5', "latency", ("latency",)),
    ("key-trafic", '"site": "eu", ‹"trafic": 5', "trafic", ("trafic", "traffic")),
]:
    S("links-workload-" + name, '{"resources": {"cpu": {"cost": 1, "max": 5, "site": "us"}}, "workloads": {"a": {"on": {"cpu": {"cost": 1}}, '
      + text + '}}, "links": {"up": {"from": "eu", "to": "us"}}, "minimize": "cost"}', E("/workloads/a/" + at, *words))

# ------------------------------------------------- words of other tools
for word, key in [
    ("max", "capacity"), ("max", "maximum"), ("max", "count"), ("max", "最大"), ("min", "minimum"), ("integer", "int"),
    ("at_least", "min_if_used"), ("fixed", "fixed_cost"), ("fixed", "fixedCost"), ("start_up", "startup_cost"),
    ("step", "batch_size"), ("lead", "lead_time"), ("lead", "lead"), ("life", "lifetime"), ("wait", "max_wait"),
    ("start_up", "startup"), ("at_least", "atleast"),
]:
    S("word-%s-%s" % (word.replace("_", "-"), key.replace("_", "-").replace("最大", "chinese").replace("C", "-camel-c")),
      '{"resources": {"gpu": {"cost": 1, ‹"' + key + '": 2}, "cpu": {"cost": 2}}, "minimize": "cost"}',
      E("/resources/gpu/" + key, key.lower(), word))
N("word-that-is-used", '{"resources": {"gpu": {"cost": 1, "capacity": 2, ‹"noise": 1}}, "demands": {"capacity": 4}, "minimize": "cost"}',
  W("/resources/gpu/noise", "noise"))

# ------------------------------------------------- used amounts, tiers, tags
def R(name, gpu, *diagnostics, more=""):
    """A spec whose resource gpu has some keys."""
    S(
        name, '{"resources": {"gpu": {"cost": 1, "tokens": 2' + gpu + '}, "cpu": {"cost": 2, "tokens": 1, "max": 9}}, '
        + more + '"demands": {"tokens": 5}, "minimize": "cost"}', *diagnostics)


for name, text, words in [
    ("zero", '‹0', ("above 0",)), ("negative", '‹-2', ("above 0", "-2")), ("string", '‹"8"', ("number", "8")),
    ("null", '‹null', ("number", "null")), ("list", '‹[8]', ("number", "list")),
]:
    R("used-step-" + name, ', "step": ' + text, E("/resources/gpu/step", *words))
    R("used-at-least-" + name, ', "max": 9, "at_least": ' + text, E("/resources/gpu/at_least", *words))
R("used-fixed-number", ', "max": 9, "fixed": ‹3', E("/resources/gpu/fixed", "object", "3"))
R("used-fixed-empty", ', "max": 9, "fixed": ‹{}', E("/resources/gpu/fixed", "object"))
R("used-fixed-string", ', "max": 9, "fixed": {"cost": ‹"3"}', E("/resources/gpu/fixed/cost", "number", "3"))
R("used-no-end", ', ‹"fixed": {"cost": 3}', E("/resources/gpu/fixed", "max"))
R("used-at-least-no-end", ', ‹"at_least": 3', E("/resources/gpu/at_least", "max"))
R("used-start-up-without-periods", ', "max": 9, "integer": true, ‹"start_up": {"cost": 3}', E("/resources/gpu/start_up", "periods"))
R("used-start-up-without-least", ', "max": 9, ‹"start_up": {"cost": 3}', E("/resources/gpu/start_up", "at_least", "integer"),
  more='"periods": 2, ')
R("used-requires-unknown", ', "max": 9, "requires": ‹"cpo"', E("/resources/gpu/requires", "cpo", "cpu"))
R("used-requires-itself", ', "max": 9, "requires": ‹"gpu"', E("/resources/gpu/requires", "itself"))
R("used-requires-number", ', "max": 9, "requires": ‹4', E("/resources/gpu/requires", "name", "4"))
R("used-requires-empty", ', "max": 9, "requires": ‹[]', E("/resources/gpu/requires", "name"))
R("used-excludes-twice", ', "max": 9, "excludes": ["cpu", ‹"cpu"]', E("/resources/gpu/excludes/1", "twice"))
R("used-excludes-unknown", ', "max": 9, "excludes": ["cpu", ‹"tpu"]', E("/resources/gpu/excludes/1", "tpu"))
R("used-requires-without-least", ', "max": 9, "requires": ‹"cpu"', E("/resources/gpu/requires", "cpu", "at_least"))
R("used-choices-list", ', "max": 9', E("/choices", "object"), more='"choices": ‹[], ')
R("used-choices-no-of", ', "max": 9', E("/choices/types", "of"), more='"choices": {"types": ‹{"max": 1}}, ')
R("used-choices-no-end", ', "max": 9', E("/choices/types", "min", "max"), more='"choices": {"types": ‹{"of": ["gpu"]}}, ')
R("used-choices-unknown", ', "max": 9', E("/choices/types/of/0", "gpx"), more='"choices": {"types": {"of": [‹"gpx"], "max": 1}}, ')
R("used-choices-key", ', "max": 9', E("/choices/types/most", "most"),
  more='"choices": {"types": {"of": ["gpu"], "max": 1, ‹"most": 2}}, ')
R("tiers-empty", ', "energy": {"tiers": ‹[]}', E("/resources/gpu/energy/tiers", "tiers"), more='"budgets": {"energy": 9}, ')
R("tiers-number", ', "energy": {"tiers": ‹5}', E("/resources/gpu/energy/tiers", "tiers"), more='"budgets": {"energy": 9}, ')
R("tiers-last-has-end", ', "energy": {"tiers": [[1, 5], ‹[2, 6]]}', E("/resources/gpu/energy/tiers/1", "last"), more='"budgets": {"energy": 9}, ')
R("tiers-not-rising", ', "energy": {"tiers": [[2, 5], [‹2, 6], 7]}', E("/resources/gpu/energy/tiers/1/0", "above 2"), more='"budgets": {"energy": 9}, ')
R("tiers-zero", ', "energy": {"tiers": [[‹0, 5], 7]}', E("/resources/gpu/energy/tiers/0/0", "above 0"), more='"budgets": {"energy": 9}, ')
R("tiers-not-a-pair", ', "energy": {"tiers": [‹3, 7]}', E("/resources/gpu/energy/tiers/0", "3"), more='"budgets": {"energy": 9}, ')
R("tiers-key", ', "energy": {"tiers": [[1, 5], 7], ‹"tier": 4}', E("/resources/gpu/energy/tier", "tiers"), more='"budgets": {"energy": 9}, ')
R("tiers-no-end", ', "energy": ‹{"tiers": [[1, 3], 5]}', E("/resources/gpu/energy", "max"), more='"budgets": {"energy": {"min": 1}}, ')
R("tags-number", ', "tags": ‹4', E("/resources/gpu/tags", "tag", "4"))
R("tags-empty", ', "tags": ‹[]', E("/resources/gpu/tags", "tag"))
R("tags-twice", ', "tags": ["spot", ‹"spot"]', E("/resources/gpu/tags/1", "twice"))
R("tags-where-unknown", ', "tags": ["spot"]', E("/budgets/b/where", "spott", "spot"),
  more='"budgets": {"b": {"of": "cost", "where": ‹"spott", "max": 4}}, ')
R("tags-of-unknown", ', "tags": ["spot"]', E("/budgets/b/of", "coat", "cost"),
  more='"budgets": {"b": {"of": ‹"coat", "where": "spot", "max": 4}}, ')
R("tags-of-number", ', "tags": ["spot"]', E("/budgets/b/of", "name", "4"),
  more='"budgets": {"b": {"of": ‹4, "where": "spot", "max": 4}}, ')
R("constant-without-periods", ', ‹"constant": true', E("/resources/gpu/constant", "periods"))
R("constant-number", ', "constant": ‹1', E("/resources/gpu/constant", "true"), more='"periods": 2, ')

# ------------------------------------------------- the further sections: warnings
S("word-ramp-upp", '{"periods": 2, "resources": {"cpu": {"cost": 1, ‹"rampup": 5}}, "minimize": "cost"}', E("/resources/cpu/rampup", "rampup"))
S("word-keeps", '{"periods": 2, "resources": {"cpu": {"cost": 1, "buy": {"cost": 3}, ‹"keeps": 1}}, "minimize": "cost"}',
  E("/resources/cpu/keeps", "keeps", "keep"))
N("ramp-without-periods", '{"resources": {"cpu": {"cost": 1, ‹"ramp_up": 5}}, "minimize": "cost"}', W("/resources/cpu/ramp_up", "ramp_up", "periods"))
N("keep-without-periods", '{"resources": {"cpu": {"cost": 1, ‹"keep": 0.5}}, "minimize": "cost"}', W("/resources/cpu/keep", "keep", "periods"))
N("buy-attribute", '{"periods": 2, "resources": {"cpu": {"cost": 1, "buy": {"cost": 3, ‹"carbon": 1}}}, "minimize": "cost"}',
  W("/resources/cpu/buy/carbon", "carbon"))
N("on-attribute", '{"resources": {"cpu": {"cost": 1}}, "workloads": {"a": {"on": {"cpu": {"tokens": 1, ‹"heat": 2}}, "needs": {"tokens": 3}}}, "minimize": "cost"}',
  W("/workloads/a/on/cpu/heat", "heat"))
N("list-attribute", '{"periods": 2, "resources": {"cpu": {"cost": [1, 2], ‹"carbon": [1, 2]}}, "minimize": "cost"}',
  W("/resources/cpu/carbon", "carbon"))
N("no-link", '{"resources": {"cpu": {"cost": 1, "site": "us"}, "gpu": {"cost": 1, "site": "eu"}}, "workloads": {"a": {"site": "eu", '
  '"on": {‹"cpu": {"cost": 1}, "gpu": {"cost": 2}}}}, "links": {"back": {"from": "us", "to": "eu"}}, "minimize": "cost"}',
  W("/workloads/a/on/cpu", "link", "eu", "us"))

# ------------------------------------------------------------------- spec: places
S("place-unicode", '{"title": "Größe 日本 🚀", "resources": {"ñandú": {"cost": 1}, "日本🗾": {"cost": ‹"1"}}, "minimize": "cost"}\n',
  E("/resources/日本🗾/cost", "number", "string"))
S("place-zwj-and-combining", '{"title": "👩‍👩‍👧‍👦 🇩🇪 e\u0301 ﷽ \u200b\u200d", "resources": {"cpu": {"cost": 1}}, "dcopt": ‹2, "minimize": "cost"}\n',
  E("/dcopt", "1", "2"))
S("place-separators-in-string", '{"title": "a\u2028b\u2029c\u0085d\x7f", "dcopt": ‹null, "resources": {"cpu": {"cost": 1}}, "minimize": "cost"}',
  E("/dcopt", "1", "null"))
S("place-escapes", r'{"title": "\u00e9\n\r\n\ud83d\ude80\"\/", "dcopt": ‹null, "resources": {"cpu": {"cost": 1}}, "minimize": "cost"}',
  E("/dcopt", "1", "null"))
S("place-crlf", '{\r\n  "title": ‹1,\r\n  "resources": {\r\n    "cpu": { "cost": ‹null },\r\n    "gpu": { "cost": 1 }\r\n  },\r\n  "minimize": ["cost", ‹"cast"]\r\n}\r\n',
  E("/title", "string", "number"), E("/resources/cpu/cost", "number", "null"), E("/minimize/1", "cast", "cost"))
S("place-cr-only", '{\r  "title": ‹1,\r  "resources": {\r    "cpu": { "cost": 1 }\r  },\r  "minimize": "cost", ‹"hello": 1\r}\r',
  E("/title", "string", "number"), E("/hello", "hello"))
S("place-tabs", '{\n\t"title":\t‹1,\n\t"resources": {\n\t\t"cpu":\t{\t"cost":\t1,\t"max":\t‹"2"\t}\n\t},\n\t"minimize": "cost"\n}\n',
  E("/title", "string", "number"), E("/resources/cpu/max", "number", "string", "2"))
S("place-one-line", '{"title":‹1,"resources":{"cpu":{"cost":1,"max":‹"2"}},"demands":{"cost":‹{}},"minimize":"cost"}',
  E("/title", "string", "number"), E("/resources/cpu/max", "number", "string", "2"), E("/demands/cost", "min", "max"))
S("place-far-line", '{' + "\n" * 999 + " " * 500 + '"dcopt": ‹2, ' + TAIL + "}", E("/dcopt", "1", "2"))
S("place-colon-next-line", '{\n"dcopt"\n:\n ‹2\n,' + TAIL + "}", E("/dcopt", "1", "2"))
S("place-unlike-names", '{"resources": {"caf\u00e9": {"cost": 1}, "cafe\u0301": {"cost": 2}}, "dcopt": ‹2, "minimize": "cost"}\n',
  E("/dcopt", "1", "2"))
S("place-duplicate-unicode", '{"title": "🚀🚀", "resources": {›"é": {"cost": 1}, "日": {"cost": 1}, ‹"é": {"cost": 1}}, "minimize": "cost"}\n',
  E("/resources/é", "é", "{0}"))

# -------------------------------------------------------------- spec: many errors
S("many-everywhere", '''
{
  "$schema": ‹7,
  "title": ‹["GPU fleet"],
  "resources": {
    "cpu": { "cost": ‹"1", "compute": 1, "min": 5, "max": ‹3 },
    "gpu": { "cost": 10, "compute": 12, "integer": ‹"yes", ‹"units": 2 },
    "tpu": ‹7
  },
  "demands": { ‹"compite": 1000, "compute": ‹null },
  "budgets": { "cost": { "min": 5, ‹"mex": 7, "max": 9 } },
  "constraints": {
    "spread": ‹{ "terms": { ‹"gpo": 1, "cpu": ‹"x" } },
    "other": ‹{ "max": 5 },
    "third": { "terms": ‹{}, "max": 1, ‹"equals": 1 }
  },
  ‹"demandz": 3,
  "minimize": ["cost", "compute", ‹"cost", ‹4]
}
''', E("/$schema", "string", "number"), E("/title", "string", "list"),
  E("/resources/cpu/cost", "number", "string"), E("/resources/cpu/max", "5", "3"),
  E("/resources/gpu/integer", "true or false", "string", "yes"), E("/resources/gpu/units", "units"),
  E("/resources/tpu", "object", "number"), E("/demands/compite", "compite", "compute"),
  E("/demands/compute", "number", "null"), E("/budgets/cost/mex", "mex", "max"),
  E("/constraints/spread", "min", "max", "equals"), E("/constraints/spread/terms/gpo", "gpo", "gpu"),
  E("/constraints/spread/terms/cpu", "number", "string", "x"), E("/constraints/other", "terms"),
  E("/constraints/third/terms"), E("/constraints/third/equals", "equals", "max"),
  E("/demandz", "demandz", "demand"), E("/minimize/2", "cost"), E("/minimize/3", "number"))
S("many-objective-before-resources", '''
{
  "maximize": [ ‹"spead", "units", "speed", ‹"speed", ‹null, "cost" ],
  ‹"minimize": "cost",
  "budgets": { ‹"watts": 5, "cost": ‹"low" },
  "resources": { "cpu": { "cost": 1, "speed": ‹false }, "gpu": { "cost": 2, "speed": 3 } }
}
''', E("/maximize/0", "spead", "speed"), E("/maximize/3", "speed"), E("/maximize/4", "null"),
  E("/minimize", "maximize", "minimize"), E("/budgets/watts", "watts"),
  E("/budgets/cost", "number", "string", "low"), E("/resources/cpu/speed", "number", "false"))
S("many-missing-and-wrong", '''
‹{
  "title": ‹null,
  "demands": ‹[],
  "budgets": ‹"none",
  "constraints": { "c": ‹3, "d": { "terms": ‹[], "max": ‹{} } },
  ‹"resourcs": { "cpu": 5 },
  "resources": { "cpu": { "max": ‹"1" } }
}
''', E("", "maximize", "minimize"), E("/title", "string", "null"), E("/demands", "object", "list"),
  E("/budgets", "object", "string", "none"), E("/constraints/c", "object", "number"),
  E("/constraints/d/terms", "object", "list"), E("/constraints/d/max", "number", "object"),
  E("/resourcs", "resourcs", "resources"), E("/resources/cpu/max", "number", "string"))
S("many-duplicates", '''
{
  ›"title": "a", ‹"title": "b",
  "resources": {
    ›"cpu": { ›"cost": 1, ‹"cost": 1, ›"min": 0, ‹"min": 0 },
    ‹"cpu": { "cost": 1 }
  },
  "demands": { ›"cost": 1, ‹"cost": 1 },
  "constraints": { ›"c": { "terms": { ›"cpu": 1, ‹"cpu": 1 }, "max": 5 }, ‹"c": { "terms": { "cpu": 1 }, "max": 5 } },
  "minimize": { ›"cost": 1,
    ‹"cost": 1 }
}
''', E("/title", "title", "{0}"), E("/resources/cpu/cost", "cost", "{2}"), E("/resources/cpu/min", "min", "{3}"),
  E("/resources/cpu", "cpu", "{1}"), E("/demands/cost", "cost", "{4}"), E("/constraints/c/terms/cpu", "cpu", "{6}"),
  E("/constraints/c", "{5}"), E("/minimize/cost", "cost", "{7}"))
S("many-model", '''
{
  "model": "energy",
  "title": ‹0,
  "resources": { "CPU": { "energy": 8, "time": ‹"2" }, "GPU": { "energy": 10, "time": 5, "max": ‹-1 } },
  "demand": { "min": 500, "max": ‹300 },
  "budget": { "max": ‹"1000" },
  "demands": { ‹"time": 400, ‹"tine": 4 },
  "budgets": { ‹"energy": 400, ‹"enerby": { "max": 1 } },
  ‹"constrains": 1
}
''', E("/title", "string", "number"), E("/resources/CPU/time", "number", "string", "2"), E("/resources/GPU/max", "-1"),
  E("/demand/max", "500", "300"), E("/budget/max", "number", "string", "1000"), E("/demands/time", "time", "demand"),
  E("/demands/tine", "tine", "time"), E("/budgets/energy", "energy", "budget"), E("/budgets/enerby", "enerby", "energy"),
  E("/constrains", "constrains", "constraints"))
S("many-ranges", '''
{ "resources": { "a1": { "x": 1, "min": 2, "max": ‹1 }, "b1": { "x": 2, "max": ‹-2 }, "c1": { "x": 3, "min": -9, "max": ‹-10 } },
  "demands": { "x": { "min": 4, "max": ‹3 } }, "budgets": { "x": { "max": ‹5, "min": 6 }, "units": ‹{} },
  "minimize": "x" }
''', E("/resources/a1/max", "2", "1"), E("/resources/b1/max", "-2"), E("/resources/c1/max", "-9", "-10"),
  E("/demands/x/max", "4", "3"), E("/budgets/x/max", "6", "5"), E("/budgets/units", "min", "max"))
S("many-resources-not-object", '''
{
  "dcopt": 1, "title": ‹{}, ‹"budgett": 1,
  "resources": ‹["cpu"],
  "demands": { "whatever": ‹"5", "other": ‹{} },
  "constraints": { "c": ‹{ "terms": { "nobody": 1 } } },
  "minimize": ["nothing", ‹7]
}
''', E("/title", "string", "object"), E("/budgett", "budgett", "budget"), E("/resources", "object", "list"),
  E("/demands/whatever", "number", "string", "5"), E("/demands/other", "min", "max"),
  E("/constraints/c", "min", "max", "equals"), E("/minimize/1", "number"))
S("many-200-resources", '{\n  "resources": {\n    "good": {"cost": 1},\n'
  + ",\n".join('    "r%d": {"cost": ‹"free"}' % i for i in range(200)) + '\n  },\n  "minimize": "cost"\n}\n',
  *[E("/resources/r%d/cost" % i, "number", "string", "free") for i in range(200)])
S("many-unknown-keys", "{" + ", ".join('‹"zzzzzz%d": %d' % (i, i) for i in range(50)) + ",\n" + TAIL + "}\n",
  *[E("/zzzzzz%d" % i, "zzzzzz%d" % i) for i in range(50)])
S("many-unicode-one-line", '{"title": ‹5, "resources": {"日本": {"kosten": ‹"€5"}, "🚀": {"kosten": 3, "max": ‹null}}, '
  '"demands": {‹"größe": 4}, "constraints": {"ü": ‹{"terms": {"🚀": 1}}}, "minimize": ["kosten", ‹"ñ"]}\n',
  E("/title", "string", "number"), E("/resources/日本/kosten", "number", "string", "€5"), E("/resources/🚀/max", "number", "null"),
  E("/demands/größe", "größe"), E("/constraints/ü", "min", "max", "equals"), E("/minimize/1", "ñ"))

# -------------------------------------------------------------- errors and warnings
M("error-then-warning", '''
{
  "resources": {
    "cpu": { "cost": ‹"1", "max": 10 },
    "gpu": { "cost": 10, ‹"mex": 300 }
  },
  "minimize": "cost"
}
''', E("/resources/cpu/cost", "number", "string"), W("/resources/gpu/mex", "mex", "max"))
M("warning-then-error", '''
{
  "resources": {
    "cpu": { "cost": 1, ‹"noises": 1, "max": 10 },
    "gpu": { "cost": 10, "max": ‹-4 }
  },
  "demands": { "cost": ‹{} },
  "minimize": "cost"
}
''', W("/resources/cpu/noises", "noises"), E("/resources/gpu/max", "-4"), E("/demands/cost", "min", "max"))
M("interleaved", '''
{ "title": ‹3, "resources": { "日本": { "cost": 1, ‹"colour": 4, "min": ‹null }, "gpu": { "cost": 2, ‹"weight": 7 } },
  "constraints": { "c": ‹{ "terms": { "gpu": 1 } } }, "minimize": "cost", ‹"maximise": "cost" }
''', E("/title", "string", "number"), W("/resources/日本/colour", "colour"), E("/resources/日本/min", "number", "null"),
  W("/resources/gpu/weight", "weight"), E("/constraints/c", "min", "max", "equals"), E("/maximise", "maximise", "maximize"))
M("missing-and-warning", '''
‹{
  "resources": { "cpu": { "cost": 1, ‹"a/b": 2 }, "gpu": { "integer": ‹0 } },
  "budgets": { "cost": 5, "units": ‹"6" }
}
''', E("", "maximize", "minimize"), W("/resources/cpu/a~1b", "a/b"), E("/resources/gpu/integer", "true or false", "number"),
  E("/budgets/units", "number", "string", "6"))
M("errors-before-resources", '''
{ "demands": { ‹"speeed": 4, "speed": 3 }, ›"minimize": "cost", ‹"minimize": "cost",
  "resources": { "cpu": { "speed": 1, "cost": 1, ‹"zone": 3 }, ‹"": { "cost": 1 } } }
''', E("/demands/speeed", "speeed", "speed"), E("/minimize", "minimize", "{0}"),
  W("/resources/cpu/zone", "zone"), E("/resources/"))

# ---------------------------------------------------------------- only warnings
S("word-maxx", '{\n  "resources": {\n    "cpu": { "cost": 1, ‹"maxx": 5 }\n  },\n  "minimize": "cost"\n}\n',
  E("/resources/cpu/maxx", "maxx", "max"))
S("word-intager", '{"resources": {"cpu": {"cost": 1, ‹"intager": 1}}, "minimize": "cost"}',
  E("/resources/cpu/intager", "intager", "integer"))
N("first-occurrence", '''
{
  "resources": {
    "cpu": { "cost": 1 },
    "gpu": { "cost": 1, ‹"heat": 4 },
    "tpu": { "cost": 1 }
  },
  "minimize": "cost"
}
''', W("/resources/gpu/heat", "heat"))
N("several", '''
{ "resources": { "cpu": { ‹"b": 1, "cost": 1, ‹"a": 2, "d": 3 }, "gpu": { "d": 1, ‹"c": 0 } },
  "minimize": "cost" }
''', W("/resources/cpu/b", "b"), W("/resources/cpu/a", "a"), W("/resources/gpu/c", "c"))
N("used-before-resources", '''
{ "minimize": { "cost": 2 }, "demands": { "speed": 1 }, "budgets": { "watts": { "max": 9 } },
  "constraints": { "c": { "terms": { "heat": 1, "cpu": -1 }, "max": 5 } },
  "resources": { "cpu": { "cost": 1, "speed": 1, "watts": 1, "heat": 1, ‹"noise": 1 } } }
''', W("/resources/cpu/noise", "noise"))
N("unicode", '{"title": "é🚀", "resources": {"日本": {"cost": 1, ‹"größe/~": 2}}, "minimize": "cost"}\n',
  W("/resources/日本/größe~1~0", "größe/~"))
S("word-capital", '{"resources": {"cpu": {"cost": 1, ‹"Max": 2}}, "minimize": "cost"}\n', E("/resources/cpu/Max", "max"))
N("resource-term-is-no-use", '{"resources": {"cpu": {"cost": 1, ‹"gpus": 2}, "gpu": {"cost": 1}}, '
  '"constraints": {"c": {"terms": {"gpu": 1}, "max": 5}}, "minimize": "cost"}\n', W("/resources/cpu/gpus", "gpus"))
N("model-own-objective", '{"model": "energy", "budget": 50, "resources": {"CPU": {"energy": 8, ‹"time": 2}}, "maximize": "units"}\n',
  W("/resources/CPU/time", "time"))
N("model-other-attribute", '{"model": "security", "demand": 5, "resources": {"ids": {"cost": 8, "security": 2, ‹"vendor": 2}}}\r\n',
  W("/resources/ids/vendor", "vendor"))
N("crlf-tabs", '{\r\n\t"resources": {\r\n\t\t"cpu": {\t"cost": 1,\t‹"rack": 2 }\r\n\t},\r\n\t"minimize": "cost"\r\n}\r\n',
  W("/resources/cpu/rack", "rack"))


# ------------------------------------------------------------------- checking
def parse(raw):
    def refuse(word):
        raise ValueError(word)
    return json.loads(raw.decode("utf-8"), parse_constant=refuse,
                      object_pairs_hook=lambda pairs: dict(reversed(pairs)))  # the first of equal keys


def resolve(value, pointer):
    for token in pointer.split("/")[1:]:
        token = token.replace("~1", "/").replace("~0", "~")
        value = value[int(token)] if isinstance(value, list) else value[token]


def check():
    sys.setrecursionlimit(20000)
    for name, (raw, found) in CASES.items():
        assert found, name
        places = [(d["line"], d["column"]) for d in found]
        assert places == sorted(places), (name, places)
        kinds = {d["kind"] for d in found}
        severities = {d["severity"] for d in found}
        if kinds == {"json"}:
            assert name.startswith("json-") and len(found) == 1 and found[0]["at"] == "", name
            try:
                parse(raw)
                refused = False
            except ValueError:  # JSONDecodeError, UnicodeDecodeError
                refused = True
            assert refused != (name in STRICTER), (name, refused)
            continue
        assert kinds == {"spec"}, name
        value = parse(raw)
        for d in found:
            resolve(value, d["at"])  # every pointer is there: missing things are put at their object
        assert severities == {"warn": {"warning"}, "mixe": {"warning", "error"}, "spec": {"error"}}[name[:4]], name
    assert STRICTER <= set(CASES), STRICTER - set(CASES)


def write():
    files = {name + ".json": raw for name, (raw, _) in CASES.items()}
    expected = [{"file": name, "diagnostics": CASES[name[:-5]][1]} for name in sorted(files)]
    lines = []
    for e in expected:
        rows = ",\n".join("    " + json.dumps(d, ensure_ascii=False) for d in e["diagnostics"])
        lines.append('  {"file": %s, "diagnostics": [\n%s\n  ]}' % (json.dumps(e["file"]), rows))
    files["expected.json"] = ("[\n" + ",\n".join(lines) + "\n]\n").encode("utf-8")
    assert json.loads(files["expected.json"]) == expected
    changed = []
    for name, raw in sorted(files.items()):
        path = os.path.join(HERE, name)
        old = None
        if os.path.exists(path):
            with open(path, "rb") as f:
                old = f.read()
        if old != raw:
            changed.append(name)
            if "--check" not in sys.argv[1:]:
                with open(path, "wb") as f:
                    f.write(raw)
    stray = sorted(n for n in os.listdir(HERE) if n.endswith(".json") and n not in files)
    return len(files) - 1, changed, stray


if __name__ == "__main__":
    check()
    count, changed, stray = write()
    print("%d files, %d diagnostics; %d changed" % (count, sum(len(f) for _, f in CASES.values()), len(changed)))
    for name in stray:
        print("no case writes " + name, file=sys.stderr)
    sys.exit(1 if stray or ("--check" in sys.argv[1:] and changed) else 0)
