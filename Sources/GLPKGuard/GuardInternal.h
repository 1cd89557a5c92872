// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the C files of this target share; nobody else sees it.
#ifndef GUARD_INTERNAL_H
#define GUARD_INTERNAL_H

#include <glpk.h>
#include <setjmp.h>
#include <stddef.h>

#include "GLPKGuard.h"

/// Where an abort of GLPK returns to, and what it said.
typedef struct {
  jmp_buf escape;
  char *message;
  size_t used, room;
  const guard_watch *watch; ///< may be NULL
} guard_context;

/// What GLPK prints, in pieces: while its output is off only why it gives up. `info` is a context.
int guard_collect(void *info, const char *text);

/// Leaves GLPK for the context's escape. `info` is a context.
void guard_leave(void *info);

/// GLPK's kind of bound (GLP_FX, GLP_DB, GLP_LO, GLP_UP, GLP_FR).
int guard_bound_type(double lower, double upper);

/// Whether `guard_interrupt` was called since the last `guard_resume`.
int guard_is_interrupted(void);

/// The time of a clock that only goes forwards.
double guard_now_ms(void);

/// Copies the problem into an empty one of GLPK.
void guard_load(glp_prob *lp, const guard_problem *p, const guard_options *options);

/// Translates a MathProg model in this process; `memory_mb` is what GLPK may take. Returns 0, or 1
/// where it could not: the model's message then says why, and nothing is to be freed.
int guard_translate(const char *path, int memory_mb, guard_model *model);

#endif
