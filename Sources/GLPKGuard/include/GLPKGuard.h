// SPDX-License-Identifier: GPL-3.0-or-later
//
// GLPK reports misuse and exhaustion by printing and calling abort(). Here every call into it sits
// between a setjmp and a longjmp in one C function, so that such an end becomes a return code
// ("Error handling", chapter 6.1 of the GLPK manual: glp_error_hook). Nothing jumps across a frame
// of another language, and no GLPK object outlives a call.
#ifndef GLPK_GUARD_H
#define GLPK_GUARD_H

#include "GLPKModel.h"

/// A program in GLPK's terms. Arrays start at 0; `row_index` holds row numbers from 0.
/// A bound of ±DBL_MAX or beyond is no bound.
typedef struct {
  const char *name; ///< may be NULL
  int rows, columns;
  int maximize;
  const double *row_lower, *row_upper;
  const double *column_lower, *column_upper;
  const double *cost;
  const int *column_start; ///< columns + 1 places into row_index and value
  const int *row_index;
  const double *value;
} guard_problem;

enum guard_method { GUARD_DUAL = 0, GUARD_PRIMAL = 1 };

enum guard_start {
  GUARD_START_ADVANCED = 0, ///< GLPK's triangular basis (glp_adv_basis)
  GUARD_START_STANDARD = 1, ///< all rows basic (glp_std_basis)
  GUARD_START_GIVEN = 2,    ///< the statuses in the result; the advanced one where it is singular
};

/// Who is told, on the thread that solves, what GLPK does. It must not jump and not call GLPK.
typedef struct {
  void *info;
  /// All that GLPK prints, in pieces that need not be lines; NULL: GLPK prints nothing.
  void (*say)(void *info, const char *text);
  /// Now and then: where the simplex method is, and the objective of its basis, which need not be
  /// feasible.
  void (*pass)(void *info, int pivots, double objective);
} guard_watch;

typedef struct {
  enum guard_method method;
  int zero_cost;          ///< leave the costs out: only feasibility is asked
  enum guard_start start;
  int flip;               ///< dual simplex: the long-step ratio test (GLP_RT_FLIP)
  int no_scaling;         ///< solve in the units of the problem
  double dual_tolerance;  ///< on the costs divided by the largest; 0: GLPK's own
  double primal_tolerance; ///< 0: GLPK's own
  int iteration_limit;    ///< 0: none
  int time_limit_ms;      ///< INT_MAX: none
  int memory_limit_mb;    ///< 0: none
  const guard_watch *watch; ///< may be NULL
} guard_options;

/// Statuses of variables: GLPK's own numbers (GLP_BS 1, GLP_NL 2, GLP_NU 3, GLP_NF 4, GLP_NS 5).
typedef struct {
  int *column_status, *row_status; ///< in and out; the caller's arrays
  double *column_value;            ///< out; the caller's array
  double objective;
  int iterations;   ///< of the simplex method
  int outcome;      ///< enum guard_outcome
  char message[400]; ///< what GLPK printed before it gave up
} guard_result;

enum guard_outcome {
  GUARD_OPTIMAL = 0,
  GUARD_INFEASIBLE = 1,
  GUARD_UNBOUNDED = 2,
  GUARD_UNDECIDED = 3,
  GUARD_STOPPED_FEASIBLE = 4,
  GUARD_STOPPED = 5,
  GUARD_ABORTED = 6,
};

/// Solves the problem and leaves nothing behind on the thread. Safe on several threads at once.
void guard_solve(const guard_problem *problem, const guard_options *options, guard_result *result);

/// The version of GLPK that is linked, say "5.0".
const char *guard_version(void);

/// Makes every solve that runs, on any thread, stop soon with what it has. A signal handler may
/// call it. It lasts until `guard_resume`.
void guard_interrupt(void);
void guard_resume(void);
int guard_is_interrupted(void);

#include "GLPKSession.h"

#endif
