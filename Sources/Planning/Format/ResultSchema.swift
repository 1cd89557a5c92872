// SPDX-License-Identifier: GPL-3.0-or-later

/// The format of what `solve` and `batch` print.
public enum ResultFormat {
  /// A JSON Schema (2020-12) of results, as JSON text.
  static func schema(with formats: [SectionFormat]) -> String {
    func members(_ figures: [SectionFormat.Figure]) -> String {
      figures.map { figure in
        "\"\(figure.name)\": {\"description\": \"\(figure.says)\", \"$ref\": "
          + "\"#/$defs/\(figure.isFlag ? "flags" : "series")\"}"
      }.joined(separator: ", ")
    }
    func further(_ figures: (SectionFormat) -> [SectionFormat.Figure]) -> String {
      let all = formats.flatMap(figures)
      return all.isEmpty ? "" : members(all) + ","
    }
    let rows = formats.flatMap(\.rows).map { "\"\($0)\": {\"$ref\": \"#/$defs/rows\"}," }
      .joined(separator: "\n")
    let groups = formats.flatMap(\.groups).map { group in
      """
      "\(group.name)": {
        "description": "\(group.says)", "type": "object",
        "additionalProperties": {
          "type": "object", \(group.figures.isEmpty
            ? "\"additionalProperties\": {\"$ref\": \"#/$defs/series\"}"
            : "\"additionalProperties\": false, \"properties\": {\(members(group.figures))}")
        }
      },
      """
    }.joined(separator: "\n")
    return text.replacing("\"@groups\",", with: groups)
      .replacing("\"@rows\",", with: rows)
      .replacing("\"@resource\",", with: further(\.resultOfResource))
      .replacing("\"@limit\",", with: further(\.resultOfLimit))
  }

