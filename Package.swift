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
    .target(
      name: "GLPKGuard", dependencies: ["CGLPK"], linkerSettings: [.linkedLibrary("glpk")]),
    .target(name: "SystemThreads"),
    .target(name: "JSONText"),
    .target(name: "YAMLText", dependencies: ["CYAML", "JSONText"]),
    .target(name: "LinearProgram", dependencies: ["CGMP", "SystemThreads"]),
    .target(name: "CrashBasis", dependencies: ["LinearProgram", "SystemThreads"]),
    .target(
      name: "GLPKSolver",
      dependencies: ["CrashBasis", "GLPKGuard", "LinearProgram", "SystemThreads"]),
    .target(
      name: "Planning", dependencies: ["GLPKSolver", "JSONText", "LinearProgram", "YAMLText"]),
    .executableTarget(
      name: "dcopt",
      dependencies: [
        "JSONText", "Planning", "SystemThreads",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(
      name: "proof-benchmark", dependencies: ["GLPKSolver", "LinearProgram"],
      path: "benchmarks/proof", exclude: ["RESULTS.md"]),
    // Only `make bench` builds it.
    .executableTarget(
      name: "dcopt-bench", dependencies: ["CrashBasis", "GLPKSolver", "JSONText", "LinearProgram"]),
    .target(name: "Oracle", dependencies: ["BigInt"], path: "Tests/Oracle"),
    .target(name: "Instances", dependencies: ["LinearProgram"], path: "Tests/Instances"),
    .executableTarget(
      name: "what-if", dependencies: ["GLPKSolver", "Instances", "LinearProgram"],
      path: "benchmarks/what-if", exclude: ["RESULTS.md", "run.sh"],
      linkerSettings: [.linkedLibrary("m")]),
    .testTarget(name: "OracleTests", dependencies: ["Oracle"]),
    .testTarget(name: "JSONTextTests", dependencies: ["JSONText"]),
    .testTarget(name: "LinearProgramTests", dependencies: ["LinearProgram", "Oracle"]),
    .testTarget(
      name: "CrashBasisTests",
      dependencies: ["CrashBasis", "GLPKSolver", "LinearProgram", "Oracle"]
    ),
    .testTarget(
      name: "GLPKSolverTests",
      dependencies: [
        "CrashBasis", "GLPKGuard", "GLPKSolver", "Instances", "LinearProgram", "Oracle",
      ]),
    .testTarget(
      name: "PlanningTests",
      dependencies: ["GLPKSolver", "JSONText", "LinearProgram", "Oracle", "Planning"],
      exclude: ["Fixtures"]),
    // A whole section of the spec, added without a line changed in Sources.
    .testTarget(
      name: "SectionTests", dependencies: ["JSONText", "LinearProgram", "Planning", "dcopt"]),
    .testTarget(
      name: "dcoptTests",
      dependencies: ["JSONText", "LinearProgram", "Oracle", "Planning", "YAMLText", "dcopt"],
      exclude: ["Fixtures"]),
  ],
  swiftLanguageModes: [.v6]
)
