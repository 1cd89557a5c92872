// SPDX-License-Identifier: GPL-3.0-or-later

/// The format of what `solve` and `batch` print.
public enum ResultFormat {
  /// A JSON Schema (2020-12) of results, as JSON text.
  public static let schema = #"""
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "dcopt result, version 1",
      "type": "object",
      "required": ["dcopt", "status"],
      "properties": {
        "dcopt": {"const": 1},
        "status": {
          "description": "invalid and failed: only where many specs are answered, a line each.",
          "enum": ["optimal", "infeasible", "unbounded", "stopped", "invalid", "failed"]
        }
      },
      "oneOf": [
        {"$ref": "#/$defs/answer"}, {"$ref": "#/$defs/invalid"}, {"$ref": "#/$defs/failed"}
      ],
      "$defs": {
        "number or null": {"type": ["number", "null"]},
        "answer": {
          "required": ["objective", "proof"],
          "properties": {
            "dcopt": {},
            "status": {"enum": ["optimal", "infeasible", "unbounded", "stopped"]},
            "objective": {"$ref": "#/$defs/objective"},
            "allocation": {
              "description": "Resource: amount. Left out where there is no plan.",
              "type": "object", "additionalProperties": {"type": "number"}
            },
            "resources": {
              "type": "object", "additionalProperties": {"$ref": "#/$defs/resource"}
            },
            "demands": {"type": "object", "additionalProperties": {"$ref": "#/$defs/row"}},
            "budgets": {"type": "object", "additionalProperties": {"$ref": "#/$defs/row"}},
            "constraints": {"type": "object", "additionalProperties": {"$ref": "#/$defs/row"}},
            "conflict": {
              "description": "Parts of the spec that cannot hold together, with none to spare.",
              "type": "array",
              "items": {
                "type": "object", "required": ["at", "says"], "additionalProperties": false,
                "properties": {"at": {"type": "string"}, "says": {"type": "string"}}
              }
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
            "repair_weights": {
              "description": "What a change costs at some places; 1 elsewhere.",
              "type": "object",
              "additionalProperties": {
                "anyOf": [{"type": "number", "exclusiveMinimum": 0}, {"const": "never"}]
              }
            },
            "alternatives": {
              "type": "object", "required": ["unique", "amounts"], "additionalProperties": false,
              "properties": {
                "unique": {"type": "boolean"},
                "amounts": {"type": "object", "additionalProperties": {"$ref": "#/$defs/range"}}
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
        "objective": {
          "type": "object", "required": ["sense"], "additionalProperties": false,
          "properties": {
            "sense": {"enum": ["minimize", "maximize"]},
            "value": {"type": "number"},
            "terms": {
              "type": "object", "additionalProperties": {"$ref": "#/$defs/number or null"}
            },
            "stays_optimal": {
              "type": "object", "additionalProperties": {"$ref": "#/$defs/range"}
            }
          }
        },
        "resource": {
          "type": "object", "required": ["amount", "reduced_cost", "at"],
          "additionalProperties": false,
          "properties": {
            "amount": {"type": "number"},
            "reduced_cost": {"$ref": "#/$defs/number or null"},
            "at": {"enum": ["min", "max", "fixed", "between"]},
            "prices": {
              "type": "object", "additionalProperties": false,
              "properties": {
                "min": {"$ref": "#/$defs/prices"}, "max": {"$ref": "#/$defs/prices"}
              }
            }
          }
        },
        "row": {
          "type": "object", "required": ["total", "slack", "shadow_price"],
          "additionalProperties": false,
          "properties": {
            "min": {"type": "number"}, "max": {"type": "number"},
            "total": {"type": "number"}, "slack": {"type": "number"},
            "shadow_price": {"$ref": "#/$defs/number or null"},
            "prices": {"$ref": "#/$defs/prices"}
          }
        },
        "prices": {
          "type": "object", "required": ["more", "less", "from", "to"],
          "additionalProperties": false,
          "properties": {
            "more": {"$ref": "#/$defs/number or null"},
            "more_because": {"const": "infeasible"},
            "less": {"$ref": "#/$defs/number or null"},
            "less_because": {"const": "infeasible"},
            "from": {"$ref": "#/$defs/number or null"},
            "to": {"$ref": "#/$defs/number or null"}
          }
        },
        "range": {
          "type": "object", "required": ["from", "to"], "additionalProperties": false,
          "properties": {
            "from": {"$ref": "#/$defs/number or null"}, "to": {"$ref": "#/$defs/number or null"}
          }
        },
        "proof": {
          "type": "object", "required": ["verified", "method"], "additionalProperties": false,
          "properties": {
            "verified": {"type": "boolean"},
            "bound": {"type": "number"}, "gap": {"type": "number"},
            "largest_violation": {"type": "number"},
            "method": {"enum": ["exact", "exact search", "search", "tolerance", "none"]},
            "relaxation_bound": {"type": "number"}
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
                  "line": {"type": "integer", "minimum": 1},
                  "column": {"type": "integer", "minimum": 1},
                  "at": {"type": "string"},
                  "severity": {"enum": ["error", "warning"]},
                  "kind": {"enum": ["json", "spec", "model"]},
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