  /// With a mark wherever sections add something.
  private static let text = #"""
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "dcopt result, version 1",
      "type": "object",
      "required": ["dcopt", "status"],
      "properties": {
        "dcopt": {"const": 1},
        "status": {
          "description": "invalid and failed: only where many specs are answered, a line each.",
          "enum": ["optimal", "infeasible", "unbounded", "stopped", "within_gap", "invalid", "failed"]
        }
      },
      "oneOf": [
        {"$ref": "#/$defs/answer"}, {"$ref": "#/$defs/invalid"}, {"$ref": "#/$defs/failed"}
      ],
      "$defs": {
        "numberOrNull": {"type": ["number", "null"]},
        "series": {
          "description": "A number; with periods, a list with one a period.",
          "anyOf": [{"type": "number"}, {"type": "array", "items": {"type": "number"}}]
        },
        "flags": {
          "description": "Yes or no; with periods, a list with one a period.",
          "anyOf": [{"type": "boolean"}, {"type": "array", "items": {"type": "boolean"}}]
        },
        "seriesOrNull": {"anyOf": [{"type": "null"}, {"$ref": "#/$defs/series"}]},
        "rows": {"type": "object", "additionalProperties": {"$ref": "#/$defs/row"}},
        "answer": {
          "required": ["objective", "proof"],
          "properties": {
            "dcopt": {},
            "status": {"enum": ["optimal", "infeasible", "unbounded", "stopped", "within_gap"]},
            "periods": {
              "description": "The names of the spec's periods, or how many there are.",
              "anyOf": [
                {"type": "integer", "minimum": 1},
                {"type": "array", "minItems": 1, "items": {"type": "string"}}
              ]
            },
            "objective": {"$ref": "#/$defs/objective"},
            "priorities": {"type": "array", "items": {"$ref": "#/$defs/objective"}},
            "allocation": {
              "description": "Resource: amount. Left out where there is no plan.",
              "type": "object", "additionalProperties": {"$ref": "#/$defs/series"}
            },
            "resources": {
              "type": "object", "additionalProperties": {"$ref": "#/$defs/resource"}
            },
            "demands": {"$ref": "#/$defs/limits"},
            "budgets": {"$ref": "#/$defs/limits"},
            "constraints": {"$ref": "#/$defs/rows"},
            "placement": {
              "description": "Workload: resource: amount.",
              "type": "object",
              "additionalProperties": {
                "type": "object", "additionalProperties": {"$ref": "#/$defs/series"}
              }
            },
            "workloads": {
              "type": "object",
              "additionalProperties": {
                "type": "object", "required": ["needs"], "additionalProperties": false,
                "properties": {
                  "level": {"type": "number"}, "needs": {"$ref": "#/$defs/rows"},
                  "share": {"$ref": "#/$defs/row"}
                }
              }
            },
            "@rows",
            "totals": {
              "description": "Attribute: its total, unweighted.",
              "type": "object", "additionalProperties": {"$ref": "#/$defs/series"}
            },
            "@groups",
            "over_scenarios": {
              "description": "With scenarios: what counts over them.",
              "anyOf": [
                {"enum": ["mean", "worst"]},
                {"type": "object", "required": ["tail"], "additionalProperties": false,
                 "properties": {"tail": {"type": "number"}}}
              ]
            },
            "purchases": {
              "description": "What is bought in all scenarios alike, by resource.",
              "type": "object", "additionalProperties": {"$ref": "#/$defs/series"}
            },
            "chances": {
              "description": "Demands that may be missed in some scenarios.",
              "type": "object",
              "additionalProperties": {
                "type": "object", "required": ["probability", "held", "missed_in"],
                "additionalProperties": false,
                "properties": {
                  "probability": {"type": "number"}, "held": {"type": "number"},
                  "missed_in": {"type": "array", "items": {"type": "string"}}
                }
              }
            },
            "scenarios": {
              "description": "What the plan is in each; what is committed is the same in all.",
              "type": "object", "additionalProperties": {"$ref": "#/$defs/scenario"}
            },
            "losses": {"$ref": "#/$defs/losses"},
            "value_of": {
              "description": "What planning for scenarios, and knowing which one comes, is worth.",
              "type": "object", "required": ["planning", "knowing"],
              "additionalProperties": false,
              "properties": {
                "planning": {"$ref": "#/$defs/numberOrNull"},
                "planning_because": {"const": "infeasible"},
                "knowing": {"$ref": "#/$defs/numberOrNull"}
              }
            },
            "conflict": {
              "description": "Parts of the spec that cannot hold together, with none to spare.",
              "type": "array",
              "items": {
                "type": "object", "required": ["at", "says"], "additionalProperties": false,
                "properties": {
                  "at": {"type": "string"}, "says": {"type": "string"},
                  "undecided": {
                    "description": "Whether the others could hold without it was not decided.",
                    "const": true
                  }
                }
              }
            },
            "repair_proved": {
              "description": "Whether a lesser change would do was not decided.", "const": false
            },
            "repair": {
              "description": "The least change that gives the spec a plan.",
              "type": "array",
              "items": {
                "type": "object", "required": ["at", "from", "to"], "additionalProperties": false,
                "properties": {
                  "at": {"type": "string"}, "from": {"type": "number"}, "to": {"type": "number"}
                }
              }
            },
            "repair_alone": {
              "description": "A number that gives the spec a plan alone, where repair has several.",
              "type": "object", "required": ["at", "from", "to"], "additionalProperties": false,
              "properties": {
                "at": {"type": "string"}, "from": {"type": "number"}, "to": {"type": "number"}
              }
            },
            "moves": {
              "description": "With --from: what changes of the running plan.",
              "type": "array",
              "items": {
                "type": "object", "required": ["resource", "from", "to"],
                "additionalProperties": false,
                "properties": {
                  "workload": {"type": "string"}, "resource": {"type": "string"},
                  "period": {"type": "string"},
                  "from": {"type": "number"}, "to": {"type": "number"}
                }
              }
            },
            "move_cost": {"type": "number"},
            "repair_weights": {
              "description": "What a change costs at some places; 1 elsewhere.",
              "type": "object",
              "additionalProperties": {
                "anyOf": [{"type": "number", "exclusiveMinimum": 0}, {"const": "never"}]
              }
            },
            "alternatives": {
              "type": "object", "required": ["amounts"], "additionalProperties": false,
              "properties": {
                "unique": {"type": "boolean"},
                "amounts": {
                  "type": "object",
                  "additionalProperties": {
                    "anyOf": [
                      {"$ref": "#/$defs/range"},
                      {"type": "array", "items": {"$ref": "#/$defs/range"}}
                    ]
                  }
                }
              }
            },
            "direction": {
              "description": "An unbounded spec: what grows for ever, and in which proportion.",
              "type": "object", "additionalProperties": {"type": "number"}
            },
            "proof": {"$ref": "#/$defs/proof"},
            "statistics": {"$ref": "#/$defs/statistics"}
          },
          "additionalProperties": false
        },
        "scenario": {
          "type": "object", "required": ["probability", "objective", "allocation"],
          "additionalProperties": false,
          "properties": {
            "probability": {"type": "number"},
            "weight": {"type": "number"},
            "objective": {"$ref": "#/$defs/objective"},
            "allocation": {
              "type": "object", "additionalProperties": {"$ref": "#/$defs/series"}
            },
            "resources": {
              "type": "object", "additionalProperties": {"$ref": "#/$defs/resource"}
            },
            "demands": {"$ref": "#/$defs/rows"},
            "budgets": {"$ref": "#/$defs/rows"},
            "constraints": {"$ref": "#/$defs/rows"},
            "placement": {"type": "object"},
            "workloads": {"type": "object"},
            "@rows",
            "totals": {
              "type": "object", "additionalProperties": {"$ref": "#/$defs/series"}
            },
            "@groups",
            "losses": {"$ref": "#/$defs/losses"}
          }
        },
        "losses": {
          "description": "What is placed, and what comes of it, after each loss.",
          "type": "object",
          "additionalProperties": {
            "type": "object", "additionalProperties": false,
            "properties": {
              "demands": {"$ref": "#/$defs/rows"},
              "budgets": {"$ref": "#/$defs/rows"},
              "constraints": {"$ref": "#/$defs/rows"},
              "placement": {"type": "object"},
              "workloads": {"type": "object"},
              "@rows",
              "@groups",
              "moves": {"type": "array"},
              "move_cost": {"type": "number"}
            }
          }
        },
        "objective": {
          "type": "object", "required": ["sense"], "additionalProperties": false,
          "properties": {
            "sense": {"enum": ["minimize", "maximize"]},
            "worst": {"type": "string"},
            "value": {"type": "number"},
            "terms": {
              "type": "object", "additionalProperties": {"$ref": "#/$defs/numberOrNull"}
            },
            "penalties": {"type": "number"},
            "best": {"type": "number"},
            "within": {"type": "number"},
            "move_cost": {"type": "number"},
            "stays_optimal": {
              "type": "object", "additionalProperties": {"$ref": "#/$defs/range"}
            }
          }
        },
        "resource": {
          "type": "object", "required": ["amount", "reduced_cost", "at"],
          "additionalProperties": false,
          "properties": {
            "amount": {"$ref": "#/$defs/series"},
            "bought": {"$ref": "#/$defs/series"},
            "used": {"$ref": "#/$defs/series"},
            "@resource",
            "reduced_cost": {"$ref": "#/$defs/seriesOrNull"},
            "at": {
              "anyOf": [
                {"$ref": "#/$defs/at"}, {"type": "array", "items": {"$ref": "#/$defs/at"}}
              ]
            },
            "prices": {
              "type": "object", "additionalProperties": false,
              "properties": {
                "min": {"$ref": "#/$defs/pricesOverTime"},
                "max": {"$ref": "#/$defs/pricesOverTime"}
              }
            }
          }
        },
        "at": {"enum": ["min", "max", "fixed", "between"]},
        "row": {
          "type": "object", "required": ["total", "slack", "shadow_price"],
          "additionalProperties": false,
          "properties": {
            "min": {"$ref": "#/$defs/series"}, "max": {"$ref": "#/$defs/series"},
            "total": {"$ref": "#/$defs/series"}, "slack": {"$ref": "#/$defs/series"},
            "shadow_price": {"$ref": "#/$defs/seriesOrNull"},
            "missed": {"$ref": "#/$defs/series"},
            "prices": {"$ref": "#/$defs/pricesOverTime"}
          }
        },
        "limits": {"type": "object", "additionalProperties": {"$ref": "#/$defs/limit"}},
        "limit": {
          "type": "object", "required": ["total", "slack", "shadow_price"],
          "additionalProperties": false,
          "properties": {
            "min": {"$ref": "#/$defs/series"}, "max": {"$ref": "#/$defs/series"},
            "total": {"$ref": "#/$defs/series"}, "slack": {"$ref": "#/$defs/series"},
            "shadow_price": {"$ref": "#/$defs/seriesOrNull"},
            "missed": {"$ref": "#/$defs/series"},
            "@limit",
            "prices": {"$ref": "#/$defs/pricesOverTime"}
          }
        },
        "pricesOverTime": {
          "anyOf": [
            {"$ref": "#/$defs/prices"}, {"type": "array", "items": {"$ref": "#/$defs/prices"}}
          ]
        },
        "prices": {
          "type": "object", "required": ["more", "less", "from", "to"],
          "additionalProperties": false,
          "properties": {
            "more": {"$ref": "#/$defs/numberOrNull"},
            "more_because": {"const": "infeasible"},
            "less": {"$ref": "#/$defs/numberOrNull"},
            "less_because": {"const": "infeasible"},
            "from": {"$ref": "#/$defs/numberOrNull"},
            "to": {"$ref": "#/$defs/numberOrNull"}
          }
        },
        "range": {
          "type": "object", "required": ["from", "to"], "additionalProperties": false,
          "properties": {
            "from": {"$ref": "#/$defs/numberOrNull"}, "to": {"$ref": "#/$defs/numberOrNull"}
          }
        },
        "proof": {
          "type": "object", "required": ["verified", "method"], "additionalProperties": false,
          "properties": {
            "verified": {"type": "boolean"},
            "bound": {"type": "number"}, "gap": {"type": "number"},
            "largest_violation": {"type": "number"},
            "method": {
              "enum": ["exact", "exact basis", "exact search", "tolerance", "none"]
            },
            "relaxation_bound": {"type": "number"},
            "bases": {"type": "array", "items": {"type": "string"}}
          }
        },
        "statistics": {
          "type": "object", "required": ["rows", "columns", "nonzeros", "integers"],
          "additionalProperties": false,
          "properties": {
            "rows": {"$ref": "#/$defs/count"}, "columns": {"$ref": "#/$defs/count"},
            "nonzeros": {"$ref": "#/$defs/count"}, "integers": {"$ref": "#/$defs/count"},
            "method": {"type": "string"}, "why": {"type": "string"},
            "method_iterations": {"$ref": "#/$defs/count"}, "pivots": {"$ref": "#/$defs/count"},
            "fell_back": {"type": "boolean"}
          }
        },
        "count": {"type": "integer", "minimum": 0},
        "invalid": {
          "required": ["diagnostics"],
          "properties": {
            "dcopt": {},
            "status": {"const": "invalid"},
            "diagnostics": {
              "type": "array", "minItems": 1,
              "items": {
                "type": "object",
                "required": ["line", "column", "at", "severity", "kind", "says"],
                "additionalProperties": false,
                "properties": {
                  "file": {"description": "A table that the spec names.", "type": "string"},
                  "line": {"type": "integer", "minimum": 1},
                  "column": {"type": "integer", "minimum": 1},
                  "at": {"type": "string"},
                  "severity": {"enum": ["error", "warning"]},
                  "kind": {"enum": ["json", "spec", "yaml", "model", "csv"]},
                  "says": {"type": "string"}
                }
              }
            }
          },
          "additionalProperties": false
        },
        "failed": {
          "required": ["because"],
          "properties": {
            "dcopt": {}, "status": {"const": "failed"}, "because": {"type": "string"}
          },
          "additionalProperties": false
        }
      }
    }
    """#
}
