// swift-tools-version: 6.0
// SPDX-License-Identifier: GPL-3.0-or-later
import PackageDescription

let package = Package(
  name: "dcopt",
  products: [.executable(name: "dcopt", targets: ["dcopt"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    // Only the tests' oracle counts with it; the program counts with GMP.
    .package(url: "https://github.com/attaswift/BigInt", from: "6.0.1"),
  ],
  targets: [
    .systemLibrary(name: "CGLPK", providers: [.apt(["libglpk-dev"])]),
    .systemLibrary(name: "CYAML", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CGMP", providers: [.apt(["libgmp-dev"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .target(
      name: "GLPKGuard", dependencies: ["CGLPK"], linkerSettings: [.linkedLibrary("glpk")]),
    .target(name: "SystemMemory"),
    .target(name: "SystemThreads"),
    .target(name: "JSONText"),
    .target(name: "YAMLText", dependencies: ["CYAML", "JSONText"]),
    .target(name: "ExactNumbers", dependencies: ["CGMP"]),
    .target(name: "ProgramText", dependencies: ["CZlib", "ExactNumbers", "JSONText"]),
    .target(name: "LinearProgram", dependencies: ["ExactNumbers"]),
    .target(name: "SparseElimination", dependencies: ["ExactNumbers"]),
    .target(
      name: "ExactSimplex",
      dependencies: ["CGMP", "ExactNumbers", "LinearProgram", "SparseElimination"]),
    .target(
      name: "ParametricProgramming",
      dependencies: ["ExactNumbers", "ExactSimplex", "LinearProgram", "SystemThreads"]),
    .target(
      name: "NumericalMethods",
      dependencies: ["LinearProgram", "SparseElimination", "SystemThreads"]),
    .target(
      name: "IntegerSearch",
      dependencies: ["ExactNumbers", "ExactSimplex", "LinearProgram", "NumericalMethods"]),
    .target(
      name: "GLPKSolver",
      dependencies: [
        "ExactNumbers", "ExactSimplex", "GLPKGuard", "IntegerSearch", "LinearProgram",
        "NumericalMethods", "ParametricProgramming", "ProgramText", "SystemThreads",
      ]),
    .target(
      name: "Planning",
      dependencies: [
        "ExactNumbers", "ExactSimplex", "IntegerSearch", "JSONText", "LinearProgram",
        "NumericalMethods", "ParametricProgramming", "ProgramText", "YAMLText",
      ]),
    .target(
      name: "PlanSolving",
      dependencies: ["ExactSimplex", "GLPKSolver", "JSONText", "Planning", "ProgramText"]),
    .executableTarget(
      name: "dcopt",
      dependencies: [
        "ExactNumbers", "ExactSimplex", "GLPKSolver", "JSONText", "LinearProgram",
        "ParametricProgramming", "PlanSolving", "Planning", "SystemMemory", "SystemThreads",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(
      name: "proof-benchmark",
      dependencies: ["ExactNumbers", "ExactSimplex", "GLPKSolver", "LinearProgram"],
      path: "benchmarks/proof", exclude: ["RESULTS.md"]),
    // Only `make bench` builds it.
    .executableTarget(
      name: "dcopt-bench",
      dependencies: ["ExactNumbers", "ExactSimplex", "GLPKSolver", "JSONText", "LinearProgram"]),
    .target(name: "Oracle", dependencies: ["BigInt"], path: "Tests/Oracle"),
    .target(
      name: "Instances", dependencies: ["ExactNumbers", "LinearProgram", "ParametricProgramming"],
      path: "Tests/Instances"),
    .target(
      name: "Programs", dependencies: ["ExactNumbers", "LinearProgram", "Oracle"],
      path: "Tests/Programs"),
    .executableTarget(
      name: "what-if",
      dependencies: [
        "ExactNumbers", "ExactSimplex", "GLPKSolver", "Instances", "LinearProgram",
        "ParametricProgramming",
      ],
      path: "benchmarks/what-if", exclude: ["RESULTS.md", "run.sh"],
      linkerSettings: [.linkedLibrary("m")]),
    // Only `make fuzz-readers` builds it to be run, with the address sanitizer.
    .executableTarget(
      name: "fuzz-readers",
      dependencies: [
        "ExactNumbers", "GLPKSolver", "JSONText", "Planning", "ProgramText", "YAMLText",
      ],
      path: "Tests/Campaigns/Readers"),
    .testTarget(name: "OracleTests", dependencies: ["Oracle"]),
    .testTarget(name: "JSONTextTests", dependencies: ["JSONText"]),
    .testTarget(
      name: "ProgramTextTests", dependencies: ["ExactNumbers", "JSONText", "Oracle", "ProgramText"]),
    .testTarget(name: "ExactNumbersTests", dependencies: ["ExactNumbers", "Oracle", "Programs"]),
    .testTarget(
      name: "LinearProgramTests",
      dependencies: ["ExactNumbers", "LinearProgram", "Oracle", "Programs"]),
    .testTarget(
      name: "ExactSimplexTests",
      dependencies: ["ExactNumbers", "ExactSimplex", "LinearProgram", "Oracle", "Programs"]),
    .testTarget(
      name: "ParametricProgrammingTests",
      dependencies: [
        "ExactNumbers", "ExactSimplex", "LinearProgram", "Oracle", "ParametricProgramming",
        "Programs",
      ]),
    .testTarget(
      name: "IntegerSearchTests",
      dependencies: [
        "ExactNumbers", "IntegerSearch", "LinearProgram", "NumericalMethods", "Oracle",
      ]),
    .testTarget(
      name: "NumericalMethodsTests",
      dependencies: [
        "ExactNumbers", "ExactSimplex", "LinearProgram", "NumericalMethods", "Oracle",
      ]
    ),
    .testTarget(
      name: "GLPKSolverTests",
      dependencies: [
        "ExactNumbers", "ExactSimplex", "GLPKGuard", "GLPKSolver", "Instances", "LinearProgram",
        "NumericalMethods", "Oracle", "ParametricProgramming",
      ]),
    .testTarget(
      name: "PlanningTests",
      dependencies: [
        "ExactNumbers", "ExactSimplex", "GLPKSolver", "JSONText", "LinearProgram", "Oracle",
        "ParametricProgramming", "PlanSolving", "Planning", "ProgramText",
      ],
      exclude: ["Fixtures"]),
    // A whole section of the spec, added without a line changed in Sources.
    .testTarget(
      name: "SectionTests",
      dependencies: [
        "ExactNumbers", "JSONText", "LinearProgram", "Oracle", "PlanSolving", "Planning", "dcopt",
      ],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "dcoptTests",
      dependencies: [
        "ExactNumbers", "ExactSimplex", "GLPKSolver", "JSONText", "LinearProgram", "Oracle",
        "PlanSolving", "Planning", "YAMLText", "dcopt",
      ],
      exclude: ["Fixtures"]),
  ],
  swiftLanguageModes: [.v6]
)
