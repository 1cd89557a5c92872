// SPDX-License-Identifier: GPL-3.0-or-later
//
// A problem that stays in GLPK between solves, so that each begins in the basis of the one before.
//
// GLPK keeps everything that belongs to a thread in that thread's environment, and an abort loses
// all of it (`GLPKGuard.h`). So a session has a thread of its own, on which every call into GLPK
// for it is made, each between a setjmp and a longjmp in one C function: guard_solve and other
// sessions may do as they like meanwhile. After an abort the session holds no GLPK object any more,
// and each later solve returns GUARD_ABORTED.
#ifndef GLPK_SESSION_H
#define GLPK_SESSION_H

#include "GLPKGuard.h"

typedef struct guard_session guard_session;

/// What is to change before a solve. Indexes start at 0; a bound of ±DBL_MAX or beyond is none.
typedef struct {
  int row_count;
  const int *row;
  const double *row_lower, *row_upper;
  int column_count;
  const int *column;
  const double *column_lower, *column_upper;
  int cost_count;
  const int *cost_column;
  const double *cost;
  enum guard_method method; ///< dual or primal
  int start_is_given;       ///< begin from the statuses in the result, and not from the last basis
  int iteration_limit;      ///< 0: none
  int time_limit_ms;        ///< INT_MAX: none
} guard_step;

/// Loads a problem; whole numbers are left out. NULL where that fails; the message then says why.
/// It must be closed.
guard_session *guard_session_open(const guard_problem *problem, int memory_limit_mb,
                                  char message[400]);

/// Changes the problem and solves it, by the simplex method without presolve. Waits for the answer;
/// one call at a time. Stops soon after `guard_interrupt`.
void guard_session_solve(guard_session *session, const guard_step *step, guard_result *result);

/// Ends the session and its thread.
void guard_session_close(guard_session *session);

#endif
